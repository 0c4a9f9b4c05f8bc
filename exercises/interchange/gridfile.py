"""Tables of strangers' files (xlsx or csv) as rows of text, with what is odd about each cell."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from exercises.interchange.bounds import MAX_COLUMNS, MAX_ITEMS, MAX_TEXT, archive, sound_parts, text_of
from exercises.interchange.model import InterchangeError

Oddity = Literal["", "number", "long-number", "date", "formula", "error", "too-long"]
_LAST_ROW = 1_048_576
"""The last row of any Excel sheet; a damaged file may name a later one."""
_MOST_CELLS = 2_000_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Cell:
    """One cell as text; ``odd`` says how the spreadsheet holds it when not as text."""

    text: str
    odd: Oddity = ""


@dataclass(frozen=True)
class Grid:
    """One sheet: its name (empty for a csv file) and its rows that are not empty, by row number."""

    name: str
    rows: list[tuple[int, list[Cell]]]


def grids(data: bytes) -> list[Grid]:
    """The sheets of a table file. Raises InterchangeError."""
    if data.startswith(_OLD_EXCEL):
        raise InterchangeError("这是旧版的 .xls 文件（或设了密码的表格），没有读取。请在 Excel 里取消密码，另存为 .xlsx 后再导入。")
    return _sheets(data) if data.startswith(b"PK") else [_csv(data)]


def _csv(data: bytes) -> Grid:
    text = text_of(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], ",\t;")
    except csv.Error:
        dialect = csv.excel
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error:
        raise InterchangeError("文件不是完好的 csv 表格，没有读取。请在 Excel 里另存为 .xlsx 后再导入。") from None
    return Grid("", _bounded((n, [_short(cell) for cell in line]) for n, line in enumerate(lines, 1)))


def _sheets(data: bytes) -> list[Grid]:
    sound_parts(archive(data))
    try:
        return list(_read(data))
    except InterchangeError:
        raise
    except Exception:  # whatever a damaged or hostile workbook makes the library raise
        raise InterchangeError("文件不是完好的 Excel 表格，没有读取。请用 Excel 打开后另存为 .xlsx 再导入。") from None


def _read(data: bytes) -> Iterator[Grid]:
    from openpyxl import load_workbook  # slow to load, and only tables need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a file may promise any number of rows
            rows = _counted(sheet.iter_rows(max_row=_LAST_ROW))
            yield Grid(str(sheet.title), _bounded((n, [_cell(cell) for cell in row]) for n, row in enumerate(rows, 1)))
        book.close()


def _counted(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows, as long as they do not have more cells than any bank, empty ones included."""
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > _MOST_CELLS:
            raise InterchangeError("表格的单元格多得异常，没有读取。请只保留用到的行和列，另存后再导入。")
        yield row


def _bounded(rows: Iterable[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    kept = []
    for n, row in rows:
        if any(cell.text for cell in row):
            kept.append((n, row))
        if any(cell.text for cell in row[MAX_COLUMNS:]):
            raise InterchangeError(f"表格超过 {MAX_COLUMNS} 列，没有读取。请删去用不到的列。")
        if len(kept) > MAX_ITEMS + 20:
            raise InterchangeError(f"表格超过 {MAX_ITEMS} 行，没有读取。请拆成几个文件。")
    return kept


def _cell(cell: Any) -> Cell:
    match cell.value:
        case None:
            return Cell("")
        case bool() as truth:
            return Cell("TRUE" if truth else "FALSE")
        case datetime() | date() | time() as moment:
            return Cell(moment.isoformat(" ") if isinstance(moment, datetime) else moment.isoformat(), "date")
        case int() | float() as number:
            return _number(number, str(cell.number_format or ""))
        case value:
            found = _short(str(value))
            odd: Oddity = "formula" if cell.data_type == "f" else "error" if cell.data_type == "e" else found.odd
            return Cell(found.text, odd)


def _number(number: float, shown: str) -> Cell:
    if "%" in shown:
        return Cell(f"{number * 100:.10g}%", "number")
    if len(shown) > 1 and not shown.strip("0") and number == abs(number) and float(number).is_integer():
        return Cell(f"{int(number):0{min(len(shown), 20)}d}", "number")  # as it is shown: 007
    whole = number == int(number) if abs(number) < 1e18 else True
    text = str(int(number)) if whole else repr(number)
    return Cell(text, "long-number" if abs(number) >= 1e15 else "number")


def _short(text: str) -> Cell:
    text = text.strip()
    return Cell(text[:MAX_TEXT], "too-long") if len(text) > MAX_TEXT else Cell(text)
