"""An item's check cell and marks in the gradebook, inside somebody else's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from exercises.quiz.keys import Question, check_source
from grader.bulk import key as keys
from grader.bulk import tables as t
from grader.bulk.key import Key, Slot

Mark = tuple[float | None, float | None, bool]
"""A mark as the gradebook holds it: the computer's, a person's, whether a person must look."""


def slot(key: Key, name: str) -> Slot:
    """The cell of that nbgrader id."""
    return next(one for one in key.slots if one.known.grade_id == name)


def rewrite(db: Connection, key: Key, question: Question) -> tuple[str, str]:
    """Give the question's check cell what it says from now on; returns its source before and after."""
    known = slot(key, question.check_id).known
    source = check_source(question.item, question.ruling)
    checksum = keys.checksum(replace(known, source=source))
    cell = t.source_cell.c
    db.execute(
        update(t.source_cell)
        .where(cell.notebook_id == key.notebook_id, cell.name == question.check_id)
        .values(source=source, checksum=checksum)
    )
    return known.source, source


def graded_cell(key: Key, question: Question) -> str:
    """The id, in the gradebook, of the cell that carries the question's points."""
    return slot(key, question.grade_id).ids["GradeCell"]


def _of_quiz(key: Key) -> tuple[Any, Any]:
    """Tables and condition for the grades of a quiz."""
    made, held = t.submitted_assignment.c, t.submitted_notebook.c
    tables = t.grade.join(t.submitted_notebook, held.id == t.grade.c.notebook_id).join(
        t.submitted_assignment, made.id == held.assignment_id
    )
    return tables, made.assignment_id == key.assignment_id


def marks(db: Connection, key: Key, cell: str) -> dict[str, tuple[str, Mark]]:
    """By trainee, the row's id and the mark for one cell."""
    tables, of_quiz = _of_quiz(key)
    grade = t.grade.c
    rows = db.execute(
        select(t.submitted_assignment.c.student_id, grade.id, grade.auto_score, grade.manual_score, grade.needs_manual_grade)
        .select_from(tables)
        .where(of_quiz, grade.cell_id == cell)
    )
    return {row[0]: (row[1], (row[2], row[3], bool(row[4]))) for row in rows}


def put(db: Connection, rows: Mapping[str, Mark]) -> None:
    """Write marks by the rows' ids."""
    if rows:
        statement = (
            update(t.grade)
            .where(t.grade.c.id == bindparam("row"))
            .values(auto_score=bindparam("auto"), manual_score=bindparam("manual"), needs_manual_grade=bindparam("needs"))
        )
        db.execute(
            statement,
            [{"row": row, "auto": auto, "manual": manual, "needs": needs} for row, (auto, manual, needs) in rows.items()],
        )


@contextmanager
def looked_at(db: Connection, key: Key, but: Collection[str] = ()) -> Iterator[None]:
    """Keep what a person has looked at as looked at.

    Grading again asks a person to look once more at every mark of theirs, as nbgrader
    does. Where neither paper nor key has changed there is nothing to look at.

    Args:
        but: cells for which this does not hold.
    """
    before = _by_hand(db, key)
    yield
    after = _by_hand(db, key)
    settled = [
        row
        for row, (cell, moment, needs) in before.items()
        if not needs and cell not in but and row in after and after[row][1] == moment and after[row][2]
    ]
    if settled:
        db.execute(
            update(t.grade).where(t.grade.c.id == bindparam("row")).values(needs_manual_grade=False),
            [{"row": row} for row in settled],
        )


def _by_hand(db: Connection, key: Key) -> dict[str, tuple[str, datetime | None, bool]]:
    """Cell, hand-in time and flag of every mark that a person gave, by row."""
    tables, of_quiz = _of_quiz(key)
    grade = t.grade.c
    rows = db.execute(
        select(grade.id, grade.cell_id, t.submitted_assignment.c.timestamp, grade.needs_manual_grade)
        .select_from(tables)
        .where(of_quiz, grade.manual_score.is_not(None))
    )
    return {row[0]: (row[1], row[2], bool(row[3])) for row in rows}
