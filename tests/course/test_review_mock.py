"""Mock tests: drawn evenly, the same for the same seed, and reported by concept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.record import Record
from course.review import MockBlueprint, mistakes, mock, report
from course.review.material import practice
from course.review.mocktest import attempts
from exercises.bank import Bank
from exercises.items import TYPES, kind


def bank(*specs):
    """A bank of (lesson, concept) items that ask whatever they ask."""
    template = next(i for i in practice().values() if i.type == "single")
    made = [
        template.model_copy(update={"id": f"i{n:03}", "lesson": lesson, "concept": concept})
        for n, (lesson, concept) in enumerate(specs)
    ]
    return Bank({item.id: item for item in made})


def right(item):
    """The right response as a form gives it."""
    key = kind(item).key(item)
    return sorted(key) if isinstance(key, frozenset) else list(key) if isinstance(key, tuple) else key


def ids(form):
    return [item.id for item in form.items]


@given(seed=st.integers(), length=st.integers(0, 60))
def test_the_same_seed_draws_the_same_form_and_no_item_twice(seed, length):
    form = mock(MockBlueprint(length=length), seed)
    assert ids(form) == ids(mock(MockBlueprint(length=length), seed))
    assert len(set(ids(form))) == len(form.items) <= length
    assert all(item.pool == "practice" and item.type != "short" for item in form.items)


def test_another_seed_draws_another_form():
    assert len({tuple(ids(mock(MockBlueprint(length=6), seed))) for seed in range(10)}) > 5


def test_only_the_lessons_asked_for_are_drawn_from():
    made = bank(*[(lesson, "x") for lesson in range(6) for _ in range(5)])
    assert {item.lesson for item in mock(MockBlueprint((1, 4), 8), 1, made).items} == {1, 4}


def test_lessons_and_their_concepts_take_turns():
    made = bank(*[(1, "甲")] * 20, *[(1, "乙")] * 20, *[(2, "丙")] * 3, *[(2, "丁")] * 3)
    for seed in range(20):
        drawn = mock(MockBlueprint(length=8), seed, made).items
        assert sorted((i.lesson, i.concept) for i in drawn) == sorted([(1, "甲"), (1, "乙"), (2, "丙"), (2, "丁")] * 2)


def test_no_lesson_and_no_concept_is_always_the_first_to_be_drawn():
    made = bank((1, "甲"), (1, "乙"), (2, "丙"), (2, "丁"))
    drawn = {(i.lesson, i.concept) for seed in range(60) for i in mock(MockBlueprint(length=1), seed, made).items}
    assert len(drawn) == 4


def test_a_pool_with_too_few_items_gives_what_it_has():
    assert len(mock(MockBlueprint((1,), 20), 7, bank((1, "甲"), (1, "乙"), (2, "丙"))).items) == 2
    assert mock(MockBlueprint((99,), 20), 7, bank((1, "甲"))).items == ()


def test_the_paper_goes_by_type_and_suggests_two_minutes_an_item():
    form = mock(MockBlueprint(length=30), 5)
    order = [list(TYPES).index(item.type) for item in form.items]
    assert order == sorted(order) and form.minutes == 2 * len(form.items)
    assert form.points == sum(item.points for item in form.items)


def test_a_paper_with_every_answer_right_earns_all_points():
    form = mock(MockBlueprint(length=999), 3)
    found = report(form, {item.id: right(item) for item in form.items})
    assert found.whole.earned == found.whole.points == form.points and found.whole.right == len(form.items)


def test_an_empty_paper_earns_nothing_and_is_no_answer():
    form = mock(MockBlueprint(length=10), 3)
    found = report(form, {})
    assert found.whole.earned == found.whole.right == 0 and attempts(found) == []
    assert {m.score.verdict for m in found.marked} == {"blank"}


@given(data=st.data())
def test_concepts_and_lessons_of_a_report_add_up_to_the_whole(data):
    form = mock(MockBlueprint(length=15), data.draw(st.integers(0, 50)))
    known = data.draw(st.sets(st.sampled_from(ids(form))))
    found = report(form, {item.id: right(item) for item in form.items if item.id in known})
    for rows in (found.by_concept, found.by_lesson):
        assert sum(row.items for row in rows) == found.whole.items == len(form.items)
        assert sum(row.right for row in rows) == found.whole.right == len(known)
        assert sum(row.points for row in rows) == found.whole.points
        assert sum(row.earned for row in rows) == pytest.approx(found.whole.earned)


def test_the_answers_of_a_mock_go_into_the_record_and_its_mistakes_into_the_book(tmp_path):
    form = mock(MockBlueprint(length=3), 3, bank((1, "甲"), (1, "乙"), (2, "丙")))
    first, second, _ = form.items
    wrong = next(name for name in first.options if name != first.key)
    found = report(form, {first.id: wrong, second.id: right(second), form.items[-1].id: {"odd": object()}})
    record = Record(tmp_path / "r.sqlite")
    for attempt in attempts(found):
        record.answered(attempt)
    kept = {a.subject: (a.verdict, a.share, a.place) for a in record.attempts()}
    assert kept == {first.id: ("wrong", 0.0, "mock"), second.id: ("right", 1.0, "mock")}
    assert [m.subject for m in mistakes(record)] == [first.id]
