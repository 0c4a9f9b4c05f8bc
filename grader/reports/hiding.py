"""A report that can be shown around: nobody in it can be told by name, id or unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from grader.reports import choices
from grader.reports.items import Analysis, ItemResult
from grader.reports.standing import Line

FEWEST = 5
"""A unit with fewer people would give away who is meant."""
REST = "其他单位"


def hide(shown: Sequence[Line]) -> list[Line]:
    """The lines with running numbers for names and without ids and units.

    The numbers follow the marks, and equal lines are alike, so nothing of the order of ids is left.
    """
    order = sorted(shown, key=_place)
    return [replace(line, unit="", name=f"学员 {n}", id="") for n, line in enumerate(order, 1)]


def _place(line: Line) -> tuple[int, str, str, float]:
    return (line.rank or 10**9, line.state, line.verdict, line.penalty)


def merged_units(shown: Sequence[Line]) -> list[Line]:
    """The lines with small units put together; their people are not counted by unit at all if still too few."""
    sizes = Counter(line.unit for line in shown if line.unit)
    small = {name for name, size in sizes.items() if size < FEWEST}
    if not small:
        return list(shown)
    together = sum(sizes[name] for name in small)
    name = REST if together >= FEWEST else ""
    return [replace(line, unit=name) if line.unit in small else line for line in shown]


def without_own_words(analysis: Analysis) -> Analysis:
    """The analysis without who chose what, and without what only one trainee filled in: it could be anything, a name too."""
    return replace(analysis, items=tuple(_without(item) for item in analysis.items))


def _without(result: ItemResult) -> ItemResult:
    result = replace(result, choices=tuple(replace(choice, who=()) for choice in result.choices))
    if result.question.item.type != "cloze":
        return result
    listed = choices.listed(result.question.item)
    return replace(result, choices=tuple(c for c in result.choices if c.piece in listed or c.count > 1))
