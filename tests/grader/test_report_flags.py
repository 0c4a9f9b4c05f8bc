"""Bad items are found for the right reason, and good ones are left alone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from made_takings import able_class, item, taken

from grader.reports.flags import flags
from grader.reports.items import ItemResult, analyse
from grader.reports.model import Given, Taken

ITEMS = [item(id=f"x-{n}") for n in range(12)]


def rules(result: ItemResult) -> dict[str, str]:
    return {flag.rule: flag.weight for flag in flags(result)}


def first_answered(class_: Taken, how: object) -> Taken:
    """The class with the first item answered as ``how(place, able)`` says; able: above the middle of the others."""
    totals = {one.id: sum(points for n, points in one.earned.items() if n > 1) for one in class_.sittings}
    middle = sorted(totals.values())[len(totals) // 2]
    responses = {}
    for n, one in enumerate(class_.sittings):
        rest = [one.given[m].response for m in range(2, len(class_.questions) + 1)]
        responses[one.id] = [how(n, totals[one.id] >= middle), *rest]  # type: ignore[operator]
    return taken([q.item for q in class_.questions], responses)


@pytest.fixture(scope="module")
def good() -> Taken:
    return able_class(ITEMS, 120)


def test_items_that_tell_the_able_from_the_others_have_no_grave_flag(good: Taken) -> None:
    assert all("grave" not in rules(result).values() for result in analyse(good).items)


def test_a_wrong_key_is_found(good: Taken) -> None:
    """The able choose D, which the key calls wrong."""
    found = rules(analyse(first_answered(good, lambda n, able: "D" if able else "AB"[n % 2])).items[0])
    assert found["negative"] == "grave" and found["rival"] == "grave" and found["able"] == "look"


@pytest.mark.parametrize(("r", "rule"), [(-0.2, "negative"), (-0.05, "weak"), (0.1, "weak"), (0.3, None)])
def test_a_discrimination_just_below_nothing_is_weak_and_no_proof_of_a_wrong_key(good: Taken, r: float, rule: str | None) -> None:
    """With 120 people chance alone makes ±0.09."""
    found = rules(replace(analyse(good).items[0], discrimination=r))
    assert [name for name in ("negative", "weak") if name in found] == ([rule] if rule else [])


def test_a_common_misunderstanding_is_told_from_a_wrong_key(good: Taken) -> None:
    """Most choose A, but those who choose B are the able ones."""
    found = rules(analyse(first_answered(good, lambda n, able: "B" if able and n % 2 else "A")).items[0])
    assert found["rival"] == "look" and "negative" not in found


def test_an_item_everybody_knows_is_only_noted(good: Taken) -> None:
    assert rules(analyse(first_answered(good, lambda n, able: "B")).items[0]) == {"easy": "note"}


def test_an_item_answered_worse_than_by_guessing_is_found(good: Taken) -> None:
    found = rules(analyse(first_answered(good, lambda n, able: "B" if n % 20 == 0 else "ACD"[n % 3])).items[0])
    assert found["chance"] == "look"


def test_an_item_that_has_nothing_to_do_with_the_others_is_found(good: Taken) -> None:
    dice = random.Random(3)
    found = rules(analyse(first_answered(good, lambda n, able: dice.choice("BBBACD"))).items[0])
    assert "weak" in found or "negative" in found


def test_an_option_nobody_takes_is_noted(good: Taken) -> None:
    result = analyse(first_answered(good, lambda n, able: "B" if able else "AC"[n % 2])).items[0]
    assert [flag.text for flag in flags(result) if flag.rule == "idle"] == ["干扰项 D 不到 5% 的人选，没有起作用，可以改写。"]


def test_blank_and_unreadable_answers_are_told(good: Taken) -> None:
    class_ = first_answered(good, lambda n, able: None if n % 5 == 0 else "B" if able else "C")
    lost = replace(class_.sittings[1], given={**class_.sittings[1].given, 1: Given("unreadable")})
    result = analyse(replace(class_, sittings=(class_.sittings[0], lost, *class_.sittings[2:]))).items[0]
    told = {flag.rule: flag.text for flag in flags(result)}
    assert "24 人（20%）没有作答" in told["blank"] and "1 人的作答无法识别" in told["unreadable"]


def test_of_a_handful_of_people_nothing_is_said() -> None:
    class_ = able_class(ITEMS, 9)
    assert all(flags(result) == [] for result in analyse(class_).items)


def test_the_grave_ones_come_first(good: Taken) -> None:
    found = flags(analyse(first_answered(good, lambda n, able: "D" if able else "A")).items[0])
    weights = [flag.weight for flag in found]
    assert weights == sorted(weights, key=("grave", "look", "note").index) and weights[0] == "grave"
