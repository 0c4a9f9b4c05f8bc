"""A roster comes from a table that people keep; what is doubtful in it is named, and nobody is entered by guessing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from grader import roster
from grader.classroom import Classroom
from grader.cli import app
from grader.errors import GraderError
from grader.roster import Trainee, enter, table, template, units
from grader.roster.plan import numbered, plan
from grader.roster.table import Line


def excel(rows: list[list[object]], before: list[list[object]] | None = None) -> bytes:
    book = Workbook()
    for row in [*(before or []), *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def run(room: Classroom, *arguments: object, fails: bool = False) -> str:
    result = CliRunner().invoke(app, ["roster", *map(str, arguments), "--dir", str(room.folder)], env={"COLUMNS": "140"})
    assert (result.exit_code != 0) == fails, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_excel_saves_as_csv_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes("编号,姓名\r\nx01,张三\r\n\r\nx02,李四,某局\r\n".encode(encoding))
    assert table.read_file(path) == [Line(2, "x01", "张三"), Line(4, "x02", "李四")]


def test_a_csv_table_needs_no_titles() -> None:
    assert table.read("x01,张三\nx02,李四,某局\n".encode(), "r") == [Line(1, "x01", "张三"), Line(2, "x02", "李四", "某局")]


def test_an_excel_table_is_read_by_its_titles_wherever_they_stand() -> None:
    rows = [["序号", "姓 名", "电话", "所在单位", "学员编号*"], [1, "张三", 1390000, "审计局", "x01"], [2, " 李 四 ", None, None, 1002]]
    found = table.read(excel(rows, [["第一轮培训班名册"], []]), "r")
    assert found == [Line(4, "x01", "张三", "审计局"), Line(5, "1002", "李 四", "")]


def test_numbers_shown_with_leading_zeros_keep_them() -> None:
    book = Workbook()
    book.active.append(["编号", "姓名"])
    book.active.append([7, "张三"])
    book.active["A2"].number_format = "000"
    out = io.BytesIO()
    book.save(out)
    assert table.read(out.getvalue(), "r") == [Line(2, "007", "张三")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "没有找到标题行"),
        ("题号,答案\n1,B\n".encode(), "没有找到标题行"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "另存为 .xlsx"),
        (b"\xff\xfe\x00\xd8" * 5, "编码"),
    ],
)
def test_what_is_no_roster_is_told(data: bytes, said: str) -> None:
    with pytest.raises(GraderError, match=said):
        table.read(data, "r")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(GraderError, match="不存在的名册.csv"):
        table.read_file(Path("不存在的名册.csv"))


def test_every_doubtful_row_is_named_with_its_reason() -> None:
    made = plan(
        [
            Line(2, "x01", "张三", "甲"),
            Line(3, "", "李四"),
            Line(4, "x03", ""),
            Line(5, "x01", "王五"),
            Line(6, "X01", "赵六"),
            Line(7, "张 三", "钱七"),
            Line(8, "x01", "张三", "甲"),
            Line(9, "x05", "王伟"),
            Line(10, "x06", "王伟"),
        ],
        {"x09": "在册", "x05": "王威"},
        {},
    )
    assert [row for row, _ in made.faults] == [3, 4, 5, 6, 7]
    said = "；".join(why for _, why in made.faults)
    for words in ("李四 没有编号", "x03 没有姓名", "与第 2 行的 张三 重复", "只差大小写", "不能用"):
        assert words in said
    assert [line.id for line in made.new] == ["x01", "x06"] and made.renamed == [(Line(9, "x05", "王伟"), "王威")]
    assert "第 8 行与第 2 行重复，只登记一次" in made.notes and "王伟 有 2 人" in made.notes[1]
    assert made.absent == ["x09"] and [line.name for line in made.unnumbered] == ["李四"]


def test_a_row_without_a_number_is_somebody_of_the_roster_only_where_it_can_be_just_one() -> None:
    known = {"x01": "张三", "x02": "王伟", "x03": "王伟"}
    of_unit = {"x02": "甲", "x03": "乙"}
    made = plan([Line(2, "", "张三"), Line(3, "", "王伟", "乙"), Line(4, "", "王伟")], known, of_unit)
    assert [line.id for line in made.same] == ["x01", "x03"] and [row for row, _ in made.faults] == [4]


def test_numbers_given_out_never_meet_others() -> None:
    given_out = numbered([Line(2, "", "甲"), Line(3, "", "乙")], ["X001", "x003"])
    assert [line.id for line in given_out] == ["x002", "x004"]


def test_people_and_units_are_entered_and_units_kept_by_hand_stay(room: Classroom) -> None:
    (room.folder / units.FILE).write_text("编号,备注,单位\nx01,组长,旧局\nx09,,别局\n", "utf-8-sig")
    enter.enter(room, [Line(2, "x01", "张三", "新局"), Line(3, "x02", "李四", "=1+1"), Line(4, "x03", "王五")])
    assert roster.trainees(room) == [Trainee("x01", "张三"), Trainee("x02", "李四"), Trainee("x03", "王五")]
    assert units.read(room) == {"x01": "新局", "x09": "别局", "x02": "=1+1"}
    rows = list(csv.reader(io.StringIO((room.folder / units.FILE).read_bytes().decode("utf-8-sig"))))
    assert rows[1] == ["x01", "组长", "新局"] and rows[3] == ["x02", "", "'=1+1"]
    [old] = room.folder.glob("单位-*.csv")
    assert "旧局" in old.read_text("utf-8-sig")
    enter.enter(room, [Line(2, "x01", "张三", "新局"), Line(3, "x02", "李四", "=1+1")])
    assert len(list(room.folder.glob("单位-*.csv"))) == 1


def test_importing_faulty_rows_enters_nobody_until_that_is_wanted(room: Classroom, tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(excel([["姓名", "单位", "编号"], ["张三", "审计局", "x01"], ["李四", "水利局", None], ["王五", None, "x01"]]))
    said = run(room, "import", path, fails=True)
    assert "第 3 行：李四 没有编号" in said and "第 4 行：编号 x01 与第 2 行的 张三 重复" in said and "--number" in said
    assert not roster.trainees(room)
    assert "新登记 1 人" in run(room, "import", path, "--skip-faulty")
    said = run(room, "import", path, "--skip-faulty", "--number")
    assert "新登记 1 人，更新 1 人" in said
    assert roster.trainees(room) == [Trainee("x001", "李四"), Trainee("x01", "张三")]
    assert "新登记 0 人" in run(room, "import", path, "--skip-faulty", "--number")
    assert "水利局" in run(room, "list")


def test_a_name_changes_only_when_that_is_wanted(room: Classroom, tmp_path: Path) -> None:
    roster.add(room, [Trainee("x01", "张三"), Trainee("x02", "李四")])
    path = tmp_path / "名册.csv"
    path.write_text("编号,姓名\nx01,李四\nx02,张三\nx03,王五\n", "utf-8")
    assert "登记的是 张三，表里是 李四，没有改" in run(room, "import", path)
    assert roster.trainees(room)[0] == Trainee("x01", "张三") and len(roster.trainees(room)) == 3
    assert "预览" in run(room, "import", path, "--rename", "--dry-run")
    assert roster.trainees(room)[0] == Trainee("x01", "张三")
    run(room, "import", path, "--rename")
    assert roster.trainees(room)[0] == Trainee("x01", "李四")


def test_the_template_holds_who_is_there_and_reads_back_as_it_was(room: Classroom, tmp_path: Path) -> None:
    enter.enter(room, [Line(2, "007", "张三", "=cmd|x"), Line(3, "x02", "李四")])
    path = tmp_path / "名册.xlsx"
    run(room, "template", path)
    assert table.read_file(path) == [Line(2, "007", "张三", "=cmd|x"), Line(3, "x02", "李四")]
    cell = load_workbook(path)["名册"]["C2"]
    assert cell.data_type == "s"
    path.write_bytes(b"mine")
    assert "另存为" in run(room, "template", path)
    assert [kept.read_bytes() for kept in tmp_path.glob("名册-*.xlsx")] == [b"mine"]


def test_a_template_can_be_had_before_there_is_a_class(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["roster", "template", str(tmp_path / "名册"), "--dir", str(tmp_path)])
    assert result.exit_code == 0 and table.read_file(tmp_path / "名册.xlsx") == []
    assert template.workbook([], {}) == (tmp_path / "名册.xlsx").read_bytes()


@given(st.lists(st.builds(Line, st.integers(2, 99), st.text(max_size=8), st.text(max_size=8), st.text(max_size=4)), max_size=12))
def test_every_row_is_either_entered_or_named(lines: list[Line]) -> None:
    made = plan(lines, {"x01": "张三"}, {})
    assert len(made.good) + len(made.renamed) + len(made.faults) + sum("只登记一次" in note for note in made.notes) == len(lines)
    ids = [line.id.casefold() for line in made.good]
    assert len(ids) == len(set(ids))
