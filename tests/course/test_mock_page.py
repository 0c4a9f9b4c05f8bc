"""A mock test from choosing to the report, interrupted or not, kept or not."""

import json

import pytest
from learner import Learner, key

from course import mocksitting
from course.mockdesk import MockDesk, MockRoom
from course.record import Record
from course.review import MockBlueprint, mock, report
from course.review.material import practice


@pytest.fixture
def learner(tmp_path):
    return Learner(tmp_path / "学习记录.sqlite")


@pytest.fixture
def room(learner):
    return MockRoom(MockDesk(learner.record))


def press(page, act, **fields):
    page._heard(page, {"act": act, "value": "", "fields": fields}, [])


def start(room):
    press(room._page, "start", **{"lesson-5": "5", "length": "10"})
    return room._paper


def right_answers(form):
    return {str(n): key(item) for n, item in enumerate(form.items)}


def hand_in(paper, responses):
    paper.responses = responses
    paper.handed += 1


def test_lessons_that_are_finished_are_chosen_to_begin_with(learner):
    assert 'name="lesson-1" value="1" checked' in MockDesk(learner.record).html()
    learner.finishes(5)
    html = MockDesk(learner.record).html()
    assert 'name="lesson-5" value="5" checked' in html and 'name="lesson-1" value="1">' in html


def test_without_a_lesson_nothing_begins_and_the_reader_is_led_to_the_choice(room):
    press(room._page, "start", length="10")
    assert room._paper is None and room._page.said["look"] == "wrong" and room._page.focus == "mo-lessons"


def test_the_paper_has_the_lessons_and_the_length_that_were_chosen_and_gives_no_key_away(room):
    paper = start(room)
    form = room._desk.form
    assert {item.lesson for item in form.items} == {5} and len(paper.items) == len(form.items) <= 10
    told = json.dumps([paper.items, room._page.html], ensure_ascii=False)
    assert not [item.id for item in form.items if item.explanation in told]
    assert paper.minutes == 2 * len(form.items) and room._page.focus == "mo-head"


def test_handed_in_it_is_marked_kept_and_reported_by_lesson_and_concept(room, learner):
    paper = start(room)
    form = room._desk.form
    responses = right_answers(form)
    del responses["0"]
    paper.seconds = 130
    hand_in(paper, responses)
    html = room._page.html
    assert f"答对 {len(form.items) - 1} / {len(form.items)} 题，用时 2 分钟" in html and "没有作答" in html
    assert all(item.concept in html for item in form.items) and form.items[0].explanation in html
    given = learner.record.attempts(place="mock")
    assert {a.subject for a in given} == {item.id for item in form.items[1:]} and {a.verdict for a in given} == {"right"}
    assert len(room.children) == 1 and room._page.focus == "mo-head"


def test_a_paper_that_was_left_is_gone_on_with_where_it_was(room, learner):
    paper = start(room)
    ids = [item.id for item in room._desk.form.items]
    paper.responses = {"1": "A"}
    paper.seconds = 61
    again = MockRoom(MockDesk(Record(learner.record.path)))
    assert "已用 1 分钟" in again._page.html and "没有交" in again._page.html
    press(again._page, "resume")
    assert [item.id for item in again._desk.form.items] == ids
    assert again._paper.responses == {"1": "A"} and again._paper.seconds == 61


def test_a_paper_that_was_handed_in_is_not_offered_again_but_listed(room, learner):
    hand_in(start(room), {})
    html = MockDesk(learner.record).html()
    assert "没有交" not in html and "做过的" in html and "0 /" in html
    press(room._page, "again")
    assert "从哪些课里抽题" in room._page.html


def test_a_blank_paper_is_reported_and_leaves_no_answers(room, learner):
    hand_in(start(room), {})
    assert "得 0 分" in room._page.html and learner.record.attempts() == []


def test_what_a_page_sends_that_is_no_answer_counts_as_none(room, learner):
    paper = start(room)
    hand_in(paper, {"0": {"<b>": 1}, "1": 7, "99": "A", "x": "<script>"})
    assert "<script>" not in room._page.html and "<b>" not in room._page.html and "得 0 分" in room._page.html


def test_a_record_that_cannot_be_written_loses_no_result(tmp_path):
    blocked = tmp_path / "文件"
    blocked.write_text("")
    room = MockRoom(MockDesk(Record(blocked / "学习记录.sqlite")))
    paper = start(room)
    assert "做完直接交卷" in room._page.html
    hand_in(paper, right_answers(room._desk.form))
    assert "没有记入学习记录" in room._page.html and "得 0 分" not in room._page.html


FORM = mock(MockBlueprint((5,), 5), 1)


def test_a_kept_paper_comes_back_as_it_was():
    state = json.loads(json.dumps(mocksitting.kept(FORM, {"0": ["A"]}, 90)))
    assert mocksitting.taken_up(state, practice()) == (FORM, {"0": ["A"]}, 90)


@pytest.mark.parametrize(
    "state",
    [None, 7, [], {}, {"items": []}, {"items": ["gone"], "responses": {}, "seconds": 1}, {"items": [["x"]], "responses": {}, "seconds": 1}],
)
def test_what_is_no_paper_of_this_bank_is_not_taken_up(state):
    assert mocksitting.taken_up(state, practice()) is None


def test_the_list_of_past_tests_is_bounded_and_passes_over_what_is_none():
    done = mocksitting.entry("2026年3月5日", report(FORM, {}), 125)
    state = ["?", {"day": 3}, None]
    for _ in range(60):
        state = json.loads(json.dumps(mocksitting.with_entry(state, done)))
    assert len(state) == 50 and mocksitting.past(state)[-1] == done and done.minutes == 2
