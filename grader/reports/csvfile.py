"""A table as CSV that Excel opens rightly and harmlessly."""

from __future__ import annotations

import csv
import io

from grader.marks import number, safe
from grader.reports.tables import Cell, Table


def to_csv(table: Table) -> bytes:
    """UTF-8 with the mark by which Excel knows it; shares as plain numbers."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.title for column in table.columns])
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: Cell) -> str:
    return safe(value) if isinstance(value, str) else number(value)
