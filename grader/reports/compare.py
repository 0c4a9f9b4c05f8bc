"""Two quizzes beside each other: the same people before and after, or parallel forms with different people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from grader.reports import stats
from grader.reports.groups import concepts
from grader.reports.items import Analysis, analyse
from grader.reports.model import Sitting, Taken, void
from grader.reports.standing import percent

Way = Literal["before-after", "forms"]

NOTABLE = 2.0
"""A difference of more than so many standard errors is hardly chance."""


@dataclass(frozen=True)
class Side:
    """One of the two quizzes; scores in percent of its full marks."""

    quiz: str
    title: str
    scores: stats.Summary
    alpha: float | None
    facility: float | None
    """Mean of its items' facilities."""


@dataclass(frozen=True)
class Shared:
    """A concept or an item that both have."""

    name: str
    first: float
    second: float

    @property
    def change(self) -> float:
        return self.second - self.first


@dataclass(frozen=True)
class Comparison:
    """First quiz against second: differences are second minus first."""

    way: Way
    first: Side
    second: Side
    both: int
    """How many people took both."""
    difference: stats.Difference | None
    """In percent points: of the people who took both, or of the two groups."""
    gain: float | None
    """Hake's; only before and after."""
    together: float | None = None
    """Correlation of the two scores of the people who took both; for parallel forms, their reliability."""
    better: int = 0
    same: int = 0
    worse: int = 0
    concepts: tuple[Shared, ...] = ()
    items: tuple[Shared, ...] = ()
    """Items that both quizzes have, by their number in the second."""
    without_void: bool = False
    """Whether either has void questions, which are left out here."""

    @property
    def notable(self) -> bool | None:
        """Whether the difference is more than chance makes; None where that cannot be told."""
        found = self.difference
        if found is None or found.error is None:
            return None
        return abs(found.mean) > NOTABLE * found.error


def compare(first: Taken, second: Taken) -> Comparison:
    """The comparison; before and after where at least half of the smaller group took both quizzes."""
    marks = [_percents(first), _percents(second)]
    both = sorted(marks[0].keys() & marks[1].keys())
    smaller = min(len(marks[0]), len(marks[1]))
    analyses = analyse(first), analyse(second)
    sides = [_side(taken, analysis, list(mine.values())) for taken, analysis, mine in zip((first, second), analyses, marks)]
    shared = tuple(_shared_concepts(first, second)), tuple(_shared_items(*analyses))
    any_void = any(void(q) for taken in (first, second) for q in taken.questions)
    if both and 2 * len(both) >= smaller:
        before, after = ([mine[id] for id in both] for mine in marks)
        moved = [round(b - a, 6) for a, b in zip(before, after, strict=True)]
        return Comparison(
            "before-after",
            *sides,
            len(both),
            stats.paired(before, after),
            stats.gain(math.fsum(before) / len(both), math.fsum(after) / len(both), 100.0),
            stats.correlated(before, after),
            sum(m > 0 for m in moved),
            sum(m == 0 for m in moved),
            sum(m < 0 for m in moved),
            *shared,
            any_void,
        )
    apart = stats.apart(list(marks[0].values()), list(marks[1].values()))
    return Comparison("forms", *sides, len(both), apart, None, concepts=shared[0], items=shared[1], without_void=any_void)


def _percents(taken: Taken) -> dict[str, float]:
    """Everyone's score in percent, without void questions, whose gift would pass for a rise."""
    gone = [q for q in taken.questions if void(q)]
    full = taken.full - math.fsum(q.item.points for q in gone)

    def rest(one: Sitting) -> float:
        return max(0.0, (one.score or 0.0) - math.fsum(one.earned.get(q.number, 0.0) for q in gone))

    return {one.id: percent(rest(one) if gone else one.score, full) or 0.0 for one in taken.marked}


def _side(taken: Taken, analysis: Analysis, scores: Sequence[float]) -> Side:
    facilities = [item.facility for item in analysis.items if item.facility is not None]
    mean = math.fsum(facilities) / len(facilities) if facilities else None
    return Side(taken.quiz, taken.title, stats.summary(scores), analysis.alpha, mean)


def _shared_concepts(first: Taken, second: Taken) -> list[Shared]:
    known = {(one.lesson, one.name): one.share for one in concepts(first)}
    found = [(one.name, known.get((one.lesson, one.name)), one.share) for one in concepts(second)]
    pairs = [Shared(name, a, b) for name, a, b in found if a is not None and b is not None]
    return sorted(pairs, key=lambda one: (one.change, one.name))


def _shared_items(first: Analysis, second: Analysis) -> list[Shared]:
    known = {one.question.item.id: one.facility for one in first.items}
    found = [(one.question, known.get(one.question.item.id), one.facility) for one in second.items]
    return [Shared(f"第 {q.number} 题（{q.item.id}）", a, b) for q, a, b in found if a is not None and b is not None]
