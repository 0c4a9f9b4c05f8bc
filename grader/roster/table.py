"""Trainees from a table that people keep: Excel or CSV, with columns 编号, 姓名, 单位 in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exercises.interchange.bounds import MAX_BYTES, read_bounded
from exercises.interchange.gridfile import Grid, grids
from exercises.interchange.model import InterchangeError
from grader.errors import GraderError

_LOOK = 20
"""How many rows are looked at for the titles."""
MAX_NAME = 60
_TITLES = {
    "id": ("编号", "学号", "学员编号", "人员编号", "工号", "id"),
    "name": ("姓名", "学员姓名", "人员姓名", "名字", "name"),
    "unit": ("单位", "所在单位", "工作单位", "派出单位", "单位名称", "部门", "unit"),
}
_NOTES = "说明"
"""The sheet of the template that holds none."""


@dataclass(frozen=True)
class Line:
    """One row of the table, as it stands there."""

    row: int
    id: str
    name: str
    unit: str = ""


def read_file(path: Path) -> list[Line]:
    """The rows of a table file. Raises GraderError."""
    try:
        return read(read_bounded(path), str(path))
    except InterchangeError as error:
        raise GraderError(str(error)) from error


def read(data: bytes, name: str) -> list[Line]:
    """The same from its content; ``name`` is said in errors. Raises GraderError."""
    if len(data) > MAX_BYTES:
        raise GraderError(f"{name} 超过 {MAX_BYTES // 1024 // 1024} MB，不像名册，没有读取。请核对文件。")
    try:
        sheets = [sheet for sheet in grids(data) if sheet.rows and sheet.name != _NOTES]
    except InterchangeError as error:
        raise GraderError(f"名册 {name} 读不了：{error}") from error
    for sheet in sheets:
        if (found := _titles(sheet)) is not None:
            return [line for line in _lines(sheet, *found) if line.id or line.name]
    if sheets and sheets[0].name == "" and _bare(sheets[0]):
        return [line for line in _lines(sheets[0], 0, {"id": 0, "name": 1, "unit": 2})]
    raise GraderError(f"名册 {name} 里没有找到标题行。请让一行写明“编号”“姓名”（可加“单位”），其下每人一行。")


def _titles(sheet: Grid) -> tuple[int, dict[str, int]] | None:
    """The number of the title row and the columns by what they hold; None where there is no such row."""
    for n, row in sheet.rows[:_LOOK]:
        titles = [re.sub(r"[\s*＊:：]+", "", cell.text).casefold() for cell in row]
        columns = {
            what: next(titles.index(word) for word in words if word in titles)
            for what, words in _TITLES.items()
            if any(word in titles for word in words)
        }
        if "name" in columns:
            return n, columns
    return None


def _bare(sheet: Grid) -> bool:
    """Whether a CSV file begins with a trainee at once."""
    first = [cell.text for cell in sheet.rows[0][1]]
    return len(first) >= 2 and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", first[0]) is not None


def _lines(sheet: Grid, head: int, columns: dict[str, int]) -> Iterator[Line]:
    for n, row in sheet.rows:
        if n > head:
            texts = {what: _text(row, at) for what, at in columns.items()}
            yield Line(n, texts.get("id", ""), texts["name"], texts.get("unit", ""))


def _text(row: Sequence[object], at: int) -> str:
    text = str(getattr(row[at], "text", "")) if at < len(row) else ""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
