"""What a person orders done with an item, and the question that comes of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from exercises import keytext
from exercises.items import Item
from exercises.quiz.keys import Question, placed
from exercises.ruling import Ruling, alternatives
from grader.errors import GraderError

Act = Literal["void", "rekey", "restore"]
ACTS: dict[Act, str] = {"void": "作废", "rekey": "更正答案", "restore": "恢复原题"}
MOST_WHO, MOST_WHY = 40, 500


@dataclass(frozen=True)
class Order:
    """One order; ``who`` and ``why`` are required."""

    number: int
    act: Act
    who: str
    why: str
    key: str = ""
    """The new key as `exercises.keytext` reads it; only to re-key."""
    explanation: str = ""
    """What takes the place of the item's explanation; empty to leave it."""


def checked(order: Order) -> Order:
    """The order with its texts trimmed. Raises GraderError when it does not say who or why."""
    who, why = " ".join(order.who.split()), order.why.strip()
    if not who:
        raise GraderError("还没有写经办人。请写明由谁决定。")
    if not why:
        raise GraderError("还没有写理由。理由会记入记录，并印在报告和反馈页上。")
    if len(who) > MOST_WHO or len(why) > MOST_WHY:
        raise GraderError(f"经办人最多 {MOST_WHO} 字，理由最多 {MOST_WHY} 字。请写短些。")
    return Order(order.number, order.act, who, why, order.key.strip(), order.explanation.strip())


def find(questions: Sequence[Question], number: int) -> Question:
    """The question of that number. Raises GraderError."""
    for question in questions:
        if question.number == number:
            return question
    raise GraderError(f"这份试卷没有第 {number} 题，题号从 1 到 {len(questions)}。请核对题号。")


def amended(question: Question, order: Order) -> Question:
    """The question as it is from now on. Raises GraderError when nothing would change or the key cannot be read."""
    ruling, number = question.ruling, question.number
    original = ruling.original if ruling else None
    if order.act == "void":
        if ruling and ruling.did == "void":
            raise GraderError(f"第 {number} 题已经作废，没有改动。")
        return placed(number, question.item, Ruling("void", order.why, original))
    if order.act == "restore":
        if ruling is None:
            raise GraderError(f"第 {number} 题没有作废，也没有更正过答案，不用恢复。")
        return placed(number, original or question.item)
    return _rekeyed(question, order, original or question.item)


def _rekeyed(question: Question, order: Order, original: Item) -> Question:
    number, ruling = question.number, question.ruling
    try:
        item, also = keytext.read(order.key, question.item)
    except keytext.KeyTextError as error:
        raise GraderError(f"第 {number} 题：{error}") from error
    if order.explanation:
        item = item.model_copy(update={"explanation": order.explanation})
    new = Ruling("rekey", order.why, original, also)
    item = _without_idle_notes(item, original, new)
    if item == original and not also:
        raise GraderError(f"第 {number} 题：写的就是原来的答案。" + ("要撤回更正，请用“恢复原题”。" if ruling else "没有改动。"))
    if ruling and ruling.did == "rekey" and item == question.item and also == ruling.also:
        raise GraderError(f"第 {number} 题：写的就是现在的答案，没有改动。")
    return placed(number, item, new)


def _without_idle_notes(item: Item, original: Any, ruling: Ruling) -> Item:
    """The item without notes on why an option is wrong that now is right."""
    if not hasattr(original, "distractors"):
        return item
    right = {name for one in alternatives(item, ruling) for name in one.key}  # type: ignore[attr-defined]
    notes = {name: note for name, note in original.distractors.items() if name not in right}
    return item.model_copy(update={"distractors": notes})


def key_text(question: Question) -> str:
    """The keys that count as right, in one line."""
    return keytext.written(question.item, question.ruling.also if question.ruling else ())
