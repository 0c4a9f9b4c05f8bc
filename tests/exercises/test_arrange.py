"""The order of a drawn paper and of the options in it."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_bank import made

from exercises.assembly.arrange import balanced, in_order, in_own_order, picks
from exercises.bank import Bank
from exercises.items import Item, kind
from exercises.quiz import Blueprint, BlueprintError, chosen


def as_picked(items: list[Item], seed: str) -> list[Any]:
    """The items as a paper of them would have them."""
    bank = {item.id: item for item in items}
    paper = Blueprint(id="quiz-x", title="试", items=picks(items, bank, Random(seed)))
    return chosen(paper, Bank(bank))


@given(st.integers(1, 40), st.text(max_size=9))
def test_every_letter_is_right_about_equally_often(many: int, seed: str):
    found = Counter(item.key for item in as_picked([made(f"a{n}") for n in range(many)], seed))
    assert max(found.values()) - min(found[letter] for letter in "ABCD") <= 1


@given(st.text(max_size=9))
def test_no_letter_is_right_three_times_in_a_row(seed: str):
    keys = [item.key for item in as_picked([made(f"a{n}") for n in range(24)], seed)]
    assert not [keys[n] for n in range(22) if len(set(keys[n : n + 3])) == 1]


@given(st.integers(4, 20), st.text(max_size=9))
def test_the_letters_of_several_right_options_are_balanced_too(many: int, seed: str):
    found = Counter(letter for item in as_picked([made(f"a{n}", "multiple") for n in range(many)], seed) for letter in item.key)
    assert max(found.values()) - min(found[letter] for letter in "ABCD") <= 1


@given(st.text(max_size=9))
def test_texts_notes_and_scores_stay_with_their_options(seed: str):
    for before, after in zip((items := [made("a"), made("b", "multiple")]), as_picked(items, seed), strict=True):
        assert sorted(after.options.values()) == sorted(before.options.values())
        assert {after.options[k] for k in kind(after).key(after)} == {before.options[k] for k in kind(before).key(before)}
        assert {after.options[k]: v for k, v in after.distractors.items()} == {
            before.options[k]: v for k, v in before.distractors.items()
        }
        assert kind(after).score(after, kind(after).key(after)).earned == before.points


def test_amounts_dates_and_numbered_options_keep_their_order():
    items = [made(f"a{n}", options=dict(zip("ABCD", ["1 个月", "3 个月", "6 个月", "12 个月"], strict=True))) for n in range(8)]
    assert {item.key for item in as_picked(items, "甲")} == {"A"}
    assert balanced(items, Random(1)) == [["A", "B", "C", "D"]] * 8


@pytest.mark.parametrize(
    ("texts", "own"),
    [
        (["2018年", "2020年", "2023年"], True),
        (["第三课", "第二课", "第一课"], True),
        (["一篇", "两篇", "三篇"], False),
        (["2020年", "2018年", "2023年"], False),
        (["主体责任", "监督责任"], False),
        (["2018年至2020年", "2021年"], False),
    ],
)
def test_an_order_of_their_own_is_told_by_the_numbers(texts: list[str], own: bool):
    assert in_own_order(texts) == own


def test_types_stand_together_and_the_seed_decides_the_rest():
    items = [made(f"{type}{n}", type) for n in range(5) for type in ("judge", "short", "single", "match")]
    one, other = ([item.id for item in in_order(items, Random(seed))] for seed in "甲乙")
    assert [name[:-1] for name in one] == ["single"] * 5 + ["judge"] * 5 + ["match"] * 5 + ["short"] * 5
    assert one != other and one == [item.id for item in in_order(reversed(items), Random("甲"))]


@pytest.mark.parametrize("order", [["A", "B"], ["A", "B", "C", "C"], ["A", "B", "C", "E"]])
def test_an_order_that_is_none_of_the_options_is_refused(order: list[str]):
    paper = Blueprint.model_validate({"id": "quiz-x", "title": "试", "items": [{"id": "a", "order": order}]})
    with pytest.raises(BlueprintError, match="选项次序"):
        chosen(paper, Bank({"a": made("a")}))


def test_a_type_whose_options_are_not_shuffled_takes_no_order():
    paper = Blueprint.model_validate({"id": "quiz-x", "title": "试", "items": [{"id": "a", "order": ["A", "B", "C", "D"]}]})
    with pytest.raises(BlueprintError, match="选项次序"):
        chosen(paper, Bank({"a": made("a", "order")}))
