"""The book of mistakes: every item ever answered wrong or in part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from course.record.model import Attempt
from course.record.record import Record

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
