"""The concordance: every hit, exactly where it is, in the order asked for."""

import pytest
from handmade import speech
from hypothesis import given
from hypothesis import strategies as st

from corpus import quote, speeches
from corpus.errors import BadQuery, UnknownSpeech
from corpus.search import Index, concordance
from corpus.search.query import MAX_QUERY, Query, sentences

A = speech("a", "要巡察，乙巡察丙。要开展常规巡察！不巡。", "甲巡察丁")
B = speech("b", "要听。巡察")
SHIPPED = speeches()


def lines(query, *texts, **options):
    return [(str(x.citation), x.left, x.hit, x.right) for x in concordance(query, texts or (A, B), left=1, right=1, **options).lines]


def test_all_hits_in_reading_order_with_their_context():
    assert lines("巡察") == [
        ("a¶1", "要", "巡察", "，"),
        ("a¶1", "乙", "巡察", "丙"),
        ("a¶1", "规", "巡察", "！"),
        ("a¶2", "甲", "巡察", "丁"),
        ("b¶1", "。", "巡察", ""),
    ]


def test_sorted_by_what_stands_left_or_right():
    assert [line[1] for line in lines("巡察", order="left")] == sorted("要乙规甲。")
    assert [line[3] for line in lines("巡察", order="right")] == sorted(["", "，", "丙", "！", "丁"])
    # The nearest character decides first, then the one before it.
    assert [line[1] for line in lines("巡", speech("x", "丙甲巡乙甲巡"), order="left")] == ["甲", "甲"]
    assert [x.start for x in concordance("巡", [speech("x", "丙甲巡乙甲巡")], order="left").lines] == [2, 5]


def test_pages_follow_each_other():
    assert lines("巡察", offset=1, limit=2) == lines("巡察")[1:3]
    assert lines("巡察", offset=99) == []
    assert concordance("巡察", (A, B), limit=1).hits == 5


def test_one_speech_only():
    assert {line[0] for line in lines("巡察", within="b")} == {"b¶1"}
    with pytest.raises(UnknownSpeech):
        lines("巡察", within="c")


def test_an_ellipsis_stays_within_the_sentence_and_takes_the_nearest():
    assert [line[2] for line in lines("要…巡察")] == ["要巡察", "要开展常规巡察"]
    assert [line[2] for line in lines("要...巡察", speech("x", "要学要做要巡察，巡察"))] == ["要巡察"]
    found = concordance("要…巡察", (A, B))
    assert (found.hits, found.paragraphs, found.speeches, found.complete) == (2, 1, 1, True)


def test_nothing_in_a_query_has_a_meaning_of_its_own():
    text = speech("x", '（.*）"OR" NEAR(巡 察) 100% a_b A* \\d')
    for literal in (".*", '"OR"', "NEAR(", "100%", "a_b", "A*", "\\d", "（.*）", '"', "*", "%"):
        assert len(lines(literal, text)) == text.blocks[0].text.count(literal), literal
    assert lines("a*", text) == [] and lines("巡.察", text) == []


@pytest.mark.parametrize("bad", ["", "  ", "…", "... …", "巡" * (MAX_QUERY + 1), "\ud800", "…".join("一二三四五六七")])
def test_what_cannot_be_looked_for_is_said_in_chinese(bad):
    with pytest.raises(BadQuery, match="[一-鿿]{4}"):
        lines(bad)


def test_a_capped_answer_says_so():
    texts = [speech(f"s{i:02}", *(["巡察。"] * 10)) for i in range(20)]
    first = concordance("巡察", texts, most=50, limit=1000)
    assert (first.hits, first.looked_at, first.paragraphs, first.speeches, first.complete) == (50, 50, 200, 20, False)
    assert {line.citation.slug for line in first.lines} == {f"s{i:02}" for i in range(5)}
    spread = concordance("巡察", texts, most=50, limit=1000, order="right")
    assert len({line.citation.slug for line in spread.lines}) > 15


@given(st.data())
def test_index_and_scan_agree_on_random_stretches(data):
    one = data.draw(st.sampled_from(SHIPPED))
    block = data.draw(st.sampled_from(one.blocks))
    start = data.draw(st.integers(0, len(block.text) - 1))
    words = block.text[start : start + data.draw(st.integers(1, 12))].strip()
    if not words or "…" in words:
        return
    found = concordance(words, _index(), limit=10_000)
    assert all(quote(line.citation).text[line.start : line.end] == line.hit == words for line in found.lines)
    scan = {(s.slug, b.n, i) for s in SHIPPED for b in s.blocks for i in range(len(b.text)) if b.text.startswith(words, i)}
    assert {(line.citation.slug, line.citation.n, line.start) for line in found.lines} == scan
    assert found.hits == len(scan) and found.complete


_made = []


def _index():
    if not _made:
        _made.append(Index())
        for one in SHIPPED:
            _made[0].put(one)
    return _made[0]


@given(st.text(alphabet="要巡。！”，甲", max_size=30))
def test_sentences_cover_the_text_and_hits_stay_inside_one(text):
    cut = sentences(text)
    assert "".join(text[a:b] for a, b in cut) == text
    for start, end in Query.parse("要…巡").spans(text):
        assert text[start] == "要" and text[end - 1] == "巡"
        assert "要" not in text[start + 1 : end - 1] and "巡" not in text[start + 1 : end - 1]
        assert any(a <= start and end <= b for a, b in cut)
