"""Multiple choice: two or more right options, at least one wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from exercises.items import base, checks, options
from exercises.items.markup import markdown
from exercises.score import Score, partial

LABEL = "多选题"
HOW = '把字母写成列表，如 `answer = ["A", "C"]`'
RULE = "少选按比例得分，错选不得分"


class Model(base.Item):
    """A multiple-choice item; ``key`` lists all right options."""

    type: Literal["multiple"]
    options: Annotated[base.Options, Field(min_length=3)]
    key: Annotated[list[base.OptionId], Field(min_length=2)]
    distractors: dict[base.OptionId, base.Text]


def rule(item: Model) -> str:
    return (
        f"全部选对得 {item.points} 分；选对但不全，按选对的项数占比得分（取到一位小数，余数舍去）；"
        "有错选或不选得 0 分。"
    )


def form(item: Model) -> dict[str, Any]:
    return base.outline(item, rule(item)) | {"options": options.listed(item.options)}


def stem(item: Model) -> str:
    return base.framed(item, LABEL, markdown(item.stem), options.lines(item.options), RULE, rule(item))


def solution(item: Model) -> str:
    return f"answer = {json.dumps(sorted(item.key))}"


def parse(value: object, item: Model) -> frozenset[str]:
    return frozenset(options.letters(value, item.options))


def key(item: Model) -> frozenset[str]:
    return frozenset(item.key)


def score(item: Model, response: frozenset[str]) -> Score:
    wrong = response - key(item)
    if wrong:
        return partial(item.points, 0, 1, f"有 {len(wrong)} 项错选，得 0 分。")
    missed = len(item.key) - len(response)
    note = f"选对 {len(response)} 项，漏选 {missed} 项。" if missed else "全部选对。"
    return partial(item.points, len(response), len(item.key), note)


def describe(item: Model, response: frozenset[str]) -> str:
    return "；".join(options.named(item.options, name) for name in sorted(response))


def _wrong(item: Model) -> list[str]:
    return [name for name in item.options if name not in item.key]


@checks.reads("options", "key")
def _key_is_options(item: Model) -> Iterator[str]:
    for name in dict.fromkeys(item.key):
        if name not in item.options:
            yield f"答案 {name} 不在选项里。"
    for name in options.repeated(item.key):
        yield f"答案里 {name} 写了不止一次。"
    if not _wrong(item):
        yield "所有选项都是答案。多选题至少要有一个错误选项。"


@checks.reads("options", "key", "distractors")
def _notes(item: Model) -> Iterator[str]:
    yield from options.wrong_noted(item.distractors, _wrong(item))


@checks.reads("options", "key")
def _length(item: Model) -> Iterator[str]:
    right = [text for name, text in item.options.items() if name in item.key]
    yield from options.longest_cue(right, [item.options[name] for name in _wrong(item)])


@checks.reads("options", "key", "stem")
def _key_in_stem(item: Model) -> Iterator[str]:
    found = checks.within(item.options, item.stem)
    if found and set(found) <= set(item.key):
        yield f"正确选项 {'、'.join(found)} 的文字就在题干里，错误选项不在，会提示答案。"


def faults(item: Model) -> list[str]:
    return checks.run(item, options.sound_options, _key_is_options, _notes, _length, _key_in_stem, checks.marked_negation)
