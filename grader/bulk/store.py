"""Submissions in the gradebook: the rows there are, and writing the rows of a grading."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from grader.bulk import tables as t
from grader.bulk.key import Key
from grader.bulk.tallies import earned


@dataclass(frozen=True)
class Entry:
    """One submission's row in the gradebook."""

    submission: str
    """Id in ``submitted_assignment``."""
    notebook: str
    """Id in ``submitted_notebook``."""
    timestamp: datetime | None = None
    extension: timedelta | None = None
    new: bool = False


@dataclass(frozen=True)
class Record:
    """What is to be written on one submission."""

    student: str
    entry: Entry
    timestamp: datetime | None
    """None leaves the one in the gradebook."""
    grades: Sequence[tuple[str, float | None, bool]]
    comments: Sequence[tuple[str, str | None]]


Penalty = Callable[[str, float, float], float | None]
"""Student, score and seconds late to the penalty."""


class Ids:
    """New ids like nbgrader's, 32 hex digits, rising: rows at the end of an index are the quickest to add."""

    def __init__(self) -> None:
        self._run = f"{time.time_ns() // 1_000_000:012x}{os.urandom(5).hex()}"
        self._count = 0

    def __call__(self) -> str:
        self._count += 1
        return f"{self._run}{self._count:010x}"


class Book:
    """The open gradebook."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._new_id = Ids()
        self._insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    def entries(self, key: Key, students: Sequence[str]) -> dict[str, Entry]:
        """The rows there are for these trainees' submissions."""
        made, held = t.submitted_assignment.c, t.submitted_notebook.c
        rows = self._db.execute(
            select(made.student_id, made.id, held.id.label("notebook"), made.timestamp, made.extension)
            .select_from(t.submitted_assignment.join(t.submitted_notebook, held.assignment_id == made.id))
            .where(made.assignment_id == key.assignment_id, made.student_id.in_(students), held.notebook_id == key.notebook_id)
        )
        return {row.student_id: Entry(row.id, row.notebook, row.timestamp, row.extension) for row in rows}

    def new_entry(self) -> Entry:
        """The row of a submission that the gradebook does not have yet."""
        return Entry(self._new_id(), self._new_id(), new=True)

    def write(self, key: Key, records: Sequence[Record], penalty: Penalty) -> None:
        """Write these submissions; what a person entered stays, and is asked to be looked at again."""
        fresh = [record for record in records if record.entry.new]
        if fresh:
            self._add(key, fresh)
        dated = [r for r in records if not r.entry.new and r.timestamp is not None]
        if dated:
            statement = update(t.submitted_assignment).where(t.submitted_assignment.c.id == bindparam("entry"))
            self._db.execute(
                statement.values(timestamp=bindparam("moment")),
                [{"entry": record.entry.submission, "moment": record.timestamp} for record in dated],
            )
        self._marks(fresh, self._insert(t.grade), self._insert(t.comment))
        self._marks([record for record in records if not record.entry.new], *self._upserts())
        self._tasks(key, fresh)
        self._late(key, records, penalty)

    def _add(self, key: Key, fresh: Sequence[Record]) -> None:
        self._db.execute(
            self._insert(t.student).on_conflict_do_nothing(index_elements=["id"]),
            [{"id": record.student} for record in fresh],
        )
        self._db.execute(
            self._insert(t.submitted_assignment),
            [
                {
                    "id": record.entry.submission,
                    "assignment_id": key.assignment_id,
                    "student_id": record.student,
                    "timestamp": record.timestamp,
                }
                for record in fresh
            ],
        )
        self._db.execute(
            self._insert(t.submitted_notebook),
            [
                {
                    "id": record.entry.notebook,
                    "assignment_id": record.entry.submission,
                    "notebook_id": key.notebook_id,
                    "flagged": False,
                }
                for record in fresh
            ],
        )

    def _marks(self, records: Sequence[Record], grades: Any, comments: Any) -> None:
        if not records:
            return
        new_id = self._new_id
        self._many(
            grades,
            ("id", "notebook_id", "cell_id", "auto_score", "needs_manual_grade"),
            [(new_id(), r.entry.notebook, cell, score, needs) for r in records for cell, score, needs in r.grades],
        )
        self._many(
            comments,
            ("id", "notebook_id", "cell_id", "auto_comment"),
            [(new_id(), r.entry.notebook, cell, text) for r in records for cell, text in r.comments],
        )

    def _upserts(self) -> tuple[Any, Any]:
        grade, comment = self._insert(t.grade), self._insert(t.comment)
        again = grade.excluded.needs_manual_grade | t.grade.c.manual_score.is_not(None)
        same = ["cell_id", "notebook_id"]
        return (
            grade.on_conflict_do_update(
                index_elements=same, set_={"auto_score": grade.excluded.auto_score, "needs_manual_grade": again}
            ),
            comment.on_conflict_do_update(index_elements=same, set_={"auto_comment": comment.excluded.auto_comment}),
        )

    def _many(self, statement: Any, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            compiled = statement.compile(dialect=self._db.dialect, column_keys=names)
            if compiled.positional:
                place = [names.index(name) for name in compiled.positiontup]
                ordered = rows if place == list(range(len(names))) else [tuple(row[n] for n in place) for row in rows]
                self._db.exec_driver_sql(str(compiled), ordered)
            else:
                self._db.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in rows])

    def _tasks(self, key: Key, fresh: Sequence[Record]) -> None:
        """A task is marked by a person alone; its rows start empty, as nbgrader makes them."""
        tasks = [slot.ids["TaskCell"] for slot in key.slots if slot.known.task]
        for record in fresh:
            rows = [(self._new_id(), record.entry.notebook, cell) for cell in tasks]
            names = ("id", "notebook_id", "cell_id")
            self._many(self._insert(t.grade), (*names, "needs_manual_grade"), [(*row, True) for row in rows])
            self._many(self._insert(t.comment), names, [(self._new_id(), *row[1:]) for row in rows])

    def _late(self, key: Key, records: Sequence[Record], penalty: Penalty) -> None:
        late: dict[str, tuple[str, float]] = {}
        for record in records:
            moment = record.timestamp or record.entry.timestamp
            if moment is not None and key.duedate is not None:
                seconds = (moment - key.duedate - (record.entry.extension or timedelta())).total_seconds()
                if seconds > 0:
                    late[record.entry.notebook] = (record.student, seconds)
        scores = self._scores([*late]) if late else {}
        changes = []
        for notebook, (student, seconds) in late.items():
            score = scores[notebook]
            asked = penalty(student, score, seconds)
            changes.append((notebook, None if asked is None else 0 if asked < 0 else min(asked, score)))
        changes += [(r.entry.notebook, None) for r in records if not r.entry.new and r.entry.notebook not in late]
        if changes:
            self._db.execute(
                update(t.submitted_notebook)
                .where(t.submitted_notebook.c.id == bindparam("entry"))
                .values(late_submission_penalty=bindparam("value")),
                [{"entry": notebook, "value": value} for notebook, value in changes],
            )

    def _scores(self, notebooks: Sequence[str]) -> dict[str, float]:
        grade = t.grade.c
        rows = self._db.execute(
            select(grade.notebook_id, func.sum(earned()))
            .where(grade.notebook_id.in_(notebooks))
            .group_by(grade.notebook_id)
        )
        return {notebook: float(score) for notebook, score in rows}

    def waiting(self, key: Key) -> int:
        """How many submissions of the quiz wait for a person."""
        grade, held = t.grade.c, t.submitted_notebook.c
        count = self._db.execute(
            select(func.count(func.distinct(grade.notebook_id)))
            .select_from(t.grade.join(t.submitted_notebook, held.id == grade.notebook_id))
            .where(held.notebook_id == key.notebook_id, grade.needs_manual_grade)
        ).scalar_one()
        return int(count)
