"""Collecting: the newest hand-in of every trainee from the exchange."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from grader.classroom import Classroom
from grader.steps.result import insist



@dataclass(frozen=True)
class Collected:
    """One paper lying in ``submitted`` after collecting."""

    student: str
    moment: datetime | None
    """When it was handed in, naive UTC."""
    new: bool

    def in_future(self) -> bool:
        """True for a time stamp that cannot be honest (five minutes of clock drift are allowed)."""
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        return self.moment is not None and self.moment > now + timedelta(minutes=5)


def collect(room: Classroom, quiz: str) -> list[Collected]:
    """Fetch the newest hand-in of everyone, by id.

    Raises:
        GraderError: the exchange cannot be read or the quiz was never handed out.
    """
    before = _moments(room, quiz)
    insist(
        room.api.collect(quiz, update=True),
        f"没有从 {room.exchange} 收到“{quiz}”的答卷",
        {"Course not found": "本班还没有发放过测验。请先用 “xuncha class release” 发放。"},
    )
    after = _moments(room, quiz)
    return [Collected(s, moment, s not in before or before[s] != moment) for s, moment in sorted(after.items())]


def _moments(room: Classroom, quiz: str) -> dict[str, datetime | None]:
    return {s: room.api.get_submitted_timestamp(quiz, s) for s in room.api.get_submitted_students(quiz)}
