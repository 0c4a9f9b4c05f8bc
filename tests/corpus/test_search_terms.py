"""Frequencies, keywords and collocations of texts whose words are known.

The segmenter is replaced by one that cuts at blanks, so that every number below can
be counted in the text above it.
"""

import re

import pytest
from handmade import speech

from corpus import segment
from corpus.errors import BadQuery, UnknownSpeech
from corpus.search import Index, collocations, counting, frequencies, keyness
from corpus.search.statistics import log_likelihood, log_ratio

NOTHING = frozenset()


@pytest.fixture(autouse=True)
def blanks(monkeypatch):
    """Words are what stands between blanks; blanks and marks are tokens too."""
    monkeypatch.setattr(segment, "words", lambda text: re.findall(r"[ ，。]|[^ ，。]+", text))
    yield
    counting._segmenter_mark.cache_clear()


A = speech("a", "甲 乙 甲 的 。", "甲 丙 。 XX")
B = speech("b", "乙 乙 丙 的 。", "丁 丁 。")


def test_frequencies_leave_out_marks_masks_and_function_words():
    rows = frequencies("a", [A, B])
    assert [(r.word, r.count, r.paragraphs) for r in rows] == [("甲", 3, 2), ("丙", 1, 1), ("乙", 1, 1)]
    assert rows[0].per_thousand == pytest.approx(3000 / 6)
    # 4 words and 2 words; 甲 2 and 1: exactly as the sizes, so evenly spread.
    assert rows[0].dispersion == 0 and rows[1].dispersion == 1
    assert [r.word for r in frequencies("a", [A, B], stop_words=NOTHING, limit=2)] == ["甲", "丙"]
    with pytest.raises(UnknownSpeech):
        frequencies("c", [A, B])


def test_keyness_between_two_speeches():
    found = keyness("a", "b", [A, B], least=0, limit=99)
    rows = {r.word: r for r in found.keywords}
    assert (found.here, found.there) == (6, 6)
    assert (rows["甲"].here, rows["甲"].there) == (3, 0) and (rows["丁"].here, rows["丁"].there) == (0, 2)
    assert rows["甲"].g2 == pytest.approx(log_likelihood(3, 6, 0, 6))
    assert rows["丁"].log_ratio == pytest.approx(log_ratio(0, 6, 2, 6)) and rows["丁"].log_ratio < 0
    assert [r.word for r in found.keywords][0] == "甲" and "的" not in rows


def test_keyness_against_the_rest_is_keyness_against_the_others_together():
    c = speech("c", "戊 戊 甲 。")
    rest = speech("rest", *(block.text for one in (B, c) for block in one.blocks))
    assert keyness("a", None, [A, B, c], least=0, limit=99) == keyness("a", "rest", [A, rest], least=0, limit=99)
    # With room for few words, the ones the speech lacks are still ranked among them.
    assert keyness("a", None, [A, B, c], least=0, limit=2).keywords == keyness("a", "rest", [A, rest], least=0, limit=99).keywords[:2]


def test_there_must_be_something_to_compare_with():
    with pytest.raises(BadQuery, match="没有可与"):
        keyness("a", None, [A])
    with pytest.raises(BadQuery, match="没有可与"):
        keyness("a", "a", [A, B])
    with pytest.raises(UnknownSpeech):
        keyness("a", "x", [A, B])


def test_counts_are_kept_and_follow_the_texts():
    index = Index()
    index.put(A)
    index.put(B)
    assert counting.waiting(index) == 2
    counting.count_all(index)
    size, of = counting.totals(index)
    assert (size, of("乙"), of("甲"), of("没有")) == (12, 3, 3, 0)
    index.put(speech("b", "甲 。"))
    assert counting.waiting(index) == 1 and counting.totals(index)[0] == 6
    counting.count_all(index)
    assert counting.totals(index)[1]("甲") == 4
    index.remove("a")
    assert counting.most_frequent(index, 9) == [("甲", 1)]


def test_another_segmenter_drops_the_counts(monkeypatch):
    index = Index()
    index.put(A)
    counting.count_all(index)
    assert counting.waiting(index) == 0
    monkeypatch.setattr(segment, "dictionary", lambda: ["另一部词典"])
    counting._segmenter_mark.cache_clear()
    assert counting.waiting(index) == 1


def test_collocates_are_counted_on_both_sides_within_the_sentence():
    texts = [speech("x", *["乙 甲 丙 丁 。 乙 ，"] * 3, "丁 丁 丁 乙 戊 戊 戊 戊 戊 戊 。")]
    found = collocations("甲", texts, window=1, least=1, stop_words=NOTHING)
    rows = {r.word: (r.together, r.left, r.right) for r in found.collocates}
    assert rows == {"乙": (3, 3, 0), "丙": (3, 0, 3)} and (found.hits, found.complete) == (3, True)
    # 6 words stand beside 甲; of 25 words 7 are 乙, 3 are 丙.
    expected = {r.word: r.expected for r in found.collocates}
    assert expected == pytest.approx({"乙": 6 * 7 / 25, "丙": 6 * 3 / 25})
    by_word = {r.word: r for r in found.collocates}
    assert by_word["丙"].g2 == pytest.approx(log_likelihood(3, 6, 0, 19)) and by_word["丙"].mi == pytest.approx(2.0589, abs=1e-4)
    assert [r.word for r in found.collocates] == ["丙", "乙"]
    assert "丁" in {r.word for r in collocations("甲", texts, window=2, least=1, stop_words=NOTHING).collocates}


def test_a_word_between_two_hits_counts_once():
    found = collocations("甲", [speech("x", "甲 乙 甲 。", "丙 丙 丙 丙 丙 丙 丙 。")], least=1, stop_words=NOTHING)
    assert [(r.word, r.together) for r in found.collocates] == [("乙", 1)]


def test_too_rare_to_tell_and_absent():
    assert collocations("甲", [A, B], least=4).collocates == ()
    assert collocations("没有", [A, B]).hits == 0
    with pytest.raises(BadQuery):
        collocations("", [A, B])
