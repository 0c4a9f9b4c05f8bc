"""The gradebook: what grading reads from it, and what it writes, in one transaction."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, create_engine, event, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from grader.bulk import key as keys
from grader.bulk import tables as t
from grader.bulk.key import Key
from grader.errors import GraderError
from grader.known import KnownCell

PATIENCE = 10.0
"""Seconds to wait for another program that is writing to the gradebook."""


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


@contextmanager
def read_only(url: str) -> Iterator[Book]:
    """The gradebook for reading alone. Raises GraderError."""
    with _connected(url, PATIENCE, writing=False) as book:
        yield book


@contextmanager
def opened(url: str, patience: float = PATIENCE) -> Iterator[Book]:
    """The gradebook in one transaction: committed at the end, undone by any exception.

    Raises:
        GraderError: another program is writing to it, the disk is full, the file is
            damaged or missing. Nothing has been changed then.
    """
    with _connected(url, patience, writing=True) as book:
        yield book


@contextmanager
def _connected(url: str, patience: float, writing: bool) -> Iterator[Book]:
    place = make_url(url)
    is_sqlite = place.get_backend_name() == "sqlite"
    if is_sqlite and place.database and not Path(place.database).is_file():
        raise GraderError(f"找不到成绩册 {place.database}。请核对班级文件夹，或用备份恢复后重试。")
    engine = create_engine(url, connect_args={"timeout": patience} if is_sqlite else {})
    if is_sqlite:
        _begin_with(engine, "BEGIN IMMEDIATE" if writing else "BEGIN")
    try:
        with engine.begin() as connection:
            yield Book(connection)
    except DBAPIError as error:
        raise GraderError(_said(error)) from error
    finally:
        engine.dispose()


def _begin_with(engine: Any, command: str) -> None:
    """Begin transactions so. SQLite's lock taken at once keeps what is read true until the end."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(command)


_SIGNS = {
    "locked": "成绩册正被别的程序使用（例如正在评阅或另一次评分），没有改动任何内容。请稍候重试",
    "disk is full": "磁盘已满，没有改动任何内容。请腾出空间后重试",
    "readonly": "成绩册是只读的，没有改动任何内容。请核对文件和文件夹的权限",
    "unable to open": "打不开成绩册，没有改动任何内容。请核对文件和文件夹的权限",
    "disk I/O": "读写磁盘出错，没有改动任何内容。请检查磁盘后重试",
    "malformed": "成绩册文件已损坏，没有改动任何内容。请用备份恢复",
    "not a database": "成绩册文件已损坏，没有改动任何内容。请用备份恢复",
    "no such table": "成绩册里没有 nbgrader 的表，没有改动任何内容。请核对班级文件夹",
}


def _said(error: DBAPIError) -> str:
    words = str(error.orig)
    for sign, reason in _SIGNS.items():
        if sign in words:
            return f"{reason}。"
    return f"成绩册报告错误，没有改动任何内容：{words}"


class Book:
    """The open gradebook."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._new_id = Ids()
        self._insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    def load(self, quiz: str, release: Mapping[str, Any] | None) -> Key:
        """The key side of ``quiz``.

        Raises:
            GraderError: the gradebook has no such quiz, or not one of ours.
        """
        found = self._db.execute(select(t.assignment).where(t.assignment.c.name == quiz)).one_or_none()
        if found is None:
            raise GraderError(f"成绩册里没有测验“{quiz}”。请核对编号，或先用 “xuncha class release {quiz}” 发放。")
        notebooks = self._db.execute(select(t.notebook).where(t.notebook.c.assignment_id == found.id)).all()
        if [notebook.name for notebook in notebooks] != [quiz]:
            raise GraderError(f"测验“{quiz}”不是只有一个笔记本 {quiz}.ipynb，不能批量评分。请用 “nbgrader autograde {quiz}”。")
        [notebook] = notebooks
        known, ids = self._cells(notebook.id)
        cells = keys.slots(known, ids, release)
        return Key(
            quiz=quiz,
            course_id=found.course_id,
            assignment_id=found.id,
            notebook_id=notebook.id,
            duedate=found.duedate,
            metadata=keys.notebook_metadata(release, notebook.kernelspec),
            slots=cells,
            questions=keys.asked(cells),
        )

    def _cells(self, notebook: str) -> tuple[list[KnownCell], dict[str, dict[str, str]]]:
        base = t.base_cell.c
        points = func.coalesce(t.grade_cells.c.max_score, t.task_cells.c.max_score).label("points")
        rows = self._db.execute(
            select(base.id, base.name, base.type, points)
            .select_from(
                t.base_cell.outerjoin(t.grade_cells, t.grade_cells.c.id == base.id).outerjoin(
                    t.task_cells, t.task_cells.c.id == base.id
                )
            )
            .where(base.notebook_id == notebook)
        ).all()
        ids: dict[str, dict[str, str]] = {}
        worth: dict[str, float] = {}
        for row in rows:
            ids.setdefault(row.name, {})[row.type] = row.id
            if row.points is not None:
                worth[row.name] = float(row.points)
        sources = self._db.execute(select(t.source_cell).where(t.source_cell.c.notebook_id == notebook)).all()
        known = [
            KnownCell(
                grade_id=cell.name,
                cell_type=cell.cell_type,
                source=cell.source or "",
                locked=cell.locked,
                checksum=cell.checksum or "",
                solution="SolutionCell" in ids.get(cell.name, {}),
                task="TaskCell" in ids.get(cell.name, {}),
                points=worth.get(cell.name),
            )
            for cell in sources
        ]
        return known, ids

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

    def people(self) -> list[tuple[str, str | None, str | None]]:
        """Everyone in the roster: id, last and first name."""
        rows = self._db.execute(select(t.student.c.id, t.student.c.last_name, t.student.c.first_name))
        return [(row.id, row.last_name, row.first_name) for row in rows]

    def full_marks(self, quiz: str) -> float | None:
        """What all cells of a quiz are worth; None if there is no such quiz."""
        found = self._db.execute(select(t.assignment.c.id).where(t.assignment.c.name == quiz)).scalar_one_or_none()
        if found is None:
            return None
        total = 0.0
        for worth in (t.grade_cells, t.task_cells):
            total += self._db.execute(
                select(func.coalesce(func.sum(worth.c.max_score), 0.0))
                .select_from(
                    worth.join(t.base_cell, t.base_cell.c.id == worth.c.id).join(
                        t.notebook, t.notebook.c.id == t.base_cell.c.notebook_id
                    )
                )
                .where(t.notebook.c.assignment_id == found)
            ).scalar_one()
        return total

    def tallies(self, quiz: str) -> dict[str, Tally]:
        """What everyone has in a quiz, by trainee."""
        made, held, grade = t.submitted_assignment.c, t.submitted_notebook.c, t.grade.c
        papers = t.submitted_assignment.join(t.assignment, t.assignment.c.id == made.assignment_id).join(
            t.submitted_notebook, held.assignment_id == made.id
        )
        of_quiz = t.assignment.c.name == quiz
        has_score = or_(grade.auto_score.is_not(None), grade.manual_score.is_not(None))
        scores = self._db.execute(
            select(made.student_id, func.sum(earned()), func.sum(case((has_score, 1), else_=0)))
            .select_from(papers.join(t.grade, grade.notebook_id == held.id))
            .where(of_quiz)
            .group_by(made.student_id)
        )
        added = {student: (float(score), bool(count)) for student, score, count in scores}
        unread = and_(grade.auto_score.is_not(None), grade.manual_score.is_(None))
        flagged = self._db.execute(
            select(made.student_id, t.base_cell.c.name, case((unread, 1), else_=0))
            .select_from(
                papers.join(t.grade, grade.notebook_id == held.id).join(t.base_cell, t.base_cell.c.id == grade.cell_id)
            )
            .where(of_quiz, grade.needs_manual_grade)
            .order_by(t.base_cell.c.name)
        )
        waiting: dict[str, list[str]] = {}
        unreadable: dict[str, list[str]] = {}
        for student, name, is_unread in flagged:
            waiting.setdefault(student, []).append(name)
            if is_unread:
                unreadable.setdefault(student, []).append(name)
        penalty = func.sum(func.coalesce(held.late_submission_penalty, 0.0))
        rows = self._db.execute(
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


def earned() -> Any:
    """A grade's score as nbgrader counts it: a person's before the computer's, and extra credit to either."""
    grade = t.grade.c
    extra = func.coalesce(grade.extra_credit, 0.0)
    return case(
        (grade.manual_score.is_not(None), grade.manual_score + extra),
        (grade.auto_score.is_not(None), grade.auto_score + extra),
        else_=0.0,
    )
