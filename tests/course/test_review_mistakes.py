"""The book of mistakes, and how far concepts are mastered."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.record import Attempt, Record
from course.review import LEVELS, mastery, mistakes
from course.review.concepts import counted
from course.review.material import practice
from course.review.mistakebook import gathered

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=timezone.utc)


def given_answers(*answers, subject="a", lesson=5, concept="约束谁", kind="item"):
    """Attempts at one subject, from (verdict, day) pairs."""
    return [
        Attempt(
            subject, kind, lesson, concept, f"{verdict}{n}", verdict, None, "lesson",
            MONDAY + timedelta(days=day, seconds=n), date(2026, 3, 2) + timedelta(days=day), f"{subject}{n}",
        )  # fmt: skip
        for n, (verdict, day) in enumerate(answers)
    ]


def merged(*lists):
    return sorted((a for attempts in lists for a in attempts), key=lambda a: a.moment)


# Mistakes


def test_an_item_answered_wrong_once_stays_in_the_book_with_what_was_answered():
    (found,) = gathered(given_answers(("part", 0), ("wrong", 1), ("right", 2)))
    assert (found.subject, found.times, found.lesson, found.concept) == ("a", 2, 5, "约束谁")
    assert found.wrong.response == "wrong1" and found.newest.response == "right2" and found.mended


def test_what_was_always_right_or_never_judged_is_no_mistake():
    assert gathered(merged(given_answers(("right", 0)), given_answers(("shown", 0), ("waiting", 1), subject="b"))) == []


def test_an_answer_looked_at_after_a_mistake_does_not_mend_it():
    (found,) = gathered(given_answers(("wrong", 0), ("shown", 1)))
    assert not found.mended and found.newest.verdict == "wrong"


def test_interactions_of_a_lesson_are_not_in_the_book():
    assert gathered(given_answers(("wrong", 0), kind="activity", subject="lesson-05/notice")) == []


def test_open_mistakes_come_first_and_of_these_the_newest():
    found = gathered(
        merged(
            given_answers(("wrong", 0), subject="old"),
            given_answers(("wrong", 3), ("right", 4), subject="mended"),
            given_answers(("wrong", 2), subject="new"),
        )
    )
    assert [m.subject for m in found] == ["new", "old", "mended"]


def test_the_book_can_be_opened_at_a_lesson_and_a_concept(tmp_path):
    record = Record(tmp_path / "r.sqlite")
    for subject, lesson, concept in (("a", 1, "本质"), ("b", 5, "约束谁"), ("c", 5, "三项内容")):
        record.answered(Attempt(subject, "item", lesson, concept, "A", "wrong", 0.0))
    assert {m.subject for m in mistakes(record)} == {"a", "b", "c"}
    assert {m.subject for m in mistakes(record, lesson=5)} == {"b", "c"}
    assert {m.subject for m in mistakes(record, concept="本质")} == {"a"}
    assert mistakes(record, lesson=1, concept="约束谁") == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["right", "part", "wrong", "shown", "waiting"])), max_size=20))
def test_every_item_ever_answered_wrong_is_in_the_book_once(answers):
    attempts = [
        Attempt(s, "item", 1, "c", n, v, None, "lesson", MONDAY + timedelta(seconds=n), date(2026, 3, 2), str(n))
        for n, (s, v) in enumerate(answers)
    ]
    found = {m.subject: m.times for m in gathered(attempts)}
    wrong = [s for s, v in answers if v in ("part", "wrong")]
    assert found == {s: wrong.count(s) for s in wrong}


# Mastery


def items(*specs):
    """Items of the bank with these (id, lesson, concept), whatever they ask."""
    template = next(i for i in practice().values() if i.type == "single")
    return [template.model_copy(update={"id": name, "lesson": lesson, "concept": concept}) for name, lesson, concept in specs]


TWO = items(("a", 5, "约束谁"), ("b", 5, "约束谁"))


def one(*attempts, of=TWO):
    (found,) = counted(of, merged(*attempts))
    return (found.items, found.answered, found.right, found.lasting, found.level)


def test_a_concept_nobody_has_tried_is_ahead():
    assert one() == (2, 0, 0, 0, "ahead")


def test_a_right_answer_counts_until_a_later_one_is_not_right():
    assert one(given_answers(("wrong", 0), ("right", 0))) == (2, 1, 1, 0, "begun")
    assert one(given_answers(("right", 0), ("part", 1))) == (2, 1, 0, 0, "begun")


def test_right_on_one_day_however_often_is_right_and_not_yet_lasting():
    assert one(given_answers(("right", 0), ("right", 0)), given_answers(("right", 0), subject="b")) == (2, 2, 2, 0, "right")


def test_right_again_on_a_later_day_is_lasting():
    both = [given_answers(("wrong", 0), ("right", 0), ("right", 3), subject=s) for s in "ab"]
    assert one(*both) == (2, 2, 2, 2, "lasting")


def test_a_mistake_between_two_right_days_begins_the_count_anew():
    answers = [given_answers(("right", 0), ("wrong", 1), ("right", 2), subject=s) for s in "ab"]
    assert one(*answers) == (2, 2, 2, 0, "right")


def test_looking_at_the_answer_changes_nothing():
    assert one(given_answers(("right", 0), ("shown", 1), ("right", 2))) == (2, 1, 1, 1, "begun")


def test_concepts_are_counted_by_lesson_in_the_order_of_the_bank():
    found = counted(items(("a", 1, "本质"), ("b", 5, "本质"), ("c", 1, "定位"), ("d", 1, "本质")), [])
    assert [(m.lesson, m.concept, m.items) for m in found] == [(1, "本质", 2), (5, "本质", 1), (1, "定位", 1)]


def test_the_whole_bank_is_counted_but_short_answers_and_exam_items(tmp_path):
    found = mastery(Record(tmp_path / "r.sqlite"))
    assert sum(m.items for m in found) == sum(item.type != "short" for item in practice().values()) > 0
    assert all(item.pool == "practice" for item in practice().values())


@pytest.mark.parametrize("level", ["ahead", "begun", "right", "lasting"])
def test_every_level_has_a_name(level):
    assert LEVELS[level]
