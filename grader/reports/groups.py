"""Scores by band, by concept, by unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from grader.reports.model import Taken, void
from grader.reports.standing import Line, pass_rate

NO_UNIT = "（未填单位）"


@dataclass(frozen=True)
class Band:
    """How many scores lie in a tenth of the full marks."""

    label: str
    count: int


def bands(percents: Sequence[float]) -> list[Band]:
    """Tenths of the full marks; the last has its upper end, the first whatever a penalty left below 0."""
    counts = [0] * 10
    for value in percents:
        counts[max(0, min(9, math.floor(value / 10 + 1e-9)))] += 1
    return [Band(f"{10 * n}–{10 * n + 9 if n < 9 else 100}", count) for n, count in enumerate(counts)]


@dataclass(frozen=True)
class Concept:
    """How much the class has of one concept."""

    lesson: int
    name: str
    numbers: tuple[int, ...]
    """The questions that ask for it."""
    points: float
    share: float | None
    """Points earned of points that could be earned, over marked answers to questions mostly marked."""
    weak: int
    """How many trainees have less than half of its points."""
    people: int


def concepts(taken: Taken) -> list[Concept]:
    """By concept, the least known first; those that nobody has marked last. Void questions are left out."""
    asked: dict[tuple[int, str], list[int]] = {}
    points = {q.number: q.item.points for q in taken.questions}
    for q in taken.questions:
        if void(q):
            continue
        asked.setdefault((q.item.lesson, q.item.concept), []).append(q.number)
    counted = {q.number for q in taken.counted}
    found = [_concept(taken, lesson, name, numbers, points, counted) for (lesson, name), numbers in asked.items()]
    return sorted(found, key=lambda one: (one.share is None, one.share or 0.0, one.lesson, one.name))


def _concept(
    taken: Taken, lesson: int, name: str, numbers: list[int], points: dict[int, int], counted: set[int]
) -> Concept:
    shares: list[tuple[float, float]] = []
    for one in taken.marked:
        marked = [n for n in numbers if n in one.earned and n in counted]
        if marked:
            shares.append((math.fsum(one.earned[n] for n in marked), math.fsum(points[n] for n in marked)))
    could = math.fsum(most for _, most in shares)
    return Concept(
        lesson,
        name,
        tuple(numbers),
        math.fsum(points[n] for n in numbers),
        math.fsum(got for got, _ in shares) / could if could else None,
        sum(got < most / 2 - 1e-9 for got, most in shares),
        len(shares),
    )


@dataclass(frozen=True)
class Unit:
    """One unit's people."""

    name: str
    people: int
    marked: int
    mean: float | None
    """In percent of the full marks."""
    most: float | None
    least: float | None
    passed: float | None


def units(shown: Sequence[Line]) -> list[Unit]:
    """By unit, in the order of their names; those without one last."""
    named: dict[str, list[Line]] = {}
    for line in shown:
        named.setdefault(line.unit or NO_UNIT, []).append(line)
    return [_unit(name, named[name]) for name in sorted(named, key=lambda name: (name == NO_UNIT, name))]


def _unit(name: str, people: list[Line]) -> Unit:
    scores = [line.percent for line in people if line.percent is not None]
    mean = math.fsum(scores) / len(scores) if scores else None
    return Unit(
        name, len(people), len(scores), mean, max(scores, default=None), min(scores, default=None), pass_rate(people)
    )
