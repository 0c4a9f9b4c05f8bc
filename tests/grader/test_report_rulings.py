"""What reports make of items that were declared void or re-keyed."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_takings import item, taken, whole
from openpyxl import load_workbook

from exercises.ruling import Ruling, with_key
from grader.reports import page, words
from grader.reports.compare import compare
from grader.reports.groups import concepts
from grader.reports.items import analyse
from grader.reports.model import Taken
from grader.reports.report import report
from grader.reports.workbook import workbook
from grader.voiding.journal import Entry

ITEMS = [item(id=f"x-{n}", concept=f"概念{n}") for n in range(1, 7)]


def class_of(people: int, seed: int = 1) -> Taken:
    chance = random.Random(seed)
    able = [chance.gauss(0, 1) for _ in range(people)]
    return taken(ITEMS, {f"p{n:03d}": ["B" if chance.gauss(a, 1) > 0 else chance.choice("ACD") for _ in ITEMS] for n, a in enumerate(able)})


def ruled(class_: Taken, number: int, ruling: Ruling) -> Taken:
    """The class with the ruling carried out: a void item's full marks for everyone."""
    questions = tuple(replace(q, ruling=ruling) if q.number == number else q for q in class_.questions)
    if ruling.did != "void":
        return replace(class_, questions=questions)
    earned = [{**one.earned, number: 2.0} for one in class_.sittings]
    sittings = tuple(replace(one, earned=e, score=sum(e.values())) for one, e in zip(class_.sittings, earned, strict=True))
    entry = Entry("1", "2024-03-08T01:02:03+00:00", class_.quiz, number, "x-3", "void", "王主任", "=1+1 有歧义", "B", "B", "", "", "")
    return replace(class_, questions=questions, sittings=sittings, decided=(entry,))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_a_void_item_is_for_reliability_and_concepts_as_if_it_had_not_been_asked(seed: int, number: int) -> None:
    class_ = class_of(60, seed)
    void = ruled(class_, number, Ruling("void", "有歧义"))
    without = whole(
        tuple(q for q in class_.questions if q.number != number),
        tuple(replace(one, earned={n: got for n, got in one.earned.items() if n != number}) for one in class_.sittings),
    )
    found, other = analyse(void), analyse(without)
    assert (found.alpha, found.error, found.counted) == (other.alpha, other.error, other.counted)
    assert [one for one in found.items if one.question.number != number] == list(other.items)
    assert concepts(void) == concepts(without)
    [one] = [one for one in found.items if one.question.number == number]
    assert (one.facility, one.discrimination, one.alpha_without) == (None, None, None)


def test_who_chose_what_at_a_void_item_is_still_told() -> None:
    class_ = class_of(120)
    before, after = (
        next(one for one in analyse(c).items if one.question.number == 3) for c in (class_, ruled(class_, 3, Ruling("void", "有歧义")))
    )
    assert after.choices == before.choices and after.right == before.right


def test_the_order_of_the_class_is_that_without_the_item() -> None:
    class_ = class_of(80)
    void = ruled(class_, 3, Ruling("void", "有歧义"))
    totals = {one.id: sum(one.earned.values()) for one in void.sittings}
    without = {one.id: sum(got for n, got in one.earned.items() if n != 3) for one in class_.sittings}
    assert {totals[id] - without[id] for id in totals} == {2.0}


@pytest.mark.parametrize("hidden", [False, True])
def test_page_and_workbook_tell_what_was_decided(hidden: bool) -> None:
    found = report(ruled(class_of(40), 3, Ruling("void", "=1+1 有歧义")), hidden=hidden)
    text = page.html(found)
    assert "第 3 题已作废，全体得满分，没有算进难度" in text and "○ 已作废" in text and "2024年3月8日" in text
    assert ("王主任" in text) != hidden
    book = load_workbook(io.BytesIO(workbook(found)))
    sheet = book["作废与更正"]
    told = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.value]
    assert any(cell.value == "=1+1 有歧义" and cell.data_type == "s" for cell in told)
    assert any(cell.value == "王主任" for cell in told) != hidden
    assert not report(class_of(40)).decided and "作废与更正" not in page.html(report(class_of(40)))


def test_an_item_with_two_keys_is_right_both_ways_and_guessed_more_easily() -> None:
    class_ = class_of(60)
    rekeyed = ruled(class_, 3, Ruling("rekey", "两项都对", ITEMS[2], ("C",)))
    found = report(rekeyed)
    [one] = [one for one in found.analysis.items if one.question.number == 3]
    assert {c.piece for c in one.choices if c.right} == {"B", "C"}
    assert words.ruled(one.question) == "△ 答案已更正"
    assert "本题答案已更正。理由：两项都对。" in found.flags[3][-1].text


def test_a_new_key_is_what_the_analysis_goes_by() -> None:
    class_ = class_of(60)
    questions = tuple(replace(q, item=with_key(q.item, "A")) if q.number == 3 else q for q in class_.questions)
    [one] = [one for one in analyse(replace(class_, questions=questions)).items if one.question.number == 3]
    assert [c.piece for c in one.choices if c.right] == ["A"]


def test_a_void_item_s_gift_does_not_pass_for_a_rise() -> None:
    class_ = class_of(50)
    found = compare(replace(class_, quiz="pre"), ruled(class_, 3, Ruling("void", "有歧义")))
    plain = compare(replace(class_, quiz="pre"), class_)
    assert found.without_void and "作废的题没有算进对比" in words.verdict(found)
    assert not plain.without_void and plain.difference and plain.difference.mean == 0
    rest = [100 * sum(got for n, got in one.earned.items() if n != 3) / 10 for one in class_.sittings]
    assert found.second.scores.mean == pytest.approx(sum(rest) / len(rest))
    same = compare(ruled(class_, 3, Ruling("void", "有歧义")), ruled(class_, 3, Ruling("void", "有歧义")))
    assert same.difference and same.difference.mean == 0 and same.together == pytest.approx(1.0)


def test_who_chose_what_is_known_unless_names_are_hidden() -> None:
    class_ = class_of(40)
    [one] = [one for one in report(class_).analysis.items if one.question.number == 3]
    for choice in one.choices:
        assert set(choice.who) == {s.id for s in class_.sittings if s.given[3].response == choice.piece}
        assert len(choice.who) == choice.count
    assert not any(choice.who for item in report(class_, hidden=True).analysis.items for choice in item.choices)
