"""The Excel bank: every field of an item in a cell of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercises.interchange import table
from exercises.interchange.about import about
from exercises.interchange.gridfile import grids
from exercises.interchange.model import Reading, Remark, Written
from exercises.interchange.packed import pack
from exercises.interchange.sheet import MAX_CELL, workbook
from exercises.items import Item

LABEL = "Excel 表格"
SUFFIX = ".xlsx"


def template() -> bytes:
    """The empty bank to fill in."""
    return workbook([])


def write(items: Sequence[Item]) -> Written:
    """The items in the template, one a row."""
    rows, remarks, left_out = [], [], []
    for item in items:
        row = cells(item)
        if any(len(text) > MAX_CELL for text in row.values()):
            remarks.append(Remark(item.id, f"有一格超过 Excel 单元格的上限（{MAX_CELL} 字），这道题没有写入。"))
            left_out.append(item.id)
        else:
            rows.append(row)
    return Written(workbook(rows), tuple(remarks), tuple(left_out))


def read(data: bytes) -> Reading:
    """What the template, or a table like it, holds. Raises InterchangeError."""
    return table.reading(grids(data), {})


def cells(item: Any) -> dict[str, str]:
    """The item as texts by column."""
    labels = about(item)
    row = {
        "id": item.id,
        "type": labels["题型"],
        "lesson": labels["课次"],
        "concept": item.concept,
        "level": labels["层次"],
        "stem": item.stem,
        "points": str(item.points),
        "explanation": item.explanation,
        "evidence": pack((one.cite, one.quote) for one in item.evidence),
        "pool": labels["题池"],
    }
    options = item.right if item.type == "match" else getattr(item, "options", {})
    row |= {f"options.{letter}": text for letter, text in options.items()}
    if hasattr(item, "distractors"):
        row["distractors"] = pack(item.distractors.items())
    match item.type:
        case "single" | "judge":
            row["key"] = item.key
        case "multiple" | "order":
            row["key"] = "".join(item.key)
        case "cloze":
            row["key"] = pack((number, *accepted) for number, accepted in item.blanks.items())
        case "match":
            row["left"] = pack(item.left.items())
            row["key"] = " ".join(f"{number}{letter}" for number, letter in item.key.items())
        case "short":
            row["key"] = item.answer
            row["limit"] = str(item.limit)
            row["rubric"] = pack((part.point, str(part.points), *part.words) for part in item.rubric)
    return row
