"""A drawing as numbers: what each item counts for, and what each count costs.

Costs are whole numbers, so that a search comes out the same on every machine. What
has to hold costs `MUST` or more a unit, what is wished for far less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from exercises.assembly.candidates import SHARES, shares
from exercises.assembly.difficulty import percent
from exercises.items import Item
from exercises.quiz.spec import Spec

MUST = 400
"""The least cost of anything that makes a form unusable."""

TOLERANCE = 2
"""By how many per cent of the points the expected difficulty of parallel forms may differ."""

_RANGE = 1000
_ENEMIES = 1000
_TOTAL = MUST
_LESSON_EVEN = 4
_CONCEPT_AGAIN = 3
_SAME_PASSAGE = 5
_LESSON_APART = 15

SHARED = 40
"""Cost of an item that serves in a second form, where forms may share items."""


@dataclass(frozen=True)
class Problem:
    """What the search needs of the candidates; lists run parallel to ``items``."""

    items: tuple[Item, ...]
    size: int
    forms: int
    disjoint: bool
    total: int | None
    codes: tuple[tuple[int, ...], ...]
    """By dimension: the number of each item's value."""
    costs: tuple[tuple[tuple[int, ...], ...], ...]
    """By dimension and value: what it costs that a form has 0, 1, 2 … such items."""
    kinds: tuple[int, ...]
    """Items of the same number are of one type and one level, so that parallel forms may exchange them."""
    apart: tuple[int, ...]
    """By dimension: what it costs for each item by which forms differ in a value."""
    worth: tuple[int, ...]
    """Points."""
    burden: tuple[int, ...]
    """Points times expected difficulty in per cent."""
    verdict: tuple[int, ...]
    """1 for a right statement to judge, −1 for a wrong one, else 0."""
    conflicts: tuple[dict[int, int], ...]
    """By item: the items it should not stand beside, and the cost."""


def stated(spec: Spec, items: tuple[Item, ...], forms: int, disjoint: bool, enemies: Collection[frozenset[str]]) -> Problem:
    """The numbers of a drawing. ``enemies`` are pairs of ids that may not be in one form."""
    codes, costs = [], []
    kinds = list(dict.fromkeys((item.type, item.level) for item in items))
    for dimension in SHARES:
        bounds = shares(spec, dimension)
        values = list(dict.fromkeys(getattr(item, dimension) for item in items))
        values += [value for value in bounds or () if value not in values]
        codes.append(tuple(values.index(getattr(item, dimension)) for item in items))
        costs.append(
            tuple(
                tuple(
                    _soft(dimension, n) + (_RANGE * max(b.least - n, n - b.most, 0) if bounds and (b := bounds[value]) else 0)
                    for n in range(spec.count + 1)
                )
                for value in values
            )
        )
    return Problem(
        items=items,
        size=spec.count,
        forms=forms,
        disjoint=disjoint,
        total=spec.total,
        codes=tuple(codes),
        costs=tuple(costs),
        kinds=tuple(kinds.index((item.type, item.level)) for item in items),
        apart=tuple({"type": MUST, "level": MUST, "lesson": _LESSON_APART}.get(dimension, 0) for dimension in SHARES),
        worth=tuple(item.points for item in items),
        burden=tuple(percent(item) * item.points for item in items),
        verdict=tuple({"对": 1, "错": -1}.get(str(getattr(item, "key", "")), 0) if item.type == "judge" else 0 for item in items),
        conflicts=_conflicts(items, enemies),
    )


def _soft(dimension: str, n: int) -> int:
    """Convex costs: the more evenly a form is spread, the less they come to."""
    match dimension:
        case "lesson":
            return _LESSON_EVEN * n * n
        case "concept":
            return _CONCEPT_AGAIN * n * (n - 1)
        case _:
            return 0


def _conflicts(items: tuple[Item, ...], enemies: Collection[frozenset[str]]) -> tuple[dict[int, int], ...]:
    place = {item.id: n for n, item in enumerate(items)}
    found: list[Counter[int]] = [Counter() for _ in items]
    for pair in enemies:
        if len(pair) == 2 and all(name in place for name in pair):
            a, b = (place[name] for name in pair)
            found[a][b] = found[b][a] = _ENEMIES
    for a, one in enumerate(items):
        cited = {evidence.cite for evidence in one.evidence}
        for b, other in enumerate(items[:a]):
            if any(evidence.cite in cited for evidence in other.evidence):
                found[a][b] += _SAME_PASSAGE
                found[b][a] += _SAME_PASSAGE
    return tuple(map(dict, found))


def total_cost(problem: Problem, points: int) -> int:
    """What it costs that a form's full mark is ``points``."""
    return 0 if problem.total is None else _TOTAL * abs(points - problem.total)


def spread_cost(problem: Problem, points: list[int], burdens: list[int]) -> int:
    """What it costs that forms differ in full mark and in expected difficulty."""
    if problem.forms == 1:
        return 0
    gap = max(burdens) - min(burdens)
    beyond = max(gap - TOLERANCE * min(points), 0)
    return (max(points) - min(points)) * MUST + gap // 4 + (MUST + beyond if beyond else 0)


def verdict_cost(balance: int) -> int:
    """What it costs that right and wrong statements to judge are not equally many."""
    return 60 * max(abs(balance) - 1, 0) ** 2
