"""One grading of a class from beginning to end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy import Connection

from corpus.oserror import said
from grader.bulk import aside, folders, master, staging, stamps
from grader.bulk.database import PATIENCE, connected
from grader.bulk.folders import Found
from grader.bulk.key import Key
from grader.bulk.late import LatePenalty
from grader.bulk.marking import Graded, Marker
from grader.bulk.reading import BadPaper, Reader, Submitted
from grader.bulk.store import Book, Entry, Record
from grader.classroom import Classroom, usable_id
from grader.errors import GraderError, Lost

TOGETHER = 200
"""Submissions whose rows are written at a time; more would only take more memory."""
DRIFT = timedelta(minutes=5)


@dataclass(frozen=True)
class Said:
    """Something to be said about one trainee's paper (Chinese)."""

    student: str
    text: str


@dataclass
class Report:
    """What one grading came to."""

    graded: int = 0
    unchanged: int = 0
    """Graded before, and not handed in again since."""
    waiting: int = 0
    """Papers of the quiz, of this run or another, that wait for a person."""
    problems: list[Said] = field(default_factory=list)
    """Papers that could not be graded."""
    remarks: list[Said] = field(default_factory=list)
    """Graded papers with something odd about them, which did not count."""
    unreadable: list[Said] = field(default_factory=list)
    """Graded papers with answers that could not be read."""
    kept: Path | None = None
    """Where papers that could not be graded are kept."""

    @property
    def seen(self) -> int:
        """All papers that lie there."""
        return self.graded + self.unchanged + len(self.problems)


Step = Callable[[int, int], None]
"""Called with how many papers have been seen and how many there are."""

Within = Callable[[Connection, Report], AbstractContextManager[object]]
"""What is done in the same transaction: before the key side is read, and after the last paper."""


def grade(
    room: Classroom,
    quiz: str,
    again: bool = False,
    step: Step = lambda done, all: None,
    patience: float = PATIENCE,
    within: Within = lambda db, report: nullcontext(),
) -> Report:
    """Grade every collected paper of ``quiz`` that has not been graded since it was handed in.

    The gradebook is written in one transaction, and the graded papers are put in place
    once it is through. Whatever goes wrong before leaves everything as it was; a run
    that is killed is completed by the next.

    Args:
        again: also papers that have been graded and not been handed in again since;
            what a person entered stays.

    Raises:
        GraderError: the quiz is not in the gradebook or not ours, nothing has been
            collected, or gradebook or disk cannot be written.
    """
    autograded = room.folder / "autograded"
    students = folders.students(room.folder / "submitted", quiz)
    if not students:
        raise GraderError(f"还没有“{quiz}”的答卷。请先用 “xuncha class collect {quiz}” 收卷。")
    with staging.told(autograded), staging.only_one(autograded):
        stage = staging.Staging(autograded, quiz, _permissions(room))
        unfinished = stage.begin()
        try:
            report = Report()
            with connected(room.database_url, writing=True, patience=patience) as db, within(db, report):
                run = _Run(room, quiz, stage, db, lambda student: again or student in unfinished, report)
                for done in run.through(students):
                    step(done, len(students))
        except Lost:
            raise  # as if killed: the next run grades again whoever may have been saved
        except BaseException:
            stage.discard()
            raise
        stage.place()
    _keep(room, quiz, report)
    return report


def _permissions(room: Classroom) -> int:
    shared = room.config.CourseDirectory.get("groupshared", False)
    return int(str(room.config.Autograde.get("permissions", 664 if shared else 444)), 8)


def _keep(room: Classroom, quiz: str, report: Report) -> None:
    for problem in report.problems:
        folder = str(room.folder / "submitted" / problem.student / quiz)
        try:
            aside.keep(room.folder, quiz, problem.student, folder, problem.text)
        except (OSError, RecursionError) as error:
            why = said(error) if isinstance(error, OSError) else "文件夹层数过多"
            report.remarks.append(Said(problem.student, f"答卷没有另存到“{aside.FOLDER}”：{why}。再次收卷前请自行另存"))
        report.kept = room.folder / aside.FOLDER / quiz


class _Run:
    def __init__(
        self,
        room: Classroom,
        quiz: str,
        stage: staging.Staging,
        db: Connection,
        wanted: Callable[[str], bool],
        report: Report,
    ) -> None:
        self._room, self._quiz, self._stage, self._book, self._wanted = room, quiz, stage, Book(db), wanted
        self._key: Key = master.load(db, quiz, master.released(room.paper("release", quiz) / f"{quiz}.ipynb"))
        self._reader, self._marker = Reader(self._key.slots), Marker(self._key)
        self._penalty = LatePenalty(room.config)
        self._ignore = ignored(room)
        self._companions = _companions(room, quiz, self._ignore)
        self._now = datetime.now(timezone.utc).replace(tzinfo=None)
        self.report = report

    def through(self, students: Sequence[str]) -> Iterator[int]:
        """Grade them all; yields how many have been seen."""
        for start in range(0, len(students), TOGETHER):
            some = students[start : start + TOGETHER]
            entries = self._book.entries(self._key, [student for student in some if usable_id(student)])
            records = []
            for number, student in enumerate(some, start + 1):
                try:
                    record = self._one(student, entries.get(student))
                except BadPaper as problem:
                    self.report.problems.append(Said(student, str(problem)))
                else:
                    if record:
                        records.append(record)
                yield number
            self._book.write(self._key, records, self._penalty)
        self.report.waiting = self._book.waiting(self._key)

    def _one(self, student: str, entry: Entry | None) -> Record | None:
        """Grade one paper and write its copy beside its place; None where there is nothing to do."""
        if not usable_id(student):
            raise BadPaper("文件夹的名字不能作编号，请核对后改名（只用英文字母、数字、连字符、下划线和点）")
        folder = str(self._room.folder / "submitted" / student / self._quiz)
        found = folders.read(folder, self._quiz, self._ignore)
        moment = found.moment()
        if entry and not self._wanted(student) and not self._newer(student, found, moment):
            self.report.unchanged += 1
            return None
        paper, graded = self._marked(found.raw)
        copies = [(name, _content(os.path.join(folder, name))) for name in found.others]
        self._stage.put(student, graded.notebook, found.stamp, [*copies, *self._companions])
        self.report.graded += 1
        self._remark(student, [*found.remarks, *paper.remarks], moment)
        if graded.unreadable:
            self.report.unreadable.append(Said(student, f"第 {'、'.join(map(str, graded.unreadable))} 题作答读不出"))
        return Record(student, entry or self._book.new_entry(), moment, graded.grades, graded.comments)

    def _marked(self, raw: bytes) -> tuple[Submitted, Graded]:
        try:
            paper = self._reader.read(raw)
            return paper, self._marker.mark(paper)
        except BadPaper as bad:
            raise BadPaper(f"{self._quiz}.ipynb {bad}") from None
        except Exception as error:  # a fault of ours that one file brings out must not stop the others
            raise BadPaper(f"评分时出错（{type(error).__name__}），请把这份答卷交给维护人员") from error

    def _newer(self, student: str, found: Found, moment: datetime | None) -> bool:
        """True if there is no graded paper, or one of an earlier hand-in."""
        place = self._stage.graded(student)
        if not os.path.isfile(os.path.join(place, f"{self._quiz}.ipynb")):
            return True
        try:
            with open(os.path.join(place, folders.TIMESTAMP), "rb") as file:
                raw = file.read(stamps.MAX_BYTES + 1)
        except FileNotFoundError:
            return False
        if raw == found.stamp or moment is None:
            return False
        try:
            before = stamps.parse(raw)
        except ValueError:
            return True
        return before is not None and moment > before

    def _remark(self, student: str, remarks: list[str], moment: datetime | None) -> None:
        if moment is not None and moment > self._now + DRIFT:
            remarks.append("交卷时间晚于现在，请核对")
        if remarks:
            self.report.remarks.append(Said(student, "；".join(remarks)))


def _content(path: str) -> Callable[[], Iterator[bytes]]:
    return lambda: folders.pieces(path)


def ignored(room: Classroom) -> list[str]:
    """Patterns of names that nbgrader leaves out when it copies."""
    usual = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]
    return list(room.config.CourseDirectory.get("ignore", usual))


def _companions(room: Classroom, quiz: str, ignore: Sequence[str]) -> list[staging.Copy]:
    """The files beside the source notebook, which go over the trainee's of the same name."""
    source = room.paper("source", quiz)
    if not source.is_dir():
        return []
    own = room.config.Autograde.get("exclude_overwriting", {}).get(quiz, [])
    try:
        names, _ = folders.beside(str(source), ignore)
    except BadPaper as error:
        raise GraderError(f"试卷原件的文件夹 {source} 里{error}。请移走不用的文件后重试。") from error
    return [(name, _content(str(source / name))) for name in names if name not in own]
