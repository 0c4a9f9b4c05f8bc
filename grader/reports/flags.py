"""Which items want another look, each with the reason in words.

A flag is a question to a person, not a verdict. The bands of discrimination are those of
R. L. Ebel, Essentials of Educational Measurement (1972), ch. 14; an option that fewer
than 5 % choose does no work: T. M. Haladyna and S. M. Downing, “How many options is
enough for a multiple-choice test item?”, Educational and Psychological Measurement 53
(1993). The other limits are this course's own and stand below.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grader.reports.items import Choice, ItemResult

Weight = Literal["grave", "look", "note"]

FEWEST = 10
"""Below so many trainees chance makes any pattern, and nothing is flagged."""
FEWEST_DISCRIMINATION = 20
FEWEST_IDLE = 30
TOO_EASY = 0.95
TOO_HARD = 0.25
POOR = 0.20
"""Ebel: below .20 poor, to be rejected or improved."""
IDLE = 0.05
MANY_BLANK = 0.10
MANY_UNREADABLE = 0.05
"""Fewer are slips of single people, which say nothing of the item."""
BEYOND_CHANCE = 2.0
"""Standard errors by which a count, share or correlation has to stand out."""


@dataclass(frozen=True)
class Flag:
    """One reason to look at an item again."""

    weight: Weight
    rule: str
    text: str


def flags(result: ItemResult) -> list[Flag]:
    """The flags of an item, the grave ones first."""
    if result.question.ruling:
        return [*(() if result.void else _flags(result)), _ruling(result)]
    return _flags(result)


def _ruling(result: ItemResult) -> Flag:
    ruling = result.question.ruling
    assert ruling is not None
    told = "难度、区分度、信度和知识点都不计入这一题；选项分析仍按实际作答列出。" if result.void else "以下数字都按更正后的答案计算。"
    return Flag("note", ruling.did, f"{ruling.note}理由：{ruling.why}{'' if ruling.why.endswith('。') else '。'}{told}")


def _flags(result: ItemResult) -> list[Flag]:
    if result.n < FEWEST:
        return []
    found = [*_key(result), *_difficulty(result), *_discrimination(result), *_options(result), *_answering(result)]
    order = ("grave", "look", "note")
    return sorted(found, key=lambda flag: order.index(flag.weight))


def _key(result: ItemResult) -> Iterator[Flag]:
    """Signs that the key itself is wrong."""
    r = result.discrimination
    if r is not None and r < _noise(result) and result.n >= FEWEST_DISCRIMINATION:
        yield Flag(
            "grave", "negative",
            f"区分度为负（{_r(r)}）：其他题得分高的人，这一题反而做得差。请先核对答案是否有误、题干是否有歧义。",
        )
    if result.question.item.type not in ("single", "judge"):
        return
    key = max((choice for choice in result.choices if choice.right), key=lambda choice: choice.count)
    wrong = [choice for choice in result.choices if not choice.right]
    rivals = [choice for choice in wrong if choice.count - key.count > BEYOND_CHANCE * math.sqrt(choice.count + key.count)]
    if rivals:
        told = "、".join(f"“{choice.piece}”（{choice.count} 人）" for choice in rivals)
        abler = any(choice.r is not None and choice.r > (key.r or 0.0) for choice in rivals)  # nobody on the key: r is None
        yield Flag(
            "grave" if abler else "look", "rival",
            f"选{told}的人明显多于选正确答案“{key.piece}”的人（{key.count} 人）"
            + ("，而且是其他题做得较好的人。请先核对答案。" if abler else "。请核对答案；答案无误时，多半是一种普遍的误解，值得讲评。"),
        )
    if able := [choice for choice in wrong if _attracts_able(choice, result)]:
        yield Flag(
            "look", "able",
            f"错误选项{'、'.join(f'“{choice.piece}”' for choice in able)}更吸引其他题得分高的人"
            f"（相关 {'、'.join(_r(choice.r or 0.0) for choice in able)}）。请看它是否也说得通。",
        )


def _attracts_able(choice: Choice, result: ItemResult) -> bool:
    return choice.r is not None and result.n >= FEWEST_DISCRIMINATION and choice.r > BEYOND_CHANCE / math.sqrt(result.n)


def _difficulty(result: ItemResult) -> Iterator[Flag]:
    ease, item = result.facility, result.question.item
    if ease is None:
        return
    chance = _chance(result)
    if ease >= TOO_EASY:
        yield Flag("note", "easy", f"得分率 {_percent(ease)}，几乎人人会做，分不出高低。用于确认底线可以保留，用于选拔则换题。")
    elif chance - ease > BEYOND_CHANCE * math.sqrt(chance * (1 - chance) / result.n):
        yield Flag("look", "chance", f"得分率 {_percent(ease)}，比凭猜测（{_percent(chance)}）还低。请核对答案和题干，再看这一点是否讲过。")
    elif ease < TOO_HARD:
        yield Flag("look", "hard", f"得分率只有 {_percent(ease)}，绝大多数人不会。请看这一点是否讲过、题干是否说清。")


def _chance(result: ItemResult) -> float:
    """What guessing earns where one of several is to be chosen; 0 for other types."""
    item, ruling = result.question.item, result.question.ruling
    if item.type == "single":
        return (1 + len(ruling.also if ruling else ())) / len(getattr(item, "options"))
    return 0.5 if item.type == "judge" else 0.0


def _discrimination(result: ItemResult) -> Iterator[Flag]:
    r, ease = result.discrimination, result.facility
    if r is None or ease is None or not _noise(result) <= r < POOR or ease >= TOO_EASY or result.n < FEWEST_DISCRIMINATION:
        return
    yield Flag("look", "weak", f"区分度只有 {_r(r)}（低于 {POOR:.2f}）：会做与不会做，同总的水平关系不大。请看题干和选项是否含糊。")


def _options(result: ItemResult) -> Iterator[Flag]:
    if result.question.item.type not in ("single", "multiple") or result.answers < FEWEST_IDLE:
        return
    idle = [choice.piece for choice in result.choices if not choice.right and choice.share < IDLE]
    if idle and result.facility is not None and result.facility < TOO_EASY:
        yield Flag("note", "idle", f"干扰项 {'、'.join(idle)} 不到 {_percent(IDLE)} 的人选，没有起作用，可以改写。")


def _answering(result: ItemResult) -> Iterator[Flag]:
    if not result.answers:
        return
    if result.blank / result.answers >= MANY_BLANK:
        yield Flag("look", "blank", f"{result.blank} 人（{_percent(result.blank / result.answers)}）没有作答。请看时间是否够用、题目是否看得懂。")
    if result.unreadable:
        weight: Weight = "look" if result.unreadable / result.answers >= MANY_UNREADABLE else "note"
        yield Flag(weight, "unreadable", f"{result.unreadable} 人的作答无法识别，已记 0 分。请逐份核看。")


def _noise(result: ItemResult) -> float:
    """Above this a negative discrimination may as well be none: one standard error of r, about 1/√n, below 0."""
    return -1 / math.sqrt(result.n)


def _r(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
