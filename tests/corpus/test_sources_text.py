"""Text files in every encoding that Chinese offices use, and pasted text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadSource
from corpus.rebuild import encode, sha256
from corpus.sources import extract, pasted

BODY = "同志们：\n根据工作安排，今天召开动员会，主要任务是安排部署本轮巡察工作，请大家认真听、认真记、抓好落实。\n一、提高认识\n"
ENCODINGS = ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_encoding_is_known_and_its_bytes_can_be_had_back(encoding, mark):
    data = (mark + BODY).encode(encoding)
    read = extract(data, "稿.txt")
    assert read.text == BODY
    assert (read.source.kind, read.source.encoding, read.source.bom) == ("text", encoding, bool(mark))
    assert read.source.sha256 == sha256(data)
    assert encode(read.text, read.source) == data


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("mixed", ["甲\r乙\n丙\r\n丁\r\n\n\r戊\x85己\u2028庚\f辛\v壬", "甲\r乙\r丙", "甲\r\n乙\n丙\n"])
def test_line_breaks_of_every_sort_survive(encoding, mixed):
    data = (BODY + mixed).encode(encoding)
    read = extract(data, "稿.txt")
    assert read.text == BODY + mixed
    assert encode(read.text, read.source) == data


def test_the_prevailing_line_break_is_named():
    assert extract(BODY.replace("\n", "\r\n").encode() + b"a\n", "稿.txt").source.newline == "crlf"
    assert extract(BODY.encode() + b"a\r\n", "稿.txt").source.newline == "lf"


def test_a_second_mark_is_text():
    data = ("\ufeff\ufeff" + BODY).encode()
    read = extract(data, "稿.txt")
    assert read.text == "\ufeff" + BODY and encode(read.text, read.source) == data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空文件"),
        (b" \n ", "空文件"),
        (b"\xef\xbb\xbf", "空文件"),
        ("\u3000\n\xa0".encode(), "空文件"),
        (b"\x00\x01\x02\x03" * 9, "不是纯文本"),
        (b"\x01\x02\x03\x04" * 9, "不是纯文本"),
        (b"\x00\xff\x81" * 9, "不是纯文本"),
        (b"\xff\xfe\xff\xff", "编码无法识别"),
        ("巡察工作動員講話，認真學習".encode("big5"), "编码无法识别"),
        ("巡察".encode("utf-16") + b"\x00", "编码无法识别|不是纯文本"),
    ],
)
def test_other_bytes_are_refused_with_a_reason(data, says):
    with pytest.raises(BadSource, match=says) as refused:
        extract(data, "稿.txt")
    assert str(refused.value).startswith("稿.txt") and "请" in str(refused.value)


def test_a_file_cut_in_the_middle_of_a_character_is_called_damaged():
    with pytest.raises(BadSource, match="可能没有下载完整"):
        extract(BODY.rstrip().encode()[:-1], "稿.txt")


def test_a_file_over_the_bound_is_refused():
    with pytest.raises(BadSource, match="超过 20 MB"):
        extract(b"a" * 21_000_000, "稿.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_back_or_refused(data):
    try:
        read = extract(data, "稿.txt")
    except BadSource as refused:
        assert "没有导入。请" in str(refused)
        return
    if read.source.kind == "text":
        assert encode(read.text, read.source) == data


@given(st.text(alphabet="巡察工作，。第一\r\n\x85\ufeffa1 \u3000", min_size=1, max_size=80), st.sampled_from(ENCODINGS), st.booleans())
def test_any_chinese_text_in_any_encoding_can_be_had_back(text, encoding, mark):
    data = ("\ufeff" * mark + BODY + text).encode(encoding)
    read = extract(data, "稿.txt")
    assert read.text == BODY + text
    assert encode(read.text, read.source) == data


@given(st.text(min_size=1, max_size=80))
def test_pasted_text_is_kept_as_it_is(text):
    try:
        read = pasted(text)
    except BadSource as refused:
        assert "没有导入。请" in str(refused)
        return
    assert encode(read.text, read.source) == text.encode()
    assert read.source.kind == "paste" and read.source.sha256 == sha256(text.encode())


@pytest.mark.parametrize(("text", "says"), [("", "空"), (" \n", "空"), ("甲\ud800", "残缺"), ("甲\x00", "不是纯文本")])
def test_text_that_cannot_be_pasted(text, says):
    with pytest.raises(BadSource, match=says):
        pasted(text)
