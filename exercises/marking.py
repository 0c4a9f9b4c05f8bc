"""From what was read in an answer cell to its score."""

from __future__ import annotations

from typing import Any

from exercises.items import Item, ResponseError, kind
from exercises.response import Answer, Blank, Literal
from exercises.ruling import Ruling, ruled
from exercises.score import Score, blank, unreadable


def assess(item: Item, answer: Answer, ruling: Ruling | None = None) -> tuple[Score, Any]:
    """The score of an answer, and the response it was read as (None when blank or unreadable)."""
    score, response = _assess(item, answer)
    return (score if ruling is None else ruled(item, response, score, ruling)), response


def _assess(item: Item, answer: Answer) -> tuple[Score, Any]:
    match answer:
        case Blank():
            return blank(item.points), None
        case Literal(value):
            try:
                response = kind(item).parse(value, item)
            except ResponseError as error:
                return unreadable(item.points, str(error)), None
            return kind(item).score(item, response), response
        case _:
            return unreadable(item.points, answer.reason), None
