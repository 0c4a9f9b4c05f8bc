"""What opens and closes a lesson: how far one is, time, notes, the mark that it is done."""

import pytest

from course.lesson import Lesson
from course.record import Record
from exercises.bank import load_bank


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    monkeypatch.setenv("XUNCHA_RECORD", str(tmp_path / "record.sqlite"))
    return Lesson(5)


def record(tmp_path):
    return Record(tmp_path / "record.sqlite")


def test_opening_a_lesson_is_noted_and_says_what_is_ahead(lesson, tmp_path):
    assert "本课有：互动" in lesson.begin().html
    assert record(tmp_path).last_lesson() == 5


def test_every_answer_moves_the_line_at_the_head_and_at_the_end(lesson):
    begin, finish = lesson.begin(), lesson.finish()
    shown = lesson.question("l05-p1")
    shown.response = "A"
    shown.asked += 1
    assert "自测 1 / " in begin.html and "自测 1 / " in finish.html


def test_signs_of_life_become_time(lesson, monkeypatch):
    beats = []
    monkeypatch.setattr(type(lesson._record), "beat", lambda self, number: beats.append(number))
    lesson.begin().beats += 1
    assert beats == [5]


def test_notes_are_kept_while_they_are_written_and_there_again(lesson, tmp_path):
    notes = lesson.notes()
    notes.text = "先看授权，再看界限。"
    assert notes.turn == 1 and notes.trouble == ""
    assert record(tmp_path).note(5) == "先看授权，再看界限。"
    assert Lesson(5).notes().text == "先看授权，再看界限。"


def test_a_lesson_is_done_when_the_learner_says_so_and_says_what_is_left(lesson, tmp_path):
    begin, finish = lesson.begin(), lesson.finish()
    assert not finish.finished and "也可以先记为学完" in finish.html
    finish.asked += 1
    assert finish.finished and "✓ 本课已学完" in finish.html and "没有答" in finish.html
    assert list(record(tmp_path).finished()) == [5]
    assert "✓ 已学完" in begin.html and "✓ 已学完" in Lesson(5).begin().html


def test_a_record_that_cannot_be_used_is_said_and_the_lesson_goes_on(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XUNCHA_RECORD", str(tmp_path / "file" / "record.sqlite"))
    lesson = Lesson(5)
    assert "xc-trouble" in lesson.begin().html
    notes, finish = lesson.notes(), lesson.finish()
    notes.text = "一句"
    finish.asked += 1
    assert notes.trouble and finish.trouble and not finish.finished
    assert lesson.activity("first-look").verdict == ""


def test_a_fact_from_outside_carries_its_source():
    html = Lesson(5).outside("会议在2019年10月召开<b>。", "新华社").data
    assert "课外资料 · 新华社" in html and "&lt;b&gt;" in html


def test_exam_items_are_not_asked_in_a_lesson(lesson):
    exam = next(item for item in load_bank() if item.pool == "exam" and item.lesson == 5)
    with pytest.raises(ValueError, match="不在第 5 课"):
        lesson.question(exam.id)
