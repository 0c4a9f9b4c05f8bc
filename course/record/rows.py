"""What a row of each table must be: the bounds of a record that comes from elsewhere."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from exercises.mistakes import usable

LONGEST_VALUE = 100_000
"""Bytes of the JSON of one card's state, or of one answer."""
LONGEST_NOTE = 200_000
"""Characters of the notes on one lesson."""
_DEEPEST = 30


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def read_json(text: str | bytes) -> Any:
    """A JSON value. Raises ValueError, also for what nests too deeply to be read."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def depth(value: Any, limit: int = _DEEPEST) -> int:
    """How deeply a JSON value nests. Raises ValueError beyond ``limit``."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if inside and not limit:
        raise ValueError("nested too deeply")
    return 1 + max((depth(part, limit - 1) for part in inside), default=0)


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


def _value(text: str) -> str:
    if len(text.encode()) > LONGEST_VALUE:
        raise ValueError("too long")
    depth(read_json(text))
    return text


def _item(text: str) -> str:
    usable(read_json(text))
    return text


def _digests(text: str) -> str:
    found = read_json(text)
    if not isinstance(found, list) or not all(isinstance(one, str) and len(one) <= 64 for one in found):
        raise ValueError("no list of digests")
    return text


Moment = Annotated[int, Field(ge=1_500_000_000_000, le=4_500_000_000_000)]
"""Milliseconds since 1970, from 2017 to 2112."""
Day = Annotated[str, Field(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_day)]
Uid = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Name = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=200)]
Lesson = Annotated[int, Field(ge=0, le=999)]
Value = Annotated[str, Field(max_length=LONGEST_VALUE), AfterValidator(_value)]


class Row(BaseModel):
    """Unknown columns are refused and nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class AttemptRow(Row):
    """One answer."""

    uid: Uid
    moment: Moment
    day: Day
    subject: Name
    kind: Literal["item", "activity"]
    lesson: Lesson
    concept: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=200)]
    response: Value
    verdict: Literal["right", "part", "wrong", "waiting", "shown"]
    share: Annotated[float, Field(ge=0, le=1)] | None
    place: Literal["lesson", "review", "mock", "class"]


class ReviewRow(Row):
    """One rating."""

    uid: Uid
    moment: Moment
    day: Day
    subject: Name
    rating: Annotated[int, Field(ge=1, le=4)]


class ItemRow(Row):
    """One item that is not in the course's own bank, and what it came from."""

    subject: Name
    item: Annotated[str, Field(max_length=LONGEST_VALUE), AfterValidator(_item)]
    source: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=200)]
    changed: Moment


class StateRow(Row):
    """What one card looks like."""

    key: Name
    value: Value
    changed: Moment


class LessonRow(Row):
    """When a lesson was opened last and finished first."""

    number: Lesson
    visited: Moment | None
    finished: Moment | None


class TimeRow(Row):
    """Seconds on a lesson on a day, as one machine counted them."""

    device: Uid
    lesson: Lesson
    day: Day
    seconds: Annotated[float, Field(ge=0, le=1_000_000)]


class NoteRow(Row):
    """The notes on a lesson, and by which digests its earlier texts are known elsewhere."""

    lesson: Lesson
    text: Annotated[str, Field(max_length=LONGEST_NOTE)]
    changed: Moment
    older: Annotated[str, Field(max_length=LONGEST_VALUE), AfterValidator(_digests)]


ROWS: dict[str, type[Row]] = {
    "attempt": AttemptRow,
    "review": ReviewRow,
    "item": ItemRow,
    "state": StateRow,
    "lesson": LessonRow,
    "time": TimeRow,
    "note": NoteRow,
}
"""The tables that move with a learner; ``about`` does not, it is of one machine."""
