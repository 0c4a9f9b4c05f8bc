"""Passages for free questions; who says something and who does not."""

import re

import pytest
from handmade import speech

from corpus import segment, speeches
from corpus.errors import BadQuery, UnknownSpeech
from corpus.search import passages, who_says

A = speech("a", "# 一、|整改责任", "整改责任由党组织书记承担，书记是第一责任人，别的都是空话，其他的也要说一说。", "巡察是政治监督。")
B = speech("b", "巡察发现问题，整改落实到位。", "今天天气很好，风和日丽，大家都来了。")
C = speech("c", "保密纪律要严格遵守。")


@pytest.fixture(autouse=True)
def known_words(monkeypatch):
    """A segmenter that knows these words and cuts everything else into characters."""
    known = re.compile("整改|责任|书记|巡察|政治监督|保密|落实|如何|纠缠|.", re.S)
    monkeypatch.setattr(segment, "words", known.findall)


def places(found):
    return [str(p.citation) for p in found.passages]


def test_the_paragraph_with_most_of_the_words_comes_first():
    found = passages("书记的整改责任", [A, B, C])
    assert found.terms == ("书记", "整改", "责任") and found.unknown == ()
    assert places(found)[0] == "a¶2" and set(places(found)) == {"a¶1", "a¶2", "b¶1"}
    assert set(found.passages[0].found) == {"书记", "整改", "责任"}
    assert (found.looked_at, found.complete) == (3, True)


def test_spans_are_where_the_terms_stand():
    for passage in passages("书记整改责任", [A, B, C]).passages:
        assert passage.spans and all(passage.text[a:b] in {"书记", "整改", "责任", "整改责任"} for a, b in passage.spans)


def test_a_rare_word_weighs_more_than_a_common_one():
    texts = [speech("x", *["巡察工作安排如下。"] * 9, "保密工作安排如下。")]
    found = passages("巡察 保密", texts, limit=1)
    assert places(found) == ["x¶10"]


def test_words_nobody_uses_are_named():
    found = passages("整改 纠缠", [A, B, C])
    assert found.unknown == ("纠缠",) and found.passages
    assert passages("量", [A, B, C]).passages == ()
    # 由 stands in the texts, but one character is no answer to a word.
    assert passages("纠缠由", [A, B, C]).terms == ("纠缠",) and passages("由", [A, B, C]).passages


def test_one_speech_only_and_bad_queries():
    assert {p.citation.slug for p in passages("整改", [A, B, C], within="b").passages} == {"b"}
    with pytest.raises(UnknownSpeech):
        passages("整改", [A, B, C], within="nobody")
    for bad in ("", "  ", "整" * 1000):
        with pytest.raises(BadQuery):
            passages(bad, [A, B, C])
        with pytest.raises(BadQuery):
            who_says(bad, [A, B, C])


def test_who_says_it_and_who_does_not():
    found = who_says("整改", [A, B, C])
    assert [(s.card.slug, s.paragraphs) for s in found.sayings] == [("a", 2), ("b", 1)]
    assert [card.slug for card in found.silent] == ["c"] and found.speeches == 2 and found.literal
    assert [str(p.citation) for p in found.sayings[1].passages] == ["b¶1"]


def test_words_apart_must_stand_in_one_paragraph():
    assert [s.card.slug for s in who_says("巡察 落实", [A, B, C]).sayings] == ["b"]
    assert who_says("巡察 保密", [A, B, C]).sayings == ()


def test_a_question_nobody_says_literally_is_taken_by_its_words():
    found = who_says("如何保密", [A, B, C])
    assert (found.literal, found.terms, [s.card.slug for s in found.sayings]) == (False, ("保密",), ["c"])
    found = who_says("要落实整改", [A, B, C])
    assert (found.literal, found.terms, [s.card.slug for s in found.sayings]) == (False, ("落实", "整改"), ["b"])


def test_nobody_says_it():
    found = who_says("量子", [A, B, C])
    assert (found.speeches, found.sayings, found.literal) == (0, (), True) and len(found.silent) == 3


def test_only_as_many_as_asked_for_are_shown_but_all_are_counted():
    texts = [speech(f"s{i:02}", *["讲巡察。"] * (i + 1)) for i in range(30)]
    found = who_says("巡察", texts, limit=3, best=1)
    assert [s.card.slug for s in found.sayings] == ["s29", "s28", "s27"] and found.speeches == 30
    assert all(len(s.passages) == 1 for s in found.sayings)


def test_many_candidates_are_sampled_and_the_answer_says_so():
    texts = [speech(f"s{i:02}", *["讲巡察。"] * 99, "讲巡察和保密。") for i in range(30)]
    found = passages("巡察", texts)
    assert found.looked_at <= 1000 and not found.complete and found.passages
    assert {p.found for p in passages("巡察 保密", texts, limit=30).passages} == {("保密", "巡察")}


def test_the_shipped_speeches_answer(monkeypatch):
    found = who_says("后半篇文章", speeches())
    for saying in found.sayings:
        assert all("后半篇文章" in passage.text for passage in saying.passages)
    assert {s.card.slug for s in found.sayings} | {card.slug for card in found.silent} == {s.slug for s in speeches()}
