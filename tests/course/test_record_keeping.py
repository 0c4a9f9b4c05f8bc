"""What the record keeps and gives back."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.record import Attempt, Record, current, record_file

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=timezone.utc)
RIGHT = Attempt("l05-p1", "item", 5, "约束谁", "B", "right", 1.0)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment=MONDAY):
        self.moment = moment

    def __call__(self):
        return self.moment

    def pass_(self, **time):
        self.moment += timedelta(**time)


@pytest.fixture(autouse=True)
def beijing(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def record(tmp_path, clock):
    return Record(tmp_path / "新文件夹" / "学习记录.sqlite", clock)


def test_the_record_lies_where_the_variable_says_else_in_the_users_own_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XUNCHA_RECORD", str(tmp_path / "我的.sqlite"))
    assert current().path == record_file() == tmp_path / "我的.sqlite"
    monkeypatch.delenv("XUNCHA_RECORD")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert record_file().name == "学习记录.sqlite" and tmp_path in record_file().parents


def test_a_new_record_is_empty_and_looking_at_it_makes_no_file(record):
    assert record.attempts() == record.reviews() == record.news() == []
    assert record.states() == record.notes() == record.finished() == record.visits() == record.time_spent() == record.cards() == {}
    assert record.state("x") is None and record.last_lesson() is None and record.note(1) == ""
    assert not record.path.parent.exists()


def test_an_answer_comes_back_with_its_moment_and_its_day_on_the_learners_calendar(record, clock):
    clock.moment = datetime(2026, 3, 1, 17, 30, tzinfo=timezone.utc)  # half past one at night in Beijing
    done = record.answered(RIGHT)
    assert (done.moment, done.day) == (clock.moment, date(2026, 3, 2)) and len(done.uid) == 32
    assert record.attempts() == [done]


def test_answers_come_oldest_first_and_can_be_picked_by_subject_lesson_kind_and_place(record, clock):
    given = [
        Attempt("l05-p1", "item", 5, "约束谁", "A", "wrong", 0.0),
        Attempt("lesson-05/notice/notice-1", "activity", 5, "立行立改", {"1": ["B"]}, "part", 0.5),
        Attempt("l01-p2", "item", 1, "本质", None, "shown", None, "review"),
        RIGHT,
    ]
    for attempt in given:
        record.answered(attempt)
        clock.pass_(seconds=1)
    subjects = [attempt.subject for attempt in given]
    assert [a.subject for a in record.attempts()] == subjects
    assert [a.response for a in record.attempts(subject="l05-p1")] == ["A", "B"]
    assert [a.subject for a in record.attempts(lesson=1)] == ["l01-p2"] == [a.subject for a in record.attempts(place="review")]
    assert [a.subject for a in record.attempts(lesson=5, kind="activity")] == subjects[1:2]


def test_two_answers_in_the_same_millisecond_keep_their_order(record):
    for letter in "ABC":
        record.answered(Attempt("l05-p1", "item", 5, "约束谁", letter, "wrong", 0.0))
    assert [a.response for a in record.attempts()] == ["A", "B", "C"]


@pytest.mark.parametrize("field, value", [("kind", "quiz"), ("verdict", "blank"), ("place", "exam"), ("share", 1.5), ("share", float("nan"))])
def test_an_answer_that_cannot_be_is_the_callers_mistake(field, value):
    fields = {"subject": "a", "kind": "item", "lesson": 1, "concept": "c", "response": 1, "verdict": "right", field: value}
    with pytest.raises(ValueError, match=field):
        Attempt(**fields)


@pytest.mark.parametrize("subject", ["", "a\nb", "长" * 201])
def test_what_could_not_be_moved_to_another_machine_is_not_kept_here_either(record, subject):
    with pytest.raises(ValueError):
        record.answered(Attempt(subject, "item", 1, "c", 1, "right"))
    assert not record.attempts()


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(value=plain)
def test_any_json_value_of_a_card_comes_back_as_it_was(tmp_path_factory, value):
    record = Record(tmp_path_factory.mktemp("r") / "r.sqlite")
    record.keep_state("lesson-05/activity/notice", value)
    assert record.state("lesson-05/activity/notice") == value == json.loads(json.dumps(value))


def test_the_state_of_a_card_is_replaced_and_all_of_a_lesson_are_read_at_once(record):
    record.keep_state("lesson-05/activity/notice", {"step": 1})
    record.keep_state("lesson-05/activity/notice", {"step": 2})
    record.keep_state("lesson-05/question/l05-p1", "B")
    record.keep_state("lesson-051/question/x", 0)
    assert record.state("lesson-05/activity/notice") == {"step": 2}
    assert record.states("lesson-05/") == {"lesson-05/activity/notice": {"step": 2}, "lesson-05/question/l05-p1": "B"}


@pytest.mark.parametrize("value", ["x" * 100_000, [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]], float("inf"), {1, 2}])
def test_a_state_that_is_too_large_too_deep_or_no_json_is_refused(record, value):
    with pytest.raises((ValueError, TypeError)):
        record.keep_state("k", value)
    assert record.states() == {}


def test_half_a_character_from_a_browser_breaks_nothing(record):
    record.keep_note(1, "好\ud83d的")
    record.keep_state("k", {"draft": "好\ud83d的"})
    assert record.note(1) == "好?的" and record.state("k") == {"draft": "好?的"}


def test_time_adds_up_by_lesson_and_by_day(record, clock):
    record.spent(5, 60)
    record.spent(5, 30)
    clock.pass_(days=1)
    record.spent(1, 10)
    record.spent(5, 0)
    assert record.time_spent() == {1: 10, 5: 90}
    assert record.time_by_day() == {date(2026, 3, 2): 90, date(2026, 3, 3): 10}


@pytest.mark.parametrize("seconds", [-1, 86_401, float("nan")])
def test_time_that_cannot_have_been_spent_is_refused(record, seconds):
    with pytest.raises(ValueError):
        record.spent(5, seconds)


def test_signs_of_life_count_the_time_between_them_but_not_a_long_silence(record, clock):
    record.beat(5)
    clock.pass_(seconds=60)
    record.beat(5)
    clock.pass_(minutes=40)
    record.beat(5)
    clock.pass_(seconds=30)
    record.beat(5)
    assert record.time_spent() == {5: 90}


def test_two_lessons_open_at_once_do_not_make_two_minutes_of_one(record, clock):
    for _ in range(7):
        record.beat(1)
        clock.pass_(seconds=5)
        record.beat(2)
        clock.pass_(seconds=5)
    assert sum(record.time_spent().values()) == 65


def test_a_clock_set_back_takes_no_time_away(record, clock):
    record.beat(5)
    clock.pass_(minutes=-30)
    record.beat(5)
    clock.pass_(minutes=1)
    record.beat(5)
    assert record.time_spent() == {5: 60}


def test_the_path_knows_what_was_opened_last_and_when_a_lesson_was_first_finished(record, clock):
    record.visited(5)
    clock.pass_(minutes=1)
    record.visited(0)
    record.finish(0)
    clock.pass_(days=3)
    record.finish(0)
    assert record.last_lesson() == 0 and list(record.visits()) == [0, 5]
    assert record.finished() == {0: MONDAY + timedelta(minutes=1)}
    record.visited(5)
    assert record.last_lesson() == 5 and list(record.finished()) == [0]


def test_notes_are_kept_whole_and_an_emptied_note_is_no_note(record):
    record.keep_note(5, "三不\n界限")
    record.keep_note(1, "定位")
    assert record.notes() == {1: "定位", 5: "三不\n界限"} and record.note(5) == "三不\n界限"
    record.keep_note(5, "")
    assert record.notes() == {1: "定位"} and record.note(5) == ""
    with pytest.raises(ValueError):
        record.keep_note(1, "字" * 200_001)
    assert record.note(1) == "定位"


def test_a_rating_is_one_of_four(record):
    assert record.reviewed("term/三不原则", 3).day == date(2026, 3, 2)
    for rating in (0, 5):
        with pytest.raises(ValueError):
            record.reviewed("term/三不原则", rating)
    assert [r.rating for r in record.reviews()] == [3]


def test_another_object_on_the_same_file_sees_everything_at_once(record, clock):
    record.answered(RIGHT)
    record.keep_note(1, "定位")
    other = Record(record.path, clock)
    assert other.attempts() == record.attempts() and other.notes() == record.notes()
