"""Figures of drawn papers, for whoever has to judge whether they are what was wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from exercises.assembly.difficulty import of_form
from exercises.items import Item


@dataclass(frozen=True)
class Figures:
    """One paper in figures."""

    items: int
    points: int
    types: dict[str, int]
    levels: dict[str, int]
    lessons: dict[int, int]
    difficulty: float
    """See `exercises.assembly.difficulty`."""


def figures(items: Sequence[Item]) -> Figures:
    """The figures of a paper's items, with the points they have there."""
    return Figures(
        items=len(items),
        points=sum(item.points for item in items),
        types=dict(Counter(item.type for item in items)),
        levels=dict(Counter(item.level for item in items)),
        lessons=dict(sorted(Counter(item.lesson for item in items).items())),
        difficulty=of_form(list(items)),
    )


def in_common(papers: Sequence[Sequence[Item]]) -> int:
    """The most items that any two of the papers have in common."""
    ids = [{item.id for item in paper} for paper in papers]
    return max((len(one & other) for one, other in combinations(ids, 2)), default=0)
