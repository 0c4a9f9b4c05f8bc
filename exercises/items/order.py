"""Ordering: bring the options into the right order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field

from exercises.items import base, checks, options
from exercises.items.markup import markdown
from exercises.score import Score, partial

LABEL = "排序题"
HOW = '按先后把字母写成列表，如 `answer = ["C", "A", "B"]`'
RULE = "按前后相邻得分"


class Model(base.Item):
    """An ordering item; ``key`` is the right order of all options."""

    type: Literal["order"]
    options: Annotated[base.Options, Field(min_length=3)]
    key: list[base.OptionId]


def rule(item: Model) -> str:
    return (
        f"次序全对得 {item.points} 分；不全对时，看有多少处“前一项紧接着正确的后一项”，按处数占比得分"
        "（取到一位小数，余数舍去）；不答得 0 分。"
    )


def form(item: Model) -> dict[str, Any]:
    return base.outline(item, rule(item)) | {"options": options.listed(item.options)}


def stem(item: Model) -> str:
    return base.framed(item, LABEL, markdown(item.stem), options.lines(item.options), RULE, rule(item))


def solution(item: Model) -> str:
    return f"answer = {json.dumps(item.key)}"


def parse(value: object, item: Model) -> tuple[str, ...]:
    if isinstance(value, set | frozenset):
        raise base.ResponseError("花括号里的选项没有先后。请用方括号写成列表。")
    order = options.letters(value, item.options)
    for name in options.repeated(order):
        raise base.ResponseError(f"选项 {name} 排了不止一次。")
    return tuple(order)


def key(item: Model) -> tuple[str, ...]:
    return tuple(item.key)


def score(item: Model, response: tuple[str, ...]) -> Score:
    wanted = set(pairwise(item.key))
    right = sum(pair in wanted for pair in pairwise(response))
    note = "次序全对。" if right == len(wanted) else f"{len(wanted)} 处先后相接中对了 {right} 处。"
    return partial(item.points, right, len(wanted), note)


def describe(item: Model, response: tuple[str, ...]) -> str:
    return " → ".join(options.named(item.options, name) for name in response)


@checks.reads("options", "key")
def _key_orders_all(item: Model) -> Iterator[str]:
    if sorted(item.key) != sorted(item.options):
        yield f"答案 {'、'.join(item.key)} 不是全部选项的一个排列。"
    elif item.key == list(item.options):
        yield "选项照答案的次序列出，等于给出了答案。请打乱选项。"


def faults(item: Model) -> list[str]:
    return checks.run(item, options.sound_options, _key_orders_all)
