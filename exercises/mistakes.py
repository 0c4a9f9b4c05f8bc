"""Wrong answers on their way home: from a feedback page into the trainee's own book of mistakes.

Items of the exam pool are not on a trainee's machine, so all that is needed to show and
to practise one goes along. It stands in the page as a block of JSON that no browser
runs. Whoever reads it back takes the page for anybody's file: its size, its depth and
every field are bounded, an item must be one of ours in shape, and must let itself be
asked, answered and explained.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from exercises.feedback import explain
from exercises.items import Item, from_json, kind
from exercises.items.base import Strict
from exercises.response import Blank, settle
from exercises.response import Literal as Given

FORMAT = "xuncha-mistakes"
VERSION = 1
MAX_PAGE = 10_000_000
"""Characters of a page."""
MAX_BLOCK = 3_000_000
MAX_ITEM = 60_000
MAX_RESPONSE = 20_000
_OPENING = f'<script type="application/json" id="{FORMAT}">'
_CLOSING = "</script>"
_OUTSIDE_MARKUP = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})

Verdict = Literal["wrong", "part"]


class MistakesError(ValueError):
    """The page holds wrong answers that cannot be used; the message is Chinese and says what to do."""


@dataclass(frozen=True)
class Mistake:
    """One question that lost points."""

    number: int
    item: Item
    """With the option letters of the bank."""
    response: Any
    """What was answered, as JSON holds it and in the letters of the bank; None where nothing could be read."""
    verdict: Verdict
    share: float
    """Of the points, below 1."""


@dataclass(frozen=True)
class Sheet:
    """The wrong answers of one paper."""

    course: str
    quiz: str
    title: str
    student: str
    moment: datetime | None
    """When the paper was handed in, aware, UTC."""
    mistakes: tuple[Mistake, ...]


_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=128)]


class _Mistake(Strict):
    number: Annotated[int, Field(ge=1, le=99)]
    item: dict[str, Any]
    response: Any
    verdict: Verdict
    share: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]


class _Sheet(Strict):
    format: Literal["xuncha-mistakes"]
    schema_version: Annotated[int, Field(alias="schema", ge=1, le=VERSION)]
    course: _Id
    quiz: _Id
    title: Annotated[str, Field(max_length=200)]
    student: _Id
    moment: Annotated[int, Field(ge=1_000_000_000_000, le=4_500_000_000_000)] | None
    """Milliseconds since 1970."""
    mistakes: Annotated[list[_Mistake], Field(max_length=99)]


def plain(response: object) -> Any:
    """A response as a type's ``parse`` returns it, as JSON holds it: sets and tuples become lists."""
    if isinstance(response, set | frozenset):
        return sorted(response)
    return list(response) if isinstance(response, tuple) else response


def html(sheet: Sheet) -> str:
    """The block that stands in the page; nothing in it can end it or be taken for markup."""
    data = {
        "format": FORMAT,
        "schema": VERSION,
        "course": sheet.course,
        "quiz": sheet.quiz,
        "title": sheet.title[:200],
        "student": sheet.student,
        "moment": None if sheet.moment is None else round(sheet.moment.timestamp() * 1000),
        "mistakes": [
            {"number": one.number, "item": one.item.model_dump(), "response": one.response, "verdict": one.verdict, "share": one.share}
            for one in sheet.mistakes
        ],
    }
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{_OPENING}{text.encode(errors='replace').decode().translate(_OUTSIDE_MARKUP)}{_CLOSING}"


def from_page(page: str) -> Sheet | None:
    """The wrong answers that a feedback page carries; None where it carries none. Raises MistakesError."""
    if len(page) > MAX_PAGE:
        raise MistakesError("这份反馈太大，没有读取。请把情况告诉教员。")
    _, opening, rest = page.partition(_OPENING)
    if not opening:
        return None
    block, closing, _ = rest.partition(_CLOSING)
    if not closing or len(block) > MAX_BLOCK:
        raise _bad()
    try:
        found = _Sheet.model_validate(json.loads(block, parse_constant=_refuse))
        mistakes = tuple(_mistake(one) for one in found.mistakes)
    except (ValidationError, ValueError, RecursionError, MemoryError):
        raise _bad() from None
    if len({one.item.id for one in mistakes}) < len(mistakes):
        raise _bad()
    moment = None if found.moment is None else datetime.fromtimestamp(found.moment / 1000, timezone.utc)
    return Sheet(found.course, found.quiz, found.title, found.student, moment, mistakes)


def usable(data: object) -> Item:
    """The item in ``data``, once it has shown that it can be asked, answered and explained. Raises ValueError."""
    text = json.dumps(data, ensure_ascii=False)
    if len(text) > MAX_ITEM:
        raise ValueError("too long")
    try:
        item = from_json(text)
        verbs = kind(item)
        verbs.form(item), verbs.stem(item), verbs.rule(item)
        for answer in (Given(plain(verbs.key(item))), Blank()):
            explain(item, answer)
    except (ValueError, RecursionError, MemoryError):
        raise
    except Exception as error:  # whatever a made-up item brings out, it is no item then
        raise ValueError(f"no usable item: {type(error).__name__}") from error
    return item


def _mistake(found: _Mistake) -> Mistake:
    if len(json.dumps(found.response)) > MAX_RESPONSE:
        raise ValueError("too long")
    item = usable(found.item)
    answer = settle(found.response)
    readable = isinstance(answer, Given) and explain(item, answer).verdict != "unreadable"
    return Mistake(found.number, item, found.response if readable else None, found.verdict, found.share)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _bad() -> MistakesError:
    return MistakesError("这份反馈里的错题读不出来，没有收入错题本。请再取一次反馈；仍不行时请告诉教员。")
