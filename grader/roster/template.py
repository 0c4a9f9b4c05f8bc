"""The roster as an Excel table: to be filled in, or to be looked at."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from exercises.interchange.clean import clean
from exercises.interchange.steady import steady
from grader.roster.book import Trainee

_HEAD = Font(name="微软雅黑", bold=True, color="FFFDF8")
_FILL = PatternFill("solid", fgColor="9B1C1F")
_BODY = Font(name="微软雅黑", size=10.5, color="1F2328")
_EMPTY = 200
"""Rows made ready for people to fill in."""
_NOTES = (
    "每人一行。编号、姓名必填，单位用于按单位统计，可以不填。",
    "编号只用英文字母、数字、连字符、下划线和点，例如 x001；两人不能用同一个编号，发卷以后不要改。",
    "没有编号的，导入时可以自动编号。",
    "可以增加别的列，导入时不看。",
)


def workbook(people: Sequence[Trainee], units: Mapping[str, str]) -> bytes:
    """A table with everyone there is and room for more; the same people give the same bytes."""
    book = Workbook()
    book.properties.creator = "巡察课堂"
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "名册"
    for m, (title, width) in enumerate((("编号", 16), ("姓名", 16), ("单位", 36)), 1):
        cell = sheet.cell(1, m, title)
        cell.font, cell.fill = _HEAD, _FILL
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions["ABC"[m - 1]].width = width
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"
    rows = [(one.id, one.name, units.get(one.id, "")) for one in people]
    for n, row in enumerate([*rows, *[("", "", "")] * _EMPTY], 2):
        for m, text in enumerate(row, 1):
            _write(sheet, n, m, text)
    notes = book.create_sheet("说明")
    notes.column_dimensions["A"].width = 80
    for n, line in enumerate(_NOTES, 1):
        _write(notes, n, 1, line)
        notes.cell(n, 1).alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Text, never a formula; a number keeps its leading zeros."""
    cell = sheet.cell(row, column)
    cell.font, cell.number_format = _BODY, "@"
    if text:
        cell.value = clean(text)
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@\t\r"
