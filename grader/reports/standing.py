"""The marks list: who has how much, on which place, passed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.reports import stats
from grader.reports.model import Sitting, Taken

PASSED, FAILED, OPEN = "及格", "不及格", "待定"


@dataclass(frozen=True)
class Line:
    """One line of the marks list."""

    unit: str
    name: str
    id: str
    score: float | None
    percent: float | None
    rank: int | None
    verdict: str
    """及格, 不及格 or 待定 (what a person has still to mark decides); empty without a score."""
    state: str
    penalty: float = 0.0


def lines(taken: Taken, passing: float) -> list[Line]:
    """Everyone, best first, equal scores by id; those without a score last.

    ``passing`` is the share of the full marks, in percent, from which a score passes.
    """
    marked = taken.marked
    places = dict(zip((one.id for one in marked), stats.ranks([one.score or 0.0 for one in marked]), strict=True))
    order = sorted(taken.sittings, key=lambda one: (places.get(one.id, len(places) + 1), one.id))
    return [_line(one, taken, passing, places.get(one.id)) for one in order]


def _line(one: Sitting, taken: Taken, passing: float, place: int | None) -> Line:
    return Line(
        unit=one.unit,
        name=one.name,
        id=one.id,
        score=one.score,
        percent=percent(one.score, taken.full),
        rank=place,
        verdict=verdict(one, taken, passing),
        state=one.state,
        penalty=one.penalty,
    )


def percent(score: float | None, full: float) -> float | None:
    """A score in percent of the full marks."""
    return 100 * score / full if score is not None and full > 0 else None


def verdict(one: Sitting, taken: Taken, passing: float) -> str:
    """Passed, failed, or open where a question that waits for a person can still decide it."""
    if one.score is None or taken.full <= 0:
        return ""
    points = {q.number: q.item.points for q in taken.questions}
    most = one.score + sum(points.get(n, 0) - one.earned.get(n, 0.0) for n in one.waiting)
    least = one.score - sum(one.earned.get(n, 0.0) for n in one.waiting)
    line = passing * taken.full / 100 - 1e-9
    return PASSED if least >= line else FAILED if most < line else OPEN


def pass_rate(shown: Sequence[Line]) -> float | None:
    """The share of those with a score who have passed; open ones count as not yet."""
    known = [line for line in shown if line.verdict]
    return sum(line.verdict == PASSED for line in known) / len(known) if known else None
