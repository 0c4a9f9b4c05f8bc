"""What everyone has in a quiz, added up by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from grader.bulk import tables as t


@dataclass(frozen=True)
class Tally:
    """What one trainee has in one quiz, added up."""

    timestamp: datetime | None
    score: float
    """Before the late penalty."""
    marked: bool
    """Anything at all has a score."""
    penalty: float
    waiting: tuple[str, ...] = ()
    """Names of the cells that wait for a person, sorted."""
    unreadable: tuple[str, ...] = ()
    """Those among them that the computer could not read."""


def earned() -> Any:
    """A grade's score as nbgrader counts it: a person's before the computer's, and extra credit to either."""
    grade = t.grade.c
    extra = func.coalesce(grade.extra_credit, 0.0)
    return case(
        (grade.manual_score.is_not(None), grade.manual_score + extra),
        (grade.auto_score.is_not(None), grade.auto_score + extra),
        else_=0.0,
    )


def people(db: Connection) -> list[tuple[str, str | None, str | None]]:
    """Everyone in the roster: id, last and first name."""
    rows = db.execute(select(t.student.c.id, t.student.c.last_name, t.student.c.first_name))
    return [(row.id, row.last_name, row.first_name) for row in rows]


def quizzes(db: Connection) -> list[str]:
    """Ids of all quizzes, sorted."""
    return sorted(db.execute(select(t.assignment.c.name)).scalars())


def full_marks(db: Connection, quiz: str) -> float | None:
    """What all cells of a quiz are worth; None if there is no such quiz."""
    found = db.execute(select(t.assignment.c.id).where(t.assignment.c.name == quiz)).scalar_one_or_none()
    if found is None:
        return None
    total = 0.0
    for worth in (t.grade_cells, t.task_cells):
        total += db.execute(
            select(func.coalesce(func.sum(worth.c.max_score), 0.0))
            .select_from(
                worth.join(t.base_cell, t.base_cell.c.id == worth.c.id).join(
                    t.notebook, t.notebook.c.id == t.base_cell.c.notebook_id
                )
            )
            .where(t.notebook.c.assignment_id == found)
        ).scalar_one()
    return total


def tallies(db: Connection, quiz: str) -> dict[str, Tally]:
    """What everyone has in a quiz, by trainee."""
    made, held, grade = t.submitted_assignment.c, t.submitted_notebook.c, t.grade.c
    papers = t.submitted_assignment.join(t.assignment, t.assignment.c.id == made.assignment_id).join(
        t.submitted_notebook, held.assignment_id == made.id
    )
    of_quiz = t.assignment.c.name == quiz
    has_score = or_(grade.auto_score.is_not(None), grade.manual_score.is_not(None))
    scores = db.execute(
        select(made.student_id, func.sum(earned()), func.sum(case((has_score, 1), else_=0)))
        .select_from(papers.join(t.grade, grade.notebook_id == held.id))
        .where(of_quiz)
        .group_by(made.student_id)
    )
    added = {student: (float(score), bool(count)) for student, score, count in scores}
    unread = and_(grade.auto_score.is_not(None), grade.manual_score.is_(None))
    flagged = db.execute(
        select(made.student_id, t.base_cell.c.name, case((unread, 1), else_=0))
        .select_from(
            papers.join(t.grade, grade.notebook_id == held.id).join(t.base_cell, t.base_cell.c.id == grade.cell_id)
        )
        .where(of_quiz, grade.needs_manual_grade)
    ).all()
    waiting: dict[str, list[str]] = {}
    unreadable: dict[str, list[str]] = {}
    for student, name, is_unread in sorted(flagged, key=lambda row: row.name):  # databases differ in how they sort text
        waiting.setdefault(student, []).append(name)
        if is_unread:
            unreadable.setdefault(student, []).append(name)
    penalty = func.sum(func.coalesce(held.late_submission_penalty, 0.0))
    rows = db.execute(
        select(made.student_id, made.timestamp, penalty)
        .select_from(papers)
        .where(of_quiz)
        .group_by(made.student_id, made.timestamp)
    )
    return {
        student: Tally(
            moment,
            *added.get(student, (0.0, False)),
            float(penalty),
            tuple(waiting.get(student, ())),
            tuple(unreadable.get(student, ())),
        )
        for student, moment, penalty in rows
    }
