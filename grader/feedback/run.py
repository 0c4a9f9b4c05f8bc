"""One giving back of a class's quiz: every graded copy read once, its page written and put where it is fetched.

The pages are those of ``nbgrader generate_feedback``, and lie where it and ``nbgrader
release_feedback`` put them, with the same permissions; nbgrader itself is not needed.
Each file is written beside its place and renamed, and a page says nothing of when it
was made, so a run that is killed is completed by the next.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from corpus.oserror import said
from grader.bulk import folders, master, staging
from grader.bulk.database import connected
from grader.bulk.folders import Found
from grader.bulk.key import Key
from grader.bulk.reading import BadPaper, parse
from grader.bulk.run import Said, Step, TOGETHER, ignored
from grader.classroom import Classroom, usable_id
from grader.errors import GraderError
from grader.feedback import records, withheld
from grader.feedback.compose import Composer
from grader.feedback.copies import answered
from grader.feedback.exchange import Outbox
from grader.feedback.records import Marked
from grader.feedback.render import render
from grader.feedback.writing import put, share

_SECRET = "submission_secret.txt"
_OF_ALL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What keeps every page from being written, not one."""


@dataclass
class Report:
    """What one giving back came to."""

    made: int = 0
    """Pages that lie in the class's folder ``feedback``."""
    released: int = 0
    """Pages that can be fetched from the exchange."""
    waiting: int = 0
    """Papers on which a person has still to mark something."""
    by_other_ways: list[str] = field(default_factory=list)
    """Trainees whose papers did not come through the exchange: their pages are to be passed on by hand."""
    problems: list[Said] = field(default_factory=list)
    """Papers without a page."""
    unreleased: list[Said] = field(default_factory=list)
    """Pages that could not be put into the exchange."""
    answers_from: datetime | None = None
    """From when the answers may be seen (aware), if they were withheld."""


def give(
    room: Classroom,
    quiz: str,
    now: datetime | None = None,
    step: Step = lambda done, all: None,
) -> Report:
    """Make the pages of all graded papers of ``quiz`` and put them into the exchange.

    Args:
        now: the moment that decides whether answers are still withheld.

    Raises:
        GraderError: nothing has been graded, the quiz is none of ours, or gradebook or
            folder cannot be used.
    """
    students = folders.students(room.folder / "autograded", quiz)
    if not students:
        raise GraderError(f"“{quiz}”还没有评过分的答卷。请先用 “xuncha class grade {quiz}” 评分。")
    answers_from = withheld.still(withheld.until(room.folder, quiz), now or datetime.now(timezone.utc))
    pages = room.folder / "feedback"
    with staging.told(pages), staging.only_one(pages, "生成反馈"):
        run = _Run(room, quiz, answers_from)
        for done in run.through(students):
            step(done, len(students))
    return run.report


class _Run:
    def __init__(self, room: Classroom, quiz: str, answers_from: datetime | None) -> None:
        self._room, self._quiz, self._answers_from = room, quiz, answers_from
        self._ignore = ignored(room)
        self._shared = bool(room.config.CourseDirectory.get("groupshared", False))
        self._mode = int(str(room.config.GenerateFeedback.get("permissions", 664 if self._shared else 644)), 8)
        self._outbox = Outbox(room.exchange / room.course_id, self._shared)
        with connected(room.database_url, writing=False) as db:
            self._key: Key = master.load(db, quiz, master.released(room.paper("release", quiz) / f"{quiz}.ipynb"))
        self._composer = Composer(self._key)
        self.report = Report(answers_from=answers_from)

    def through(self, students: Sequence[str]) -> Iterator[int]:
        """Give back to them all; yields how many have been seen."""
        for start in range(0, len(students), TOGETHER):
            some = students[start : start + TOGETHER]
            with connected(self._room.database_url, writing=False) as db:  # not for longer: a reader keeps writers waiting
                marked = records.read(db, self._key, [student for student in some if usable_id(student)])
            for number, student in enumerate(some, start + 1):
                try:
                    self._one(student, marked.get(student))
                except BadPaper as bad:
                    self._problem(student, f"{bad}。请用 “xuncha class grade {self._quiz} --again” 重新评分")
                except OSError as error:
                    if error.errno in _OF_ALL:
                        raise
                    self._problem(student, f"反馈页没有写成：{said(error)}。请核对 feedback 文件夹后重试")
                yield number

    def _one(self, student: str, marked: Marked | None) -> None:
        if not usable_id(student):
            raise BadPaper("文件夹的名字不能作编号")
        source = str(self._room.paper("autograded", self._quiz, student))
        found, page, waiting = self._page(source, marked)
        target = self._room.paper("feedback", self._quiz, student)
        name = f"{self._quiz}.html"
        secret = self._beside(source, target, found, name)
        put(target / name, (page,), self._mode)
        if self._shared:
            share(self._room.folder / "feedback", target)
        self.report.made += 1
        self.report.waiting += waiting
        self._release(student, secret, page)

    def _problem(self, student: str, text: str) -> None:
        """Keep what is to be said; while answers are withheld, no earlier page may go on showing them."""
        page = self._room.paper("feedback", self._quiz, student) / f"{self._quiz}.html"
        if self._answers_from and usable_id(student) and page.is_file():
            secret = page.with_name(_SECRET)
            if secret.is_file():
                self._outbox.withdraw(secret.read_bytes(), self._quiz)
            page.unlink()
            text += "；先前的反馈页可能带有答案，已撤下"
        self.report.problems.append(Said(student, text))

    def _page(self, source: str, marked: Marked | None) -> tuple[Found, bytes, bool]:
        """What lies in the graded folder, the page, and whether something waits for a person."""
        try:
            found = folders.read(source, self._quiz, self._ignore)
            paper = self._composer.paper(answered(parse(found.raw), self._key), marked, self._answers_from)
            text = render(paper, self._room.name, self._room.timezone)
        except BadPaper as bad:
            # What reading says comes with advice for submissions; this is a graded copy.
            raise BadPaper(str(bad).partition("，")[0]) from None
        except Exception as error:  # a fault of ours that one file brings out must not stop the others
            raise BadPaper(f"生成反馈时出错（{type(error).__name__}）") from error
        return found, text.encode(), bool(paper.waiting)

    def _beside(self, source: str, target: Path, found: Found, page: str) -> bytes | None:
        """Copy what nbgrader copies along; returns the secret by which the page is found in the exchange."""
        secret = None
        if found.stamp is not None:
            put(target / folders.TIMESTAMP, (found.stamp,), self._mode)
        for inside in found.others:
            if inside.split(os.sep)[0] == page:
                continue
            content = list(folders.pieces(os.path.join(source, inside)))
            put(target / inside, content, self._mode)
            if inside == _SECRET:
                secret = b"".join(content)
        return secret

    def _release(self, student: str, secret: bytes | None, page: bytes) -> None:
        if not secret:
            self.report.by_other_ways.append(student)
            return
        try:
            self._outbox.put(secret, self._quiz, page, self._mode)
        except OSError as error:
            self.report.unreleased.append(Said(student, said(error)))
        except ValueError:
            self.report.unreleased.append(Said(student, f"随答卷交来的 {_SECRET} 读不出"))
        else:
            self.report.released += 1
