"""Marks given by people, in the gradebook: reading them, and writing one as formgrader would.

Formgrader writes score and comment by two requests; here one act is one transaction,
and it goes through only if nobody else has changed the mark since it was shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection, and_, select, update

from exercises.quiz.keys import Question
from grader.bulk import master
from grader.bulk import tables as t
from grader.bulk.database import PATIENCE, connected
from grader.bulk.key import Key
from grader.errors import GraderError


@dataclass(frozen=True)
class Mark:
    """What the gradebook has on one question of one trainee."""

    student: str
    paper: str
    """Id of the ``submitted_notebook``."""
    grade: str
    """Id of the ``grade``."""
    auto: float | None
    manual: float | None
    waiting: bool
    """``needs_manual_grade``."""
    comment: str
    """A person's comment."""
    note: str
    """The automatic comment."""
    flagged: bool

    @property
    def score(self) -> float | None:
        """A person's score before the computer's, as nbgrader counts."""
        return self.auto if self.manual is None else self.manual


class Changed(Exception):
    """Somebody else has changed the mark since it was shown; nothing was written."""

    def __init__(self, now: Mark) -> None:
        super().__init__()
        self.now = now


def key(db: Connection, quiz: str) -> Key:
    """The key side of a quiz. Raises GraderError."""
    return master.load(db, quiz, None)


def marks(db: Connection, sheet: Key, asked: Question) -> dict[str, Mark]:
    """The marks of one question by trainee."""
    made, held, grade, comment = t.submitted_assignment.c, t.submitted_notebook.c, t.grade.c, t.comment.c
    cells = {slot.known.grade_id: slot.ids for slot in sheet.slots}
    graded, answered = cells[asked.grade_id]["GradeCell"], cells[asked.answer_id]["SolutionCell"]
    rows = db.execute(
        select(
            made.student_id, held.id.label("paper"), held.flagged, grade.id.label("grade"), grade.auto_score,
            grade.manual_score, grade.needs_manual_grade, comment.manual_comment, comment.auto_comment,
        )
        .select_from(
            t.submitted_assignment.join(t.submitted_notebook, held.assignment_id == made.id)
            .join(t.grade, and_(grade.notebook_id == held.id, grade.cell_id == graded))
            .outerjoin(t.comment, and_(comment.notebook_id == held.id, comment.cell_id == answered))
        )
        .where(made.assignment_id == sheet.assignment_id, held.notebook_id == sheet.notebook_id)
    )  # fmt: skip
    return {
        row.student_id: Mark(
            student=row.student_id,
            paper=row.paper,
            grade=row.grade,
            auto=row.auto_score,
            manual=row.manual_score,
            waiting=bool(row.needs_manual_grade),
            comment=row.manual_comment or "",
            note=row.auto_comment or "",
            flagged=bool(row.flagged),
        )
        for row in rows
    }


def give(
    url: str, quiz: str, asked: Question, seen: Mark, score: float | None, comment: str, patience: float = PATIENCE
) -> Mark:
    """Write a person's score and comment, and that nobody need look any more; returns the mark as it now stands.

    A score of None takes the person's score back: the answer waits again. Extra credit,
    the computer's score and the late penalty stay as they are, as with formgrader.

    Raises:
        Changed: the mark is no longer as ``seen``.
        GraderError: the gradebook cannot be written; nothing was.
    """
    with connected(url, writing=True, patience=patience) as db:
        sheet, now = _now(db, quiz, asked, seen)
        if (now.manual, now.auto, now.waiting, now.comment) != (seen.manual, seen.auto, seen.waiting, seen.comment):
            raise Changed(now)
        values = {"manual_score": score, "needs_manual_grade": score is None}
        db.execute(update(t.grade).where(t.grade.c.id == seen.grade).values(**values))
        if comment != now.comment:
            _comment(db, sheet, asked, seen.paper, comment)
        return marks(db, sheet, asked)[seen.student]


def flag(url: str, quiz: str, asked: Question, seen: Mark, flagged: bool, patience: float = PATIENCE) -> Mark:
    """Set the flag of the trainee's paper, as formgrader's button does. Raises GraderError."""
    with connected(url, writing=True, patience=patience) as db:
        sheet, _ = _now(db, quiz, asked, seen)
        db.execute(update(t.submitted_notebook).where(t.submitted_notebook.c.id == seen.paper).values(flagged=flagged))
        return marks(db, sheet, asked)[seen.student]


def _now(db: Connection, quiz: str, asked: Question, seen: Mark) -> tuple[Key, Mark]:
    sheet = key(db, quiz)
    found: Mapping[str, Mark] = marks(db, sheet, asked)
    now = found.get(seen.student)
    if now is None or now.grade != seen.grade:
        raise GraderError("这份答卷已不在成绩册里，没有写入。请重新选择题目。")
    return sheet, now


def _comment(db: Connection, sheet: Key, asked: Question, paper: str, text: str) -> None:
    cell = next(slot.ids["SolutionCell"] for slot in sheet.slots if slot.known.grade_id == asked.answer_id)
    here = and_(t.comment.c.notebook_id == paper, t.comment.c.cell_id == cell)
    if db.execute(update(t.comment).where(here).values(manual_comment=text)).rowcount == 0:
        db.execute(t.comment.insert().values(id=uuid4().hex, notebook_id=paper, cell_id=cell, manual_comment=text))
