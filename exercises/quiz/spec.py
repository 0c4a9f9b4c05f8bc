"""What a paper is to be like, where its items are to be drawn: how many, of what, from where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from exercises.items.base import Level, Pool, Strict, Text

MOST = 99
"""Numbers of questions have two digits in the cells' ids."""

TypeName = Literal["single", "multiple", "judge", "cloze", "order", "match", "short"]
Lesson = Annotated[int, Field(ge=0, le=99)]
ItemId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]


class Bounds(Strict):
    """How many: at least, at most."""

    least: Annotated[int, Field(ge=0, le=MOST)]
    most: Annotated[int, Field(ge=0, le=MOST)]

    @property
    def words(self) -> str:
        """As people say it: “3”, “3 至 5”, “至多 5”, “至少 3”."""
        if self.least == self.most:
            return str(self.least)
        if self.most == MOST:
            return f"至少 {self.least}"
        return f"{self.least} 至 {self.most}" if self.least else f"至多 {self.most}"


def _bounds(value: Any) -> Any:
    match value:
        case Bounds():
            return value
        case bool():
            pass
        case int():
            return {"least": value, "most": value}
        case [int(least), int(most)] if 0 <= least <= most:
            return {"least": least, "most": most}
        case dict():
            return value
    raise PydanticCustomError("said", "应当是题数（如 4）或上下限（如 [3, 5]）。")


Share = Annotated[Bounds, BeforeValidator(_bounds)]


def _shares(value: Any) -> Any:
    """A list allows what it names, in any number."""
    if not isinstance(value, list):
        return value
    if not all(isinstance(name, str | int) for name in value):
        raise PydanticCustomError("said", "列表里只能直接写名称。要写题数请用“名称: 题数”。")
    if len(set(value)) != len(value):
        raise PydanticCustomError("said", "同一名称写了不止一次。")
    return {name: [0, MOST] for name in value}


_Named = BeforeValidator(_shares)


class Spec(Strict):
    """What to draw. Of what a field names by itself or with a share, nothing else is drawn; a field left out allows all.

    ``types: {single: 20, short: [1, 2]}`` asks for twenty single-choice items, one or two
    short answers and no other types; ``lessons: [1, 5]`` allows two lessons in any number.
    Over the lessons allowed, items are spread as evenly as shares and bank allow.
    """

    count: Annotated[int, Field(ge=1, le=MOST)]
    pool: Pool = "exam"
    for_lesson: bool = False
    """Whether the lesson is said only when a paper is drawn (``--lesson``)."""
    lessons: Annotated[dict[Lesson, Share], _Named, Field(min_length=1)] | None = None
    concepts: Annotated[dict[Text, Share], _Named, Field(min_length=1)] | None = None
    types: Annotated[dict[TypeName, Share], _Named, Field(min_length=1)] | None = None
    levels: Annotated[dict[Level, Share], _Named, Field(min_length=1)] | None = None
    points: dict[TypeName, Annotated[int, Field(ge=1, le=100)]] = Field(default_factory=dict)
    """Points of each item of a type, in place of the bank's. Short answers keep the points of
    their rubric; with an entry here only those worth as much are drawn."""
    total: Annotated[int, Field(ge=1, le=9900)] | None = None
    """The full mark that has to come out."""
    exclude: list[ItemId] = Field(default_factory=list)
    """Items never drawn."""

    def faults(self) -> Iterator[str]:
        """What contradicts itself, in Chinese, without looking into any bank."""
        if self.for_lesson and self.lessons:
            yield "for_lesson 与 lessons 只能写一个：课次要么组卷时指明，要么写在蓝图里。"
        for name, title in (("lessons", "课次"), ("concepts", "知识点"), ("types", "题型"), ("levels", "层次")):
            shares = getattr(self, name)
            if not shares:
                continue
            least, most = sum(s.least for s in shares.values()), sum(min(s.most, self.count) for s in shares.values())
            if least > self.count:
                yield f"各{title}的题数（{name}）合计至少 {least} 题，超过了总题数 {self.count}。"
            elif most < self.count:
                yield f"各{title}的题数（{name}）合计至多 {most} 题，不到总题数 {self.count}。"
        yield from self._sum()

    def _sum(self) -> Iterator[str]:
        exact = self.types and all(s.least == s.most for s in self.types.values())
        if self.total and exact and all(name in self.points for name in self.types or ()):
            found = sum(s.least * self.points[name] for name, s in (self.types or {}).items())
            if found != self.total and sum(s.least for s in (self.types or {}).values()) == self.count:
                yield f"按各题型的题数和分值，满分是 {found} 分，不是 total 所写的 {self.total} 分。"
