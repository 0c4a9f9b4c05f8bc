"""What the rules about truth need to know of a speech, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from exercises.folding import fold
from exercises.items import Evidence, Item

if TYPE_CHECKING:
    from corpus import Speech

_CLAUSE = re.compile(r"[。；;！，,：:？]")


@dataclass(frozen=True)
class Facts:
    """One speech, its texts folded as answers are (`exercises.folding`)."""

    slug: str
    short: str
    blocks: tuple[str, ...]
    members: dict[str, tuple[str, ...]]
    """The members of each formula that the speech enumerates, by its name."""
    lists: tuple[tuple[str, ...], ...]
    """What the speech puts on a par, of at least two entries: joined by “、”, parallel clauses, headings side by side."""
    rules: dict[str, tuple[str, ...]]
    """Prohibitions and duties by who is bound (inspectors, inspected, others)."""
    slips: tuple[str, ...]
    """Slips that are plainly wrong, verbatim."""

    @property
    def spoken(self) -> str:
        return "|".join(self.blocks)


@lru_cache(maxsize=64)
def facts(speech: Speech) -> Facts:
    """The facts of a speech."""
    from corpus.duties import duties, prohibitions
    from corpus.formulas import formulas, groups

    rules: dict[str, list[str]] = {}
    for rule in (*prohibitions(speech), *duties(speech)):
        rules.setdefault(rule.bound, []).append(fold(rule.text))
    return Facts(
        speech.slug,
        speech.meta.short,
        tuple(fold(block.text) for block in speech.blocks),
        {f.canonical: tuple(fold(m.text) for m in f.members) for f in formulas(speech) if f.members},
        (
            *(parts for block in speech.blocks for parts in _lists(block.text)),
            *(tuple(fold(member.text) for member in group.members) for group in groups(speech)),
            *_headings(speech),
        ),
        {bound: tuple(texts) for bound, texts in rules.items()},
        tuple(slip.text for slip in speech.meta.slips if not slip.doubtful),
    )


def _lists(text: str) -> Iterator[tuple[str, ...]]:
    for clause in _CLAUSE.split(text):
        parts = tuple(fold(part) for part in clause.split("、"))
        if len(parts) > 1:
            yield parts


def _headings(speech: Speech) -> Iterator[tuple[str, ...]]:
    """The words of headings that stand side by side under one heading."""
    open_lists: dict[int, list[str]] = {}
    for block in speech.blocks:
        if block.heading is None:
            continue
        level = block.heading.level
        for deeper in [one for one in open_lists if one > level]:
            yield tuple(open_lists.pop(deeper))
        open_lists.setdefault(level, []).append(fold(block.heading.words))
    yield from (tuple(words) for words in open_lists.values())


def cited(item: Item) -> list[Facts]:
    """The speeches that an item cites, each once; those that are not there are left out."""
    from corpus import CorpusError, speech

    found = []
    for slug in dict.fromkeys(slug_of(evidence) for evidence in _evidence(item)):
        try:
            found.append(facts(speech(slug)))
        except CorpusError:
            continue  # the citation is wrong, which is told with the schema
    return found


def cited_blocks(item: Item) -> list[str]:
    """The folded texts of the cited paragraphs, each once."""
    wanted: dict[tuple[str, int], str] = {}
    known = {one.slug: one for one in cited(item)}
    for evidence in _evidence(item):
        slug, n = evidence.cite.split("¶")
        if slug in known and 0 < int(n) <= len(known[slug].blocks):
            wanted[slug, int(n)] = known[slug].blocks[int(n) - 1]
    return list(wanted.values())


def every_speech() -> list[Facts]:
    """The facts of all speeches, shipped and local."""
    from corpus import speeches

    return [facts(speech) for speech in speeches()]


def named_in(text: str, known: Iterable[Facts]) -> list[Facts]:
    """The speeches of which the text gives the short name."""
    return [one for one in known if one.short in text or one.short.split("（")[0] in text]


def slug_of(evidence: Evidence) -> str:
    return evidence.cite.split("¶")[0]


def _evidence(item: Item) -> list[Evidence]:
    return item.evidence if "evidence" in item.model_fields_set else []
