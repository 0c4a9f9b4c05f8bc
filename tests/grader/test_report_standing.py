"""Marks list, bands, concepts, units, and what is hidden when names are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_takings import item, taken

from grader.reports.groups import NO_UNIT, bands, concepts, units
from grader.reports.hiding import FEWEST, REST, hide, merged_units, without_own_words
from grader.reports.items import analyse
from grader.reports.model import Sitting, Taken
from grader.reports.standing import FAILED, OPEN, PASSED, Line, lines, pass_rate

ITEMS = [item(id=f"x-{n}", points=5, concept="甲" if n < 2 else "乙", lesson=n // 2) for n in range(4)]
FULL = taken(ITEMS, {"a": ["B"] * 4, "b": ["B", "B", "B", "A"], "c": ["A", "B", "B", "B"], "d": ["A", "A", "B", "A"]})


def with_people(*others: Sitting, class_: Taken = FULL) -> Taken:
    return replace(class_, sittings=tuple(sorted((*class_.sittings, *others), key=lambda one: one.id)))


def test_places_are_shared_and_the_absent_come_last() -> None:
    shown = lines(with_people(Sitting("0", "未交的人")), 60)
    assert [(line.id, line.rank, line.score, line.verdict) for line in shown] == [
        ("a", 1, 20.0, PASSED), ("b", 2, 15.0, PASSED), ("c", 2, 15.0, PASSED), ("d", 4, 5.0, FAILED), ("0", None, None, ""),
    ]  # fmt: skip
    assert pass_rate(shown) == 0.75


@pytest.mark.parametrize(("passing", "verdict"), [(75, PASSED), (75.01, FAILED), (0, PASSED)])
def test_the_line_itself_passes(passing: float, verdict: str) -> None:
    assert next(line for line in lines(FULL, passing) if line.id == "b").verdict == verdict


@pytest.mark.parametrize(("score", "verdict"), [(12.0, PASSED), (8.0, OPEN), (7.0, OPEN), (6.9, FAILED)])
def test_what_a_person_has_still_to_mark_can_decide(score: float, verdict: str) -> None:
    """Five points are open; 12 of 20 pass."""
    waiting = Sitting("w", "", score=score, state="待评阅", waiting=(4,))
    assert next(line for line in lines(with_people(waiting), 60) if line.id == "w").verdict == verdict


def test_a_mark_that_may_still_fall_does_not_pass_yet() -> None:
    again = Sitting("w", "", score=14.0, state="待评阅", waiting=(4,), earned={4: 5.0})
    assert next(line for line in lines(with_people(again), 60) if line.id == "w").verdict == OPEN


@given(st.lists(st.floats(-20, 100), max_size=60))
def test_every_score_is_in_exactly_one_band(percents: list[float]) -> None:
    assert sum(band.count for band in bands(percents)) == len(percents)


@pytest.mark.parametrize(("value", "label"), [(0, "0–9"), (-5, "0–9"), (9.99, "0–9"), (10, "10–19"), (89.9, "80–89"), (90, "90–100"), (100, "90–100")])
def test_a_band_begins_with_its_first_number(value: float, label: str) -> None:
    assert [band.label for band in bands([value]) if band.count] == [label]


def test_concepts_are_told_from_the_least_known() -> None:
    first, second = concepts(FULL)
    assert (first.name, first.share, first.weak, first.numbers) == ("甲", 5 / 8, 1, (1, 2))
    assert (second.name, second.share, second.weak, second.people) == ("乙", 6 / 8, 0, 4)


def test_units_are_told_by_name_and_those_without_come_last() -> None:
    shown = [replace(line, unit={"a": "乙局", "b": "甲局", "c": "甲局"}.get(line.id, "")) for line in lines(FULL, 60)]
    found = {unit.name: unit for unit in units(shown)}
    assert list(found)[-1] == NO_UNIT
    assert (found["甲局"].people, found["甲局"].mean, found["甲局"].passed) == (2, 75.0, 1.0)
    assert (found[NO_UNIT].most, found[NO_UNIT].least, found[NO_UNIT].passed) == (25.0, 25.0, 0.0)


def test_a_unit_of_the_absent_has_no_mean() -> None:
    assert units([Line("丙局", "", "z", None, None, None, "", "未交")])[0].mean is None


# -- names hidden ----------------------------------------------------------------------


def test_nothing_of_who_it_is_is_left() -> None:
    named = [replace(line, name=f"姓名{line.id}", unit="某局") for line in lines(FULL, 60)]
    assert all((line.id, line.unit) == ("", "") and "姓名" not in line.name for line in hide(named))
    assert [line.score for line in hide(named)] == [line.score for line in named]


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_the_order_of_equals_tells_nothing_of_their_ids(ids: list[str]) -> None:
    same = [Line("", f"名{id}", id, 10.0, 50.0, 1, FAILED, "已评") for id in ids]
    assert hide(same) == hide(sorted(same, key=lambda line: line.id))


def test_small_units_are_put_together() -> None:
    sizes = {"大局": FEWEST, "小局": 2, "中局": FEWEST - 1}
    shown = [Line(unit, "", f"{unit}{n}", 1.0, 1.0, 1, FAILED, "已评") for unit, size in sizes.items() for n in range(size)]
    assert {line.unit for line in merged_units(shown)} == {"大局", REST}


def test_small_units_that_stay_too_small_together_are_not_named() -> None:
    shown = [Line("小局", "", f"{n}", 1.0, 1.0, 1, FAILED, "已评") for n in range(2)]
    assert {line.unit for line in merged_units(shown)} == {""}


def test_what_only_one_has_filled_in_is_not_shown() -> None:
    class_ = taken([item("cloze")], {"a": [{"1": "张三"}], "b": [{"1": "业务"}], "c": [{"1": "业务"}]})
    shown = [choice.piece for choice in without_own_words(analyse(class_)).items[0].choices]
    assert shown == ["1→政治监督", "2→利剑", "1→业务"]
