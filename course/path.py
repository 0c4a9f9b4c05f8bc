"""The way through the lessons: what is done, what was begun, where to go on. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from course.catalog import LessonEntry

State = Literal["done", "begun", "ahead"]


@dataclass(frozen=True)
class Step:
    """One lesson on the way."""

    entry: LessonEntry
    state: State
    finished: datetime | None
    minutes: int
    """Whole minutes spent in it so far."""


@dataclass(frozen=True)
class Way:
    """All lessons in order, and the one to go on with (None when all are done)."""

    steps: tuple[Step, ...]
    onward: Step | None

    @property
    def done(self) -> int:
        """How many lessons are finished."""
        return sum(step.state == "done" for step in self.steps)


def way(
    entries: Sequence[LessonEntry],
    begun: Set[int] = frozenset(),
    finished: Mapping[int, datetime] | None = None,
    seconds: Mapping[int, float] | None = None,
    last: int | None = None,
) -> Way:
    """The way of a learner who has begun and finished these lessons and was in ``last`` most recently.

    One goes on with the lesson one was in; with the next unfinished one after it when
    that is finished; with the first one passed over when nothing is left after it.
    """
    ended = finished or {}
    spent = seconds or {}
    steps = tuple(
        Step(
            entry,
            "done" if entry.number in ended else "begun" if entry.number in begun else "ahead",
            ended.get(entry.number),
            int(spent.get(entry.number, 0) // 60),
        )
        for entry in entries
    )
    left = [step for step in steps if step.state != "done"]
    after = [step for step in left if last is not None and step.entry.number >= last]
    return Way(steps, (after or left or [None])[0])
