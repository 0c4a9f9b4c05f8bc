"""The report as one HTML page that needs nothing else; every text in it is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from exercises import style
from exercises.items import TYPES, Item
from exercises.items.markup import spans
from grader.reports import words
from grader.reports.hiding import FEWEST
from grader.reports.report import Report
from grader.reports.standing import FAILED, OPEN, PASSED, Line
from grader.voiding.words import WHY_FULL_MARKS

_FOLDER = Path(__file__).parent
_BLANK = re.compile(r"\{([1-9][0-9]?)\}")

SIGNS = {"grave": "‼ 先查答案", "look": "△ 再看一看", "note": "· 附注", "": ""}
VERDICTS = {PASSED: ("✓", "xc-right"), FAILED: ("✗", "xc-wrong"), OPEN: ("…", "xc-wait"), "": ("", "")}
CHOSEN = {
    "single": "选项", "multiple": "选项", "judge": "判断", "cloze": "所填", "order": "前一项 → 后一项", "match": "配对", "short": ""
}  # fmt: skip


def html(report: Report, date: str = "") -> str:
    """The whole document.

    Args:
        date: when it was made, as people are to read it; left out if empty.
    """
    own = f"{style.css()}\n{css()}"
    return _environment().get_template("report.html.j2").render(
        date=date, css=Markup(own), sections=sections(report), **_values(report, report.lines, False, "")
    )


def css() -> str:
    """What a report needs beside the style sheet that all pages share."""
    return (_FOLDER / "report.css").read_text("utf-8")


def fragment(report: Report, lines: Sequence[Line], filters: str) -> Markup:
    """The same sections for a page that is worked on.

    Args:
        lines: those of the marks list that are to be shown.
        filters: HTML that stands above the marks list.
    """
    return Markup(_environment().get_template("body.html.j2").render(**_values(report, lines, True, Markup(filters))))


def _values(report: Report, lines: Sequence[Line], desk: bool, filters: str) -> dict[str, Any]:
    found = report.against
    return dict(
        r=report,
        lines=lines,
        desk=desk,
        filters=filters,
        people={line.id: line.name for line in report.lines},
        ruled=words.ruled,
        decided=words.decided(report),
        why_full_marks=WHY_FULL_MARKS,
        overview=words.overview(report),
        reliability=words.reliability(report),
        most_in_band=max([1, *(band.count for band in report.bands)]),
        fewest=FEWEST,
        signs=SIGNS,
        verdicts=VERDICTS,
        kinds={name: kind.LABEL for name, kind in TYPES.items()},
        chosen=CHOSEN,
        stems={one.question.number: _stem(one.question.item) for one in report.analysis.items},
        explained=words.EXPLAINED,
        against=words.against(found) if found else (),
        against_names=words.names(found) if found else (),
        against_said=words.verdict(found) if found else "",
    )


def sections(report: Report) -> list[tuple[str, str]]:
    """Ids and titles of the sections, in order."""
    found = [("overview", "概况"), ("flagged", "需要再看的题"), ("concepts", "按知识点")]
    if report.units:
        found.append(("units", "按单位"))
    if report.against:
        found.append(("against", "前后对比" if report.against.way == "before-after" else "两卷对比"))
    found += [("marks", "成绩单"), ("items", "题目分析")]
    if report.decided:
        found.append(("decided", "作废与更正"))
    return [*found, ("notes", "说明")]


def _stem(item: Item) -> list[tuple[str, bool]]:
    return list(spans(_BLANK.sub(r"＿＿（\1）＿＿", item.stem) if item.type == "cloze" else item.stem))


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    environment.filters["percent"] = words.percent
    environment.filters["points"] = words.points
    environment.filters["two"] = words.two
    environment.filters["figure"] = words.figure
    environment.filters["signed"] = words.signed
    return environment
