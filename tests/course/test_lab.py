"""The corpus laboratory: sentences cut two ways, lines of a word, the desk inside a lesson."""

import re

import pytest

from corpus import segment, speech
from corpus.errors import QuotationMismatch
from course import lab


def test_a_sentence_is_cut_by_the_plain_dictionary_and_with_the_terms_of_the_field():
    shown = lab.cut("shijiwei-2020¶24", "巡察组要依靠被巡察党组织开展工作").data
    assert "巡察／组要／依靠／被／巡察／党组织" in shown
    assert "巡察组／要／依靠／被巡察党组织／开展" in shown
    assert "市纪委书记动员讲话 ¶24" in shown


def test_only_words_of_a_speech_are_cut():
    with pytest.raises(QuotationMismatch):
        lab.cut("shijiwei-2020¶24", "巡察组要依靠群众开展工作")


def test_every_place_of_a_word_is_a_line():
    shown = lab.lines("不能").data
    assert shown.count("<mark>不能</mark>") == 12
    assert len(re.findall(r'<th scope="row">市局党委动员部署讲话 ¶27</th>', shown)) == 3


def test_the_two_counts_that_lesson_11_tells_are_right():
    blocks = speech("shijiwei-2020").blocks
    assert sum(block.text.count("巡察") for block in blocks) == 94
    assert sum(segment.words(block.text).count("巡察") for block in blocks) == 49


def test_the_desk_in_a_lesson_begins_with_the_way_and_the_words_given():
    page = lab.desk("lines", "大家")
    assert 'value="大家"' in page.html
    assert re.search(r'id="se-way-lines"[^>]*aria-pressed="true"', page.html)
    assert "xc-card" in page._dom_classes
