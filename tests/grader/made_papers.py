"""A short quiz of all item types, and made-up answers to it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from exercises.bank import load_bank
from exercises.items import TYPES, Item, kind
from exercises.quiz import Blueprint, Pick, Question, questions
from exercises.quiz.build import build

QUIZ = "quiz-t"


@cache
def _source() -> NotebookNode:
    bank = load_bank()
    picks = [item for name in TYPES for item in bank.select(type=name, pool="exam")[: 2 if name == "single" else 1]]
    plan = Blueprint(id=QUIZ, title="各题型 “测验” <试>", items=[Pick(id=item.id) for item in picks])
    return build(plan, bank)


def source() -> NotebookNode:
    """The paper with its key: two single-choice items, then one of each other type."""
    return deepcopy(_source())


@cache
def asked() -> list[Question]:
    """The questions of `source`; nobody may change them."""
    return questions(source())


def literal(value: object) -> str:
    return f"answer = {json.dumps(value, ensure_ascii=False)}"


def right(item: Item) -> str:
    """What the answer cell holds when all is right."""
    return kind(item).solution(item)


def wrong(item: Any) -> str:
    """An answer that earns nothing."""
    match item.type:
        case "single":
            return literal(next(name for name in item.options if name != item.key))
        case "multiple":
            return literal([next(name for name in item.options if name not in item.key)])
        case "judge":
            return literal("错" if item.key == "对" else "对")
        case "cloze":
            return literal({number: "别的说法" for number in item.blanks})
        case "order":
            return literal(list(reversed(item.key)))
        case "match":
            rights = list(item.key.values())
            return literal(dict(zip(item.key, rights[1:] + rights[:1], strict=True)))
        case _:
            return "不知道。"


def part(item: Any) -> str:
    """An answer that earns something, or everything where the type gives no part marks."""
    match item.type:
        case "multiple":
            return literal(item.key[:1])
        case "cloze":
            return literal({"1": item.blanks["1"][0]})
        case "order":
            return literal(item.key[1:] + item.key[:1])
        case "match":
            number = next(iter(item.key))
            return literal({number: item.key[number]})
        case _:
            return right(item)


def any_answer(item: Any, chance: random.Random) -> str | None:
    """A literal of the right form: right, wrong, right in part, or put together by chance; or the cell as it was."""
    if item.type == "short":
        return chance.choice([None, "巡察是政治监督。", "（请在此作答）", "不知道。\n\n" * 3])
    return chance.choice([None, right(item), right(item), wrong(item), part(item), literal(""), literal(_by_chance(item, chance))])


def _by_chance(item: Any, chance: random.Random) -> object:
    match item.type:
        case "single":
            return chance.choice([*item.options])
        case "judge":
            return chance.choice("对错")
        case "multiple":
            return chance.sample([*item.options], chance.randint(1, len(item.options)))
        case "order":
            return chance.sample(item.key, len(item.key))
        case "match":
            return {left: chance.choice([*item.key.values()]) for left in item.key}
        case _:
            return {number: chance.choice([*accepted, "别的说法"]) for number, accepted in item.blanks.items()}


def answered(released: NotebookNode, how: Callable[[Item], str | None]) -> NotebookNode:
    """The released paper with ``how`` answering each question; None leaves it untouched."""
    paper = nbformat.from_dict(json.loads(json.dumps(released)))
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in paper.cells}
    for question in asked():
        text = how(question.item)
        if text is not None:
            cells[question.answer_id].source = text
    return paper


def cell(paper: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell of that nbgrader id."""
    return next(c for c in paper.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def hand_in(course: Path, student: str, paper: NotebookNode | bytes, moment: str = "2024-03-05 10:20:30.5 UTC") -> None:
    """Put a paper where collecting would have put it."""
    folder = course / "submitted" / student / QUIZ
    folder.mkdir(parents=True)
    path = folder / f"{QUIZ}.ipynb"
    path.write_bytes(paper if isinstance(paper, bytes) else nbformat.writes(paper).encode())
    (folder / "timestamp.txt").write_text(moment)
    (folder / "submission_secret.txt").write_text(f"secret of {student}")
