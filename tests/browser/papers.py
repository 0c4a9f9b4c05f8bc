"""Quiz and lesson notebooks in the shape the course gives them, for the browser tests."""

from typing import Any

Cell = dict[str, Any]
Form = dict[str, Any]

OPTIONS = [
    {"id": "A", "text": "政治巡视巡察是业务检查"},
    {"id": "B", "text": "政治巡视巡察是政治监督"},
    {"id": "C", "text": "政治巡视巡察是工作督查，重在推动各项业务工作按期完成，并对完成情况作出评价和通报"},
    {"id": "D", "text": "政治巡视巡察是年度考核"},
]

SINGLE: Form = {"type": "single", "points": 2, "rule": "选对得满分。", "options": OPTIONS}
MULTIPLE: Form = {
    "type": "multiple",
    "points": 3,
    "rule": "全部选对得满分；少选按比例得分；错选、不选不得分。",
    "options": OPTIONS,
}
JUDGE: Form = {
    "type": "judge",
    "points": 1,
    "rule": "判断正确得满分。",
    "options": [{"id": "对", "text": "正确"}, {"id": "错", "text": "错误"}],
}
CLOZE: Form = {
    "type": "cloze",
    "points": 2,
    "rule": "每空得分相同。",
    "parts": ["做到", {"blank": "1"}, "，增强", {"blank": "2"}, "。"],
}
ORDER: Form = {
    "type": "order",
    "points": 3,
    "rule": "顺序全对得满分。",
    "options": [
        {"id": "A", "text": "反馈意见"},
        {"id": "B", "text": "动员部署"},
        {"id": "C", "text": "了解情况"},
    ],
}
MATCH: Form = {
    "type": "match",
    "points": 2,
    "rule": "每对得分相同。",
    "left": [{"id": "1", "text": "不干预"}, {"id": "2", "text": "不处理"}],
    "right": [
        {"id": "A", "text": "被巡察单位的正常工作"},
        {"id": "B", "text": "具体问题"},
        {"id": "C", "text": "信访件的登记"},
    ],
}
SHORT: Form = {"type": "short", "points": 5, "rule": "由教员评阅。", "limit": 200}

NAMES = {
    "single": "单选题",
    "multiple": "多选题",
    "judge": "判断题",
    "cloze": "填空题",
    "order": "排序题",
    "match": "连线题",
    "short": "简答题",
}


def notebook(about: dict[str, Any] | None, cells: list[Cell]) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    if about is not None:
        metadata["xuncha"] = {"schema": 1, **about}
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:02}"
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def markdown(source: str, **metadata: Any) -> Cell:
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def code(source: str, **metadata: Any) -> Cell:
    empty = {"outputs": [], "execution_count": None}
    return {"cell_type": "code", "metadata": metadata, "source": source} | empty


def quiz(*items: tuple[Form, str], title: str = "第一次测验") -> dict[str, Any]:
    """A quiz of items, each a form and the source of its answer cell."""
    head = f"# {title}\n\n共 {len(items)} 题。在每题下面作答，作答会自动保存。"
    cells = [markdown(head, editable=False, deletable=False)]
    for number, (form, source) in enumerate(items, 1):
        cells += question(number, form, source)
    about = {"kind": "quiz", "id": "quiz-01", "title": title, "items": len(items)}
    return notebook(about, cells)


def question(number: int, form: Form, source: str) -> list[Cell]:
    stem = markdown(
        stem_of(number, form),
        editable=False,
        deletable=False,
        nbgrader=nbgrader(f"q{number:02}-stem", locked=True),
        xuncha={"role": "stem", "number": number},
    )
    about = {"role": "answer", "number": number, "schema": 1, **form}
    if form["type"] == "short":
        cell = nbgrader(f"q{number:02}", grade=True, solution=True, points=form["points"])
        return [stem, markdown(source, deletable=False, nbgrader=cell, xuncha=about)]
    check = code(
        "# 评分单元，请勿改动",
        editable=False,
        deletable=False,
        nbgrader=nbgrader(f"q{number:02}", grade=True, locked=True, points=form["points"]),
        xuncha={"role": "check", "number": number},
    )
    cell = nbgrader(f"q{number:02}-answer", solution=True)
    return [stem, code(source, deletable=False, nbgrader=cell, xuncha=about), check]


def stem_of(number: int, form: Form) -> str:
    """A stem that can be answered without any form: it lists the options itself."""
    head = f"### 第 {number} 题（{NAMES[form['type']]}，{form['points']} 分）"
    parts = [head, "下列关于政治巡察的说法，以讲话原文为准作答。"]
    for side in ("options", "left", "right"):
        if side in form:
            parts.append("\n".join(f"- {entry['id']}. {entry['text']}" for entry in form[side]))
    if "parts" in form:
        parts.append("".join(p if isinstance(p, str) else "______" for p in form["parts"]))
    return "\n\n".join([*parts, f"计分：{form['rule']}"])


def nbgrader(grade_id: str, **flags: Any) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"schema_version": 3, "grade_id": grade_id, **plain, **flags}


def lesson(*cells: Cell, **about: Any) -> dict[str, Any]:
    named = {"number": 1, "title": "什么是政治巡察", "home": "home.ipynb", "previous": None}
    return notebook({"kind": "lesson", **named, "next": "lesson-02.ipynb", **about}, list(cells))
