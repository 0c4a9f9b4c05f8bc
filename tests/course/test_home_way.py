"""The way through the lessons: where one goes on, and what is marked as done."""

from datetime import UTC, datetime
from pathlib import Path

from course.catalog import LessonEntry
from course.path import way

LESSONS = tuple(LessonEntry(n, f"第{n}讲", 30, "摘要", Path("x.ipynb")) for n in range(5))
THEN = datetime(2026, 3, 5, tzinfo=UTC)


def number(found):
    return found.onward.entry.number if found.onward else None


def test_a_new_learner_begins_at_the_first_lesson():
    found = way(LESSONS)
    assert number(found) == 0 and found.done == 0
    assert {step.state for step in found.steps} == {"ahead"}


def test_one_goes_on_with_the_lesson_one_was_in_even_if_others_are_open_before_it():
    assert number(way(LESSONS, begun={0, 3}, last=3)) == 3


def test_after_a_finished_lesson_comes_the_next_that_is_not():
    assert number(way(LESSONS, begun={1, 2}, finished={1: THEN, 2: THEN}, last=1)) == 3


def test_when_nothing_is_left_after_it_one_returns_to_what_was_passed_over():
    assert number(way(LESSONS, begun={4}, finished={4: THEN, 0: THEN}, last=4)) == 1


def test_when_all_is_done_there_is_nowhere_to_go_on():
    found = way(LESSONS, finished=dict.fromkeys(range(5), THEN), last=2)
    assert number(found) is None and found.done == 5


def test_a_lesson_read_again_after_it_was_finished_stays_finished():
    step = way(LESSONS, begun={1}, finished={1: THEN}, seconds={1: 1850.0}, last=1).steps[1]
    assert (step.state, step.finished, step.minutes) == ("done", THEN, 30)


def test_what_the_record_knows_of_lessons_that_are_gone_does_no_harm():
    found = way(LESSONS, begun={99}, finished={77: THEN}, seconds={99: 60.0}, last=99)
    assert number(found) == 0 and found.done == 0
