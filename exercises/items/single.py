"""Single choice: one right option."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from exercises.items import base, checks, options
from exercises.items.markup import markdown
from exercises.score import Score, partial

LABEL = "单选题"
HOW = '写一个字母，如 `answer = "B"`'
RULE = "全对得分"


class Model(base.Item):
    """A single-choice item; ``distractors`` says of every wrong option why it tempts and why it is false."""

    type: Literal["single"]
    options: base.Options
    key: base.OptionId
    distractors: dict[base.OptionId, base.Text]


def rule(item: Model) -> str:
    return f"选对得 {item.points} 分，选错或不选得 0 分。"


def form(item: Model) -> dict[str, Any]:
    return base.outline(item, rule(item)) | {"options": options.listed(item.options)}


def stem(item: Model) -> str:
    return base.framed(item, LABEL, markdown(item.stem), options.lines(item.options), RULE, rule(item))


def solution(item: Model) -> str:
    return f"answer = {json.dumps(item.key)}"


def parse(value: object, item: Model) -> str:
    chosen = set(options.letters(value, item.options))
    if len(chosen) > 1:
        raise base.ResponseError("单选题写了不止一个选项。")
    return chosen.pop()


def key(item: Model) -> str:
    return item.key


def score(item: Model, response: str) -> Score:
    right = response == item.key
    return partial(item.points, int(right), 1, "选对。" if right else "选错，得 0 分。")


def describe(item: Model, response: str) -> str:
    return options.named(item.options, response)


@checks.reads("options", "key")
def _key_is_an_option(item: Model) -> Iterator[str]:
    if item.key not in item.options:
        yield f"答案 {item.key} 不在选项里。"


@checks.reads("options", "key", "distractors")
def _notes(item: Model) -> Iterator[str]:
    yield from options.wrong_noted(item.distractors, [name for name in item.options if name != item.key])


@checks.reads("options", "key")
def _length(item: Model) -> Iterator[str]:
    right = [text for name, text in item.options.items() if name == item.key]
    yield from options.longest_cue(right, [text for name, text in item.options.items() if name != item.key])


@checks.reads("options", "key", "stem")
def _key_in_stem(item: Model) -> Iterator[str]:
    if checks.within(item.options, item.stem) == [item.key]:
        yield f"正确选项 {item.key} 的文字就在题干里，别的选项不在，会提示答案。"


def faults(item: Model) -> list[str]:
    return checks.run(item, options.sound_options, _key_is_an_option, _notes, _length, _key_in_stem, checks.marked_negation)
