"""What the gradebook has on graded papers, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from grader.bulk import tables as t
from grader.bulk.key import Key
from grader.bulk.tallies import earned


@dataclass(frozen=True)
class Record:
    """What the gradebook has on one question."""

    earned: float
    """With extra credit; 0 while nobody has marked it."""
    waiting: bool = False
    by_hand: bool = False
    comment: str = ""
    """A person's comment."""


@dataclass(frozen=True)
class Marked:
    """What the gradebook has on one paper."""

    student: str
    last_name: str
    first_name: str
    timestamp: datetime | None
    """When it was handed in, naive UTC."""
    score: float
    """Before the late penalty."""
    penalty: float
    records: dict[str, Record]
    """By the id of the cell that carries the points."""


def read(db: Connection, key: Key, students: Sequence[str]) -> dict[str, Marked]:
    """The papers of these trainees, by trainee; three queries. Whoever has none is left out."""
    made, held, person = t.submitted_assignment.c, t.submitted_notebook.c, t.student.c
    papers = t.submitted_assignment.join(t.submitted_notebook, held.assignment_id == made.id)
    wanted = (made.assignment_id == key.assignment_id, held.notebook_id == key.notebook_id, made.student_id.in_(students))
    rows = db.execute(
        select(
            made.student_id,
            made.timestamp,
            held.id,
            held.late_submission_penalty,
            person.last_name,
            person.first_name,
        )
        .select_from(papers.join(t.student, person.id == made.student_id))
        .where(*wanted)
    ).all()
    held_ids = [row.id for row in rows]
    # By cell and notebook, as the gradebook's own index has them: by notebook alone every row would be looked at.
    grade, comment = t.grade.c, t.comment.c
    grades = db.execute(
        select(grade.notebook_id, grade.cell_id, earned(), grade.needs_manual_grade, grade.manual_score.is_not(None)).where(
            grade.cell_id.in_(_ids(key, "GradeCell", "TaskCell")), grade.notebook_id.in_(held_ids)
        )
    )
    comments = db.execute(
        select(comment.notebook_id, comment.cell_id, comment.manual_comment).where(
            comment.cell_id.in_(_ids(key, "SolutionCell", "TaskCell")),
            comment.notebook_id.in_(held_ids),
            comment.manual_comment.is_not(None),
        )
    )
    return _put_together(key, rows, grades, comments)


def _ids(key: Key, *kinds: str) -> list[str]:
    return [slot.ids[kind] for slot in key.slots for kind in kinds if kind in slot.ids]


def _put_together(key: Key, rows: Sequence[Any], grades: Any, comments: Any) -> dict[str, Marked]:
    cell_of = {id: slot.known.grade_id for slot in key.slots for id in slot.ids.values()}
    graded_by = {asked.answer_id: asked.grade_id for asked in key.questions}
    said: dict[str, dict[str, str]] = {}
    for notebook, cell, text in comments:
        name = cell_of.get(cell)
        if name in graded_by:
            said.setdefault(notebook, {})[graded_by[name]] = text
    total: dict[str, float] = {}
    records: dict[str, dict[str, Record]] = {}
    for notebook, cell, got, waiting, by_hand in grades:
        score, name = float(got), cell_of.get(cell, "")
        total[notebook] = total.get(notebook, 0.0) + score
        comment = said.get(notebook, {}).get(name, "")
        records.setdefault(notebook, {})[name] = Record(score, bool(waiting), bool(by_hand), comment)
    return {
        student: Marked(
            student, last or "", first or "", timestamp, total.get(notebook, 0.0), penalty or 0.0, records.get(notebook, {})
        )
        for student, timestamp, notebook, penalty, last, first in rows
    }
