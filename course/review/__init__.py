"""Coming back to what was learnt: what is due, what went wrong, what is mastered, mock tests.

Names are loaded when first used: the record itself needs only the schedule.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.review.anki import anki_deck
    from course.review.concepts import LEVELS, Mastery, mastery
    from course.review.deck import A_SESSION, Due, due
    from course.review.mistakebook import Mistake, mistakes
    from course.review.mocktest import Form, MockBlueprint, Report, mock, report
    from course.review.schedule import RATINGS, Card, inferred

_HOMES = {
    "A_SESSION": "deck",
    "Card": "schedule",
    "Due": "deck",
    "Form": "mocktest",
    "LEVELS": "concepts",
    "Mastery": "concepts",
    "Mistake": "mistakebook",
    "MockBlueprint": "mocktest",
    "RATINGS": "schedule",
    "Report": "mocktest",
    "anki_deck": "anki",
    "due": "deck",
    "inferred": "schedule",
    "mastery": "concepts",
    "mistakes": "mistakebook",
    "mock": "mocktest",
    "report": "mocktest",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
