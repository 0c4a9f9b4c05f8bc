"""Files made to do harm, or only damaged: they are refused in a sentence, or read for what is in them."""

import io
import json
import zipfile

import pytest
from foreign_banks import filled, replaced, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.interchange import FORMATS, InterchangeError, bounds, excel
from exercises.interchange.intake import take_in, yaml_of
from exercises.interchange.model import Found, Reading
from exercises.interchange.report import csv_of, harmless
from exercises.items import TYPES

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz><question type="essay"><name><text>&b;</text></name></question></quiz>"""
THIEF = b"""<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><questiontext><text>&x;</text></questiontext></question></quiz>"""


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize("data", [BOMB, THIEF, BOMB.decode().encode("utf-16")])
@pytest.mark.parametrize("name", ["moodle", "qti"])
def test_a_document_type_is_refused_whatever_it_declares(name, data):
    with pytest.raises(InterchangeError, match="DOCTYPE"):
        FORMATS[name].read(data)


def test_an_item_with_a_document_type_does_not_stop_the_others_of_its_package(items):
    sound = FORMATS["qti"].write([items["t-single"]]).data
    reading = FORMATS["qti"].read(replaced(sound, "items/bomb.xml", BOMB))
    assert [found.data["id"] for found in reading.found] == ["t-single"]
    assert [one.place for one in reading.unread] == ["items/bomb.xml"]


def test_a_workbook_with_a_document_type_is_refused():
    data = replaced(excel.template(), "xl/sharedStrings.xml", BOMB)
    with pytest.raises(InterchangeError, match="DOCTYPE"):
        excel.read(data)


@pytest.mark.parametrize("name", ["excel", "qti"])
def test_a_zip_bomb_is_refused(name):
    with pytest.raises(InterchangeError, match="解压后异常庞大"):
        FORMATS[name].read(packed(bomb=b"\0" * 150_000_000))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xff\xfe\xfa", b"<quiz", b"[" * 100_000, b"{", b"PK" + b"\0" * 100])
def test_a_file_that_is_none_is_refused_in_a_sentence(name, data):
    with pytest.raises(InterchangeError, match="。"):
        FORMATS[name].read(data)


def test_an_old_excel_file_is_refused_with_what_to_do():
    with pytest.raises(InterchangeError, match="另存为 .xlsx"):
        excel.read(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def test_a_row_far_down_is_still_read():
    data = workbook(题=[["题干", "答案"], ["发现问题是生命线。", "对"]])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'r="2"', b'r="900000"').replace(b'"A2"', b'"A900000"').replace(b'"B2"', b'"B900000"')
    [found] = excel.read(replaced(data, "xl/worksheets/sheet1.xml", far)).found
    assert found.place == "第 900000 行"


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr("exercises.interchange.gridfile.MAX_ITEMS", 5)
    with pytest.raises(InterchangeError, match="超过 5 行"):
        excel.read(workbook(题=[["题干", "答案"], *[["甲", "对"]] * 40]))


def test_a_file_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 10)
    (tmp_path / "big.json").write_bytes(b" " * 11)
    with pytest.raises(InterchangeError, match="没有读取"):
        bounds.read_bounded(tmp_path / "big.json")


def test_a_formula_is_taken_as_its_words_and_never_worked_out():
    data = filled(B2="单选题", F2="=1+1", G2="甲", H2="乙", O2="A")
    [found] = excel.read(data).found
    assert found.data["stem"] == "=1+1"


def test_html_is_read_for_its_words_only():
    question = (
        '<quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[<script>alert(1)</script>'
        '<p onclick="x()">发现问题<br>是 <b>不属于</b> 的<img src="http://example.org/x.png"></p>]]></text></questiontext>'
        '<answer fraction="100"><text>true</text></answer></question></quiz>'
    )
    reading = FORMATS["moodle"].read(question.encode())
    assert reading.found[0].data["stem"] == "发现问题\n是 **不属于** 的"
    assert "图片" in reading.remarks[0].message


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "|x"])
def test_a_report_has_no_cell_that_a_spreadsheet_would_run(text):
    assert harmless(text) == f"'{text}"
    reading = Reading(found=[Found("第 2 行", {"type": "judge", "stem": text})])
    assert f",{text}".encode() not in csv_of(take_in(reading))


def test_deep_or_endless_content_is_told_and_not_taken_in():
    deep: object = "甲"
    for _ in range(20):
        deep = [deep]
    reading = FORMATS["json"].read(json.dumps([{"type": "judge", "stem": deep}, {"type": "judge", "stem": "乙" * 30_000}]).encode())
    intake = take_in(reading)
    assert intake.drafts == []
    assert ["嵌套" in one.reason for one in intake.unread] == [True, False]
    assert "字" in intake.unread[1].reason


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("甲A1｜{}*", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["A", "B", "1", "cite", "quote", "point", "points"]), inner, max_size=3),
    max_leaves=6,
)
fields = st.dictionaries(
    st.sampled_from(sorted({name for kind in TYPES.values() for name in kind.Model.model_fields} | {"odd"})), anything, max_size=12
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*TYPES, "?"]), fields), min_size=1, max_size=4))
def test_whatever_stands_in_a_file_becomes_drafts_or_is_told(rows):
    reading = Reading(found=[Found(f"第 {n} 题", data | {"type": name}) for n, (name, data) in enumerate(rows, 1)])
    intake = take_in(reading)
    assert len(intake.drafts) + len(intake.unread) == len(rows)
    assert {draft.data["status"] for draft in intake.drafts} <= {"draft"}
    assert all(draft.faults for draft in intake.drafts)
    assert yaml_of(intake.drafts)
    assert csv_of(intake)
