"""The grader's reading of the table of typed answers that answer.js is held to as well."""

import json
from pathlib import Path
from typing import Any

import pytest

from exercises.items import TYPES, ResponseError
from exercises.response import Answer, Blank, Literal, Unreadable, read, read_prose

TABLE = json.loads((Path(__file__).parent / "answers.json").read_text(encoding="utf-8"))


def item_of(form: dict[str, Any]) -> Any:
    """An item that draws this form; what reading an answer does not look at is left out."""
    texts = {side: {entry["id"]: entry["text"] for entry in form.get(side, [])} for side in ("options", "left", "right")}
    blanks = {part["blank"]: ["…"] for part in form.get("parts", []) if not isinstance(part, str)}
    return TYPES[form["type"]].Model.model_construct(type=form["type"], blanks=blanks, **texts)


def reading(item: Any, answer: Answer) -> tuple[str, Any]:
    """What was read, in the words of the table."""
    match answer:
        case Blank():
            return "blank", None
        case Unreadable():
            return "malformed", None
        case Literal(value):
            try:
                response = TYPES[item.type].parse(value, item)
            except ResponseError:
                return "malformed", None
            listed = {frozenset: sorted, tuple: list}.get(type(response), lambda same: same)
            return "answered", listed(response)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: f"{case['form']}: {case['source']!r}"[:60])
def test_the_grader_reads_an_answer_as_the_table_says(case: dict[str, Any]):
    item = item_of(TABLE["forms"][case["form"]])
    answer = read_prose(case["source"]) if item.type == "short" else read(case["source"])
    assert reading(item, answer) == (case["state"], case.get("response"))
