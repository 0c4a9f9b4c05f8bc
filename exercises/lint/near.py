"""Items that ask the same thing in nearly the same words.

Compared are the runs of three characters of stem and right answer together
(`content.grams`), so that two questions about one passage differ as long as what
they ask differs. Jaccard's index says how alike two items are; containment (the
share of the smaller one that stands in the larger) finds the short item that a long
one swallows. The thresholds come from the shipped bank, in which every pair above
them was read: pairs of one pool at 0.7 and of two pools at 0.5 were the same
question; below, they asked different things about one sentence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exercises.items import Item
from exercises.lint.content import answers, grams, is_scene, stated
from exercises.lint.model import Finding

SAME_POOL = 0.7
OTHER_POOL = 0.5
SWALLOWED = 0.8
"""Containment between the pools."""
FEWEST = 8
"""Items with fewer runs than this are too short to be compared."""
_COMMON = 300
"""A run that more items have says nothing; it is passed over, which bounds the work in a large bank."""


@dataclass(frozen=True)
class Likeness:
    """How alike two items are, the earlier one first."""

    first: Item
    second: Item
    jaccard: float
    containment: float


def likenesses(items: Iterable[Item]) -> Iterator[Likeness]:
    """All pairs that have any run of characters in common, each once."""
    holders: dict[str, list[int]] = defaultdict(list)
    seen: list[tuple[Item, frozenset[str]]] = []
    for item in items:
        own = grams(stated(item))
        if len(own) < FEWEST:
            continue
        common = Counter(n for gram in own if len(holders[gram]) <= _COMMON for n in holders[gram])
        for n, count in sorted(common.items()):
            first, other = seen[n]
            if count > 1:
                both = len(own & other)
                yield Likeness(first, item, both / len(own | other), both / min(len(own), len(other)))
        for gram in own:
            holders[gram].append(len(seen))
        seen.append((item, own))


def same_answer(a: Item, b: Item) -> bool:
    """Whether both ask for the very same words of one paragraph; made-up cases may well share their answer."""
    if is_scene(a) or is_scene(b) or not {e.cite for e in a.evidence} & {e.cite for e in b.evidence}:
        return False
    return bool(answers(a)) and answers(a) == answers(b)


def near_duplicates(items: Iterable[Item]) -> Iterator[Finding]:
    """Pairs too alike for one bank."""
    for pair in likenesses(items):
        apart = getattr(pair.first, "pool", None) != getattr(pair.second, "pool", None)
        alike = _alike(pair, apart)
        if alike:
            where = "两题分属练习池和考试池，练过一题就知道另一题的答案" if apart else "两题在同一题池"
            message = f"与 {pair.first.id} 几乎相同（{alike}）。{where}。请改问别的内容，或删去一题。"
            yield Finding(pair.second.id, "near-duplicate", message, "stem", pair.first.id)


def _alike(pair: Likeness, apart: bool) -> str:
    """In what two items are too alike; empty when they are not."""
    if pair.jaccard >= (OTHER_POOL if apart else SAME_POOL):
        return f"题干连同答案相同 {pair.jaccard:.0%}"
    if apart and pair.containment >= SWALLOWED:
        return f"较短一题的题干连同答案有 {pair.containment:.0%} 在另一题里"
    return "依据同一段，答案一字不差" if same_answer(pair.first, pair.second) else ""
