"""The book of mistakes: every item ever answered wrong or in part, also in a quiz of the class."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from course.record import moments
from course.record.model import Attempt
from course.record.record import Record
from course.review.material import practice
from exercises.mistakes import Mistake as Brought
from exercises.mistakes import Sheet

_FIRST = datetime(2017, 8, 1, tzinfo=timezone.utc)
_JUDGED = ("right", "part", "wrong")


@dataclass(frozen=True)
class Mistake:
    """One item and how it went wrong."""

    subject: str
    times: int
    """How often it was answered wrong or in part."""
    wrong: Attempt
    """The newest answer that was not right."""
    newest: Attempt
    """The newest answer of all."""

    @property
    def lesson(self) -> int:
        """The lesson it belongs to."""
        return self.newest.lesson

    @property
    def concept(self) -> str:
        """The concept it asks for."""
        return self.newest.concept

    @property
    def mended(self) -> bool:
        """Whether it was answered rightly the last time."""
        return self.newest.verdict == "right"


def mistakes(record: Record, lesson: int | None = None, concept: str | None = None) -> list[Mistake]:
    """The mistakes of a lesson and concept (of all when None); open ones first, then the newest first. Raises RecordError."""
    found = gathered(record.attempts(kind="item"))
    return [m for m in found if lesson in (None, m.lesson) and concept in (None, m.concept)]


def gathered(attempts: Iterable[Attempt]) -> list[Mistake]:
    """The mistakes in these attempts, which come oldest first. Pure."""
    by_subject: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.kind == "item" and attempt.verdict in _JUDGED:
            by_subject.setdefault(attempt.subject, []).append(attempt)
    found = []
    for subject, given in by_subject.items():
        wrong = [attempt for attempt in given if attempt.verdict != "right"]
        if wrong:
            found.append(Mistake(subject, len(wrong), wrong[-1], given[-1]))
    return sorted(found, key=lambda m: (not m.mended, m.wrong.moment), reverse=True)


def missing(record: Record, sheet: Sheet) -> int:
    """How many of the wrong answers that a feedback page carries are not in the record. Raises RecordError."""
    known = {attempt.uid for attempt in record.attempts(place="class")}
    return sum(_uid(sheet, one) not in known for one in sheet.mistakes)


def take(record: Record, sheet: Sheet) -> int:
    """Bring the wrong answers that a feedback page carries into the book; returns how many are new.

    An answer has the same uid whenever it is brought, so doing it again adds nothing.
    Items that are not in the course's own bank come along. Raises RecordError, ValueError.
    """
    now = moments.now()
    moment = sheet.moment if sheet.moment and _FIRST <= sheet.moment <= now else now
    attempts = [
        Attempt(
            one.item.id, "item", one.item.lesson, one.item.concept, one.response, one.verdict, one.share, "class",
            moment, uid=_uid(sheet, one),
        )  # fmt: skip
        for one in sheet.mistakes
    ]
    own = practice()
    items = {one.item.id: one.item for one in sheet.mistakes if one.item.id not in own}
    return record.taken_over(attempts, items, f"{sheet.course}/{sheet.quiz}")


def _uid(sheet: Sheet, one: Brought) -> str:
    """A name for this answer that is the same on every machine."""
    moment = sheet.moment.isoformat() if sheet.moment else ""
    parts = ("class", sheet.course, sheet.quiz, sheet.student, moment, one.item.id)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
