"""Two quizzes beside each other: who took both decides how they are compared."""

from __future__ import annotations

import math

from made_takings import able_class, item, taken

from grader.reports import words
from grader.reports.compare import compare

ITEMS = [item(id=f"x-{n}", concept=f"概念{n % 2}") for n in range(4)]


def everyone(prefix: str, right: list[int]) -> dict[str, list[str]]:
    """So many right answers each."""
    return {f"{prefix}{n}": ["B"] * k + ["A"] * (4 - k) for n, k in enumerate(right)}


def test_the_same_people_are_compared_one_by_one() -> None:
    found = compare(taken(ITEMS, everyone("t", [0, 1, 2, 2]), "pre"), taken(ITEMS, everyone("t", [2, 3, 1, 2]), "post"))
    assert (found.way, found.both, found.better, found.same, found.worse) == ("before-after", 4, 2, 1, 1)
    # 31.25 before, 50 after; gains 50, 50, −25, 0.
    assert found.difference is not None and found.difference.mean == 18.75
    assert found.difference.error is not None and math.isclose(found.difference.error, math.sqrt(4218.75 / 3 / 4))
    assert found.gain is not None and math.isclose(found.gain, 18.75 / 68.75)
    assert "两次都考的 4 人" in words.verdict(found) and "挣回 27%" in words.verdict(found)


def test_who_took_only_one_is_left_out_of_the_difference() -> None:
    before = taken(ITEMS, everyone("t", [0, 1, 2]), "pre")
    after = taken(ITEMS, everyone("t", [1, 2, 3]) | everyone("new", [4, 4]), "post")
    found = compare(before, after)
    assert found.both == 3 and found.difference is not None and found.difference.mean == 25.0
    assert found.second.scores.n == 5


def test_different_people_are_compared_as_groups() -> None:
    found = compare(taken(ITEMS, everyone("a", [0, 2, 4]), "form-a"), taken(ITEMS, everyone("b", [1, 2, 3, 4]), "form-b"))
    assert (found.way, found.both, found.gain) == ("forms", 0, None)
    assert found.difference is not None and found.difference.mean == 12.5
    assert "乙卷平均比甲卷高 12.5 分" in words.verdict(found) and "可能只是偶然" in words.verdict(found)


def test_one_person_who_took_both_forms_makes_no_before_and_after() -> None:
    second = everyone("b", [1, 2, 3]) | {"a0": ["B"] * 4}
    found = compare(taken(ITEMS, everyone("a", [0, 2, 4]), "form-a"), taken(ITEMS, second, "form-b"))
    assert (found.way, found.both) == ("forms", 1) and "另有 1 人两卷都答过" in words.verdict(found)


def test_items_and_concepts_that_both_have_stand_side_by_side() -> None:
    other = [ITEMS[1], item(id="y-1", concept="别的")]
    found = compare(taken(ITEMS, everyone("t", [1, 2]), "pre"), taken(other, {"t0": ["B", "B"], "t1": ["A", "B"]}, "post"))
    assert [(one.name, one.first, one.second) for one in found.items] == [("第 1 题（x-1）", 0.5, 0.5)]
    assert [(one.name, one.first, one.second) for one in found.concepts] == [("概念1", 0.25, 0.5)]


def test_a_real_rise_is_told_from_chance() -> None:
    before, after = able_class(ITEMS * 1, 80, seed=1, quiz="pre"), able_class(ITEMS, 80, seed=1, shift=2.0, quiz="post")
    found = compare(before, after)
    assert found.notable is True and "多半不是偶然" in words.verdict(found)


def test_equal_results_are_called_equal() -> None:
    class_ = taken(ITEMS, everyone("t", [1, 2, 3]), "pre")
    found = compare(class_, taken(ITEMS, everyone("t", [1, 2, 3]), "post"))
    assert "平均比前测持平，" in words.verdict(found)
    assert found.notable is False
