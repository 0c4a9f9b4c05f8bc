"""What the record holds, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

Kind = Literal["item", "activity"]
Verdict = Literal["right", "part", "wrong", "waiting", "shown"]
"""``waiting``: prose that only the learner can judge; ``shown``: the answer was looked at without answering."""
Place = Literal["lesson", "review", "mock", "class"]
"""``class``: in a quiz of the class, taken over from its feedback."""

_ALLOWED = {"kind": get_args(Kind), "verdict": get_args(Verdict), "place": get_args(Place)}


@dataclass(frozen=True)
class Attempt:
    """One answer to one item or interaction.

    Raises ValueError when a field has a value that it cannot have: a mistake of the caller.
    """

    subject: str
    """The item's id, or "lesson-05/notice/notice-1" for an interaction of a lesson."""
    kind: Kind
    lesson: int
    concept: str
    response: Any
    """What was answered, as JSON can hold it."""
    verdict: Verdict
    share: float | None = None
    """The part of the points that was earned, 0 to 1; None where nobody has judged it."""
    place: Place = "lesson"
    moment: datetime | None = None
    """When, aware, UTC; set by the record."""
    day: date | None = None
    """The day on the learner's own calendar; set by the record."""
    uid: str = ""
    """Set by the record; the same answer has the same uid on every machine."""

    def __post_init__(self) -> None:
        for field, allowed in _ALLOWED.items():
            if (value := getattr(self, field)) not in allowed:
                raise ValueError(f"{field} of an attempt is one of {', '.join(allowed)}, not {value!r}")
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError(f"share of an attempt lies between 0 and 1, not {self.share!r}")


@dataclass(frozen=True)
class Review:
    """One rating of one card in a review: 1 forgotten, 2 hard, 3 good, 4 easy."""

    subject: str
    """The item's id, or "term/" and the term."""
    rating: int
    moment: datetime
    day: date
    uid: str
