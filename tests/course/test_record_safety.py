"""The record when things go wrong: killed kernels, two writers, full and read-only disks, damaged files."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from course.record import Attempt, Record, RecordError, backup, database

ROOT = Path(__file__).parents[2]
IMPORTS = "import sys; from pathlib import Path; from course.record import Attempt, Record; record = Record(Path(sys.argv[1]))\n"
ANSWER = "record.answered(Attempt('l05-p1', 'item', 5, '约束谁', {}, 'right', 1.0))\n"


def start(code, *args):
    """A kernel of its own, at work on the record."""
    command = [sys.executable, "-c", IMPORTS + code, *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def integrity(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def chinese(error):
    """The message, which is Chinese sentences with a place in them and no word of the machinery."""
    text = str(error.value)
    assert "学习记录" in text and text.endswith("。")
    assert not re.search("[a-z]{3}", re.sub(r"/\S+", "", text))
    return text


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "学习记录.sqlite")


def answer(record, response="B"):
    record.answered(Attempt("l05-p1", "item", 5, "约束谁", response, "right", 1.0))


def responses(record):
    return [attempt.response for attempt in record.attempts()]


# Killed


def test_whatever_was_answered_before_a_kernel_is_killed_is_there(record):
    code = "start = len(record.attempts())\nfor i in range(start, 10 ** 9):\n    " + ANSWER.format("i") + "    print(i, flush=True)\n"
    for answers in (1, 12, 37, 64):
        kernel = start(code, record.path)
        said = [int(kernel.stdout.readline()) for _ in range(answers)]
        os.kill(kernel.pid, signal.SIGKILL)
        said += [int(line) for line in kernel.stdout.read().split()]
        kernel.wait()
        found = responses(record)
        assert found == list(range(len(found)))
        assert len(found) - 1 - said[-1] in (0, 1)  # the one that was being written is there whole or not at all
    assert integrity(record.path) == "ok"


def test_a_kernel_killed_with_half_a_transaction_on_the_disk_leaves_what_was_there_before(record):
    answer(record)
    record.keep_state("lesson-05/activity/notice", "之前")
    kernel = start(
        "def work(c):\n"
        "    c.execute('PRAGMA cache_size = 10')\n"
        "    c.execute('UPDATE attempt SET response = 0')\n"
        "    c.execute('UPDATE state SET value = 0')\n"
        "    for i in range(50):\n"
        "        c.execute('INSERT INTO state VALUES (?, ?, 0)', (str(i), '\"' + 'x' * 90_000 + '\"'))\n"
        "    print('half', flush=True)\n"
        "    sys.stdin.read()\n"
        "record._database.write(work)\n",
        record.path,
    )
    assert kernel.stdout.readline() == "half\n"
    os.kill(kernel.pid, signal.SIGKILL)
    kernel.wait()
    assert record.path.with_name(record.path.name + "-journal").exists() and record.path.stat().st_size > 1_000_000
    assert responses(record) == ["B"] and record.states() == {"lesson-05/activity/notice": "之前"}
    answer(record)
    assert integrity(record.path) == "ok"


# Several at once


def test_two_kernels_that_begin_a_record_at_once_lose_none_of_their_answers(record):
    code = "for i in range(60):\n    " + ANSWER.format("[sys.argv[2], i]") + "    record.spent(5, 1)\n    record.keep_state(sys.argv[2], i)\n"
    kernels = [start(code, record.path, name) for name in "ab"]
    assert [kernel.wait() for kernel in kernels] == [0, 0]
    found = responses(record)
    for name in "ab":
        assert [i for n, i in found if n == name] == list(range(60))
    assert record.time_spent() == {5: 120} and record.states() == {"a": 59, "b": 59}


@pytest.mark.parametrize("round", range(10))
def test_threads_of_one_kernel_may_begin_and_use_one_record(record, round):
    threads = [threading.Thread(target=lambda: [answer(record, i) for i in range(5)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(responses(record)) == sorted(list(range(5)) * 4)


def test_a_writer_that_never_lets_go_is_told_of_not_waited_for_for_ever(record, monkeypatch):
    answer(record)
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with closing(sqlite3.connect(record.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordError) as error:
            answer(record)
        assert "占用" in chinese(error)
    answer(record)
    assert len(record.attempts()) == 2


# Disks


def connecting(monkeypatch, prepare, uri=""):
    """Let SQLite itself open the record as the disk would have it."""
    real = sqlite3.connect

    def connect(path, **options):
        connection = real(f"file:{path}{uri}", uri=True, **options) if uri else real(path, **options)
        prepare(connection)
        return connection

    monkeypatch.setattr(database.sqlite3, "connect", connect)


def test_a_full_disk_is_said_in_chinese_and_what_was_there_stays(record, monkeypatch):
    answer(record)
    with monkeypatch.context() as full:
        connecting(full, lambda c: c.execute("PRAGMA max_page_count = 1"))
        with pytest.raises(RecordError) as error:
            record.keep_state("k", "长" * 30_000)
        assert "磁盘已满" in chinese(error) and str(record.path) in str(error.value)
    assert responses(record) == ["B"] and record.states() == {}
    record.keep_state("k", "长" * 30_000)


def test_a_read_only_record_can_be_read_and_says_so_when_written_to(record, monkeypatch):
    answer(record)
    connecting(monkeypatch, lambda c: None, "?mode=ro")
    assert responses(record) == ["B"]
    with pytest.raises(RecordError) as error:
        answer(record)
    assert "只读" in chinese(error)


def test_a_folder_that_cannot_be_made_is_said_in_chinese(tmp_path):
    (tmp_path / "占用").write_text("", encoding="utf-8")
    with pytest.raises(RecordError) as error:
        answer(Record(tmp_path / "占用" / "学习记录.sqlite"))
    assert "无法保存" in chinese(error) and "占用" in chinese(error)


def test_a_folder_in_the_place_of_the_record_is_said_in_chinese(tmp_path):
    record = Record(tmp_path)
    for do in (record.attempts, lambda: answer(record)):
        with pytest.raises(RecordError) as error:
            do()
        assert "打不开" in chinese(error)


# Files that are not what they should be


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "别的.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
    before = path.read_bytes()
    record = Record(path)
    for do in (record.attempts, lambda: answer(record)):
        with pytest.raises(RecordError) as error:
            do()
        assert "别的程序" in chinese(error)
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == [path.name]


def damage(path, start=4096, length=None):
    data = bytearray(path.read_bytes())
    end = len(data) if length is None else start + length
    data[start:end] = b"\xa5" * (end - start)
    path.write_bytes(data)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000], ids=["other bytes", "torn head"])
def test_a_file_that_is_no_database_is_kept_aside_and_a_new_record_begun(record, content):
    record.path.write_bytes(content)
    answer(record)
    assert responses(record) == ["B"]
    (aside,) = record.path.parent.glob("学习记录-损坏-*.sqlite")
    assert aside.read_bytes() == content
    (news,) = record.news()
    assert str(aside) in news and news.endswith("。") and record.news() == []


def test_reading_mends_a_damaged_file_too(record):
    record.path.write_bytes(b"not a database at all" * 100)
    assert record.attempts() == [] and len(record.news()) == 1


def test_what_the_copy_of_the_last_hour_has_comes_back_after_damage(record):
    for i in range(30):
        answer(record, i)
    record.keep_note(5, "三不")
    backup.place(record.path).unlink()
    record.spent(5, 60)  # the copy is made before the next thing is written
    damage(record.path, 0)
    answer(record, "新")
    assert responses(record) == [*range(30), "新"] and record.note(5) == "三不"
    assert "取回了 30 次作答和 1 课笔记" in record.news()[0]


def test_sound_rows_of_a_damaged_file_are_brought_over_even_without_a_copy(record):
    record.keep_note(5, "三不")
    for i in range(300):
        answer(record, f"第{i}次")
    backup.place(record.path).unlink()
    page = record.path.read_bytes().index("第150次".encode()) // 4096
    damage(record.path, page * 4096, 4096)
    record.keep_note(1, "新")
    assert list(record.path.parent.glob("学习记录-损坏-*.sqlite"))  # found while writing elsewhere in the file
    kept = [int(response[1:-1]) for response in responses(record)]
    assert len(record.news()) == 1 and 150 not in kept and kept == sorted(set(kept))
    assert {*range(100), *range(200, 300)} <= {*kept}
    assert record.notes() == {1: "新", 5: "三不"}


def test_two_kernels_that_find_the_damage_together_mend_it_once(record):
    answer(record)
    backup.place(record.path).unlink(missing_ok=True)
    damage(record.path, 0)
    kernels = [start(ANSWER.format("sys.argv[2]"), record.path, name) for name in "abc"]
    assert [kernel.wait() for kernel in kernels] == [0, 0, 0]
    assert sorted(responses(record)) == ["a", "b", "c"] and len(record.news()) == 1
    assert len(list(record.path.parent.glob("学习记录-损坏-*.sqlite"))) == 1


def test_the_copy_is_made_once_an_hour_and_not_missed_when_it_cannot_be_made(record, monkeypatch):
    answer(record)
    answer(record)
    copy = backup.place(record.path)
    first = copy.stat().st_mtime_ns
    answer(record)
    assert copy.stat().st_mtime_ns == first
    copy.unlink()
    copy.mkdir()
    os.utime(copy, (0, 0))
    answer(record)
    assert len(record.attempts()) == 4 and not list(record.path.parent.glob(".*"))
