"""The page, the workbook and the tables: complete, self-contained, and harmless whatever a name or answer holds."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from made_takings import able_class, item, taken
from openpyxl import load_workbook

from grader.errors import GraderError
from grader.reports import files, tables
from grader.reports.model import Sitting, Taken
from grader.reports.page import html
from grader.reports.report import Report, report
from grader.roster.units import parse
from grader.reports.workbook import workbook

HOSTILE = ["<script>alert(1)</script>", "=cmd|'/C calc'!A0", "@SUM(A1)", "+1", "-2", "\t=1", "a\x07b", '"><img src=x onerror=alert(1)>']


def hostile_class() -> Taken:
    """A class whose names, ids, units, answers, title and item texts are all meant badly."""
    items = [
        item(id="x-1", stem=HOSTILE[0], concept=HOSTILE[1], options={"A": HOSTILE[1], "B": HOSTILE[0], "C": HOSTILE[7], "D": "+1"}),
        item("cloze", id="x-2"),
        item("short", id="x-3"),
        *(item(type, id=f"x-{type}") for type in ("judge", "multiple", "match", "order")),
    ]
    answers = {
        f"t{n:02d}": ["AB"[n % 2], {"1": HOSTILE[n % 8]}, HOSTILE[n % 8], "对", frozenset("A"), {"1": "B"}, ("A", "B", "C")]
        for n in range(40)
    }
    class_ = taken(items, answers, title=HOSTILE[0], class_name=HOSTILE[1])
    people = [replace(one, name=HOSTILE[n % 8], unit=HOSTILE[(n + 1) % 8]) for n, one in enumerate(class_.sittings)]
    people[0] = replace(people[0], id="=1+1")
    return replace(class_, sittings=(*people, Sitting("z", "没有交的人")))


@pytest.fixture(scope="module")
def hostile() -> Report:
    class_ = hostile_class()
    return report(class_, earlier=replace(class_, quiz="quiz-0"))


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and all text outside the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] and self.tags[-1][0] != "style":
            self.text += data


def test_nothing_on_the_page_runs_or_is_fetched(hostile: Report) -> None:
    page = Tags(html(hostile))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "link", "object", "b"}
    attributes = [(name, value or "") for _, attrs in page.tags for name, value in attrs.items()]
    assert all(not name.startswith("on") for name, _ in attributes)
    assert all(value.startswith("#") for name, value in attributes if name in ("href", "src"))
    assert re.search(r"url\(|@import", html(hostile)) is None


def test_what_was_meant_badly_is_shown_as_it_is_written(hostile: Report) -> None:
    assert Tags(html(hostile)).text.count("<script>alert(1)</script>") >= 3


def test_every_link_on_the_page_leads_somewhere(hostile: Report) -> None:
    page = Tags(html(hostile))
    wanted = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert wanted and wanted <= {f"#{id}" for id in page.ids}
    assert len(page.ids) == len(set(page.ids))


def test_there_is_no_word_of_a_programmer_on_the_page() -> None:
    few = Tags(html(report(able_class([item(), item("judge", id="x-2")], 2)))).text
    assert not re.search(r"\b(None|nan|inf|undefined|True|False)\b", few)


def sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_no_cell_of_the_workbook_is_a_formula(hostile: Report) -> None:
    book = load_workbook(io.BytesIO(workbook(hostile)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    risky = [cell for cell in cells if cell.data_type == "s" and str(cell.value)[:1] in "=+-@\t"]
    assert risky and all(cell.quotePrefix for cell in risky)


def test_the_workbook_holds_every_table_with_numbers_as_numbers(hostile: Report) -> None:
    found = sheets(workbook(hostile))
    assert list(found) == ["成绩单", "概况", "分布", "按知识点", "按单位", "题目分析", "选项分析", "作答一览", "对比", "说明"]
    rows = found["成绩单"][4:]
    assert len(rows) == 41 and sum(isinstance(row[3], int | float) for row in rows) == 40
    assert rows[-1][1] == "没有交的人" and rows[-1][3] is None


def test_the_workbook_tells_who_answered_what(hostile: Report) -> None:
    heading, *rows = sheets(workbook(hostile))["作答一览"][3:]
    assert len(rows) == 40 and heading[2:] == tuple(f"第 {n} 题" for n in range(1, 8))
    row = next(row for row in rows if row[1] == "t01")
    assert row[2:] == ("B ✓", f"（1）{HOSTILE[1]} ✗", "文字作答 …", "对 ✓", "A ◐", "1B ◐", "ABC ◐")
    assert "作答一览" not in sheets(workbook(report(hostile_class(), hidden=True)))


def test_the_same_report_gives_the_same_bytes(hostile: Report) -> None:
    assert files.contents(hostile) == files.contents(hostile)


def test_tables_for_excel_have_its_mark_and_no_formula(hostile: Report) -> None:
    for name, content in files.contents(hostile).items():
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
            assert all(not re.match(r"\s*[=@+]|\s*-(?![\d.])", cell) for row in rows for cell in row)
    marks = files.contents(hostile)["quiz-m 成绩单.csv"].decode("utf-8-sig")
    assert "'=1+1" in marks and "'@SUM(A1)" in marks


def test_with_names_hidden_nobody_can_be_found_in_any_file() -> None:
    class_ = able_class([item(id=f"x-{n}") for n in range(5)], 12)
    class_ = replace(class_, sittings=tuple(replace(one, name=f"真名{one.id}", unit="小局" if n < 3 else "大局") for n, one in enumerate(class_.sittings)))
    for name, content in files.contents(report(class_, hidden=True)).items():
        text = str(sheets(content)) if name.endswith(".xlsx") else content.decode()
        assert "隐去姓名" in name
        assert "真名" not in text and "小局" not in text and not re.search(r"\bt0\d\d\b", text)
        assert "学员 1" in text or "题目分析" in name
    assert "真名t001" in files.contents(report(class_))["quiz-m 成绩单.csv"].decode()


def test_a_table_has_as_many_cells_in_a_row_as_titles(hostile: Report) -> None:
    for table in tables.tables(hostile):
        assert table.rows and {len(row) for row in table.rows} == {len(table.columns)}


# -- on disk ---------------------------------------------------------------------------


def test_a_different_file_that_stood_there_is_kept(tmp_path: Path) -> None:
    (path, kept), = files.save({"一.csv": b"1"}, tmp_path / "报告")
    assert kept is None and path.read_bytes() == b"1"
    (_, kept), = files.save({"一.csv": b"1"}, tmp_path / "报告")
    assert kept is None
    keeps = [files.save({"一.csv": content}, tmp_path / "报告")[0][1] for content in (b"2", b"3")]
    assert [kept.read_bytes() for kept in keeps if kept] == [b"1", b"2"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "报告").write_text("不是文件夹")
    with pytest.raises(GraderError, match="无法写入"):
        files.save({"一.csv": b"1"}, tmp_path / "报告")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_units_are_read_as_excel_writes_them(encoding: str) -> None:
    assert parse("姓名,编号,单位\n张三,x01, 县审计局\n李四,x02,\n".encode(encoding), "单位.csv") == {"x01": "县审计局"}


@pytest.mark.parametrize("raw", [b"", "编号,姓名\nx,y\n".encode(), b"\xff\xff\xff"])
def test_a_table_without_units_is_told(raw: bytes) -> None:
    with pytest.raises(GraderError, match="单位.csv"):
        parse(raw, "单位.csv")
