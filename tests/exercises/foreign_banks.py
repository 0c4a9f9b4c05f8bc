"""Tables as strangers fill them in, made for the tests."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook

from exercises.interchange import excel


def workbook(**sheets: list[list[Any]]) -> bytes:
    """An Excel file of these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(**cells: Any) -> bytes:
    """The template with these cells set, such as ``B2="单选题"``, as Excel would save what was typed."""
    book = load_workbook(io.BytesIO(excel.template()))
    for place, value in cells.items():
        book["题目"][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """The zip file with another content in one part, which is added if it is not there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, content)
    return out.getvalue()
