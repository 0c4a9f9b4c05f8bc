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


@pytest.mark.parametrize(
    "line",
    [
        "第一责任人责任要落实。其他同志也要跟上。",
        "第一议题要坚持。以后继续。",
        "有一是一、有二是二。要客观。",
        "一方面要抓。另一方面也要抓。",
        "一些单位不到位。二者都要改。",
    ],
)
def test_ordinary_sentences_with_numerals_are_no_headings(line):
    assert heading_words(line) == []


def test_counted_points_inside_a_line_become_pieces():
    line = "要做好三件事。一要学。学要深。二要查。查要实。三要改。改要真。"
    assert heading_words(line) == ["一要学。", "二要查。", "三要改。"]


def test_a_lost_word_after_the_numeral_does_not_lose_the_heading():
    assert heading_words("一是接受监督。要诚恳。二切实服务。要周到。三是抓整改。要到位。") == [
        "一是接受监督。",
        "二切实服务。",
        "三是抓整改。",
    ]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("第一，提高站位", "第一，"),
        ("（二）要改", "（二）"),
        ("(一)回首五年", "(一)"),
        ("十一、附则", "十一、"),
        ("二要加强", "二要"),
        ("最后", ""),
    ],
)
def test_the_label_of_a_heading(heading, label):
    assert label_of(heading) == label


def levels(*lines):
    return [(heading.level, heading.label) for row in outline(lines) for _, heading in row if heading is not None]


def test_families_nest_in_the_order_in_which_they_come():
    lines = ["一、总", "（一）分", "1.细", "（1）更细", "①最细", "②最细", "（2）更细", "2.细", "（二）分", "二、总", "其一，分", "其二，分"]
    assert [level for level, _ in levels(*lines)] == [1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 2, 2]


def test_a_count_before_the_first_heading_does_not_push_it_down():
    assert levels("成效明显：一是深。问题准。二是实。群众好。", "一、总", "（一）分") == [
        (1, "一是"),
        (1, "二是"),
        (1, "一、"),
        (2, "（一）"),
    ]


def test_counts_that_follow_one_another_stand_side_by_side():
    lines = ["一抓学。要深。二抓查。要实。", "有了成效。一是准。很准。二是好。很好。", "一要想。再想。二要做。再做。"]
    assert [level for level, _ in levels(*lines)] == [1] * 6


def test_a_count_inside_an_unfinished_point_goes_deeper():
    lines = ["一、总", "一要严守纪律。", "一是严守保密纪律。不泄密。二是严守工作纪律。不越权。", "二要改进作风。"]
    assert levels(*lines) == [(1, "一、"), (2, "一要"), (3, "一是"), (3, "二是"), (2, "二要")]


def test_items_of_a_list_in_one_sentence_are_no_headings():
    assert levels("提三条要求：一是管好自己；二是抓好监督；三是做好服务。") == []


def test_items_of_a_list_on_lines_of_their_own_are():
    assert levels("提三条要求：", "一是管好自己；", "二是抓好监督；", "三是做好服务。") == [(1, "一是"), (1, "二是"), (1, "三是")]


def test_numbers_inside_one_line_count_when_they_count_on():
    assert levels("（一）要学。要深学。（二）要查。要细查。") == [(1, "（一）"), (1, "（二）")]
    assert levels("先讲认识。第一，要学。要深学。第二，要查。要细查。") == [(1, "第一，"), (1, "第二，")]


@pytest.mark.parametrize(
    "line",
    [
        "一、二年级教师要带头。",
        "第一巡察组要抓紧。",
        "十八大以来成效明显。",
        "1.5万人参加活动。",
        "2024.3召开会议。",
        "三是三、四是四。",
        "首先要学。其次要改。最后要严。",
        "第一章　总则",
        "第一条　为了规范工作。",
    ],
)
def test_other_lines_with_numbers_are_no_headings(line):
    assert levels(line) == []
