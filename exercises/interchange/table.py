"""From a table to items: find the title row, tell its columns, read the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exercises.interchange import columns, rows
from exercises.interchange.gridfile import Cell, Grid, Oddity
from exercises.interchange.model import Found, InterchangeError, Reading, Unread
from exercises.interchange.sheet import GUIDE

_LOOK = 20
"""How many rows are looked at for the titles."""
_NUMBERS = {"lesson", "points", "limit", "id", "pool", "level", "type"}
_SAID: dict[Oddity, str] = {
    "number": "在表格里是数字“{text}”，原文若有前导零、单位或小数位，可能已经丢失。请核对原文，把单元格设为文本后重填。",
    "long-number": "在表格里是长数字“{text}”，第 15 位以后可能已被改成 0。请核对原文，把单元格设为文本后重填。",
    "date": "在表格里是日期“{text}”，原来写的可能不是这样。请核对原文，把单元格设为文本后重填。",
    "formula": "是公式“{text}”，没有计算，照文字收下。请改成文字。",
    "error": "是电子表格的出错值“{text}”。请核对原文后重填。",
    "too-long": "太长，只收了开头的部分。请核对原文，拆成几题。",
}


@dataclass(frozen=True)
class _Head:
    """The title row: its number, and the title and field of each column."""

    row: int
    titles: list[str]
    fields: list[str | None]


def reading(grids: Iterable[Grid], chosen: Mapping[str, str]) -> Reading:
    """The items of the sheets. ``chosen`` says of titles which field they hold, before any guess.

    Raises InterchangeError when no sheet has a title row.
    """
    result = Reading()
    sheets = [grid for grid in grids if grid.rows and grid.name != GUIDE]
    heads = [(grid, _head(grid, chosen)) for grid in sheets]
    if not any(head for _, head in heads):
        seen = "、".join(f"“{cell.text[:20]}”" for cell in sheets[0].rows[0][1] if cell.text) if sheets else "（空表）"
        raise InterchangeError(
            f"没有找到标题行：前 {_LOOK} 行里没有“题干”一类的列。首行是 {seen}。请用 --map 题干=列名 指明，或使用模板（xuncha bank template）。"
        )
    for grid, head in heads:
        called = f"“{grid.name}”" if len(sheets) > 1 else ""
        if head is None:
            result.remark(grid.name, f"这张工作表没有“题干”一类的列，{len(grid.rows)} 行都没有导入。")
            result.unread += [Unread(f"{called}第 {n} 行", "所在工作表没有标题行", _joined(row)) for n, row in grid.rows]
            continue
        _read(grid, head, called, result)
    absent = set(chosen) - {columns.normal(title) for _, head in heads if head for title in head.titles}
    if absent:
        raise InterchangeError(f"--map 里写的列“{'”“'.join(sorted(absent))}”不在表格里。请核对列名。")
    return result


def _head(grid: Grid, chosen: Mapping[str, str]) -> _Head | None:
    for n, row in grid.rows[:_LOOK]:
        titles = [cell.text for cell in row]
        fields = _fields(titles, chosen)
        if "stem" in fields and len([name for name in fields if name]) >= 2:
            return _Head(n, titles, fields)
    return None


def _fields(titles: list[str], chosen: Mapping[str, str]) -> list[str | None]:
    """The field of each column; what the user chose goes before guesses, the template's own title before others."""
    fields = [chosen.get(columns.normal(title)) if title else None for title in titles]
    own = {columns.normal(column.title): column.name for column in columns.COLUMNS}
    for look in (lambda title: own.get(columns.normal(title)), columns.guess):
        for m, title in enumerate(titles):
            found = look(title) if title and fields[m] is None else None
            if found and found not in fields:
                fields[m] = found
    return fields


def _read(grid: Grid, head: _Head, called: str, result: Reading) -> None:
    for m, title in enumerate(head.titles):
        if title and head.fields[m] is None:
            used = sum(1 for n, row in grid.rows if n > head.row and m < len(row) and row[m].text)
            if used:
                result.remark(f"{called}“{title}”列", f"题目没有这个字段，{used} 行的内容没有导入。要导入请用 --map 字段={title} 指明字段。")
    sheet_type = rows.type_named(grid.name)
    for n, row in grid.rows:
        if n <= head.row:
            if n < head.row:
                result.unread.append(Unread(f"{called}第 {n} 行", "在标题行之前，没有导入", _joined(row)))
            continue
        where = f"{called}第 {n} 行"
        values, titles = _values(row, head, where, result)
        if "stem" not in values:
            result.unread.append(Unread(where, "没有题干，不成一题", _joined(row)))
            continue
        data, notes = rows.item_of(values, sheet_type)
        for name, message in notes:
            title = titles.get(name) or (columns.BY_NAME[name].title if name in columns.BY_NAME else "")
            result.remark(f"{where}“{title}”" if title else where, message)
        result.found.append(Found(where, data))


def _values(row: list[Cell], head: _Head, where: str, result: Reading) -> tuple[dict[str, str], dict[str, str]]:
    values: dict[str, str] = {}
    titles: dict[str, str] = {}
    for m, cell in enumerate(row):
        name = head.fields[m] if m < len(head.fields) else None
        if not cell.text:
            continue
        if name is None:
            if m >= len(head.titles) or not head.titles[m]:
                result.remark(where, f"第 {m + 1} 列没有标题，内容“{cell.text[:40]}”没有导入。")
            continue
        values[name], titles[name] = cell.text, head.titles[m]
        if cell.odd and not (cell.odd == "number" and name in _NUMBERS):
            result.remark(f"{where}“{head.titles[m]}”", _SAID[cell.odd].format(text=cell.text[:40]))
    return values, titles


def _joined(row: list[Cell]) -> str:
    return " ｜ ".join(cell.text for cell in row if cell.text)
