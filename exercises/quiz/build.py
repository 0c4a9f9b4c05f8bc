"""From blueprint and bank to the notebook that nbgrader takes as an assignment's source."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from exercises.bank import Bank
from exercises.items import TYPES, Item, kind
from exercises.items.markup import markdown
from exercises.quiz.blueprint import Blueprint, chosen
from exercises.quiz.heading import extent
from exercises.quiz.keys import Question, check_source, placed


def build(blueprint: Blueprint, bank: Bank) -> NotebookNode:
    """The paper with its key. The same blueprint and bank give the same notebook, to the byte.

    Raises BlueprintError when the blueprint asks for what the bank does not have.
    """
    items = chosen(blueprint, bank)
    paper = v4.new_notebook(cells=[_head(blueprint, items), _by_hand(items)])
    for number, item in enumerate(items, 1):
        paper.cells += _cells(placed(number, item))
    paper.metadata = _notebook_metadata(blueprint, items)
    return paper


def to_bytes(paper: NotebookNode) -> bytes:
    """The notebook as its file's content."""
    nbformat.validate(paper)
    return (nbformat.writes(paper).rstrip("\n") + "\n").encode()


def _notebook_metadata(blueprint: Blueprint, items: list[Item]) -> NotebookNode:
    return nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "xuncha": {
                "schema": 1,
                "kind": "quiz",
                "id": blueprint.id,
                "title": blueprint.title,
                "items": len(items),
                "points": sum(item.points for item in items),
                "minutes": blueprint.minutes,
                **({"limited": True} if blueprint.limited else {}),
                **({"shuffled": True} if blueprint.shuffle else {}),
            },
        }
    )


def _head(blueprint: Blueprint, items: list[Item]) -> NotebookNode:
    total = sum(item.points for item in items)
    parts = [
        f"# {markdown(blueprint.title)}",
        *([markdown(blueprint.instructions)] if blueprint.instructions else []),
        extent(len(items), total, blueprint.minutes, blueprint.limited),
    ]
    cell = v4.new_markdown_cell("\n\n".join(parts), id="head")
    return _with(cell, _nbgrader("head", locked=True), {"role": "head"})


def _by_hand(items: list[Item]) -> NotebookNode:
    """How to answer where no forms are drawn; the forms' extension hides this cell."""
    used = dict.fromkeys(item.type for item in items)
    ways = "\n".join(f"- {TYPES[name].LABEL}：{TYPES[name].HOW}" for name in TYPES if name in used)
    text = f"题目下方若只有文字 `answer = \"\"`，请把答案写进去：\n\n{ways}"
    cell = v4.new_markdown_cell(text, id="by-hand")
    return _with(cell, _nbgrader("by-hand", locked=True), {"role": "by-hand"})


def _cells(question: Question) -> list[NotebookNode]:
    item, number = question.item, question.number
    short = item.type == "short"

    stem = v4.new_markdown_cell(f"### 第 {number} 题\n\n{kind(item).stem(item)}", id=question.stem_id)
    _with(stem, _nbgrader(question.stem_id, locked=True), {"role": "stem", "number": number})

    new = v4.new_markdown_cell if short else v4.new_code_cell
    answer = new(kind(item).solution(item), id=f"q{number:02d}-answer")
    points = {"grade": True, "points": item.points} if short else {}
    answer_metadata = {"role": "answer", "number": number, **kind(item).form(item)}
    _with(answer, _nbgrader(question.answer_id, solution=True, **points), answer_metadata)

    check = v4.new_code_cell(check_source(item), id=f"q{number:02d}-check")
    worth = 0 if short else item.points
    check_metadata = {"role": "check", "number": number}
    _with(check, _nbgrader(question.check_id, locked=True, grade=True, points=worth), check_metadata)
    return [stem, answer, check]


def _nbgrader(grade_id: str, **flags: Any) -> dict[str, Any]:
    none = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"schema_version": 3, "grade_id": grade_id, **none, **flags}


def _with(cell: NotebookNode, nbgrader: dict[str, Any], xuncha: dict[str, Any]) -> NotebookNode:
    metadata: dict[str, Any] = {"deletable": False, "nbgrader": nbgrader, "xuncha": xuncha}
    if nbgrader["locked"]:
        metadata["editable"] = False
    cell.metadata = nbformat.from_dict(metadata)
    return cell
