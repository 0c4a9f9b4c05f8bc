"""Records of older versions go on being read, in the database and in moved files."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

import pytest

from course.record import Attempt, Record, RecordError, schema
from course.record.repair import salvaged
from course.review.material import practice

DATA = Path(__file__).parent / "data"


def laid_out(path, script):
    """A database as a script of SQL leaves it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return Record(path)


def version(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def what_version_1_wrote(record):
    """The made-up learner of the stored files, whatever version reads them."""
    assert [(a.subject, a.kind, a.lesson, a.response, a.verdict, a.share, a.place) for a in record.attempts()] == [
        ("l05-p1", "item", 5, "A", "wrong", 0.0, "lesson"),
        ("lesson-05/notice/notice-1", "activity", 5, ["B", "C"], "part", 0.5, "lesson"),
        ("l05-p1", "item", 5, "B", "right", 1.0, "review"),
    ]
    assert [(r.subject, r.rating, str(r.day)) for r in record.reviews()] == [("l05-p1", 4, "2026-03-02"), ("term/三不原则", 3, "2026-03-02")]
    assert record.states() == {"lesson-05/question/l05-p1": {"response": "B"}}
    assert record.time_spent() == {5: 1500} and record.last_lesson() == 6 and list(record.finished()) == [5]
    assert record.attempts()[0].moment == datetime(2026, 3, 2, 1, 1, tzinfo=timezone.utc)
    assert record.notes() == {5: "界限一共三条；'引号'也在"}


def test_a_record_of_version_1_is_read(tmp_path):
    what_version_1_wrote(laid_out(tmp_path / "r.sqlite", (DATA / "record-1.sql").read_text(encoding="utf-8")))


def test_a_file_exported_by_version_1_is_taken_in(tmp_path):
    record = Record(tmp_path / "r.sqlite")
    record.take_in((DATA / "record-1.xuncha-record").read_bytes())
    what_version_1_wrote(record)


def what_version_2_added(record):
    """The wrong answer in a class's quiz, and its item."""
    [brought] = record.attempts(place="class")
    assert (brought.subject, brought.response, brought.verdict, brought.uid) == ("made-up-1", "A", "wrong", "7" * 32)
    assert [(item.id, item.key, item.explanation) for item in record.items().values()] == [("made-up-1", "B", "编造的解析。")]


def test_a_record_of_version_2_is_read(tmp_path):
    what_version_2_added(laid_out(tmp_path / "r.sqlite", (DATA / "record-2.sql").read_text(encoding="utf-8")))


def test_a_file_exported_by_version_2_is_taken_in(tmp_path):
    record = Record(tmp_path / "r.sqlite")
    record.take_in((DATA / "record-2.xuncha-record").read_bytes())
    what_version_2_added(record)


def test_a_record_of_version_1_can_be_given_items_of_a_class(tmp_path):
    record = laid_out(tmp_path / "r.sqlite", (DATA / "record-1.sql").read_text(encoding="utf-8"))
    assert record.items() == {} and version(record.path) == 2
    item = next(iter(practice().values())).model_copy(update={"id": "exam-1"})
    record.taken_over([], {item.id: item}, "class-a/quiz-01")
    assert record.items() == {"exam-1": item}
    what_version_1_wrote(record)


def test_what_can_be_read_of_a_damaged_record_of_version_1_is_kept(tmp_path):
    path = tmp_path / "r.sqlite"
    laid_out(path, (DATA / "record-1.sql").read_text(encoding="utf-8"))
    assert len(salvaged(path)["attempt"]) == 3 and salvaged(path)["item"] == []


EARLIER = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE attempt (
    uid TEXT PRIMARY KEY, moment INTEGER NOT NULL, day TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL,
    lesson INTEGER NOT NULL, concept TEXT NOT NULL, response TEXT NOT NULL, verdict TEXT NOT NULL, share REAL
);
CREATE TABLE review (
    uid TEXT PRIMARY KEY, moment INTEGER NOT NULL, day TEXT NOT NULL, subject TEXT NOT NULL, rating INTEGER NOT NULL
);
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, changed INTEGER NOT NULL);
CREATE TABLE lesson (number INTEGER PRIMARY KEY, visited INTEGER, finished INTEGER);
CREATE TABLE note (lesson INTEGER PRIMARY KEY, text TEXT NOT NULL, changed INTEGER NOT NULL)
"""
STEP = """
ALTER TABLE attempt ADD COLUMN place TEXT NOT NULL DEFAULT 'lesson';
ALTER TABLE note ADD COLUMN older TEXT NOT NULL DEFAULT '[]';
CREATE TABLE time (
    device TEXT NOT NULL, lesson INTEGER NOT NULL, day TEXT NOT NULL, seconds REAL NOT NULL,
    PRIMARY KEY (device, lesson, day)
);
CREATE TABLE item (subject TEXT PRIMARY KEY, item TEXT NOT NULL, source TEXT NOT NULL, changed INTEGER NOT NULL)
"""
ROW = {
    "uid": "0" * 32, "moment": 1772413200000, "day": "2026-03-02", "subject": "l05-p1", "kind": "item",
    "lesson": 5, "concept": "约束谁", "response": '"A"', "verdict": "wrong", "share": 0.0,
}  # fmt: skip
NOTE = {"lesson": 5, "text": "三不", "changed": 1772413200000}


@pytest.fixture
def earlier(tmp_path, monkeypatch):
    """A record of an imagined earlier version, with a step that leads from it to the present tables."""
    monkeypatch.setattr(schema, "STEPS", (EARLIER, STEP))
    record = laid_out(tmp_path / "r.sqlite", f"{EARLIER}; PRAGMA application_id = {schema.APPLICATION}; PRAGMA user_version = 1;")
    with closing(sqlite3.connect(record.path)) as connection:
        for table, row in (("attempt", ROW), ("note", NOTE)):
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        connection.commit()
    return record


def test_an_older_record_is_brought_up_when_it_is_read(earlier):
    assert [(a.response, a.place) for a in earlier.attempts()] == [("A", "lesson")]
    assert earlier.notes() == {5: "三不"} and version(earlier.path) == 2


def test_an_older_record_is_brought_up_when_it_is_written_to(earlier):
    earlier.answered(Attempt("l05-p1", "item", 5, "约束谁", "B", "right", 1.0, "mock"))
    earlier.spent(5, 60)
    assert [(a.response, a.place) for a in earlier.attempts()] == [("A", "lesson"), ("B", "mock")]
    assert earlier.time_spent() == {5: 60} and version(earlier.path) == 2


def test_a_step_that_fails_leaves_the_older_record_as_it_was(earlier, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(schema, "STEPS", (EARLIER, STEP + "; CREATE TABLE note (x)"))
        with pytest.raises(RecordError):
            earlier.attempts()
        assert version(earlier.path) == 1
    assert [a.response for a in earlier.attempts()] == ["A"]


def test_a_file_of_an_older_version_is_brought_up_and_joined(earlier, tmp_path):
    old = {"format": "xuncha-record", "schema": 1, "exported": 1772413200000, "attempt": [ROW | {"uid": "1" * 32}], "note": [NOTE]}
    merged = earlier.take_in(json.dumps(old).encode())
    assert (merged.attempts, merged.notes) == (1, 0) and len(earlier.attempts()) == 2


def test_columns_of_a_later_version_in_an_older_file_are_refused(earlier):
    old = {"format": "xuncha-record", "schema": 1, "attempt": [ROW | {"place": "lesson"}]}
    with pytest.raises(RecordError, match="内容有误"):
        earlier.take_in(json.dumps(old).encode())


def test_a_record_of_a_later_version_is_neither_read_nor_changed(tmp_path):
    record = Record(tmp_path / "r.sqlite")
    record.keep_note(5, "三不")
    with closing(sqlite3.connect(record.path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    before = record.path.read_bytes()
    for do in (record.notes, lambda: record.keep_note(5, "改")):
        with pytest.raises(RecordError, match="请先更新课程"):
            do()
    assert record.path.read_bytes() == before and not list(tmp_path.glob("*损坏*"))
