"""How far a concept is mastered.

Two counts of its practice items, neither of them weighed:

- ``right``: the newest answer is right;
- ``lasting``: the right answers since the last one that was not right lie on two
  different days at least.

Being right again on the same day says little of next month; being right again on a
later day says more. That is the well-founded part of spaced retrieval: N. J. Cepeda,
H. Pashler, E. Vul, J. T. Wixted, D. Rohrer, Distributed practice in verbal recall tasks,
Psychological Bulletin 132 (2006) 354–380; K. A. Rawson, J. Dunlosky, Optimizing schedules
of retrieval practice for durable and efficient learning, Journal of Experimental
Psychology: General 140 (2011) 283–302, who ask for relearning on several later days. Two
days are the least that can be called “later”.

Short answers do not count: nobody but the learner has judged them. Nor do the
interactions of a lesson: some are asked before anything is taught, and they do not
come back in reviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from course.record.model import Attempt
from course.record.record import Record
from course.review.material import practice
from exercises.bank import Bank
from exercises.items import Item

Level = Literal["ahead", "begun", "right", "lasting"]
LEVELS: dict[Level, str] = {"ahead": "未练", "begun": "在练", "right": "已答对", "lasting": "已巩固"}


@dataclass(frozen=True)
class Mastery:
    """The practice items of one concept of one lesson, counted."""

    lesson: int
    concept: str
    items: int
    answered: int
    right: int
    """Newest answer right."""
    lasting: int
    """Right on two days at least, with nothing wrong between."""

    @property
    def level(self) -> Level:
        """The lowest that holds for all of its items; "begun" once one was answered."""
        if not self.answered:
            return "ahead"
        return "lasting" if self.lasting == self.items else "right" if self.right == self.items else "begun"


def mastery(record: Record, bank: Bank | None = None) -> list[Mastery]:
    """Every concept of the practice pool, in the order of the bank (the course's when None). Raises RecordError."""
    return counted(list(practice(bank).values()), record.attempts(kind="item"))


def counted(items: Sequence[Item], attempts: Iterable[Attempt]) -> list[Mastery]:
    """The concepts of ``items`` as these attempts, oldest first, leave them. Pure."""
    answers: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.kind == "item" and attempt.verdict in ("right", "part", "wrong"):
            answers.setdefault(attempt.subject, []).append(attempt)
    groups: dict[tuple[int, str], list[list[Attempt]]] = {}
    for item in items:
        if item.type != "short":
            groups.setdefault((item.lesson, item.concept), []).append(answers.get(item.id, []))
    return [
        Mastery(
            lesson,
            concept,
            items=len(group),
            answered=sum(map(bool, group)),
            right=sum(bool(_days_right(given)) for given in group),
            lasting=sum(_days_right(given) > 1 for given in group),
        )
        for (lesson, concept), group in groups.items()
    ]


def _days_right(given: Sequence[Attempt]) -> int:
    """On how many days it was answered rightly since the last answer that was not right."""
    days = set()
    for attempt in reversed(given):
        if attempt.verdict != "right":
            break
        days.add(attempt.day)
    return len(days)
