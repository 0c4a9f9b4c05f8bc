"""Headings are found where a reader would, at the level a reader would give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.headings import label_of, outline


@given(st.lists(st.text(alphabet="一二三是要、，。第（）责任人发现问题", min_size=1, max_size=40), max_size=8))
def test_cutting_lines_at_headings_changes_no_character(lines):
    for line, row in zip(lines, outline(lines), strict=True):
        assert "".join(text for text, _ in row) == line


def heading_words(line):
    return [heading.text for _, heading in outline([line])[0] if heading is not None]


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
