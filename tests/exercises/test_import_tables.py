"""Banks of strangers in tables: columns are told, oddities named by row and column, nothing is dropped unsaid."""

import datetime
import io

import pytest
from foreign_banks import filled, workbook
from openpyxl import load_workbook

from exercises.interchange import InterchangeError, excel, table
from exercises.interchange.columns import COLUMNS, normal
from exercises.interchange.gridfile import grids
from exercises.interchange.rows import item_of, type_named
from exercises.items import TYPES


def remarks(data: bytes) -> str:
    """All that is told of a table, as one text."""
    return "\n".join(map(str, excel.read(data).remarks))


def only(data: bytes) -> dict:
    """The fields of the one item in a table."""
    [found] = excel.read(data).found
    return found.data


ROW = {"B2": "单选题", "F2": "巡察的本质是什么？", "G2": "政治监督", "H2": "业务检查", "O2": "A"}


def test_the_template_is_empty_until_it_is_filled_in():
    with_nothing = excel.read(excel.template())
    assert with_nothing.found == with_nothing.unread == with_nothing.remarks == []


def test_the_template_keeps_every_cell_as_text_and_offers_lists():
    sheet = load_workbook(io.BytesIO(excel.template()))["题目"]
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    assert {cell.number_format for row in sheet["A2:W100"] for cell in row} == {"@"}
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert f'"{",".join(kind.LABEL for kind in TYPES.values())}"' in lists
    assert sheet["F1"].comment is not None


def test_a_filled_in_row_is_an_item_with_nothing_to_tell():
    data = filled(**ROW)
    assert only(data) == {"type": "single", "stem": ROW["F2"], "options": {"A": "政治监督", "B": "业务检查"}, "key": "A"}
    assert remarks(data) == ""


@pytest.mark.parametrize("text", ["2024-03-05", "3月5日", "007", "12345678901234567890", "1E10", "50%", "=1+1", "-甲", "@乙", "+丙", "TRUE", "1.0"])
def test_what_a_spreadsheet_likes_to_change_survives_as_text(items, text):
    item = items["t-single"]
    changed = item.model_copy(update={"options": item.options | {"A": text}})
    written = excel.write([changed]).data
    cell = load_workbook(io.BytesIO(written))["题目"]["G2"]
    assert cell.data_type == "s"
    assert only(written)["options"]["A"] == text


def test_a_text_that_looks_like_a_formula_is_marked_as_text_in_the_file(items):
    item = items["t-single"].model_copy(update={"stem": "=HYPERLINK(\"http://example.org\")"})
    cell = load_workbook(io.BytesIO(excel.write([item]).data))["题目"]["F2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("G2", datetime.datetime(2024, 3, 5), "第 2 行“选项A”：在表格里是日期“2024-03-05 00:00:00”"),
        ("G2", 7, "第 2 行“选项A”：在表格里是数字“7”"),
        ("G2", 12345678901234567, "第 2 行“选项A”：在表格里是长数字“12345678901234570”"),
        ("G2", "=1+1", "第 2 行“选项A”：是公式“=1+1”"),
        ("G2", "#REF!", "第 2 行“选项A”：是电子表格的出错值“#REF!”"),
        ("B2", "选择", "第 2 行“题型”：不认识题型“选择”，按答案和选项当作单选题"),
        ("C2", "第五课", "第 2 行“课次”：“第五课”不是整数"),
        ("E2", "困难", "第 2 行“层次”：“困难”不在"),
        ("O2", "监督", "第 2 行“答案”：“监督”不是选项字母"),
        ("O2", "AB", "第 2 行“答案”：单选题的答案“AB”不止一项"),
        ("P2", "两分", "第 2 行“分值”：“两分”不是整数"),
        ("R2", "某讲话", "第 2 行“依据”：“某讲话”没有写成"),
        ("T2", "1｜甲", "第 2 行“配对左边”：单选题不用这一列"),
    ],
)
def test_an_error_in_the_template_is_told_by_row_and_column(cell, value, said):
    assert said in remarks(filled(**(ROW | {cell: value})))


def test_the_rest_of_a_row_and_the_other_rows_go_on_after_an_error():
    data = filled(**ROW, P2="两分", B3="判断题", F3="发现问题是生命线。", O3="√")
    first, second = (found.data for found in excel.read(data).found)
    assert first["key"] == "A" and "points" not in first
    assert second == {"type": "judge", "stem": "发现问题是生命线。", "key": "对"}


def test_a_foreign_bank_is_read_by_its_own_titles_and_the_names_of_its_sheets():
    data = workbook(
        单选题=[["巡察知识竞赛"], ["序号", "试题内容", "A", "B", "C", "标准答案", "难度"], [1, "本质是什么？", "甲", "乙", "丙", "b", "易"]],
        判断题=[["题目", "答案"], ["发现问题是生命线。", "√"]],
        封面=[["某市巡察办"]],
    )
    reading = excel.read(data)
    assert [found.data for found in reading.found] == [
        {"type": "single", "stem": "本质是什么？", "options": {"A": "甲", "B": "乙", "C": "丙"}, "key": "B"},
        {"type": "judge", "stem": "发现问题是生命线。", "key": "对"},
    ]
    told = "\n".join(map(str, reading.remarks))
    assert "“单选题”“难度”列：题目没有这个字段，1 行的内容没有导入" in told
    assert "封面：这张工作表没有“题干”一类的列" in told
    assert [(one.place, one.content) for one in reading.unread] == [("“单选题”第 1 行", "巡察知识竞赛"), ("“封面”第 1 行", "某市巡察办")]


def test_columns_can_be_named_by_hand():
    data = workbook(表=[["甲列", "乙列", "丙列"], ["本质是什么？", "A.政治监督 B.业务检查", "A"]])
    with pytest.raises(InterchangeError, match="--map"):
        excel.read(data)
    chosen = {normal(title): name for title, name in (("甲列", "stem"), ("乙列", "options"), ("丙列", "key"))}
    [found] = table.reading(grids(data), chosen).found
    assert found.data == {"type": "single", "stem": "本质是什么？", "options": {"A": "政治监督", "B": "业务检查"}, "key": "A"}


def test_a_named_column_that_is_not_there_is_refused():
    with pytest.raises(InterchangeError, match="“答题”不在表格里"):
        table.reading(grids(filled(**ROW)), {normal("答题"): "key"})


def test_a_csv_file_as_chinese_excel_saves_it_is_read():
    text = "题干,选项A,选项B,答案\n本质是什么？,政治监督,业务检查,A\n"
    assert only(text.encode("gb18030")) == only(text.encode("utf-8-sig"))
    assert only(text.encode("gb18030"))["key"] == "A"


def test_a_row_without_a_stem_is_not_an_item_but_is_told_with_its_words():
    [unread] = excel.read(filled(**(ROW | {"F2": None}))).unread
    assert unread.place == "第 2 行"
    assert "业务检查" in unread.content


@pytest.mark.parametrize(
    ("said", "name"),
    [("单项选择题", "single"), ("不定项选择", "multiple"), ("判断正误", "judge"), ("填空", "cloze"), ("连线题", "match"), ("论述题", "short"), ("选择", None)],
)
def test_types_are_known_by_their_many_names(said, name):
    assert type_named(said) == name


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"stem": "巡察是____的手段。", "key": "监督", "type": "填空"}, {"stem": "巡察是{1}的手段。", "blanks": {"1": ["监督"]}}),
        ({"stem": "（ ）和（　）。", "key": "甲；乙", "type": "填空"}, {"stem": "{1}和{2}。", "blanks": {"1": ["甲"], "2": ["乙"]}}),
        ({"stem": "{1}。", "key": "1｜甲｜乙", "type": "填空"}, {"blanks": {"1": ["甲", "乙"]}}),
        ({"stem": "对不对？", "options": "A.正确 B.错误", "key": "B"}, {"type": "judge", "key": "错"}),
        ({"stem": "哪些？", "options": "A、甲|B、乙|C、丙", "key": "A，C", "type": "多选"}, {"key": ["A", "C"], "options": {"A": "甲", "B": "乙", "C": "丙"}}),
        ({"stem": "哪个？", "options.A": "A.甲", "options.B": "B.乙", "key": "乙", "type": "单选"}, {"options": {"A": "甲", "B": "乙"}, "key": "B"}),
        ({"stem": "为什么？", "key": "因为……"}, {"type": "short", "answer": "因为……"}),
    ],
)
def test_the_usual_ways_of_writing_a_row_are_understood(values, expected):
    data, _ = item_of(values)
    assert {name: data[name] for name in expected} == expected


def test_answers_that_cannot_be_parted_are_told():
    data, notes = item_of({"stem": "{1}和{2}。", "key": "甲", "type": "填空"})
    assert data["blanks"] == {"1": ["甲"]}
    assert "分不成 2 份" in dict(notes)["key"]
