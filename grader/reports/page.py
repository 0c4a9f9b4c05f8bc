"""The report as one HTML page that needs nothing else; every text in it is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from exercises import style
from exercises.items import TYPES, Item
from exercises.items.markup import spans
from grader.reports import words
from grader.reports.hiding import FEWEST
from grader.reports.report import Report
from grader.reports.standing import FAILED, OPEN, PASSED

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
    found = report.against
    return _environment().get_template("report.html.j2").render(
        r=report,
        date=date,
        css=Markup(f"{style.css()}\n{(_FOLDER / 'report.css').read_text('utf-8')}"),
        sections=_sections(report),
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


def _sections(report: Report) -> list[tuple[str, str]]:
    found = [("overview", "概况"), ("flagged", "需要再看的题"), ("concepts", "按知识点")]
    if report.units:
        found.append(("units", "按单位"))
    if report.against:
        found.append(("against", "前后对比" if report.against.way == "before-after" else "两卷对比"))
    return [*found, ("marks", "成绩单"), ("items", "题目分析"), ("notes", "说明")]


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
