"""Items declared void or given another key: what answers earn, in the scorer and in the check cell that stock nbgrader runs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from item_strategies import items as any_items

from exercises import keytext
from exercises.items import Item, kind
from exercises.marking import assess
from exercises.quiz.keys import check_source, key_of
from exercises.response import read
from exercises.ruling import Ruling, dumps, loads

CLOSED = ["t-single", "t-multiple", "t-judge", "t-cloze", "t-order", "t-match"]
VOID = Ruling("void", "题干有歧义")


def by_stock(source: str, answer: object) -> float:
    """What the check cell says when it is run, as stock nbgrader runs it."""
    names = {"answer": answer}
    *head, last = source.splitlines()[:-1]
    exec("\n".join(head), names)
    return eval(last, names)


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("source", ['answer = ""', "import os", 'answer = "Z"', "answer = {'1': '别的'}"])
def test_whatever_was_answered_a_void_item_has_full_marks(items: dict[str, Item], name: str, source: str) -> None:
    item = items[name]
    score, _ = assess(item, read(source), VOID)
    assert (score.earned, score.verdict) == (float(item.points), "void")
    assert by_stock(check_source(item, VOID), "whatever") == item.points


def test_a_void_short_answer_waits_for_nobody(items: dict[str, Item]) -> None:
    score, _ = assess(items["t-short"], read('answer = ""'), VOID)
    assert score.earned == items["t-short"].points


def test_of_several_keys_the_one_that_earns_most_counts(items: dict[str, Item]) -> None:
    item: Any = items["t-multiple"]
    wrong = [name for name in item.options if name not in item.key]
    both = Ruling("rekey", "另一种选法也通", item, ([*item.key, wrong[0]], item.key[:1]))
    for chosen in (item.key, [*item.key, wrong[0]], item.key[:1]):
        score, response = assess(item, read(f"answer = {chosen!r}"), both)
        assert (score.earned, score.verdict) == (float(item.points), "right")
        assert by_stock(check_source(item, both), list(response)) == item.points
    assert assess(item, read('answer = ""'), both)[0].verdict == "blank"


@given(any_items(), st.sampled_from(["void", "rekey"]), st.text(max_size=40), st.booleans())
def test_a_check_cell_gives_back_item_and_ruling(item: Any, did: Any, why: str, changed: bool) -> None:
    also = () if item.type in ("cloze", "short") else (item.key,)
    ruling = Ruling(did, why, item if changed else None, also)
    assert loads(dumps(ruling)) == ruling
    assert key_of(check_source(item, ruling)) == (item, ruling)


@given(any_items("single", "multiple", "judge", "order", "match"))
def test_a_key_is_read_as_it_is_written(item: Any) -> None:
    read_back, also = keytext.read(keytext.written(item), item)
    assert not also and kind(item).key(read_back) == kind(item).key(item)


@given(any_items("cloze"))
def test_the_words_of_a_blank_are_read_as_they_are_written(item: Any) -> None:
    if any(mark in text for accepted in item.blanks.values() for text in accepted for mark in "|｜=＝；;"):
        return
    assert keytext.read(keytext.written(item), item)[0].blanks == item.blanks


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("t-single", "", "还没有写"),
        ("t-single", "Z", "读不出"),
        ("t-single", "AB", "不止一个选项"),
        ("t-single", "A 或 B 或 C 或 D", "作废"),
        ("t-judge", "对 或 错", "作废"),
        ("t-judge", "也许", "读不出"),
        ("t-order", "A B", "没有把选项排全"),
        ("t-match", "1A 1B", "不止一次"),
        ("t-match", "1A", "没有把左边配全"),
        ("t-cloze", "四个意识", "读不出"),
        ("t-cloze", "9=四个意识", "没有第 9 空"),
        ("t-cloze", "1=", "没有写答案"),
        ("t-short", "甲", "简答题"),
    ],
)
def test_what_is_no_key_is_told(items: dict[str, Item], name: str, text: str, told: str) -> None:
    with pytest.raises(keytext.KeyTextError, match=told):
        keytext.read(text, items[name])


def test_a_blank_takes_another_wording_and_the_others_stay(items: dict[str, Item]) -> None:
    item: Any = items["t-cloze"]
    found: Any = keytext.read("1＝甲 ｜ 乙", item)[0]
    assert found.blanks["1"] == ["甲", "乙"] and dict(list(found.blanks.items())[1:]) == dict(list(item.blanks.items())[1:])
