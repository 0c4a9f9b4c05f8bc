"""What all items share: their fields, the errors of their responses, the verbs of a type."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from exercises.folding import fold
from exercises.score import Score

Text = Annotated[str, Field(pattern=r"\S")]
"""Text that is not empty."""
OptionId = Annotated[str, Field(pattern=r"^[A-H]$")]
Number = Annotated[str, Field(pattern=r"^[1-9][0-9]?$")]
"""The number of a blank or of a left-hand entry, written as text."""
Options = Annotated[dict[OptionId, Text], Field(min_length=2, max_length=8)]

Level = Literal["remember", "understand", "apply", "analyse"]
Status = Literal["draft", "reviewed"]
Pool = Literal["practice", "exam"]


class ResponseError(ValueError):
    """The value is no response to this item; the message says in Chinese why not."""


class Strict(BaseModel):
    """Unknown fields are refused, nothing is converted (a number is no text), nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Evidence(Strict):
    """The words of a speech that an item rests on.

    ``quote`` must be an exact substring of the cited paragraph; see `exercises.evidence`.
    """

    cite: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*¶[1-9][0-9]*$")]
    quote: Text


class Item(Strict):
    """The fields of every type. A model holds an item's shape; `faults` of its type judges its sense."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
    type: str
    lesson: Annotated[int, Field(ge=0)]
    concept: Text
    level: Level
    stem: Text
    points: Annotated[int, Field(ge=1, le=100)]
    explanation: Text
    evidence: Annotated[list[Evidence], Field(min_length=1)]
    status: Status
    pool: Pool


class ItemType(Protocol):
    """The verbs of an item type; each type is a module that has them.

    ``item`` is an instance of the module's ``Model``; the response is whatever its
    ``parse`` returns.
    """

    LABEL: str
    """The type's name in Chinese."""
    HOW: str
    """How an answer is written by hand, in Chinese (Markdown)."""
    Model: type[Any]

    def form(self, item: Any) -> dict[str, Any]:
        """What a form needs to draw the item, ready for JSON; never the key."""

    def stem(self, item: Any) -> str:
        """The question as Markdown that can be read alone: type, points, options, rule."""

    def solution(self, item: Any) -> str:
        """The source of the answer cell with the right answer."""

    def parse(self, value: object, item: Any) -> Any:
        """A response from a Python literal. Raises ResponseError."""

    def score(self, item: Any, response: Any) -> Score:
        """The score of a response that `parse` returned."""

    def describe(self, item: Any, response: Any) -> str:
        """A response in Chinese words, such as “B. 政治监督”."""

    def key(self, item: Any) -> Any:
        """The right response."""

    def rule(self, item: Any) -> str:
        """The scoring rule as the trainee is told it."""

    def faults(self, item: Any) -> list[str]:
        """What is wrong with the item beyond its shape, in Chinese."""


def numbered(value: dict[Any, object], known: Collection[str], what: str) -> dict[str, object]:
    """``value`` by the numbers in ``known``, which may be written as text or number, in any width.

    Raises ResponseError for another number, or one that is written twice.
    """
    found: dict[str, object] = {}
    for written, part in value.items():
        number = fold(str(written))
        if number not in known:
            raise ResponseError(f"没有编号为“{written}”的{what}。")
        if number in found:
            raise ResponseError(f"编号“{number}”写了不止一次。")
        found[number] = part
    return found


def framed(item: Item, label: str, text: str, blocks: Iterable[str], rule_name: str, rule: str) -> str:
    """The stem of any type: kind and points before ``text``, then ``blocks``, then how it is scored (all Markdown)."""
    return "\n\n".join([f"（{label}，{item.points} 分）{text}", *blocks, f"评分（{rule_name}）：{rule}"])


def outline(item: Item, rule: str) -> dict[str, Any]:
    """The part of a form that all types share."""
    return {"schema": 1, "type": item.type, "points": item.points, "rule": rule}
