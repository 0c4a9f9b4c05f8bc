"""Cleaning never loses a character and finds structure where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import clean
from corpus.errors import BadSource
from corpus.headings import label_of, outline, pieces
from corpus.rebuild import rebuild, take_out

BODY = "根据工作安排，今天召开动员会，主要任务是安排部署本轮巡察工作，请大家认真听、认真记、抓好落实。"


@given(st.text(alphabet="巡察。\n 一是要、", max_size=60), st.data())
def test_whatever_is_cut_out_can_be_put_back(raw, data):
    marks = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=8)))
    cuts = [(a, b, data.draw(st.sampled_from(["换行", "空行"]))) for a, b in zip(marks[::2], marks[1::2])]
    spoken, breaks, removed = take_out(raw, cuts)
    assert rebuild(spoken, breaks, removed) == raw


@given(st.lists(st.text(alphabet="巡察组要一是二三第、，。（）(1.) \t　同志们：…下", max_size=40), max_size=12))
def test_any_lines_around_a_speech_can_be_rebuilt(lines):
    raw = "\n".join([*lines, BODY, *lines])
    try:
        cleaned = clean(raw)
    except BadSource:
        return
    assert rebuild("".join(b.text for b in cleaned.blocks), cleaned.line_breaks, cleaned.removed) == raw


@given(st.lists(st.text(alphabet="一二三是要、，。第（）责任人发现问题", min_size=1, max_size=40), max_size=8))
def test_cutting_lines_at_headings_changes_no_character(lines):
    for line, row in zip(lines, outline(lines), strict=True):
        assert "".join(text for text, _ in row) == line


def heading_words(line):
    return [p.label + p.words for p in pieces(line) if p.family]


@pytest.mark.parametrize("line", ["第一责任人责任要落实。其他同志也要跟上。", "第一议题要坚持。以后继续。", "有一是一、有二是二。要客观。", "一方面要抓。另一方面也要抓。", "一些单位不到位。二者都要改。"])
def test_ordinary_sentences_with_numerals_are_no_headings(line):
    assert heading_words(line) == []


def test_counted_points_inside_a_line_become_pieces():
    line = "要做好三件事。一要学。学要深。二要查。查要实。三要改。改要真。"
    assert heading_words(line) == ["一要学。", "二要查。", "三要改。"]


def test_a_lost_word_after_the_numeral_does_not_lose_the_heading():
    assert heading_words("一是接受监督。要诚恳。二切实服务。要周到。三是抓整改。要到位。") == ["一是接受监督。", "二切实服务。", "三是抓整改。"]


@pytest.mark.parametrize(("heading", "label"), [("第一，提高站位", "第一，"), ("（二）要改", "（二）"), ("(一)回首五年", "(一)"), ("十一、附则", "十一、"), ("二要加强", "二要"), ("最后", "")])
def test_the_label_of_a_heading(heading, label):
    assert label_of(heading) == label


def test_hard_wrapped_lines_are_joined_and_short_lines_end_paragraphs():
    paragraph = "各级党组织要提高政治站位，深化思想认识，主动接受监督，全力支持配合，不掩饰问题，不回避矛盾，实事求是反映情况，举一反三抓好整改。" * 3
    wrapped = "\n".join(paragraph[i : i + 30] for i in range(0, len(paragraph), 30))
    raw = f"同志们：\n{wrapped}\n一、统一认识\n{wrapped}\n"
    assert [b.text for b in clean(raw).blocks] == ["同志们：", paragraph, "一、统一认识", paragraph]


def test_crlf_sources_are_cleaned_alike():
    raw = f"同志们：\r\n{BODY}\r\n\r\n{BODY}\r\n"
    cleaned = clean(raw, "\r\n")
    assert [b.text for b in cleaned.blocks] == ["同志们：", BODY, BODY]
    assert rebuild("".join(b.text for b in cleaned.blocks), cleaned.line_breaks, cleaned.removed, "\r\n") == raw


def test_a_text_that_is_no_speech_is_refused():
    with pytest.raises(BadSource, match="没有找到讲话正文"):
        clean("hello world\n" * 50)
