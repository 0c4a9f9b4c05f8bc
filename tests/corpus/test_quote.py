"""Citations and quotations: exact, or refused with a sentence a person can act on."""

import pytest

from corpus import BadCitation, Citation, QuotationMismatch, UnknownParagraph, UnknownSpeech, quote, speech


def test_a_citation_survives_writing_and_reading():
    assert str(Citation.parse("shijiwei-2020¶27")) == "shijiwei-2020¶27"


@pytest.mark.parametrize("text", ["", "shijiwei-2020", "shijiwei-2020¶0", "shijiwei-2020¶x", "Ａ¶1", "../x¶1", "a¶1¶2"])
def test_anything_else_is_no_citation(text):
    with pytest.raises(BadCitation, match="引文编号"):
        Citation.parse(text)


def test_a_quotation_without_words_is_the_whole_paragraph():
    assert quote("shijiwei-2020¶32").text == speech("shijiwei-2020").block(32).text


def test_a_quotation_names_its_place_for_people():
    assert quote("shijiwei-2020¶32", "“十不准”规定").label == "市纪委书记动员讲话 ¶32"


def test_a_wrong_word_is_refused():
    with pytest.raises(QuotationMismatch, match="逐字核对"):
        quote("shijiwei-2020¶6", "巡察本质是政治监察")


def test_a_wrong_paragraph_is_told_the_right_one():
    with pytest.raises(QuotationMismatch, match="¶6"):
        quote("shijiwei-2020¶5", "巡察本质是政治监督")


def test_an_empty_quotation_is_refused():
    with pytest.raises(QuotationMismatch):
        quote("shijiwei-2020¶5", "")


def test_an_unknown_speech_lists_the_known_ones():
    with pytest.raises(UnknownSpeech, match="shiju-2024"):
        quote("shizhang-1999¶1")


def test_an_unknown_paragraph_says_how_many_there_are():
    with pytest.raises(UnknownParagraph, match="1 到 33"):
        quote("shijiwei-2020¶34")
