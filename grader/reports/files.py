"""Writing a report's files; what stood there before is kept beside them."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from exercises import times
from grader.keeping import write_keeping
from grader.reports import tables
from grader.reports.csvfile import to_csv
from grader.reports.page import html
from grader.reports.report import Report
from grader.reports.workbook import workbook

FOLDER = "报告"
"""In the class's folder, for reports that nobody gave another place."""


def today(zone: str) -> str:
    """The date in a zone, as it is written on a report."""
    now = times.local(datetime.now(timezone.utc), zone)
    return f"{now.year}年{now.month}月{now.day}日"


def contents(report: Report, date: str = "") -> dict[str, bytes]:
    """What is written, by file name. A report without names has names of its own for its files."""
    base = f"{report.quiz}{'（隐去姓名）' if report.hidden else ''}"
    return {
        f"{base} 成绩报告.html": html(report, date).encode("utf-8", "replace"),
        f"{base} 成绩报告.xlsx": workbook(report),
        f"{base} 成绩单.csv": to_csv(tables.marks(report)),
        f"{base} 题目分析.csv": to_csv(tables.items(report)),
    }


def save(files: dict[str, bytes], folder: Path) -> list[tuple[Path, Path | None]]:
    """Write the files; each with where the different one that stood there is now. Raises GraderError."""
    return [(folder / name, write_keeping(folder / name, content)) for name, content in files.items()]
