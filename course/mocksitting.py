"""A mock test under way, and what past ones came to, as the record keeps them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course.review import Form, Report
from course.review.mocktest import MINUTES_AN_ITEM
from exercises.items import Item

NOW = "mock/now"
"""Where the record keeps the test that is under way."""
PAST = "mock/past"
"""Where it keeps what past ones came to."""
_MOST_PAST = 50


def kept(form: Form, responses: Mapping[str, Any], seconds: int) -> dict[str, Any]:
    """The test as it is kept; ``responses`` by the place of the item in the form, as text."""
    return {"items": [item.id for item in form.items], "responses": dict(responses), "seconds": seconds}


def taken_up(state: Any, items: Mapping[str, Item]) -> tuple[Form, dict[str, Any], int] | None:
    """The form, responses and seconds of a kept test; None when there is none or the bank has changed since."""
    match state:
        case {"items": [_, *_] as ids, "responses": dict() as responses, "seconds": int() as seconds}:
            if all(isinstance(name, str) and name in items for name in ids):
                form = Form(tuple(items[name] for name in ids), MINUTES_AN_ITEM * len(ids))
                return form, {str(place): given for place, given in responses.items()}, max(0, seconds)
    return None


def by_id(form: Form, responses: Mapping[str, Any]) -> dict[str, Any]:
    """The responses by the ids of their items."""
    return {item.id: responses.get(str(n)) for n, item in enumerate(form.items)}


@dataclass(frozen=True)
class Past:
    """What one mock test came to."""

    day: str
    items: int
    right: int
    earned: float
    points: int
    minutes: int


def entry(day: str, found: Report, seconds: int) -> Past:
    """What this test came to."""
    whole = found.whole
    return Past(day, whole.items, whole.right, whole.earned, whole.points, seconds // 60)


def with_entry(state: Any, done: Past) -> list[dict[str, Any]]:
    """The kept list with one more, the newest last."""
    return [vars(one) for one in (*past(state), done)][-_MOST_PAST:]


def past(state: Any) -> list[Past]:
    """The past tests of a kept list; what is not one is passed over."""
    found = []
    for one in state if isinstance(state, list) else []:
        match one:
            case {
                "day": str() as day,
                "items": int() as items,
                "right": int() as right,
                "earned": int() | float() as earned,
                "points": int() as points,
                "minutes": int() as minutes,
            }:
                found.append(Past(day, items, right, float(earned), points, minutes))
    return found
