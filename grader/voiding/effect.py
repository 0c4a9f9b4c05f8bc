"""What an order changes in the class's marks: before and after, person by person."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from exercises.quiz.keys import Question
from grader import names
from grader.bulk import tallies
from grader.reports import gradebook
from grader.reports.model import Sitting, Taken
from grader.reports.standing import PASSED, Line, lines


@dataclass(frozen=True)
class Change:
    """One trainee whose score or verdict changes."""

    id: str
    name: str
    before: float | None
    """None for a paper that had not been graded yet."""
    after: float | None
    verdict_before: str
    verdict_after: str


@dataclass(frozen=True)
class Effect:
    """The class before and after."""

    people: int
    """How many have a score afterwards."""
    full: float
    passing: float
    """In percent of the full marks."""
    mean: tuple[float | None, float | None]
    passed: tuple[int, int]
    changes: tuple[Change, ...] = ()
    set_aside: Mapping[str, float] = field(default_factory=dict)
    """A person's marks for a void item, which no longer count, by trainee."""
    by_hand: tuple[str, ...] = ()
    """Trainees whose answer to the item has a person's mark, which goes before any key."""
    lost: tuple[str, ...] = ()
    """Trainees whose paper cannot be read any more, so that nothing could be scored anew."""

    @property
    def raised(self) -> int:
        """How many scores rise."""
        return sum(_rise(one) > 0 for one in self.changes)

    @property
    def lowered(self) -> int:
        """How many scores fall."""
        return sum(_rise(one) < 0 for one in self.changes)

    @property
    def newly_graded(self) -> int:
        """How many papers had not been graded before."""
        return sum(one.before is None for one in self.changes)

    @property
    def now_passing(self) -> tuple[Change, ...]:
        """Who passes now and did not before."""
        return tuple(c for c in self.changes if c.before is not None and c.verdict_after == PASSED != c.verdict_before)

    @property
    def no_longer_passing(self) -> tuple[Change, ...]:
        """Who passed before and does not now."""
        return tuple(c for c in self.changes if c.verdict_before == PASSED != c.verdict_after)

    @property
    def most(self) -> float:
        """The largest change of a score, in points."""
        return max((abs(_rise(one)) for one in self.changes), default=0.0)

    def told(self) -> dict[str, Any]:
        """The figures, as the record keeps them."""
        return {
            "people": self.people,
            "full": self.full,
            "passing": self.passing,
            "mean": list(self.mean),
            "passed": list(self.passed),
            "raised": self.raised,
            "lowered": self.lowered,
            "most": self.most,
            "now_passing": [one.id for one in self.now_passing],
            "no_longer_passing": [one.id for one in self.no_longer_passing],
            "by_hand": list(self.by_hand),
            "lost": list(self.lost),
        }


def _rise(change: Change) -> float:
    if change.before is None or change.after is None:
        return 0.0
    return round(change.after - change.before, 6)


def standing(db: Connection, quiz: str, questions: Sequence[Question], passing: float) -> dict[str, Line]:
    """The marks list as the gradebook has it now, by trainee."""
    full = tallies.full_marks(db, quiz) or 0.0
    named = {id: names.join(last, first) for id, last, first in tallies.people(db)}
    by_cell = {q.grade_id: q.number for q in questions}
    earned = gradebook.earned(db, quiz)

    def sitting(student: str, tally: tallies.Tally) -> Sitting:
        return Sitting(
            student,
            named.get(student, ""),
            score=tally.score - tally.penalty if tally.marked else None,
            waiting=tuple(by_cell[name] for name in tally.waiting if name in by_cell),
            earned={by_cell[name]: got for name, got in earned.get(student, {}).items() if name in by_cell},
        )

    sittings = tuple(sitting(student, tally) for student, tally in tallies.tallies(db, quiz).items())
    return {line.id: line for line in lines(Taken(quiz, quiz, "", full, tuple(questions), sittings), passing)}


def compared(before: Mapping[str, Line], after: Mapping[str, Line], full: float, passing: float, **more: Any) -> Effect:
    """The effect that lies between two standings."""
    nobody = Line("", "", "", None, None, None, "", "")
    changes = []
    for student, new in after.items():
        old = before.get(student, nobody)
        if (old.score, old.verdict) != (new.score, new.verdict):
            changes.append(Change(student, new.name, old.score, new.score, old.verdict, new.verdict))
    return Effect(
        people=sum(line.score is not None for line in after.values()),
        full=full,
        passing=passing,
        mean=(_mean(before), _mean(after)),
        passed=(_passed(before), _passed(after)),
        changes=tuple(changes),
        **more,
    )


def _mean(shown: Mapping[str, Line]) -> float | None:
    scores = [line.score for line in shown.values() if line.score is not None]
    return math.fsum(scores) / len(scores) if scores else None


def _passed(shown: Mapping[str, Line]) -> int:
    return sum(line.verdict == PASSED for line in shown.values())
