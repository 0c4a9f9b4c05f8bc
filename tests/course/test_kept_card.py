"""What one answered is there again when one comes back, and is in the record; a record that fails breaks nothing."""

import pytest

from course.activities import activities
from course.keeping import Shelf
from course.progress import progress
from course.record import Record
from course.widgets.question import QuestionCard
from course.widgets.scene import card
from exercises.bank import SHIPPED, load_bank

BANK = load_bank(SHIPPED / "practice" / "lesson-05.yaml")
SCENE = activities(5)["notice"]
MARK = activities(5)["who-is-bound"]


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "record.sqlite")


def opened(record):
    """The lesson as a new kernel opens it."""
    return Shelf(record, 5)


def question(shelf, item_id="l05-p1"):
    return QuestionCard(BANK[item_id], memory=shelf.for_item(BANK[item_id]))


def answer(shown, response):
    shown.response = response
    shown.asked += 1


def wrong(item_id="l05-p1"):
    item = BANK[item_id]
    return next(name for name in item.options if name != item.key)


def test_an_answer_is_in_the_record_once(record):
    shown = question(opened(record))
    answer(shown, wrong())
    shown.asked += 1  # pressed twice
    (attempt,) = record.attempts()
    item = BANK["l05-p1"]
    assert (attempt.subject, attempt.kind, attempt.lesson, attempt.place) == ("l05-p1", "item", 5, "lesson")
    assert (attempt.concept, attempt.response, attempt.verdict, attempt.share) == (item.concept, wrong(), "wrong", 0)


def test_nothing_is_recorded_as_long_as_nothing_is_answered(record):
    shown = question(opened(record))
    shown.asked += 1
    assert record.attempts() == []


def test_a_draft_is_there_again_without_a_verdict(record):
    question(opened(record), "l05-p9").response = "今天查阅了"
    again = question(opened(record), "l05-p9")
    assert again.response == "今天查阅了" and not again.judged and again.verdict == ""


def test_an_answer_is_there_again_with_its_verdict_and_not_recorded_anew(record):
    first = question(opened(record))
    answer(first, wrong())
    again = question(opened(record))
    assert again.judged and again.response == wrong() and again.verdict == first.verdict
    again.asked += 1
    assert len(record.attempts()) == 1


def test_who_starts_again_and_answers_again_has_two_attempts(record):
    shown = question(opened(record))
    answer(shown, wrong())
    shown.judged, shown.verdict, shown.response = False, "", None
    assert not question(opened(record)).judged
    answer(shown, BANK["l05-p1"].key)
    assert [attempt.verdict for attempt in record.attempts()] == ["wrong", "right"]


def test_a_scene_goes_on_where_it_was_left(record):
    scene = card(SCENE, opened(record).for_activity)
    first = scene.children[1]
    answer(first, "A")
    assert len(scene.children) == 3
    first.judged, first.verdict, first.response = False, "", None  # starting a step again closes none
    again = card(SCENE, opened(record).for_activity)
    assert len(again.children) == 3 and again.children[2].caption.startswith("第 2 步")
    assert [attempt.subject for attempt in record.attempts()] == ["lesson-05/notice/notice-1"]
    assert record.attempts()[0].kind == "activity"


def test_marked_sentences_are_there_again(record):
    answer(card(MARK, opened(record).for_activity), [1, 2])
    again = card(MARK, opened(record).for_activity)
    assert again.response == [1, 2] and "◐" in again.verdict


def test_looking_at_the_instructors_answer_is_no_attempt(record):
    shown = question(opened(record))
    shown.peeking = True
    assert "答案（教员）" in shown.solution and BANK["l05-p1"].explanation in shown.solution
    shown.peeking = False
    assert shown.solution == "" and record.attempts() == [] and not shown.judged


def test_what_was_kept_for_another_question_is_put_aside(record):
    record.keep_state("lesson-05/question/l05-p1", {"response": ["Z"], "judged": True, "answered": True})
    shown = question(opened(record))
    assert shown.response is None and not shown.judged and shown.verdict == ""


@pytest.mark.parametrize("odd", [None, 3, [], "x", {"response": {"1": []}}, {"judged": True}])
def test_whatever_stands_in_the_record_the_card_is_drawn(record, odd):
    record.keep_state("lesson-05/question/l05-p1", odd)
    record.keep_state("lesson-05/activity/who-is-bound", odd)
    shelf = opened(record)
    assert not question(shelf).judged and not card(MARK, shelf.for_activity).judged


def test_a_record_that_cannot_be_written_is_said_in_the_card_and_the_answer_is_judged_all_the_same(tmp_path):
    (tmp_path / "file").write_text("")
    shelf = opened(Record(tmp_path / "file" / "record.sqlite"))
    shown = question(shelf)
    answer(shown, wrong())
    assert "✗ 不正确" in shown.verdict
    assert shown.trouble and shown.trouble.endswith("。")


def test_an_answer_too_long_to_keep_is_said_and_shown(record):
    shown = question(opened(record), "l05-p9")
    answer(shown, "字" * 60_000)
    assert "太长" in shown.trouble and "参考答案" in shown.verdict
    answer(shown, "短的")
    assert shown.trouble == ""


def test_progress_counts_a_scene_when_all_its_steps_are_answered(record):
    def done():
        shelf = opened(record)
        return progress(5, activities(5).values(), BANK.select(lesson=5, pool="practice"), shelf.is_answered)

    assert (done().activities_done, done().questions_done) == (0, 0)
    shelf = opened(record)
    answer(question(shelf), wrong())
    scene = card(SCENE, shelf.for_activity)
    answer(scene.children[1], "A")
    assert (done().activities_done, done().questions_done) == (0, 1)
    for step in SCENE.steps[1:]:
        shown = scene.children[-1]
        answer(shown, _some_response(shown))
    assert (done().activities_done, done().questions_done) == (1, 1)
    assert done().left == f"{done().activities - 1} 个互动、{done().questions - 1} 道自测题"


def _some_response(shown):
    traits = shown.trait_names()
    if "sentences" in traits:
        return [0]
    if "rows" in traits:
        return {str(i): shown.bins[0]["id"] for i in range(len(shown.rows))}
    if "draft" in traits:
        return shown.draft + "改"
    return {"multiple": ["A"], "order": None}.get(shown.form["type"], "A")
