"""Moving the record: one file, nothing doubled, nothing lost, nothing believed unseen."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.record import Attempt, Record, RecordError, backup
from course.record.merging import BETWEEN
from course.record.transfer import MAX_BYTES

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=timezone.utc)


class Clock:
    """One clock for both machines; it moves on at every look."""

    def __init__(self):
        self.moment = MONDAY

    def __call__(self):
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def machines(tmp_path):
    clock = Clock()
    return Record(tmp_path / "甲.sqlite", clock), Record(tmp_path / "乙.sqlite", clock)


def answer(record, response="B", subject="l05-p1", verdict="right"):
    return record.answered(Attempt(subject, "item", 5, "约束谁", response, verdict, 1.0))


def fill(record):
    answer(record)
    answer(record, ["A", "C"], "l05-p2", "part")
    record.reviewed("l05-p1", 2)
    record.reviewed("term/三不原则", 3)
    record.keep_state("lesson-05/question/l05-p1", {"response": "B"})
    record.spent(5, 90)
    record.visited(5)
    record.finish(5)
    record.keep_note(5, "三不")


def everything(record):
    return {
        "attempts": record.attempts(),
        "reviews": record.reviews(),
        "states": record.states(),
        "time": record.time_spent(),
        "visits": record.visits(),
        "finished": record.finished(),
        "notes": record.notes(),
        "cards": record.cards(),
    }


def test_a_moved_record_is_the_same_record(machines):
    here, there = machines
    fill(here)
    merged = there.take_in(here.export())
    assert everything(there) == everything(here)
    assert str(merged) == "已并入作答 2 次、复习 2 次、笔记 1 课、学习进度 1 课。原有的记录都还在。"


def test_taking_the_same_file_in_again_changes_nothing(machines):
    here, there = machines
    fill(here)
    file = here.export()
    there.take_in(file)
    before = everything(there)
    assert str(there.take_in(file)) == str(here.take_in(file)) == "文件里的内容这里都已经有了，没有改动。"
    assert everything(there) == before == everything(here)


def test_the_file_is_called_by_its_day(machines):
    assert machines[0].export_name() == "学习记录-2026-03-02.xuncha-record"


doings = st.lists(
    st.tuples(
        st.booleans(),
        st.one_of(
            st.tuples(st.just("answer"), st.sampled_from(["l05-p1", "l05-p2"]), st.sampled_from(["right", "part", "wrong"])),
            st.tuples(st.just("review"), st.sampled_from(["l05-p1", "term/三不原则"]), st.integers(1, 4)),
            st.tuples(st.just("state"), st.sampled_from("kl"), st.integers(0, 3)),
            st.tuples(st.just("spent"), st.integers(0, 2), st.integers(0, 100)),
            st.tuples(st.just("finish"), st.integers(0, 2), st.none()),
            st.tuples(st.just("visit"), st.integers(0, 2), st.none()),
            st.tuples(st.just("exchange"), st.none(), st.none()),
        ),
    ),
    max_size=14,
)


def do(record, other, what, a, b):
    match what:
        case "answer":
            answer(record, subject=a, verdict=b)
        case "review":
            record.reviewed(a, b)
        case "state":
            record.keep_state(a, b)
        case "spent":
            record.spent(a, b)
        case "finish":
            record.finish(a)
        case "visit":
            record.visited(a)
        case "exchange":
            record.take_in(other.export())


@settings(max_examples=20)
@given(doings=doings)
def test_whatever_was_done_on_two_machines_both_end_with_all_of_it(tmp_path_factory, doings):
    folder, clock = tmp_path_factory.mktemp("r"), Clock()
    here, there = Record(folder / "甲.sqlite", clock), Record(folder / "乙.sqlite", clock)
    answers = spent = 0
    for on_here, (what, a, b) in doings:
        do(*((here, there) if on_here else (there, here)), what, a, b)
        answers += what == "answer"
        spent += b if what == "spent" else 0
    there.take_in(here.export())
    here.take_in(there.export())
    assert everything(here) == everything(there)
    assert len(here.attempts()) == answers and sum(here.time_spent().values()) == spent


def test_a_lesson_opened_on_one_machine_and_finished_on_the_other_is_both_on_both(machines):
    here, there = machines
    here.visited(5)
    there.finish(5)
    here.take_in(there.export())
    there.take_in(here.export())
    for record in machines:
        assert list(record.visits()) == list(record.finished()) == [5]


def test_a_note_that_grew_on_the_other_machine_takes_the_place_of_the_earlier_one(machines):
    here, there = machines
    here.keep_note(5, "三不")
    there.take_in(here.export())
    there.keep_note(5, "改写过了")
    assert here.take_in(there.export()).notes == 1
    assert here.note(5) == "改写过了"
    there.take_in(here.export())
    assert there.note(5) == "改写过了"


def test_an_old_file_does_not_bring_an_old_note_back(machines):
    here, there = machines
    here.keep_note(5, "三不")
    old = here.export()
    there.take_in(old)
    there.keep_note(5, "改写过了")
    there.take_in(old)
    assert there.note(5) == "改写过了"


def test_of_two_notes_written_apart_both_are_kept_once(machines):
    here, there = machines
    here.keep_note(5, "在单位写的")
    there.keep_note(5, "在家写的")
    assert here.take_in(there.export()).notes == 1
    both = "在家写的" + BETWEEN + "在单位写的"
    assert here.note(5) == both
    there.take_in(here.export())
    here.take_in(there.export())
    assert here.note(5) == there.note(5) == both


def test_notes_that_would_be_too_long_together_stop_the_import_whole(machines):
    here, there = machines
    here.keep_note(5, "甲" * 150_000)
    there.keep_note(5, "乙" * 150_000)
    answer(there)
    with pytest.raises(RecordError, match="第 5 课的笔记"):
        here.take_in(there.export())
    assert here.attempts() == [] and here.note(5) == "甲" * 150_000


def test_clearing_keeps_a_copy_that_can_be_taken_in_again(machines):
    record, _ = machines
    fill(record)
    before = everything(record)
    copy = record.clear()
    assert copy.parent == record.path.parent and copy.suffix == ".xuncha-record"
    assert not any(everything(record).values()) and not backup.place(record.path).exists()
    record.spent(5, 10)
    record.take_in(copy.read_bytes())
    assert everything(record) == before | {"time": {5: 100}}


def test_there_is_nothing_to_clear_in_an_empty_record(machines):
    record, _ = machines
    assert record.clear() is None
    fill(record)
    first = record.clear()
    fill(record)
    assert record.clear() not in (None, first) and record.clear() is None


def test_when_the_copy_cannot_be_kept_nothing_is_cleared(machines, monkeypatch):
    record, _ = machines
    fill(record)
    before = everything(record)

    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("course.record.record.write_new", full)
    with pytest.raises(RecordError, match="磁盘已满。记录没有清除"):
        record.clear()
    assert everything(record) == before


# Files from elsewhere


def changed(file, change):
    """The exported file with a change made to what it says."""
    data = json.loads(file)
    change(data)
    return json.dumps(data).encode()


HOSTILE = {
    "nothing": lambda f: b"",
    "a picture": lambda f: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "half of it": lambda f: f[: len(f) // 2],
    "another format": lambda f: changed(f, lambda d: d.update(format="something")),
    "no version": lambda f: changed(f, lambda d: d.pop("schema")),
    "a version that is no number": lambda f: changed(f, lambda d: d.update(schema=True)),
    "version nought": lambda f: changed(f, lambda d: d.update(schema=0)),
    "a list": lambda f: b"[]",
    "too deep": lambda f: b"[" * 200_000,
    "too deep inside": lambda f: changed(f, lambda d: d["attempt"][0].update(response="[" * 40_000)),
    "deep enough to hurt later": lambda f: changed(f, lambda d: d["state"][0].update(value="[" * 500 + "]" * 500)),
    "too large": lambda f: b" " * (MAX_BYTES + 1) + f,
    "a number without end": lambda f: f.replace(b'"lesson":5', b'"lesson":' + b"9" * 5000, 1),
    "a number beyond the database": lambda f: changed(f, lambda d: d["attempt"][0].update(moment=2**70)),
    "no number": lambda f: f.replace(b'"share":1.0', b'"share":NaN', 1),
    "infinity": lambda f: f.replace(b'"seconds":90.0', b'"seconds":1e999', 1),
    "a table we do not have": lambda f: changed(f, lambda d: d.update(sqlite_master=[])),
    "the table of this machine": lambda f: changed(f, lambda d: d.update(about=[{"name": "device", "value": "x"}])),
    "a table that is no list": lambda f: changed(f, lambda d: d.update(attempt={"a": 1})),
    "rows that are no rows": lambda f: changed(f, lambda d: d.update(attempt=["a"])),
    "a column too many": lambda f: changed(f, lambda d: d["attempt"][0].update({"x) VALUES (1); DROP TABLE attempt; --": 1})),
    "a column too few": lambda f: changed(f, lambda d: d["attempt"][0].pop("uid")),
    "a column too few that may be empty": lambda f: changed(f, lambda d: d["attempt"][0].pop("share")),
    "a list in a column": lambda f: changed(f, lambda d: d["attempt"][0].update(subject=["a"])),
    "an unknown verdict": lambda f: changed(f, lambda d: d["attempt"][0].update(verdict="excellent")),
    "a share above one": lambda f: changed(f, lambda d: d["attempt"][0].update(share=2.0)),
    "a day that does not exist": lambda f: changed(f, lambda d: d["review"][0].update(day="2026-02-30")),
    "a day far away": lambda f: changed(f, lambda d: d["review"][0].update(day="9999-01-01")),
    "a rating of nine": lambda f: changed(f, lambda d: d["review"][0].update(rating=9)),
    "an answer that is no JSON": lambda f: changed(f, lambda d: d["attempt"][0].update(response="{")),
    "a name with a line break": lambda f: changed(f, lambda d: d["state"][0].update(key="a\nb")),
    "half a character": lambda f: changed(f, lambda d: d["note"][0].update(text="\ud83d")),
    "a note without end": lambda f: changed(f, lambda d: d["note"][0].update(text="长" * 200_001)),
    "an ancestry that is no list": lambda f: changed(f, lambda d: d["note"][0].update(older='{"a": 1}')),
    "a uid of another kind": lambda f: changed(f, lambda d: d["attempt"][0].update(uid="../../x")),
    "negative time": lambda f: changed(f, lambda d: d["time"][0].update(seconds=-5.0)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_sound_is_refused_in_chinese_and_changes_nothing(machines, name):
    here, there = machines
    fill(here)
    answer(there, "A")
    before = everything(there)
    file = HOSTILE[name](here.export())
    assert file != here.export()
    with pytest.raises(RecordError, match="没有导入。.+原有的记录没有变。"):
        there.take_in(file)
    assert everything(there) == before


def test_a_file_of_a_later_version_asks_for_a_newer_course(machines):
    here, there = machines
    fill(here)
    with pytest.raises(RecordError, match="请先更新课程"):
        there.take_in(changed(here.export(), lambda d: d.update(schema=d["schema"] + 1)))


def test_a_file_that_an_editor_has_saved_with_a_mark_in_front_is_read(machines):
    here, there = machines
    fill(here)
    assert there.take_in(b"\xef\xbb\xbf" + here.export()).attempts == 2


def nodes(value, path=()):
    """Every place in a JSON value."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from nodes(part, (*path, key))


odd = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}), st.just([[]]), st.just("9" * 300)
)


@settings(max_examples=60)
@given(data=st.data())
def test_whatever_stands_anywhere_in_the_file_it_is_taken_in_whole_or_refused(tmp_path_factory, data):
    folder, clock = tmp_path_factory.mktemp("r"), Clock()
    here, there = Record(folder / "甲.sqlite", clock), Record(folder / "乙.sqlite", clock)
    fill(here)
    file = json.loads(here.export())
    path = data.draw(st.sampled_from([p for p in nodes(file) if p]))
    inside = file
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = data.draw(odd)
    try:
        there.take_in(json.dumps(file).encode())
    except RecordError:
        assert not any(everything(there).values())
    else:
        again = Record(folder / "丙.sqlite", clock)
        again.take_in(there.export())
        assert everything(again) == everything(there)


@settings(max_examples=30)
@given(junk=st.binary(max_size=200))
def test_junk_is_refused(tmp_path_factory, junk):
    with pytest.raises(RecordError):
        Record(tmp_path_factory.mktemp("r") / "甲.sqlite").take_in(junk)
