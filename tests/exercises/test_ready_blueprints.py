"""The blueprints that come with the course: drawn from banks such as the finished one."""

from collections import Counter

import pytest
from made_bank import bank

from exercises.assembly import draw, for_lessons
from exercises.assembly.enemies import pairs
from exercises.assembly.verify import broken
from exercises.bank import Bank, load_bank
from exercises.items import Item
from exercises.quiz import Blueprint, chosen, questions, read_blueprint
from exercises.quiz.blueprint import SHIPPED
from exercises.quiz.build import build

READY = ("entry-test", "final-exam", "lesson-quiz", "pre-test")


def ready(name: str, lesson: int = 5) -> Blueprint:
    plan = read_blueprint(SHIPPED / f"{name}.yaml")
    return for_lessons(plan, [lesson]) if plan.draw and plan.draw.for_lesson else plan


def drawn(plan: Blueprint, items: list[Item], seed: str, forms: int = 1, disjoint: bool = False) -> list[list[Item]]:
    whole = Bank({item.id: item for item in items})
    papers = [chosen(paper, whole) for paper in draw(plan, items, seed, forms=forms, disjoint=disjoint, enemies=pairs)]
    assert plan.draw and not broken(plan.draw, papers, disjoint, pairs(items))
    return papers


def test_every_shipped_blueprint_is_named_by_its_file():
    assert {path.stem: read_blueprint(path).id for path in SHIPPED.glob("*.yaml")} == {name: name for name in (*READY, "quiz-01")}


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("name", READY)
def test_a_bank_like_the_finished_one_gives_three_parallel_forms(name: str, number: int):
    assert len(drawn(ready(name), bank(number), "甲", forms=3)) == 3


@pytest.mark.parametrize("name", ["entry-test", "final-exam", "pre-test"])
def test_a_bank_like_the_finished_one_gives_two_forms_without_common_items(name: str):
    one, other = drawn(ready(name), bank(), "甲", forms=2, disjoint=True)
    assert not {item.id for item in one} & {item.id for item in other}


def test_after_the_entry_test_there_are_items_enough_for_a_final_exam_of_others():
    first = {item.id for item in drawn(ready("entry-test"), bank(), "甲")[0]}
    rest = [item for item in bank() if item.id not in first]
    assert len(drawn(ready("final-exam"), rest, "甲")) == 1


@pytest.mark.parametrize("lesson", range(1, 13))
def test_every_lesson_has_its_quiz(lesson: int):
    [items] = drawn(ready("lesson-quiz", lesson), bank(7), "甲")
    assert {item.lesson for item in items} == {lesson}
    assert (len(items), sum(item.points for item in items)) == (8, 20)


def test_the_entry_test_is_fifty_items_of_all_lessons_in_an_hour_marked_without_a_person():
    plan = ready("entry-test")
    [items] = drawn(plan, bank(), "甲")
    assert (len(items), plan.minutes, plan.limited, sum(item.points for item in items)) == (50, 60, True, 100)
    assert {item.lesson for item in items} == set(range(1, 13))
    assert not [item for item in items if item.type == "short" or item.pool != "exam"]


def test_the_final_exam_has_short_answers_and_a_hundred_points():
    [items] = drawn(ready("final-exam"), bank(), "甲")
    assert (Counter(item.type for item in items)["short"], sum(item.points for item in items)) == (2, 100)


def test_the_pre_test_spends_no_exam_items_and_asks_two_of_each_lesson():
    [items] = drawn(ready("pre-test"), bank(), "甲")
    assert {item.pool for item in items} == {"practice"}
    assert Counter(item.lesson for item in items) == {n: 2 for n in range(1, 13)}


@pytest.mark.parametrize("name", READY)
def test_the_course_s_own_bank_gives_two_parallel_papers(name: str):
    whole = load_bank()
    papers = draw(ready(name), whole, "2026", forms=2, enemies=pairs)
    for paper in papers:
        assert len(questions(build(paper, whole))) == paper.count
