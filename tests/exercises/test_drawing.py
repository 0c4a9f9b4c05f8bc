"""Papers drawn by a specification: what they hold, that they come again, and what is said when they cannot be."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_bank import LEVELS, bank, made

from exercises.assembly import DrawError, draw, for_lessons, of_form
from exercises.assembly.problem import TOLERANCE
from exercises.bank import Bank
from exercises.items import Item
from exercises.quiz import Blueprint, BlueprintError, chosen

BANK = bank()


def plan(**spec: Any) -> Blueprint:
    return Blueprint.model_validate({"id": "made-quiz", "title": "试抽", "draw": {"count": 12} | spec})


def papers(blueprint: Blueprint, items: list[Item] = BANK, seed: str = "种子", **wanted: Any) -> list[list[Item]]:
    """The items of the papers drawn, as a paper would hold them."""
    whole = Bank({item.id: item for item in items})
    return [chosen(paper, whole) for paper in draw(blueprint, items, seed, **wanted)]


def paper(blueprint: Blueprint, items: list[Item] = BANK, seed: str = "种子", **wanted: Any) -> list[Item]:
    [only] = papers(blueprint, items, seed, **wanted)
    return only


def ids(items: list[Item]) -> list[str]:
    return [item.id for item in items]


def counts(items: list[Item], field: str) -> dict[Any, int]:
    return dict(Counter(getattr(item, field) for item in items))


MIXED = {
    "count": 20,
    "lessons": {n: [1, 3] for n in range(1, 13)},
    "types": {"single": 8, "multiple": 4, "judge": 4, "cloze": 2, "match": 2},
    "levels": {"remember": [3, 6], "understand": [4, 8], "apply": [4, 8], "analyse": [2, 6]},
    "points": {"judge": 1, "match": 4},
    "total": 44,
}


def test_a_drawing_is_the_same_as_it_ever_was():
    """After a wanted change of the search: the new ids, once it is clear why they changed."""
    items = [made(f"a{n}", ("single", "judge", "multiple")[n % 3], n % 5, LEVELS[n % 4]) for n in range(40)]
    assert [ids(form) for form in papers(plan(count=6), items, "2024", forms=2)] == [
        ["a15", "a6", "a32", "a17", "a23", "a4"],
        ["a12", "a39", "a8", "a11", "a5", "a22"],
    ]


def test_the_same_seed_draws_the_same_paper_and_another_seed_another():
    first = draw(plan(**MIXED), BANK, "甲", forms=2)
    assert draw(plan(**MIXED), BANK, "甲", forms=2) == first
    assert draw(plan(**MIXED), BANK, "乙", forms=2) != first


def test_the_order_of_the_bank_and_items_of_the_other_pool_change_nothing():
    wanted = plan(**MIXED)
    turned = [item for item in reversed(BANK) if item.pool == "exam"]
    assert draw(wanted, turned, "甲") == draw(wanted, BANK, "甲")


@pytest.mark.parametrize("seed", range(5))
def test_a_paper_keeps_every_share(seed: int):
    items = paper(plan(**MIXED), seed=str(seed))
    assert len(set(ids(items))) == 20
    assert counts(items, "type") == {"single": 8, "multiple": 4, "judge": 4, "cloze": 2, "match": 2}
    assert all(1 <= n <= 3 for n in counts(items, "lesson").values()) and len(counts(items, "lesson")) == 12
    for level, (least, most) in {"remember": (3, 6), "understand": (4, 8), "apply": (4, 8), "analyse": (2, 6)}.items():
        assert least <= counts(items, "level")[level] <= most
    assert sum(item.points for item in items) == 44
    assert {item.pool for item in items} == {"exam"}


def test_what_a_share_does_not_name_is_not_drawn():
    items = paper(plan(lessons=[3, 4], types=["single", "judge"], concepts=["第3课之1", "第3课之2", "第4课之1", "第4课之3"], count=4))
    assert counts(items, "lesson").keys() <= {3, 4}
    assert counts(items, "type").keys() <= {"single", "judge"}
    assert counts(items, "concept").keys() <= {"第3课之1", "第3课之2", "第4课之1", "第4课之3"}


def test_lessons_that_are_only_named_get_about_equally_many_items():
    assert sorted(counts(paper(plan(count=13, lessons=[2, 5, 7, 9])), "lesson").values()) == [3, 3, 3, 4]


def test_items_of_one_concept_or_one_passage_are_spread():
    alike = [made(f"a{n}", concept="甲") for n in range(6)] + [made(f"b{n}", concept=f"乙{n}") for n in range(6)]
    assert sum(item.concept == "甲" for item in paper(plan(count=6), alike)) <= 1
    cite = [{"cite": "made-x¶1", "quote": "甲"}]
    passage = [made(f"a{n}", evidence=cite) for n in range(6)] + [made(f"b{n}") for n in range(6)]
    assert sum(item.id.startswith("a") for item in paper(plan(count=6), passage)) <= 1


def test_drafts_and_excluded_items_are_not_drawn():
    items = [made(f"a{n}", status="draft") for n in range(9)] + [made(f"b{n}") for n in range(9)]
    for seed in "甲乙丙":
        drawn = ids(paper(plan(count=6, exclude=["b0"]), items, seed, exclude={"b1", "b2"}))
        assert sorted(drawn) == ["b3", "b4", "b5", "b6", "b7", "b8"]


def test_points_are_those_of_the_specification_and_short_answers_keep_their_own():
    items = [made("s5", "short", points=5), made("s6", "short", points=6), made("x")]
    assert {item.id: item.points for item in paper(plan(count=2, points={"single": 4, "short": 6}), items)} == {"x": 4, "s6": 6}


def test_enemies_do_not_meet():
    pairs = {frozenset((f"a{n}", f"b{n}")) for n in range(6)}
    items = [made(f"{side}{n}") for n in range(6) for side in "ab"]
    for seed in "甲乙丙丁":
        drawn = {name[1:] for name in ids(paper(plan(count=6), items, seed, enemies=lambda _: pairs))}
        assert len(drawn) == 6


def test_enemies_that_cannot_be_kept_apart_are_named():
    items = [made("a"), made("b"), made("c")]
    with pytest.raises(DrawError) as caught:
        draw(plan(count=2), items, "甲", enemies=lambda _: {frozenset("ab"), frozenset("bc"), frozenset("ac")})
    assert any("会互相提示答案" in fault for fault in caught.value.faults)


@pytest.mark.parametrize("disjoint", [True, False])
@pytest.mark.parametrize("forms", [2, 3])
def test_parallel_forms_are_equal_in_all_that_was_asked(forms: int, disjoint: bool):
    drawn = papers(plan(**MIXED), forms=forms, disjoint=disjoint)
    first, *others = drawn
    for other in others:
        for field in ("type", "level"):
            assert counts(first, field) == counts(other, field)
        assert sum(i.points for i in first) == sum(i.points for i in other)
        assert abs(of_form(first) - of_form(other)) <= TOLERANCE / 100
    for items in drawn:
        assert all(1 <= n <= 3 for n in counts(items, "lesson").values())
    used = [name for items in drawn for name in ids(items)]
    assert not disjoint or len(used) == len(set(used))


def test_forms_that_may_share_items_share_none_where_the_bank_is_large_enough():
    one, other = papers(plan(count=6), forms=2)
    assert not set(ids(one)) & set(ids(other))


def test_forms_are_called_by_letters():
    one, other = draw(plan(), BANK, "甲", forms=2)
    assert (one.id, one.title, other.id, other.title) == ("made-quiz-a", "试抽（A 卷）", "made-quiz-b", "试抽（B 卷）")
    assert one.draw is None and [only.id for only in draw(plan(), BANK, "甲")] == ["made-quiz"]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
def test_what_was_hidden_in_a_bank_is_found(number: int):
    """Two forms without a common item are planted among others; asked for by their exact shares, forms are found."""
    chance = random.Random(number)
    kinds = [(chance.choice(["single", "multiple", "judge", "cloze"]), chance.randint(1, 5), chance.choice(LEVELS)) for _ in range(15)]
    items = [made(f"{form}{n}", *kind) for n, kind in enumerate(kinds) for form in "pq"]
    items += [made(f"x{n}", chance.choice(["single", "order"]), chance.randint(1, 6), chance.choice(LEVELS)) for n in range(20)]
    shares = [dict(Counter(column)) for column in zip(*kinds, strict=True)]
    wanted = plan(count=15, types=shares[0], lessons=shares[1], levels=shares[2])
    one, other = papers(wanted, items, forms=2, disjoint=True)
    assert counts(one, "lesson") == counts(other, "lesson") == shares[1]
    assert not set(ids(one)) & set(ids(other))


def refused(items: list[Item], forms: int = 1, disjoint: bool = False, exclude: Any = (), **spec: Any) -> str:
    with pytest.raises(DrawError) as caught:
        draw(plan(**spec), items, "甲", forms=forms, disjoint=disjoint, exclude=exclude)
    return str(caught.value)


def test_a_refusal_names_lesson_type_and_level_and_how_many_are_missing():
    items = [made(f"a{n}", lesson=1 + n % 2) for n in range(10)] + [made("j", "judge", 2, "analyse"), made("d", "judge", status="draft")]
    said = refused(items, count=8, lessons={1: [4, 8], 2: 3, 3: 1}, types={"single": 5, "judge": 3}, levels={"remember": 6, "analyse": 2})
    assert "第 3 课要 1 题，只有 0 题，缺 1 题。" in said
    assert "判断题要 3 题，只有 1 题，缺 2 题（另有 1 题还没有审核）。" in said
    assert "分析层次要 2 题，只有 1 题，缺 1 题。" in said
    assert "抽不出题" in said


def test_a_refusal_says_how_much_exclusion_costs():
    items = [made(f"a{n}") for n in range(6)]
    said = refused(items, exclude={"a0", "a1"}, count=6, types={"single": 6})
    assert "需要 6 题" in said and "只有 4 题" in said and "另有 2 题已排除或已用过" in said


def test_forms_without_common_items_need_as_many_times_the_items():
    items = [made(f"a{n}") for n in range(9)] + [made("j", "judge")]
    assert "2 套互不重题的卷子共需要 12 题" in refused(items, 2, True, count=6)
    assert "判断题要 2 题，只有 1 题" in refused([*items, *(made(f"b{n}") for n in range(9))], 2, True, count=6, types={"single": 5, "judge": 1})


def test_two_demands_that_need_common_items_are_named_together():
    items = [made(f"a{n}", lesson=1) for n in range(6)] + [made(f"j{n}", "judge", 2) for n in range(6)]
    said = refused(items, count=6, lessons={1: 4, 2: 2}, types={"single": 2, "judge": 4})
    assert "第 1 课要 4 题，按各题型的上限只能取 2 题，缺 2 题。" in said
    assert "第 1 课、判断题兼有的题至少要 2 题，只有 0 题，缺 2 题。" in said


def test_a_full_mark_out_of_reach_is_told():
    assert "满分只能在 12 至 12 分之间，到不了 30 分" in refused([made(f"a{n}") for n in range(9)], count=6, total=30)


def test_what_meets_in_no_paper_is_told_by_the_nearest():
    even = [made(f"a{n}", "multiple", points=4) for n in range(8)] + [made(f"b{n}") for n in range(8)]
    said = refused(even, count=6, total=15)
    assert "合在一起没有凑成" in said and "满分要 15 分，只凑到 1" in said


def test_a_lesson_is_said_when_it_is_asked_for():
    asked = plan(for_lesson=True, count=5)
    five = for_lessons(asked, [5])
    assert (five.id, five.title) == ("made-quiz-05", "试抽（第 5 课）")
    assert counts(paper(five), "lesson") == {5: 5}
    for wrong, lessons in ((asked, []), (plan(), [5])):
        with pytest.raises(BlueprintError, match="课次|--lesson"):
            for_lessons(wrong, lessons)
    with pytest.raises(BlueprintError, match="指明课次"):
        draw(asked, BANK, "甲")


def test_a_paper_with_named_items_is_not_drawn_and_a_specification_is_no_paper():
    named = Blueprint.model_validate({"id": "quiz-x", "title": "试", "items": ["l01-e1"]})
    with pytest.raises(BlueprintError, match="不用抽题"):
        draw(named, BANK, "甲")
    with pytest.raises(BlueprintError, match="要先抽题"):
        chosen(plan(), Bank({}))


@pytest.mark.parametrize("forms", [0, 7])
def test_there_are_only_so_many_forms(forms: int):
    with pytest.raises(BlueprintError, match="1 至 6 套"):
        draw(plan(), BANK, "甲", forms=forms)
