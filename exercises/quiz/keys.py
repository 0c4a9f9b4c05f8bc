"""The key side of a paper, read back from its check cells by parsing, never by running.

Every item has one check cell: nbgrader keeps its source in the gradebook, and takes
the hidden region out of what trainees get. A short answer, which a person marks, has
a check cell of no points, only to carry the item and to show the rubric to whoever
marks it; nbgrader has no other cell whose hidden part outlives the release.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exercises.items import Item, from_json, to_json
from exercises.ruling import Ruling, dumps, loads

HEAD = "# 评分单元，请勿改动"
_CHECK = """\
{head}
### BEGIN HIDDEN TESTS
from exercises.stock import mark
mark({spec!r}, globals().pop("answer", None){more})
### END HIDDEN TESTS"""
_SHORT = """\
{head}
### BEGIN HIDDEN TESTS
{rubric}
key = {spec!r}{more}
### END HIDDEN TESTS"""
_CHECK_ID = re.compile(r"q([0-9]{2})(-key)?")


class QuizError(ValueError):
    """The notebook or cell is not the key side of a quiz; the message is Chinese."""


@dataclass(frozen=True)
class Question:
    """One question of a paper and the nbgrader ids of its cells."""

    number: int
    item: Item
    """With the points it has in this paper."""
    answer_id: str
    """The cell that the trainee writes in."""
    grade_id: str
    """The cell that carries the points: the check cell, or a short answer's own cell."""
    check_id: str
    """The cell that carries the key; for a short answer a grade cell of 0 points."""
    ruling: Ruling | None = None
    """What was decided about it after the paper had been handed out."""

    @property
    def stem_id(self) -> str:
        """The cell that asks."""
        return f"q{self.number:02d}-stem"


def placed(number: int, item: Item, ruling: Ruling | None = None) -> Question:
    """The question that ``item`` is as number ``number`` of a paper."""
    base = f"q{number:02d}"
    if item.type == "short":
        return Question(number, item, answer_id=base, grade_id=base, check_id=f"{base}-key", ruling=ruling)
    return Question(number, item, answer_id=f"{base}-answer", grade_id=base, check_id=base, ruling=ruling)


def check_source(item: Item, ruling: Ruling | None = None) -> str:
    """The source of the item's check cell; `key_of` reads item and ruling back from it."""
    if item.type == "short":
        more = f"\nruling = {dumps(ruling)!r}" if ruling else ""
        return _SHORT.format(head=HEAD, rubric=_rubric(item), spec=to_json(item), more=more)
    return _CHECK.format(head=HEAD, spec=to_json(item), more=f", {dumps(ruling)!r}" if ruling else "")


def _rubric(item: Any) -> str:
    lines = ["参考答案：", *item.answer.strip().splitlines(), "评分点："]
    lines += [f"{n}. {part.point}（{part.points} 分）" for n, part in enumerate(item.rubric, 1)]
    return "\n".join(f"# {line}" for line in lines)


def key_of(source: str) -> tuple[Item, Ruling | None]:
    """The item in the source of a check cell, and what was decided about it. Raises QuizError when there is none."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        raise QuizError("评分单元的内容被改动过，读不出题目。") from None
    found: dict[str, str] = {}
    for node in tree.body:
        match node:
            case ast.Expr(value=ast.Call(func=ast.Name(id="mark"), args=[ast.Constant(value=str(spec)), *more])):
                found.setdefault("key", spec)
                match more:
                    case [_, ast.Constant(value=str(ruling))]:
                        found["ruling"] = ruling
            case ast.Assign(targets=[ast.Name(id="key" | "ruling" as name)], value=ast.Constant(value=str(text))):
                found.setdefault(name, text)
    if "key" not in found:
        raise QuizError("评分单元里没有题目。请使用教师版试卷，而不是发给学员的版本。")
    try:
        return from_json(found["key"]), loads(found["ruling"]) if "ruling" in found else None
    except ValueError:
        raise QuizError("评分单元里的题目不完整。") from None


def question(check_id: str, source: str) -> Question:
    """The question whose check cell has this nbgrader id and source. Raises QuizError."""
    match = _CHECK_ID.fullmatch(check_id)
    if not match:
        raise QuizError(f"“{check_id}”不是评分单元的编号。")
    return placed(int(match[1]), *key_of(source))


def questions(nb: Mapping[str, Any]) -> list[Question]:
    """The questions of a source or autograded paper, by number.

    ``nb`` is a notebook as nbformat or json reads it. Raises QuizError, also for a
    released paper, which has no key.
    """
    found = [question(name, _joined(cell["source"])) for name, cell in _checks(nb)]
    if not found:
        raise QuizError("这个笔记本里没有试题。")
    return sorted(found, key=lambda q: q.number)


def _checks(nb: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for cell in nb["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        if meta.get("grade") and not meta.get("solution"):
            yield meta["grade_id"], cell


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
