"""Item analysis: how hard each item was, whether it tells the able from the others, who chose what."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exercises.items import kind
from exercises.quiz.keys import Question
from grader.reports import choices, stats
from grader.reports.model import LOST, Given, Sitting, Taken, void

SHOWN_OTHERS = 4
"""How many pieces outside the listed ones are shown, the most frequent first."""


@dataclass(frozen=True)
class Choice:
    """One option, pair, blank or step and who chose it."""

    piece: str
    text: str
    right: bool
    count: int
    share: float
    upper: float | None
    """Share in the upper 27 %; None where the groups cannot be told apart."""
    lower: float | None
    r: float | None
    """Correlation of choosing it with the score on the other items."""
    who: tuple[str, ...] = ()
    """Ids of those who chose it."""


@dataclass(frozen=True)
class ItemResult:
    """One item in one class."""

    question: Question
    n: int
    """How many have a mark for it."""
    facility: float | None
    """None also where fewer than half are marked: blanks, which nobody has to read, would make it too low."""
    discrimination: float | None
    alpha_without: float | None
    """Reliability of the test without it."""
    right: int
    """How many have all its points; of a void item how many answered it along its key."""
    blank: int
    unreadable: int
    answers: int
    """How many answers could be looked at."""
    choices: tuple[Choice, ...]

    @property
    def void(self) -> bool:
        """Whether it was declared void: marks for it say nothing, so it has no figures but who chose what."""
        return void(self.question)


@dataclass(frozen=True)
class Analysis:
    """All items, and the test as a whole."""

    items: tuple[ItemResult, ...]
    alpha: float | None
    error: float | None
    """Standard error of measurement, in points."""
    people: int
    """How many trainees alpha and discrimination rest on."""
    counted: tuple[int, ...]
    """Numbers of the questions they rest on."""


def analyse(taken: Taken) -> Analysis:
    """The analysis of a quiz.

    Questions that fewer than half of the papers have a mark for (short answers nobody has
    read yet) and void ones have no figures. Discrimination and reliability also need trainees without
    gaps, and leave out those who lack a mark for any of the other questions.
    """
    marked = taken.marked
    counted = taken.counted
    whole = [one for one in marked if all(q.number in one.earned for q in counted)]
    matrix = [[one.earned[q.number] for q in counted] for one in whole]
    reliability = stats.alpha(matrix)
    spread = stats.spread([math.fsum(row) for row in matrix])
    place = {q.number: n for n, q in enumerate(counted)}
    items = [_item(q, marked, whole, matrix, place.get(q.number)) for q in taken.questions]
    return Analysis(
        tuple(items), reliability, stats.measurement_error(spread, reliability), len(whole), tuple(place)
    )


def _item(
    question: Question, marked: Sequence[Sitting], whole: Sequence[Sitting], matrix: stats.Matrix, column: int | None
) -> ItemResult:
    number, points = question.number, question.item.points
    earned = [one.earned[number] for one in marked if number in one.earned]
    given = [one.given.get(number, LOST) for one in marked]
    how = Counter(one.how for one in given)
    return ItemResult(
        question=question,
        n=len(earned),
        facility=None if column is None else stats.facility(earned, points),
        discrimination=None if column is None else stats.discrimination(matrix, column),
        alpha_without=None if column is None else stats.alpha_without(matrix, column),
        right=_along_key(question, given) if void(question) else sum(score >= points for score in earned),
        blank=how["blank"],
        unreadable=how["unreadable"],
        answers=len(given) - how["lost"],
        choices=tuple(_choices(question, marked, whole, matrix, column)),
    )


def _choices(
    question: Question, marked: Sequence[Sitting], whole: Sequence[Sitting], matrix: stats.Matrix, column: int | None
) -> list[Choice]:
    item, number = question.item, question.number
    if item.type == "short":
        return []

    def chosen(one: Sitting) -> frozenset[str]:
        given = one.given.get(number, LOST)
        return choices.pieces(item, given.response) if given.how == "answered" else frozenset()

    seen = {one.id: chosen(one) for one in marked if one.given.get(number, LOST).how != "lost"}
    counts = Counter(piece for pieces in seen.values() for piece in pieces)
    listed = choices.listed(item)
    others = sorted(((-count, piece) for piece, count in counts.items() if piece not in listed))[:SHOWN_OTHERS]
    shown = listed + [piece for _, piece in others]

    compared = column is not None or void(question)
    known = [n for n, one in enumerate(whole) if one.given.get(number, LOST).how != "lost"] if compared else []
    picked = [chosen(whole[n]) for n in known]
    others_total = stats.rest(matrix, column) if compared else []
    rest = [others_total[n] for n in known]
    groups = stats.extremes(rest)
    key = choices.key(item, question.ruling)

    def one_choice(piece: str) -> Choice:
        has = [float(piece in pieces) for pieces in picked]
        upper, lower = ([_mean([has[n] for n in group]) for group in groups]) if groups else (None, None)
        return Choice(
            piece=piece,
            text=choices.described(item, piece),
            right=piece in key,
            count=counts[piece],
            share=counts[piece] / len(seen) if seen else 0.0,
            upper=upper,
            lower=lower,
            r=stats.correlated(has, rest),
            who=tuple(id for id, pieces in seen.items() if piece in pieces),
        )

    return [one_choice(piece) for piece in shown]


def _along_key(question: Question, given: Sequence[Given]) -> int:
    item = question.item
    return sum(one.how == "answered" and kind(item).score(item, one.response).verdict == "right" for one in given)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
