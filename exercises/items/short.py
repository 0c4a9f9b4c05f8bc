"""Short answer: prose, marked by a person along a rubric."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from exercises.items import base, checks
from exercises.items.markup import markdown
from exercises.score import Score, waiting

LABEL = "简答题"
HOW = "双击文字单元，删去提示后直接写"
RULE = "人工按要点给分"


class RubricPoint(base.Strict):
    """One thing an answer should say, what it earns, and words by which it may be found."""

    point: base.Text
    points: Annotated[int, Field(ge=1)]
    words: list[base.Text]


class Model(base.Item):
    """A short-answer item: a model answer and a rubric whose points add up to the item's."""

    type: Literal["short"]
    answer: base.Text
    rubric: Annotated[list[RubricPoint], Field(min_length=1)]
    limit: Annotated[int, Field(ge=20, le=5000)] = 500
    """Characters an answer is asked to stay within."""


def rule(item: Model) -> str:
    return f"满分 {item.points} 分，由阅卷人按要点给分；不答得 0 分。请写在 {item.limit} 字以内。"


def form(item: Model) -> dict[str, Any]:
    return base.outline(item, rule(item)) | {"limit": item.limit}


def stem(item: Model) -> str:
    return base.framed(item, LABEL, markdown(item.stem), [], RULE, rule(item))


def solution(item: Model) -> str:
    return item.answer.strip()


def parse(value: object, item: Model) -> str:
    if not isinstance(value, str):
        raise base.ResponseError("简答题的作答应当是文字。")
    return value.strip()


def key(item: Model) -> str:
    return item.answer.strip()


def score(item: Model, response: str) -> Score:
    return waiting(item.points)


def describe(item: Model, response: str) -> str:
    return response


@checks.reads("points", "rubric")
def _rubric_sum(item: Model) -> Iterator[str]:
    total = sum(part.points for part in item.rubric)
    if total != item.points:
        yield f"评分点合计 {total} 分，与题目的 {item.points} 分不一致。"


@checks.reads("rubric")
def _distinct_points(item: Model) -> Iterator[str]:
    yield from checks.distinct({str(n): part.point for n, part in enumerate(item.rubric, 1)}, "评分点")


def faults(item: Model) -> list[str]:
    return checks.run(item, _rubric_sum, _distinct_points)
