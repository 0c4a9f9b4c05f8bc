"""One formula in several speeches: who expands it, who only names it, and where they differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from typing import Literal

from corpus import store
from corpus.formulas import Formula, formulas
from corpus.model import Citation, Speech
from corpus.search import grams
from corpus.search.query import checked
from corpus.search.refresh import current

Difference = Literal["none", "wording", "order", "members"]
_ALL_AT_ONCE = 200
"""Speeches that are all searched for formulas; of more, only those that say the one asked for."""
_SAME = 0.4
"""Share of common characters (Dice) from which two members are taken for the same one."""
_QUOTES = re.compile("[“”‘’「」『』\"']")


@dataclass(frozen=True)
class Variant:
    """A formula as one speech has it."""

    slug: str
    short: str
    formula: Formula
    counterparts: tuple[int | None, ...]
    """For each member the number (from 0) of the member of the first expansion that
    it stands for, None where there is none."""
    difference: Difference
    """From the first speech that expands it; "none" also where it is not expanded."""

    @property
    def expanded(self) -> bool:
        """Whether the speech gives the members, or only the name."""
        return bool(self.formula.members)

    @property
    def mentions(self) -> tuple[Citation, ...]:
        """The paragraphs that name it, once each, in reading order."""
        return tuple(Citation(self.slug, n) for n in dict.fromkeys(place.n for place in self.formula.mentions))

    @property
    def members(self) -> tuple[tuple[str, Citation], ...]:
        """The members with their places, in the order of the speech."""
        return tuple((member.text, Citation(self.slug, member.n)) for member in self.formula.members)


@dataclass(frozen=True)
class FormulaVariants:
    """A formula and the speeches that have it, in the order of the corpus."""

    canonical: str
    variants: tuple[Variant, ...]

    @property
    def expanded(self) -> tuple[Variant, ...]:
        """Those that give the members."""
        return tuple(variant for variant in self.variants if variant.expanded)

    @property
    def named(self) -> tuple[Variant, ...]:
        """Those that name it and do not give the members."""
        return tuple(variant for variant in self.variants if not variant.expanded)

    @property
    def difference(self) -> Difference:
        """The greatest difference between its expansions."""
        order: tuple[Difference, ...] = ("none", "wording", "order", "members")
        return max((variant.difference for variant in self.variants), key=order.index, default="none")


def formula_variants(speeches: Iterable[Speech] | None = None, name: str | None = None) -> tuple[FormulaVariants, ...]:
    """Every formula of ``speeches`` (all when None), those in most speeches first.

    With ``name`` only the formula of that name, or where none has it exactly, those
    that contain it. Members are only ever those of the same speech. Raises BadQuery
    when ``name`` is empty or too long.
    """
    wanted = None if name is None else _QUOTES.sub("", checked(name))
    found: dict[str, list[tuple[Speech, Formula]]] = {}
    for speech in _worth_reading(wanted) if speeches is None else speeches:
        for formula in formulas(speech):
            found.setdefault(formula.canonical, []).append((speech, formula))
    if wanted is not None:
        chosen = [c for c, uses in found.items() if wanted == c or any(wanted == _QUOTES.sub("", f.surface) for _, f in uses)]
        found = {c: found[c] for c in chosen or [c for c in found if wanted in c]}
    table = [FormulaVariants(canonical, _compared(uses)) for canonical, uses in found.items()]
    return tuple(sorted(table, key=lambda row: (-len(row.variants), -len(row.expanded))))


def _worth_reading(wanted: str | None) -> list[Speech]:
    index = current()
    if wanted is None or len(index.cards()) <= _ALL_AT_ONCE:
        return store.speeches()
    saying = index.holding(grams.phrase(wanted))
    return [store.speech(card.slug) for number, card in index.cards().items() if number in saying]


def _compared(uses: Sequence[tuple[Speech, Formula]]) -> tuple[Variant, ...]:
    first = next((formula for _, formula in uses if formula.members), None)
    out = []
    for speech, formula in uses:
        ours = [member.text for member in formula.members]
        theirs = [member.text for member in first.members] if first else []
        counterparts = align(ours, theirs)
        out.append(Variant(speech.slug, speech.meta.short, formula, counterparts, _difference(ours, theirs, counterparts)))
    return tuple(out)


def _difference(ours: Sequence[str], theirs: Sequence[str], counterparts: Sequence[int | None]) -> Difference:
    if not ours or ours == theirs:
        return "none"
    met = [i for i in counterparts if i is not None]
    if len(met) < len(ours) or len(ours) != len(theirs):
        return "members"
    return "order" if met != sorted(met) else "wording"


def align(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int | None, ...]:
    """For each of ``ours`` the index of the one of ``theirs`` most like it, each taken once.

    Alike means sharing at least two fifths of their characters, what all members of
    a list begin or end with left aside (过硬 in 政治过硬、作风过硬); the most alike are
    matched first.
    """
    one, two = _distinct(ours), _distinct(theirs)
    pairs = [(_likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(one) for j, b in enumerate(two)]
    matched: dict[int, int] = {}
    for likeness, _, i, j in sorted(pairs, reverse=True):
        if likeness >= _SAME and i not in matched and j not in matched.values():
            matched[i] = j
    return tuple(matched.get(i) for i in range(len(ours)))


def _distinct(members: Sequence[str]) -> list[str]:
    """The members without the characters that all of them begin or end with."""
    if len(members) < 2:
        return list(members)
    begin = len(commonprefix(members))
    end = len(commonprefix([member[begin:][::-1] for member in members]))
    cut = [member[begin : len(member) - end] for member in members]
    return cut if all(cut) else list(members)


def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    common = (Counter(a) & Counter(b)).total()
    return 2 * common / (len(a) + len(b))
