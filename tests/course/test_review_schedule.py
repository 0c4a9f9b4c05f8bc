"""When cards come back, and what is asked today."""

from datetime import date, datetime, timedelta, timezone

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.catalog import lessons
from course.record import Attempt, Record, Review
from course.review import deck, due, inferred, material, schedule, terms
from course.review.schedule import cards, rated

MONDAY = date(2026, 3, 2)


def at(day, hour=9):
    """A moment of that day in Beijing."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone(timedelta(hours=8))).astimezone(timezone.utc)


def attempt(verdict, day=0, place="lesson", subject="l05-p1", kind="item", hour=9):
    when = MONDAY + timedelta(days=day)
    return Attempt(subject, kind, 5, "约束谁", "B", verdict, None, place, at(when, hour), when, f"{day:03}{hour:02}{verdict}")


def review(rating, day=0, subject="l05-p1", hour=10):
    when = MONDAY + timedelta(days=day)
    return Review(subject, rating, at(when, hour), when, f"{day:03}{hour:02}{rating}")


@pytest.fixture(autouse=True)
def beijing(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")


# One card


@pytest.mark.parametrize("verdict, rating", [("wrong", 1), ("part", 2), ("right", 3), ("waiting", None), ("shown", None)])
def test_an_answer_stands_for_a_rating_where_it_was_judged(verdict, rating):
    assert inferred(verdict) == rating


def test_the_first_answer_begins_a_card_and_the_better_it_was_the_later_it_comes_back():
    back = {v: cards([attempt(v)], [])["l05-p1"].due for v in ("wrong", "part", "right")}
    assert MONDAY < back["wrong"] <= back["part"] < back["right"] <= MONDAY + timedelta(days=7)


def test_with_every_success_in_time_the_next_review_is_further_off():
    card, gaps = rated(None, "x", 3, MONDAY), []
    for _ in range(5):
        gaps.append((card.due - card.last).days)
        card = rated(card, "x", 3, card.due)
    assert gaps == sorted(set(gaps)) and gaps[-1] <= 365
    forgotten = rated(card, "x", 1, card.due)
    assert forgotten.lapses == 1 and (forgotten.due - forgotten.last).days < gaps[-1]


def test_the_numbers_are_those_of_the_library():
    library = fsrs.Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)
    theirs, ours = fsrs.Card(card_id=1), None
    for rating, day in [(3, 0), (1, 2), (2, 3), (4, 5), (3, 40)]:
        theirs, _ = library.review_card(theirs, fsrs.Rating(rating), datetime(2026, 3, 2, tzinfo=timezone.utc) + timedelta(days=day))
        ours = rated(ours, "x", rating, MONDAY + timedelta(days=day))
        assert (ours.stability, ours.difficulty, ours.due) == (theirs.stability, theirs.difficulty, theirs.due.date())


def test_the_chance_of_knowing_a_card_falls_from_day_to_day_to_nine_in_ten_when_it_is_due():
    card = rated(None, "x", 4, MONDAY)
    chances = [card.recall(MONDAY + timedelta(days=n)) for n in range(30)]
    assert chances[0] == 1 and chances == sorted(set(chances), reverse=True)
    assert card.recall(card.due) == pytest.approx(0.9, abs=0.02)


def test_answering_rightly_at_once_after_the_explanation_does_not_count():
    once, twice = cards([attempt("right")], []), cards([attempt("right"), attempt("right", hour=10)], [])
    assert once == twice
    assert cards([attempt("wrong"), attempt("right", hour=10)], []) == cards([attempt("wrong")], [])


def test_answering_again_in_a_lesson_counts_when_the_card_is_due_or_the_answer_not_right():
    assert cards([attempt("right"), attempt("right", day=30)], [])["l05-p1"].reviews == 2
    assert cards([attempt("right"), attempt("wrong", day=1, place="mock")], [])["l05-p1"].lapses == 1


def test_a_rating_in_a_review_counts_and_the_answer_given_there_does_not_count_twice():
    found = cards([attempt("right"), attempt("wrong", day=2, place="review")], [review(1, day=2)])["l05-p1"]
    assert (found.reviews, found.lapses, found.last) == (2, 1, MONDAY + timedelta(days=2))


def test_the_learners_choice_outweighs_what_the_answer_stood_for():
    answers = [attempt("right"), attempt("right", day=2, place="review")]
    assert cards(answers, [review(4, day=2)])["l05-p1"].due > cards(answers, [review(3, day=2)])["l05-p1"].due


def test_what_was_only_looked_at_or_was_an_interaction_makes_no_card():
    assert cards([attempt("shown"), attempt("waiting"), attempt("right", kind="activity", subject="lesson-05/notice")], []) == {}


histories = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 4), st.sampled_from(["a", "b"])), max_size=20)


@given(history=histories, shuffled=st.randoms())
def test_a_card_is_what_its_history_is_in_whatever_order_it_comes_from_two_machines(history, shuffled):
    reviews = [review(rating, day, subject, hour=n) for n, (day, rating, subject) in enumerate(history)]
    mixed = reviews.copy()
    shuffled.shuffle(mixed)
    found = cards([], reviews)
    assert found == cards([], mixed)
    for card in found.values():
        assert card.last < card.due <= card.last + timedelta(days=365) and 0 < card.recall(card.due) <= 1
        assert card.reviews == sum(subject == card.subject for _, _, subject in history) > card.lapses


# Today


@pytest.fixture
def record(tmp_path):
    clock = type("Clock", (), {"moment": at(MONDAY)})()
    record = Record(tmp_path / "r.sqlite", lambda: clock.moment)
    record.clock = clock
    return record


def on(record, day, hour=9):
    record.clock.moment = at(MONDAY + timedelta(days=day), hour)
    return record.clock.moment


def answer(record, subject, verdict):
    item = material.practice()[subject]
    record.answered(Attempt(subject, "item", item.lesson, item.concept, "A", verdict))


ITEMS = list(material.practice())


def test_nothing_is_due_for_a_new_learner_nor_on_the_day_of_the_first_answer(record):
    assert due(record, on(record, 0)) == []
    answer(record, ITEMS[0], "wrong")
    assert due(record, on(record, 0, hour=23)) == []


def test_what_is_due_on_a_day_is_due_from_its_morning_on(record):
    on(record, 0, hour=22)
    answer(record, ITEMS[0], "wrong")
    assert [d.subject for d in due(record, on(record, 1, hour=6))] == [ITEMS[0]]


def test_a_reviewed_card_is_gone_for_today(record):
    answer(record, ITEMS[0], "wrong")
    now = on(record, 1)
    record.reviewed(ITEMS[0], 3)
    assert due(record, now) == [] and [d.subject for d in due(record, on(record, 30))] == [ITEMS[0]]


def test_the_most_endangered_comes_first_and_a_review_has_its_limit(record):
    answer(record, ITEMS[0], "right")
    answer(record, ITEMS[1], "wrong")
    now = on(record, 20)
    assert [d.subject for d in due(record, now)] == [ITEMS[1], ITEMS[0]]
    assert [d.subject for d in due(record, now, limit=1)] == [ITEMS[1]]
    assert [d.kind for d in due(record, now)] == ["item", "item"]


def test_an_item_that_is_no_longer_in_the_bank_is_not_asked(record):
    record.answered(Attempt("item-that-is-gone", "item", 5, "x", "A", "wrong"))
    record.reviewed("term/没有这个词", 1)
    assert due(record, on(record, 9)) == []


def test_an_item_that_was_only_looked_at_comes_up_as_new_the_next_day(record):
    answer(record, ITEMS[0], "shown")
    assert due(record, on(record, 0, hour=23)) == []
    assert due(record, on(record, 1)) == [deck.Due(ITEMS[0], None)]


def test_the_terms_of_a_lesson_come_up_once_it_is_finished_a_few_a_day(record):
    number = next(lesson.number for lesson in lessons() if len(terms.subjects(lesson.number)) > deck.NEW_A_DAY)
    wanted = terms.subjects(number)
    record.visited(number)
    assert due(record, on(record, 0)) == []
    record.finish(number)
    first = due(record, on(record, 0))
    assert [d.subject for d in first] == list(wanted[: deck.NEW_A_DAY]) and {d.kind for d in first} == {"term"}
    for one in first[:4]:
        record.reviewed(one.subject, 3)
    assert len(due(record, on(record, 0))) == deck.NEW_A_DAY - 4
    for one in first[4:]:
        record.reviewed(one.subject, 4)
    assert due(record, on(record, 0)) == []
    tomorrow = due(record, on(record, 1))
    assert [d.subject for d in tomorrow] == list(wanted[deck.NEW_A_DAY : 2 * deck.NEW_A_DAY])


def test_due_cards_come_before_new_ones(record):
    number = next(lesson.number for lesson in lessons() if terms.subjects(lesson.number))
    record.finish(number)
    answer(record, ITEMS[0], "wrong")
    found = due(record, on(record, 1))
    assert found[0].subject == ITEMS[0] and found[0].card and all(d.card is None for d in found[1:]) and len(found) > 1


# Which terms a lesson speaks of


def notebook(*cells):
    return {"cells": [{"cell_type": kind, "metadata": about, "source": source} for kind, source, about in cells]}


def test_a_term_counts_in_the_lessons_own_words_and_on_its_concept_cards_once():
    found = terms.mentioned(
        notebook(
            ("markdown", "“三不”原则约束巡察组，巡察组不办案。", {}),
            ("code", 'lesson.concept("问题底稿", "记录", "")', {}),
        )
    )
    assert found == ("三不原则", "巡察组", "问题底稿")


def test_what_only_the_instructor_or_a_quoted_speech_says_does_not_count():
    found = terms.mentioned(
        notebook(
            ("markdown", "巡察组", {"xuncha": {"role": "teacher"}}),
            ("code", 'lesson.passage("shijiwei-2020¶27", "巡察组")', {}),
        )
    )
    assert found == ()


def test_a_lesson_that_does_not_exist_has_no_terms():
    assert terms.subjects(999) == ()


def test_the_interval_of_a_card_answered_late_at_night_is_counted_in_the_learners_days(record):
    on(record, 0, hour=23)
    answer(record, ITEMS[0], "right")
    card = record.cards()[ITEMS[0]]
    assert card.first == MONDAY and card.due == schedule.rated(None, ITEMS[0], 3, MONDAY).due
