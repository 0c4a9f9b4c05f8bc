"""Cloze: fill the blanks ``{1}``, ``{2}`` … of the stem."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from exercises.folding import fold
from exercises.items import base, checks
from exercises.items.markup import markdown, plain
from exercises.score import Score, partial

LABEL = "填空题"
HOW = '按空号写，如 `answer = {"1": "第一空", "2": "第二空"}`'
RULE = "逐空得分"

BLANK = re.compile(r"\{([1-9][0-9]?)\}")


class Model(base.Item):
    """A cloze item; of the accepted answers of a blank the first is the model answer."""

    type: Literal["cloze"]
    blanks: Annotated[dict[base.Number, Annotated[list[base.Text], Field(min_length=1)]], Field(min_length=1)]


def rule(item: Model) -> str:
    each, rest = divmod(item.points, len(item.blanks))
    if rest:
        how = f"共 {item.points} 分，{len(item.blanks)} 个空分值相等，按填对的空数得分（取到一位小数，余数舍去）；不填得 0 分。"
    else:
        how = f"共 {item.points} 分，每填对一空得 {each} 分；不填得 0 分。"
    return how + "引号、空格和全角半角不影响得分。"


def form(item: Model) -> dict[str, Any]:
    pieces = BLANK.split(plain(item.stem))
    parts = [{"blank": piece} if n % 2 else piece for n, piece in enumerate(pieces)]
    return base.outline(item, rule(item)) | {"parts": [part for part in parts if part]}


def stem(item: Model) -> str:
    text = BLANK.sub(r"＿＿（\1）＿＿", item.stem)
    return base.framed(item, LABEL, markdown(text), [], RULE, rule(item))


def solution(item: Model) -> str:
    return f"answer = {json.dumps(key(item), ensure_ascii=False)}"


def parse(value: object, item: Model) -> dict[str, str]:
    """Blanks left out or left empty are not in the response."""
    given: dict[str, object]
    match value:
        case str() if len(item.blanks) == 1:
            given = {"1": value}
        case list() | tuple() if len(value) == len(item.blanks):
            given = dict(zip(item.blanks, value, strict=True))
        case dict():
            given = base.numbered(value, item.blanks, "空")
        case _:
            raise base.ResponseError("填空题要按空号写出每空的内容。")
    return {number: text for number, part in given.items() if (text := _text(number, part))}


def _text(number: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value).strip()
    raise base.ResponseError(f"第 {number} 空的内容不是文字。")


def key(item: Model) -> dict[str, str]:
    return {number: accepted[0] for number, accepted in item.blanks.items()}


def score(item: Model, response: dict[str, str]) -> Score:
    right = sum(
        number in response and fold(response[number]) in {fold(text) for text in accepted}
        for number, accepted in item.blanks.items()
    )
    return partial(item.points, right, len(item.blanks), f"{len(item.blanks)} 空中填对 {right} 空。")


def describe(item: Model, response: dict[str, str]) -> str:
    return "；".join(f"（{number}）{response.get(number, '未填')}" for number in item.blanks)


@checks.reads("stem", "blanks")
def _blanks_in_stem(item: Model) -> Iterator[str]:
    marked = BLANK.findall(item.stem)
    if marked != list(item.blanks) or marked != [str(n + 1) for n in range(len(marked))]:
        yield (
            f"题干里的空（{'、'.join(marked) or '没有'}）与 blanks 的编号（{'、'.join(item.blanks)}）不一致，"
            "或没有从 1 起依次编号。"
        )


@checks.reads("blanks")
def _distinct_answers(item: Model) -> Iterator[str]:
    for number, accepted in item.blanks.items():
        yield from checks.distinct({f"{n}": text for n, text in enumerate(accepted, 1)}, f"第 {number} 空的可接受答案")


@checks.reads("stem", "blanks")
def _answer_in_stem(item: Model) -> Iterator[str]:
    for number, accepted in item.blanks.items():
        if checks.within({text: text for text in accepted}, BLANK.sub("｜", item.stem)):
            yield f"第 {number} 空的答案“{accepted[0]}”就在题干里。"


@checks.reads("blanks", "evidence")
def _answer_in_evidence(item: Model) -> Iterator[str]:
    quotations = [fold(evidence.quote) for evidence in item.evidence]
    for number, accepted in item.blanks.items():
        if not any(fold(accepted[0]) in quotation for quotation in quotations):
            yield f"第 {number} 空的答案“{accepted[0]}”不在所引的原文里。"


def faults(item: Model) -> list[str]:
    return checks.run(item, _blanks_in_stem, _distinct_answers, _answer_in_stem, _answer_in_evidence)
