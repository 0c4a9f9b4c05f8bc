"""The report as an Excel workbook: numbers as numbers, text never as a formula."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exercises.interchange.clean import clean
from exercises.interchange.steady import steady
from grader.marks import safe
from grader.reports.report import Report
from grader.reports.tables import Cell, Column, Look, Table, tables

FORMATS: dict[Look, str] = {"text": "@", "whole": "0", "score": "0.0", "percent": "0%", "two": "0.00"}
MAX_CELL = 32_767
"""Most characters that a cell of Excel holds."""

_HEAD = Font(name="微软雅黑", bold=True, color="FFFDF8")
_FILL = PatternFill("solid", fgColor="9B1C1F")
_BODY = Font(name="微软雅黑", size=10.5, color="1F2328")
_LINE = Border(bottom=Side("thin", color="D9D2C3"))
WRAPPED = 20
"""Text in columns of at least so many characters is set in several lines."""
_LEADING = 15.5
"""Points from one line to the next."""
_PORTRAIT = 115
"""Tables of up to so many characters' width stand upright."""
_TOP = 4
"""The row of the column titles; above them stand the heading and what is to be said of the table."""


def workbook(report: Report) -> bytes:
    """The whole workbook, one sheet a table; the same report gives the same bytes."""
    book = Workbook()
    book.properties.creator = "巡察课堂"
    book.remove(book.active)
    for table in tables(report):
        _sheet(book.create_sheet(table.title), report, table)
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def _sheet(sheet: Worksheet, report: Report, table: Table) -> None:
    _write(sheet, 1, 1, f"{report.title}　{table.title}", Font(name="微软雅黑", bold=True, size=14, color="9B1C1F"))
    _write(sheet, 2, 1, f"{report.class_name}　{report.quiz}", _BODY)
    _note(sheet, table)
    for m, column in enumerate(table.columns, 1):
        cell = _write(sheet, _TOP, m, column.title, _HEAD)
        cell.fill = _FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(m)].width = column.width
    for n, row in enumerate(table.rows, _TOP + 1):
        for m, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
            _value(sheet, n, m, column, value)
    for n, row in enumerate([[column.title for column in table.columns], *table.rows], _TOP):
        sheet.row_dimensions[n].height = _LEADING * _lines(table.columns, row, heading=n == _TOP) + 4
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = f"A{_TOP + 1}"
    if table.rows:
        sheet.auto_filter.ref = f"A{_TOP}:{last}{_TOP + len(table.rows)}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if sum(c.width for c in table.columns) > _PORTRAIT else "portrait"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_TOP}:{_TOP}"


def _note(sheet: Worksheet, table: Table) -> None:
    """What is to be said of the table, set across all its columns."""
    cell = _write(sheet, 3, 1, table.note, _BODY)
    if table.note:
        width = sum(column.width for column in table.columns)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(start_row=3, start_column=1, end_row=3, end_column=len(table.columns))
        sheet.row_dimensions[3].height = _LEADING * _fold(table.note, width) + 4


def _lines(columns: Sequence[Column], row: Sequence[Cell], heading: bool) -> int:
    """How many lines a row needs; not every program works it out for wrapped text."""
    wrapped = [(c, v) for c, v in zip(columns, row, strict=True) if isinstance(v, str) and (heading or c.width >= WRAPPED)]
    return max((sum(_fold(part, column.width - 1) for part in value.split("\n")) for column, value in wrapped), default=1)


def _fold(text: str, width: int) -> int:
    wide = sum(1.9 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text[:MAX_CELL])
    return max(1, math.ceil(wide / max(width, 2)))


def _value(sheet: Worksheet, row: int, column: int, about: Column, value: Cell) -> None:
    if isinstance(value, str):
        cell = _write(sheet, row, column, value, _BODY)
        cell.number_format = "@"
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=about.width >= WRAPPED, indent=1)
    else:
        cell = sheet.cell(row, column, value if value is None else round(value, 6))
        cell.font = _BODY
        cell.number_format = _shown(about.look, value)
        cell.alignment = Alignment(vertical="top", horizontal="right")
    cell.border = _LINE


def _shown(look: Look, value: float | None) -> str:
    """Whole points without idle zeros."""
    idle = look in ("score", "two") and value is not None and float(value).is_integer()
    return "0" if idle else FORMATS[look]


def _write(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> Any:
    """Text in a cell, never a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.font = font
    if text:
        cell.value = clean(text)[:MAX_CELL]
        cell.data_type = "s"
        cell.quotePrefix = text != safe(text)
    return cell
