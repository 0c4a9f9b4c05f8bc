"""What reports read from the gradebook: one query each, nothing written."""

from __future__ import annotations

from sqlalchemy import Connection, select

from exercises.quiz.keys import Question, QuizError, question
from grader.bulk import tables as t
from grader.errors import GraderError


def questions(db: Connection, quiz: str) -> list[Question]:
    """The questions of a quiz with their keys, by number, as it was handed out. Raises GraderError."""
    rows = db.execute(
        select(t.source_cell.c.name, t.source_cell.c.source)
        .select_from(
            t.source_cell.join(t.notebook, t.notebook.c.id == t.source_cell.c.notebook_id)
            .join(t.assignment, t.assignment.c.id == t.notebook.c.assignment_id)
            .join(t.base_cell, (t.base_cell.c.notebook_id == t.notebook.c.id) & (t.base_cell.c.name == t.source_cell.c.name))
            .join(t.grade_cells, t.grade_cells.c.id == t.base_cell.c.id)
        )
        .where(t.assignment.c.name == quiz, t.source_cell.c.locked)
    ).all()
    try:
        found = [question(name, source) for name, source in rows]
    except QuizError as error:
        raise GraderError(f"“{quiz}”不是巡察课堂的测验，没有题目分析可做：{error}") from error
    if not found:
        raise GraderError(f"成绩册里没有测验“{quiz}”的题目。请核对编号；测验要发放并评分之后才有报告。")
    return sorted(found, key=lambda one: one.number)


def earned(db: Connection, quiz: str) -> dict[str, dict[str, float]]:
    """Points by trainee and grade cell: a person's mark before the computer's; unmarked ones are left out.

    Extra credit is a person's gift, no sign of knowing an item: it is in the totals alone.
    """
    grade, made, held = t.grade.c, t.submitted_assignment.c, t.submitted_notebook.c
    rows = db.execute(
        select(made.student_id, t.base_cell.c.name, grade.auto_score, grade.manual_score)
        .select_from(
            t.grade.join(t.submitted_notebook, held.id == grade.notebook_id)
            .join(t.submitted_assignment, made.id == held.assignment_id)
            .join(t.assignment, t.assignment.c.id == made.assignment_id)
            .join(t.base_cell, t.base_cell.c.id == grade.cell_id)
        )
        .where(t.assignment.c.name == quiz)
    )
    found: dict[str, dict[str, float]] = {}
    for student, name, auto, manual in rows:
        score = auto if manual is None else manual
        if score is not None:
            found.setdefault(student, {})[name] = float(score)
    return found
