"""Item analysis counts what people did, whatever the type of the item."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_takings import able_class, item, sitting, taken, whole

from exercises.quiz.keys import placed
from grader.reports import choices, stats
from grader.reports.groups import concepts
from grader.reports.items import Analysis, Choice, analyse
from grader.reports.model import Given, Taken

SINGLES = [item(id=f"x-{n}") for n in range(3)]


def chosen(found: Analysis, number: int = 1) -> dict[str, Choice]:
    return {choice.piece: choice for choice in found.items[number - 1].choices}


def close(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else math.isclose(a, b, abs_tol=1e-9)


@given(st.lists(st.lists(st.sampled_from(["A", "B", "C", "D", None]), min_size=3, max_size=3), min_size=1, max_size=25))
def test_options_are_counted_and_correlated_as_a_plain_loop_does_it(answers: list[list[str | None]]) -> None:
    found = analyse(taken(SINGLES, {f"t{n:02d}": given for n, given in enumerate(answers)}))
    for number in range(3):
        result = found.items[number]
        right = blank = 0
        for row in answers:
            right += row[number] == "B"
            blank += row[number] is None
        assert (result.n, result.right, result.blank) == (len(answers), right, blank)
        assert close(result.facility, right / len(answers))
        for name, choice in chosen(found, number + 1).items():
            has = [float(row[number] == name) for row in answers]
            rest = [sum(2.0 for m, given in enumerate(row) if m != number and given == "B") for row in answers]
            assert choice.count == sum(has) and close(choice.share, sum(has) / len(answers))
            assert choice.right == (name == "B")
            assert close(choice.r, stats.correlated(has, rest))


def test_the_right_option_of_a_single_choice_correlates_as_the_item_does() -> None:
    found = analyse(able_class([item(id=f"x-{n}") for n in range(8)], 60))
    for n, result in enumerate(found.items, 1):
        assert close(chosen(found, n)["B"].r, result.discrimination)


def test_upper_and_lower_groups_are_those_by_the_other_items() -> None:
    # Four know the other two items and choose B here, four know nothing and choose A.
    people = {f"u{n}": ["B", "B", "B"] for n in range(4)} | {f"v{n}": ["A", "C", "C"] for n in range(4)}
    both = chosen(analyse(taken(SINGLES, people)))
    assert (both["B"].upper, both["B"].lower) == (1.0, 0.0)
    assert (both["A"].upper, both["A"].lower) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("one", "response", "expected"),
    [
        (item("single"), "C", {"C"}),
        (item("judge"), "错", {"错"}),
        (item("multiple"), frozenset("AB"), {"A", "B"}),
        (item("match"), {"1": "B", "2": "C"}, {"1→B", "2→C"}),
        (item("order"), ("C", "A", "B"), {"C→A", "A→B"}),
        (item("cloze"), {"1": "“政治 监督”", "2": "宝剑"}, {"1→政治监督", "2→利剑"}),
        (item("cloze"), {"1": "ＡＢ。", "2": "a"}, {"1→ab", "2→a"}),
        (item("short"), "随便", set()),
    ],
)
def test_a_response_is_cut_into_pieces(one: Any, response: Any, expected: set[str]) -> None:
    assert choices.pieces(one, response) == expected


@pytest.mark.parametrize("type", ["single", "judge", "multiple", "match", "order", "cloze"])
def test_the_key_is_among_the_pieces_listed_and_every_piece_has_words(type: str) -> None:
    one = item(type)
    listed = choices.listed(one)
    assert choices.key(one) <= set(listed)
    assert all(choices.described(one, piece).strip() for piece in listed)


def test_pairs_are_told_with_both_sides() -> None:
    assert choices.described(item("match"), "1→C") == "1. 子 → C. 丙"
    assert choices.described(item("order"), "C→A") == "C. 丙 → A. 甲"
    assert choices.described(item("cloze"), "2→" + "长" * 100) == f"（2）{'长' * 60}……"


def test_of_what_was_filled_in_the_most_frequent_is_shown() -> None:
    people = {f"t{n}": [{"1": text}] for n, text in enumerate(["政治监督"] * 3 + ["业务"] * 2 + list("甲乙丙丁戊"))}
    shown = [choice.piece for choice in analyse(taken([item("cloze")], people)).items[0].choices]
    assert shown[:3] == ["1→政治监督", "2→利剑", "1→业务"] and len(shown) == 2 + 4


def short_class(marked: Sequence[bool]) -> Taken:
    """Two single-choice items and a short one that is marked only for some."""
    questions = [placed(n, one) for n, one in enumerate([*SINGLES[:2], item("short", "x-9", points=4)], 1)]
    people = []
    for n, is_marked in enumerate(marked):
        one = sitting(f"t{n:02d}", questions, ["B" if n % 2 else "A", "B" if n % 3 else "A", "作答"])
        people.append(replace(one, earned={**one.earned, 3: float(n % 5)}) if is_marked else replace(one, waiting=(3,)))
    return whole(questions, people)


def test_a_question_hardly_anybody_has_marked_is_left_out_of_reliability() -> None:
    found = analyse(short_class([True] * 4 + [False] * 6))
    assert found.counted == (1, 2) and found.people == 10
    assert found.items[2].n == 4 and found.items[2].facility is found.items[2].discrimination is None


def test_nor_does_it_tell_anything_of_its_concept() -> None:
    """Blanks score 0 at once and answers wait: the concept would look worse than it is."""
    class_ = short_class([True] * 4 + [False] * 6)
    own = [replace(q, item=q.item.model_copy(update={"concept": "简答的"})) if q.number == 3 else q for q in class_.questions]
    shares = {one.name: one.share for one in concepts(replace(class_, questions=tuple(own)))}
    assert shares["简答的"] is None and shares["概念甲"] is not None


def test_else_those_without_its_mark_are_left_out() -> None:
    found = analyse(short_class([True] * 6 + [False] * 4))
    assert found.counted == (1, 2, 3) and found.people == 6
    assert found.items[0].n == 10


def test_an_answer_that_is_lost_counts_in_marks_but_not_among_choices() -> None:
    class_ = taken(SINGLES, {f"t{n}": ["B", "B", "A"] for n in range(4)})
    people = (replace(class_.sittings[0], given={}), *class_.sittings[1:])
    result = analyse(replace(class_, sittings=people)).items[0]
    assert (result.n, result.answers, result.choices[1].count, result.choices[1].share) == (4, 3, 3, 1.0)


def test_unreadable_answers_are_counted_apart_from_blank_ones() -> None:
    class_ = taken(SINGLES, {f"t{n}": [None, "B", "A"] for n in range(3)})
    first = replace(class_.sittings[0], given={**class_.sittings[0].given, 1: Given("unreadable")})
    result = analyse(replace(class_, sittings=(first, *class_.sittings[1:]))).items[0]
    assert (result.blank, result.unreadable) == (2, 1)


def test_a_quiz_nobody_has_a_mark_in_has_no_figures() -> None:
    found = analyse(whole([placed(1, SINGLES[0])], []))
    assert found.alpha is None and found.error is None and found.items[0].facility is None
