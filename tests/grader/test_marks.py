"""Marks go into a table that Excel reads rightly and that cannot run anything."""

import csv
import io
from datetime import datetime

import pytest

from grader.marks import HEADINGS, Row, number, safe, to_csv

ROW = Row("quiz-01", "x01", "张三", 50.0, submitted=datetime(2024, 3, 5, 1, 2), score=31.5, handed_in=True)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "＝1+1", "＠SUM(A1)", "\n=1", "\ufeff=1"])
def test_text_that_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert safe(text) == "'" + text


@pytest.mark.parametrize("text", ["张三", "x-01", "", "王=五"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_numbers_have_no_idle_zeros() -> None:
    assert [number(v) for v in (12.0, 12.5, 0.0, None)] == ["12", "12.5", "0", ""]


def test_the_file_starts_with_the_mark_of_utf8_and_has_one_line_a_trainee() -> None:
    raw = to_csv([ROW, Row("quiz-01", "x02", "=cmd()", 50.0)], "Asia/Shanghai")
    assert raw.startswith(b"\xef\xbb\xbf")
    heading, first, second = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert tuple(heading) == HEADINGS
    assert first == ["quiz-01", "x01", "张三", "31.5", "50", "0", "0", "已评", "2024年3月5日 09:02"]
    assert second[2:4] == ["'=cmd()", ""] and second[7] == "未交"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (Row("q", "a", "", 1.0), "未交"),
        (Row("q", "a", "", 1.0, handed_in=True), "未评分"),
        (Row("q", "a", "", 1.0, score=0.0, waiting=("q02",), handed_in=True), "待评阅"),
        (Row("q", "a", "", 1.0, score=1.0, handed_in=True), "已评"),
    ],
)
def test_the_state_says_how_far_a_paper_has_come(row: Row, state: str) -> None:
    assert row.state == state
