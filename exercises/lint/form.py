"""Items that must not stand on one paper: one gives away the answer of another.

What a trainee can read on a paper is the stems, the options and both sides of a
matching. A statement to be judged wrong, and the options of a choice item, may be
false; a stem that asserts something is taken to be true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from exercises.folding import fold
from exercises.items import Item
from exercises.items.markup import plain
from exercises.lint.content import grams, right_options
from exercises.lint.model import Finding
from exercises.lint.near import likenesses, same_answer

ALIKE = 0.35
"""Jaccard's index from which two items ask about the same thing; see `exercises.lint.near`."""
SWALLOWED = 0.6
KEY_LENGTH = 4
"""A right answer shorter than this gives nothing away by standing elsewhere."""
NEAR = 5
"""A blank's answer gives itself away together with its neighbours, this many characters in all."""
_RUN = 3
"""Length of the runs by which pages are found; no needle is shorter."""


@dataclass(frozen=True)
class _Page:
    """An item as it stands on a paper, folded."""

    item: Item
    stem: str
    """What it asserts: the stem without blanks; empty where it may be false."""
    whole: str
    """All that can be read."""
    grams: frozenset[str]


def giveaways(items: Iterable[Item]) -> Iterator[Finding]:
    """Pairs of items of which one gives away the other, and pairs that ask nearly the same."""
    listed = list(items)
    told: set[tuple[str, str]] = set()
    for pair in likenesses(listed):
        if pair.jaccard >= ALIKE or pair.containment >= SWALLOWED or same_answer(pair.first, pair.second):
            told |= {(pair.first.id, pair.second.id), (pair.second.id, pair.first.id)}
            message = f"与 {pair.first.id} 问的是差不多的内容，不宜放在同一份卷子里。请换一题。"
            yield Finding(pair.second.id, "alike-on-form", message, "stem", pair.first.id)
    pages = _Pages([_page(item) for item in listed])
    for target in listed:
        for clue in _clues(target):
            for page in pages.near(clue):
                pair = (target.id, page.item.id)
                if page.item.id != target.id and pair not in told and clue.shows(page):
                    told.add(pair)
                    message = f"答案“{clue.answer}”可以从同卷的 {page.item.id} 里读出来。请把两题分到不同的卷子。"
                    yield Finding(target.id, "given-away", message, "key", page.item.id)


def _page(item: Any) -> _Page:
    stem = fold(plain(re.sub(r"\{[0-9]+\}", "｜", item.stem)))
    whole = [stem]
    for side in ("options", "left", "right"):
        whole += [fold(text) for text in getattr(item, side, {}).values()]
    asserts = "" if item.type == "judge" and getattr(item, "key", "") == "错" else stem
    return _Page(item, asserts, "|".join(whole), grams(plain(item.stem)))


@dataclass(frozen=True)
class _Clue:
    """An answer and how it shows that it has been given away."""

    answer: str
    needles: tuple[str, ...]
    """Any of these runs of characters, folded, gives the answer away."""
    anywhere: bool
    """Also where it stands among options."""
    topic: frozenset[str] = frozenset()
    """Runs of the question of which the other item must have some too; empty: none needed."""

    def shows(self, page: _Page) -> bool:
        """Whether the page gives the answer away."""
        text = page.whole if self.anywhere else page.stem
        return any(needle in text for needle in self.needles) and (not self.topic or len(self.topic & page.grams) >= 2)


class _Pages:
    """Pages that can be asked which of them may hold some words, without reading them all."""

    def __init__(self, pages: list[_Page]) -> None:
        self._pages = pages
        self._holders: dict[str, list[int]] = defaultdict(list)
        for n, page in enumerate(pages):
            for run in {page.whole[i : i + _RUN] for i in range(len(page.whole) - _RUN + 1)}:
                self._holders[run].append(n)

    def near(self, clue: _Clue) -> list[_Page]:
        """The pages that have the rarest run of characters of one of the clue's needles."""
        found: set[int] = set()
        for needle in clue.needles:
            runs = (self._holders.get(needle[i : i + _RUN], []) for i in range(max(1, len(needle) - _RUN + 1)))
            found.update(min(runs, key=len))
        return [self._pages[n] for n in sorted(found)]


def _clues(item: Any) -> Iterator[_Clue]:
    match item.type:
        case "cloze":
            yield from _blanks(item)
        case "single" | "multiple":
            topic = grams(plain(item.stem))
            for text in right_options(item):
                if len(fold(text)) >= KEY_LENGTH:
                    yield _Clue(text, (fold(text),), anywhere=False, topic=topic)
        case "match":
            for number, name in item.key.items():
                left, right = fold(item.left.get(number, "")), fold(item.right.get(name, ""))
                if len(left) + len(right) >= KEY_LENGTH + 2:
                    yield _Clue(f"{item.left[number]}——{item.right[name]}", (left + right, f"{left},{right}", f"{left}是{right}", right + left), anywhere=True)
        case "order":
            steps = [fold(item.options[name]) for name in item.key if name in item.options]
            run = tuple(f"{a}{mark}{b}" for a, b in zip(steps, steps[1:]) for mark in (",", ""))
            if run:
                yield _Clue("的次序", run, anywhere=False)
        case "judge" if item.key == "对":
            statement = re.sub(r"^[^，：]{0,24}讲话[^，：]{0,6}[，：]", "", plain(item.stem))
            if len(fold(statement)) >= 8:
                yield _Clue("对", (fold(statement),), anywhere=False)


def _blanks(item: Any) -> Iterator[_Clue]:
    """A blank is given away where its answer stands beside the words beside the blank."""
    parts = re.split(r"\{([1-9][0-9]?)\}", plain(item.stem))
    for n in range(1, len(parts), 2):
        accepted = item.blanks.get(parts[n], [])
        before = fold(re.split(r"[，。；：？]", parts[n - 1])[-1])[-3:]
        after = fold(re.split(r"[，。；：？]", parts[n + 1])[0])[:3]
        needles = [near for text in accepted for near in (before + fold(text), fold(text) + after) if len(near) >= max(len(fold(text)) + 2, NEAR)]
        if needles:
            yield _Clue(accepted[0], tuple(needles), anywhere=True)
