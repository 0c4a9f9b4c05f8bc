"""Answers given outside a lesson: kept in the record, and nothing kept of how a card looked."""

from __future__ import annotations

from typing import Any, cast

from course.keeping import tried
from course.record import Attempt, Record
from course.record.model import Place
from course.record.model import Verdict as Outcome
from course.verdicts import Verdict
from exercises.items import Item


class Answers:
    """The memory of a question card that is always drawn unanswered; see `course.widgets.card.Memory`."""

    def __init__(self, record: Record, item: Item, place: Place = "review") -> None:
        self._record = record
        self._item = item
        self._place: Place = place

    def recall(self) -> dict[str, Any]:
        """Nothing: what was answered another day is not shown before it is asked again."""
        return {}

    def keep(self, state: dict[str, Any]) -> str:
        """Not kept."""
        return ""

    def answered(self, response: Any, verdict: Verdict) -> str:
        """Add the answer to the record; returns what went wrong."""
        item = self._item
        outcome = cast(Outcome, verdict.outcome)
        attempt = Attempt(item.id, "item", item.lesson, item.concept, response, outcome, verdict.share, self._place)
        return tried(lambda: self._record.answered(attempt))
