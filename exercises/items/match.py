"""Matching: give every entry on the left its option on the right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from exercises.items import base, checks, options
from exercises.items.markup import markdown
from exercises.response import Blank, settle
from exercises.score import Score, partial

LABEL = "配对题"
HOW = '左边编号配右边字母，如 `answer = {"1": "C", "2": "A"}`'
RULE = "逐组得分"


class Model(base.Item):
    """A matching item; ``right`` may have options that nothing on the left wants."""

    type: Literal["match"]
    left: Annotated[dict[base.Number, base.Text], Field(min_length=2, max_length=9)]
    right: base.Options
    key: dict[base.Number, base.OptionId]


def rule(item: Model) -> str:
    each, rest = divmod(item.points, len(item.left))
    if rest:
        return f"共 {item.points} 分，{len(item.left)} 组分值相等，按配对正确的组数得分（取到一位小数，余数舍去）；不答得 0 分。"
    return f"共 {item.points} 分，每配对正确一组得 {each} 分；不答得 0 分。"


def form(item: Model) -> dict[str, Any]:
    sides = {"left": options.listed(item.left), "right": options.listed(item.right)}
    return base.outline(item, rule(item)) | sides


def stem(item: Model) -> str:
    left = [f"{number}\\. {markdown(text)}" for number, text in item.left.items()]
    blocks = [*left, *options.lines(item.right)]
    return base.framed(item, LABEL, markdown(item.stem), blocks, RULE, rule(item))


def solution(item: Model) -> str:
    return f"answer = {json.dumps(item.key)}"


def parse(value: object, item: Model) -> dict[str, str]:
    """Entries left out or left empty are not in the response."""
    if not isinstance(value, dict):
        raise base.ResponseError("配对题要按左边的编号写出右边的字母。")
    response = {}
    for number, chosen in base.numbered(value, item.left, "左边项").items():
        if settle(chosen) == Blank():
            continue
        names = set(options.letters(chosen, item.right))
        if len(names) > 1:
            raise base.ResponseError(f"编号 {number} 配了不止一项。")
        response[number] = names.pop()
    return response


def key(item: Model) -> dict[str, str]:
    return dict(item.key)


def score(item: Model, response: dict[str, str]) -> Score:
    right = sum(response.get(number) == name for number, name in item.key.items())
    return partial(item.points, right, len(item.key), f"{len(item.key)} 组中配对正确 {right} 组。")


def describe(item: Model, response: dict[str, str]) -> str:
    return "；".join(
        f"{number}. {text} → {options.named(item.right, response[number]) if number in response else '未配'}"
        for number, text in item.left.items()
    )


@checks.reads("left", "right")
def _sound_sides(item: Model) -> Iterator[str]:
    yield from checks.consecutive(item.left, "123456789", "左边")
    yield from checks.distinct(item.left, "左边")
    yield from checks.consecutive(item.right, options.LETTERS, "右边")
    yield from checks.distinct(item.right, "右边")


@checks.reads("left", "right", "key")
def _key_pairs_all(item: Model) -> Iterator[str]:
    if list(item.key) != list(item.left):
        yield f"答案的编号（{'、'.join(item.key)}）与左边的编号（{'、'.join(item.left)}）不一致。"
    for number, name in item.key.items():
        if name not in item.right:
            yield f"编号 {number} 的答案 {name} 不在右边的选项里。"
    if list(item.key.values()) == list(item.right)[: len(item.key)]:
        yield "左右两边次序相同，等于给出了答案。请打乱右边。"


def faults(item: Model) -> list[str]:
    return checks.run(item, _sound_sides, _key_pairs_all)
