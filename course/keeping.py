"""Between the cards of a lesson and the learner's record: what is kept where, and what is said when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

from course.activities import Activity, Interaction, Question, Scene
from course.record import Attempt, Record, RecordError
from course.record.model import Verdict as Outcome
from course.verdicts import Verdict
from exercises.items import Item

_TOO_LONG = "作答太长，没有记入学习记录。请缩短后再试。"


def tried(work: Callable[[], object]) -> str:
    """What there is to say after ``work`` on the record; '' when all went well."""
    try:
        work()
    except RecordError as error:
        return str(error)
    except ValueError:
        return _TOO_LONG
    return ""


def activity_key(lesson: int, path: str) -> str:
    """The key of what one card of an interaction looks like; ``path`` is ``notice/notice-1`` for a step."""
    return f"lesson-{lesson:02d}/activity/{path}"


def question_key(lesson: int, item_id: str) -> str:
    """The key of what a self-test question looks like."""
    return f"lesson-{lesson:02d}/question/{item_id}"


def paths(activity: Activity) -> list[str]:
    """The paths of the cards of an interaction: one, or one a step."""
    return [f"{activity.id}/{step.id}" for step in activity.steps] if isinstance(activity, Scene) else [activity.id]


class Shelf:
    """What was kept of one lesson, read once, and written through."""

    def __init__(self, record: Record, lesson: int) -> None:
        self.record = record
        self.lesson = lesson
        self.states: dict[str, Any] = {}
        self.trouble = tried(self._read)
        """Why nothing could be read; '' when all went well."""
        self.heard: list[Callable[[], None]] = []
        """Called after every answer."""

    def _read(self) -> None:
        self.states = self.record.states(f"lesson-{self.lesson:02d}/")

    def is_answered(self, key: str) -> bool:
        """Whether the card kept under ``key`` was ever answered."""
        state = self.states.get(key)
        return isinstance(state, dict) and state.get("answered") is True

    def keep(self, key: str, state: dict[str, Any]) -> str:
        """Keep a card's state; returns what went wrong."""
        self.states[key] = state
        return tried(lambda: self.record.keep_state(key, state))

    def tell(self) -> None:
        """Let everyone who shows how far the learner is say it anew."""
        for listener in self.heard:
            listener()

    def for_item(self, item: Item) -> CardMemory:
        """The memory of a self-test question."""
        return CardMemory(self, question_key(self.lesson, item.id), item.id, "item", item.concept)

    def for_activity(self, task: Interaction, path: str) -> CardMemory:
        """The memory of one card of an interaction."""
        concept = str(task.item.get("concept", "")) if isinstance(task, Question) else task.concept
        subject = f"lesson-{self.lesson:02d}/{path}"
        return CardMemory(self, activity_key(self.lesson, path), subject, "activity", concept)


class CardMemory:
    """The memory of one card; see `course.widgets.card.Memory`."""

    def __init__(self, shelf: Shelf, key: str, subject: str, kind: Literal["item", "activity"], concept: str) -> None:
        self._shelf = shelf
        self._key = key
        self._subject = subject
        self._kind: Literal["item", "activity"] = kind
        self._concept = concept

    def recall(self) -> dict[str, Any]:
        """What was kept last; empty if nothing, or nothing of use."""
        state = self._shelf.states.get(self._key)
        return state if isinstance(state, dict) else {}

    def keep(self, state: dict[str, Any]) -> str:
        """Keep this for when the card is shown again; returns what went wrong."""
        return self._shelf.keep(self._key, state)

    def answered(self, response: Any, verdict: Verdict) -> str:
        """Add the answer to the record; returns what went wrong."""
        attempt = Attempt(
            self._subject,
            self._kind,
            self._shelf.lesson,
            self._concept,
            response,
            cast(Outcome, verdict.outcome),
            verdict.share,
        )
        trouble = tried(lambda: self._shelf.record.answered(attempt))
        self._shelf.tell()
        return trouble
