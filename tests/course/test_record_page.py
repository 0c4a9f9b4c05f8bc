"""The page of the learner's own record: summed up, taken away, brought back, cleared."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from learner import Learner

from course.dates import duration
from course.record import Record
from course.record.transfer import MAX_BYTES
from course.recorddesk import RecordDesk, open_record


@pytest.fixture
def learner(tmp_path):
    return Learner(tmp_path / "学习记录.sqlite")


@pytest.fixture
def busy(learner):
    """A learner who has done a little of everything."""
    learner.answers("l05-p1", "wrong", days_ago=2)
    learner.answers("l05-p1")
    learner.answers("l01-p1")
    learner.finishes(5)
    learner.record.spent(5, 3900)
    learner.record.reviewed("l05-p1", 3)
    learner.record.keep_note(5, "先看方法\n再看<依据>")
    return learner


def act(desk, name):
    return desk.act(name, "", {})


def test_an_empty_record_is_said_and_offers_nothing_to_take_away(learner):
    html = RecordDesk(learner.record).html()
    assert "还没有记录" in html and re.search(r'id="re-export"[^>]* disabled', html) and re.search(r'id="re-ask"[^>]* disabled', html)
    assert not learner.record.path.exists()


def test_everything_is_summed_up_by_lesson(busy):
    html = RecordDesk(busy.record).html()
    assert "作答 3 次，复习 1 张" in html and "1 小时 5 分钟" in html
    row = next(row for row in html.split("<tr>") if "“三不”原则" in row)
    assert "2 次" in row and "50%" in row and "还没有" not in row
    assert "最近七天" in html and html.count("xc-bar") == 7
    assert "再看&lt;依据&gt;" in html


def test_what_is_exported_joins_another_record_once(busy, tmp_path):
    said = act(RecordDesk(busy.record), "export")
    name, data = said.download
    assert name in said.text and name.endswith(".xuncha-record")
    elsewhere = RecordDesk(Record(tmp_path / "别处.sqlite"))
    assert "作答 3 次" in elsewhere.take_file(name, len(data), data).text
    assert "都已经有了" in elsewhere.take_file(name, len(data), data).text
    assert "作答 3 次，复习 1 张" in elsewhere.html()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"[]", "不是记录".encode(), None])
def test_a_file_that_is_no_record_changes_nothing(busy, data):
    before = busy.record.export()
    said = RecordDesk(busy.record).take_file("x.xuncha-record", MAX_BYTES + 1, data)
    assert said.look == "wrong" and len(busy.record.export()) == len(before)


def test_notes_are_taken_away_as_text_that_notepad_reads(busy):
    name, data = act(RecordDesk(busy.record), "notes").download
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf") and "“三不”原则\r\n\r\n先看方法\r\n再看<依据>" in text and name.endswith(".txt")


def test_cards_for_anki_are_made_of_what_was_learnt(busy, learner):
    said = act(RecordDesk(busy.record), "anki")
    name, data = said.download
    assert name.endswith(".apkg") and "collection.anki2" in zipfile.ZipFile(BytesIO(data)).namelist()


def test_without_anything_learnt_there_are_no_cards(learner):
    said = act(RecordDesk(learner.record), "anki")
    assert said.look == "wait" and said.download is None


def test_clearing_asks_first_and_can_be_called_off(busy):
    desk = RecordDesk(busy.record)
    act(desk, "clear")
    assert len(busy.record.attempts()) == 3, "nothing is cleared that was not asked for"
    assert act(desk, "ask").focus == "re-sure" and "要清除全部记录吗" in desk.html()
    act(desk, "keep")
    act(desk, "clear")
    assert len(busy.record.attempts()) == 3 and "要清除全部记录吗" not in desk.html()


def test_what_was_cleared_is_kept_aside_and_can_be_brought_back(busy, tmp_path):
    desk = RecordDesk(busy.record)
    act(desk, "ask")
    said = act(desk, "clear")
    assert "还没有记录" in desk.html() and busy.record.attempts() == []
    [copy] = tmp_path.glob("*清除前*")
    assert str(copy) in said.text
    desk.take_file(copy.name, 1, copy.read_bytes())
    assert len(busy.record.attempts()) == 3 and busy.record.note(5)


def test_a_record_that_cannot_be_read_is_said_and_every_button_answers(tmp_path):
    desk = RecordDesk(Record(tmp_path))
    assert str(tmp_path) in desk.html()
    desk._asking = True
    for name in ("export", "notes", "anki", "clear"):
        assert act(desk, name).look == "wrong", name
    assert desk.take_file("x", 1, b"{}").look == "wrong"


def test_a_download_goes_to_the_page_in_parts(busy, monkeypatch):
    page = open_record()
    sent = []
    monkeypatch.setattr(page, "send", lambda content, buffers: sent.append((content, buffers)))
    monkeypatch.setattr(page, "_desk", RecordDesk(busy.record))
    monkeypatch.setattr(page._desk._record, "export", lambda: b"x" * (2_500_000))
    page._heard(page, {"act": "export", "value": "", "fields": {}}, [])
    assert [(c["part"], c["of"]) for c, _ in sent] == [(1, 3), (2, 3), (3, 3)]
    assert b"".join(bytes(b[0]) for _, b in sent) == b"x" * 2_500_000
    assert page.most == MAX_BYTES


@pytest.mark.parametrize("minutes, text", [(0, "0 分钟"), (59, "59 分钟"), (60, "1 小时"), (125, "2 小时 5 分钟")])
def test_times_are_said_as_people_say_them(minutes, text):
    assert duration(minutes) == text


def test_days_are_written_as_people_write_them():
    from course.dates import chinese_day

    assert chinese_day(date(2026, 3, 5)) == "2026年3月5日"
