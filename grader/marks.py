"""Marks of one quiz as rows, and as a CSV file that Excel opens rightly and harmlessly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from exercises import times
from grader import names
from grader.classroom import Classroom


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
    with room.gradebook() as gradebook:
        return sorted(assignment.name for assignment in gradebook.assignments)


def rows(room: Classroom, quiz: str) -> list[Row]:
    """One row for each trainee of the roster, by id; empty if the gradebook has no such quiz."""
    from nbgrader.api import MissingEntry

    handed_in = room.api.get_submitted_students(quiz)
    with room.gradebook() as gradebook:
        try:
            assignment = gradebook.find_assignment(quiz)
        except MissingEntry:
            return []
        full = float(assignment.max_score)
        submissions = {submission.student_id: submission for submission in assignment.submissions}
        students = {s.id: names.join(s.last_name, s.first_name) for s in gradebook.students}
        return [
            _row(quiz, student, students.get(student, ""), full, submissions.get(student), student in handed_in)
            for student in sorted(students.keys() | handed_in)
        ]


def _row(quiz: str, student: str, name: str, full: float, submission: object | None, handed_in: bool) -> Row:
    if submission is None:
        return Row(quiz, student, name, full, handed_in=handed_in)
    grades = sorted((g for notebook in submission.notebooks for g in notebook.grades), key=lambda grade: grade.name)
    waiting = [grade for grade in grades if grade.needs_manual_grade]
    marked = any(grade.auto_score is not None or grade.manual_score is not None for grade in grades)
    penalty = sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)
    return Row(
        quiz,
        student,
        name,
        full,
        submitted=submission.timestamp,
        score=submission.score - penalty if marked else None,
        penalty=penalty,
        waiting=tuple(grade.name for grade in waiting),
        unreadable=tuple(grade.name for grade in waiting if grade.auto_score is not None and grade.manual_score is None),
        handed_in=True,
    )


HEADINGS = ("测验", "编号", "姓名", "得分", "满分", "迟交扣分", "待评阅题数", "状态", "交卷时间")

_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


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
