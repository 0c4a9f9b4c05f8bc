"""Judgement: is the statement right or wrong?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from exercises.folding import fold
from exercises.items import base, checks, options
from exercises.items.markup import markdown
from exercises.score import Score, partial

LABEL = "判断题"
HOW = '写“对”或“错”，如 `answer = "对"`'
RULE = "全对得分"

_WORDS = {"对": "正确", "错": "错误"}
_READ = {"对": "对", "正确": "对", "true": "对", "错": "错", "错误": "错", "false": "错"}
_READ |= {tick: "对" for tick in "√✓✔"} | {cross: "错" for cross in "×✗✘"}


class Model(base.Item):
    """A statement to judge; ``distractors`` says why the wrong verdict tempts."""

    type: Literal["judge"]
    key: Literal["对", "错"]
    distractors: dict[Literal["对", "错"], base.Text]


def rule(item: Model) -> str:
    return f"判断正确得 {item.points} 分，判断错误或不答得 0 分。"


def form(item: Model) -> dict[str, Any]:
    return base.outline(item, rule(item)) | {"options": options.listed(_WORDS)}


def stem(item: Model) -> str:
    return base.framed(item, LABEL, markdown(item.stem), ["上面的说法：对（正确），还是错（错误）？"], RULE, rule(item))


def solution(item: Model) -> str:
    return f"answer = {json.dumps(item.key, ensure_ascii=False)}"


def parse(value: object, item: Model) -> str:
    written = fold(str(value)) if isinstance(value, str | bool) else ""
    try:
        return _READ[written]
    except KeyError:
        raise base.ResponseError(f"“{value}”不是“对”或“错”。") from None


def key(item: Model) -> str:
    return item.key


def score(item: Model, response: str) -> Score:
    right = response == item.key
    return partial(item.points, int(right), 1, "判断正确。" if right else "判断错误，得 0 分。")


def describe(item: Model, response: str) -> str:
    return f"{response}（{_WORDS[response]}）"


@checks.reads("key", "distractors")
def _notes(item: Model) -> Iterator[str]:
    yield from options.wrong_noted(item.distractors, [verdict for verdict in _WORDS if verdict != item.key])


def faults(item: Model) -> list[str]:
    return checks.run(item, _notes)
