"""Marks of one quiz as rows, and as a CSV file that Excel opens rightly and harmlessly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from exercises import times
from grader import names
from grader.classroom import Classroom

if TYPE_CHECKING:
    from grader.bulk.tallies import Tally


@dataclass(frozen=True)
class Row:
    """What one trainee has in one quiz."""

    quiz: str
    id: str
    name: str
    max_score: float
    submitted: datetime | None = None
    """Naive UTC; ``None`` also for a paper without a time stamp."""
    score: float | None = None
    """After the late penalty; ``None`` while nothing has been marked."""
    penalty: float = 0.0
    waiting: tuple[str, ...] = field(default=())
    """Ids of the grade cells that wait for a person, in order."""
    unreadable: tuple[str, ...] = field(default=())
    """Those among them whose response could not be read."""
    handed_in: bool = False

    @property
    def state(self) -> str:
        """未交, 未评分, 待评阅 or 已评."""
        if not self.handed_in:
            return "未交"
        if self.score is None:
            return "未评分"
        return "待评阅" if self.waiting else "已评"


def quizzes(room: Classroom) -> list[str]:
    """Ids of all quizzes in the gradebook, sorted."""
    from grader.bulk import database, tallies

    with database.connected(room.database_url, writing=False) as db:
        return tallies.quizzes(db)


def rows(room: Classroom, quiz: str) -> list[Row]:
    """One row for each trainee of the roster, by id; empty if the gradebook has no such quiz."""
    from grader.bulk import database, folders, tallies

    handed_in = set(folders.students(room.folder / "submitted", quiz))
    with database.connected(room.database_url, writing=False) as db:
        full = tallies.full_marks(db, quiz)
        if full is None:
            return []
        added = tallies.tallies(db, quiz)
        names_of = {id: names.join(last, first) for id, last, first in tallies.people(db)}
    return [
        _row(quiz, student, names_of.get(student, ""), full, added.get(student), student in handed_in)
        for student in sorted(names_of.keys() | handed_in)
    ]


def _row(quiz: str, student: str, name: str, full: float, tally: Tally | None, handed_in: bool) -> Row:
    if tally is None:
        return Row(quiz, student, name, full, handed_in=handed_in)
    return Row(
        quiz,
        student,
        name,
        full,
        submitted=tally.timestamp,
        score=tally.score - tally.penalty if tally.marked else None,
        penalty=tally.penalty,
        waiting=tally.waiting,
        unreadable=tally.unreadable,
        handed_in=True,
    )


HEADINGS = ("测验", "编号", "姓名", "得分", "满分", "迟交扣分", "待评阅题数", "状态", "交卷时间")

#: Excel in East Asia takes full-width signs for formulas too (OWASP, CSV injection).
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def safe(text: str) -> str:
    """``text`` as a table cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def number(value: float | None) -> str:
    """12.0 as 12, 12.5 as 12.5, None as nothing."""
    return "" if value is None else f"{round(value, 2):g}"


def to_csv(table: Iterable[Row], zone: str) -> bytes:
    """The rows as CSV in UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in table:
        writer.writerow(
            [
                safe(row.quiz),
                safe(row.id),
                safe(row.name),
                number(row.score),
                number(row.max_score),
                number(row.penalty),
                len(row.waiting),
                row.state,
                times.chinese(row.submitted, zone),
            ]
        )
    return out.getvalue().encode("utf-8-sig")
