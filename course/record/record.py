"""The learner's record: every method is one short transaction, safe from several kernels and threads.

A killed kernel loses nothing that a method has returned from. Failures raise RecordError,
whose text can be shown as it is; ValueError is a mistake of the caller: what could not be
moved to another machine is not kept in the first place.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from corpus.oserror import said
from corpus.wholefile import write_new
from course.record import backup, moments, stored
from course.record.database import Damaged, Database, Work
from course.record.errors import RecordError
from course.record.merging import Merged, digest, merge
from course.record.model import Attempt, Review
from course.record.repair import NEWS, repair
from course.record.rowmaking import attempt_row, item_row, json_text, storable
from course.record.rows import ROWS, LessonRow, NoteRow, ReviewRow, StateRow, TimeRow
from course.record.transfer import SUFFIX, parsed, rows, written
from course.review import schedule
from exercises.items import Item, from_json

IDLE = timedelta(minutes=3)
"""Two signs of life further apart than this have no study between them."""
_RENEWED = """ON CONFLICT DO UPDATE SET item = excluded.item, source = excluded.source, changed = excluded.changed
    WHERE excluded.item <> item"""


class Record:
    """The record in the file at ``path``; ``now`` tells the time (aware, UTC)."""

    def __init__(self, path: Path, now: Callable[[], datetime] = moments.now) -> None:
        self.path = path
        self._now = now
        self._database = Database(path)

    # What cards look like when one comes back to them

    def keep_state(self, key: str, value: Any) -> None:
        """Keep a JSON value of up to 100 kB under a key such as "lesson-05/activity/notice". Raises RecordError, ValueError."""
        row = StateRow(key=key, value=json_text(value), changed=self._stamp())
        anew = "ON CONFLICT DO UPDATE SET value = excluded.value, changed = excluded.changed"
        self._write(lambda c: stored.insert(c, "state", row, anew))

    def state(self, key: str) -> Any:
        """What was kept under ``key``; None when nothing was. Raises RecordError."""
        row = self._read(lambda c: c.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone())
        return json.loads(row[0]) if row else None

    def states(self, prefix: str = "") -> dict[str, Any]:
        """All that was kept under keys that begin with ``prefix``, read at once. Raises RecordError."""
        sql = "SELECT key, value FROM state WHERE substr(key, 1, ?) = ? ORDER BY key"
        return {key: json.loads(value) for key, value in self._read(lambda c: c.execute(sql, (len(prefix), prefix)).fetchall())}

    # Answers

    def answered(self, attempt: Attempt) -> Attempt:
        """Add one answer; returned with its moment. Raises RecordError, ValueError."""
        moment = self._now()
        done = replace(attempt, moment=moment, day=moments.day(moment), uid=uuid4().hex)
        row = attempt_row(done)
        self._write(lambda c: stored.insert(c, "attempt", row))
        return done

    def taken_over(self, attempts: Sequence[Attempt], items: Mapping[str, Item], source: str) -> int:
        """Add answers given elsewhere, each with its moment and uid, and the items that are not in the bank.

        ``source`` says where they come from. Answers that are here already stay as they
        are; an item is renewed where it has changed. Returns how many answers are new.
        Raises RecordError, ValueError.
        """
        rows = [attempt_row(replace(one, day=moments.day(one.moment))) for one in attempts if one.moment is not None]
        stamp = self._stamp()
        brought = [item_row(name, item, source, stamp) for name, item in items.items()]

        def work(c: sqlite3.Connection) -> int:
            before = c.total_changes
            for row in rows:
                stored.insert(c, "attempt", row, "ON CONFLICT DO NOTHING")
            new = c.total_changes - before
            for item in brought:
                stored.insert(c, "item", item, _RENEWED)
            return new

        return self._write(work)

    def items(self) -> dict[str, Item]:
        """The items that came from classes, by subject, oldest first. Raises RecordError."""
        found = {}
        for subject, text in self._read(stored.items).items():
            with suppress(ValueError):  # of a course older than the item
                found[subject] = from_json(text)
        return found

    def attempts(
        self, subject: str | None = None, lesson: int | None = None, kind: str | None = None, place: str | None = None
    ) -> list[Attempt]:
        """The answers, newest last; only those with the given subject, lesson, kind and place. Raises RecordError."""
        wanted = {"subject": subject, "lesson": lesson, "kind": kind, "place": place}
        return self._read(lambda c: stored.attempts(c, {k: v for k, v in wanted.items() if v is not None}))

    # Reviews

    def reviewed(self, subject: str, rating: int) -> Review:
        """Add one rating (1 forgotten, 2 hard, 3 good, 4 easy) of a card; returned with its moment. Raises RecordError, ValueError."""
        moment = self._now()
        done = Review(subject, int(rating), moment, moments.day(moment), uuid4().hex)
        row = ReviewRow(uid=done.uid, moment=moments.stamp(moment), day=str(done.day), subject=subject, rating=done.rating)
        self._write(lambda c: stored.insert(c, "review", row))
        return done

    def reviews(self) -> list[Review]:
        """All ratings, newest last. Raises RecordError."""
        return self._read(stored.reviews)

    def cards(self) -> dict[str, schedule.Card]:
        """Every card that has been answered or rated, by subject, as its history leaves it. Raises RecordError."""
        return schedule.cards(*self._read(lambda c: (stored.attempts(c, {"kind": "item"}), stored.reviews(c))))

    # Time and the path through the lessons

    def spent(self, lesson: int, seconds: float) -> None:
        """Add time spent on a lesson, at most a day. Raises RecordError, ValueError."""
        if not 0 <= seconds <= 86_400:
            raise ValueError(f"seconds spent lie between 0 and a day, not {seconds!r}")
        self._write(lambda c: _spend(c, lesson, seconds, moments.day(self._now())))

    def beat(self, lesson: int) -> None:
        """A sign that the learner is at the lesson now; the time since the last sign is added to it.

        Signs come at least every three minutes while a page is in view. The time between
        two signs is counted once, however many lessons are open. Raises RecordError.
        """
        moment = self._now()

        def work(c: sqlite3.Connection) -> None:
            last = stored.about(c, "beat")
            gap = moment - moments.unstamped(int(last)) if last else IDLE * 2
            if timedelta() < gap <= IDLE:
                _spend(c, lesson, gap.total_seconds(), moments.day(moment))
            stored.tell(c, "beat", str(moments.stamp(moment)))

        self._write(work)

    def time_spent(self) -> dict[int, float]:
        """Seconds by lesson. Raises RecordError."""
        return self._read(lambda c: dict(c.execute("SELECT lesson, sum(seconds) FROM time GROUP BY lesson ORDER BY lesson")))

    def time_by_day(self) -> dict[date, float]:
        """Seconds by day on the learner's calendar, oldest first. Raises RecordError."""
        found = self._read(lambda c: c.execute("SELECT day, sum(seconds) FROM time GROUP BY day ORDER BY day").fetchall())
        return {date.fromisoformat(day): seconds for day, seconds in found}

    def visited(self, lesson: int) -> None:
        """The learner opened the lesson now. Raises RecordError."""
        row = LessonRow(number=lesson, visited=self._stamp(), finished=None)
        self._write(lambda c: stored.insert(c, "lesson", row, "ON CONFLICT DO UPDATE SET visited = excluded.visited"))

    def finish(self, lesson: int) -> None:
        """The learner has worked through the lesson; the first time counts. Raises RecordError."""
        row = LessonRow(number=lesson, visited=None, finished=self._stamp())
        first = "ON CONFLICT DO UPDATE SET finished = coalesce(finished, excluded.finished)"
        self._write(lambda c: stored.insert(c, "lesson", row, first))

    def visits(self) -> dict[int, datetime]:
        """The lessons ever opened, in order, and when last. Raises RecordError."""
        return self._moments("visited")

    def finished(self) -> dict[int, datetime]:
        """The lessons worked through, in order, and when first. Raises RecordError."""
        return self._moments("finished")

    def last_lesson(self) -> int | None:
        """The lesson opened last; None before the first. Raises RecordError."""
        found = self.visits()
        return max(found, key=lambda lesson: (found[lesson], lesson), default=None)

    # Notes

    def keep_note(self, lesson: int, text: str) -> None:
        """The notes on a lesson, whole; up to 200,000 characters. Raises RecordError, ValueError."""
        row = NoteRow(lesson=lesson, text=storable(text), changed=self._stamp(), older="[]")
        anew = "ON CONFLICT DO UPDATE SET text = excluded.text, changed = excluded.changed"
        self._write(lambda c: stored.insert(c, "note", row, anew))

    def note(self, lesson: int) -> str:
        """The notes on a lesson; empty when there are none. Raises RecordError."""
        return self.notes().get(lesson, "")

    def notes(self) -> dict[int, str]:
        """The notes on all lessons that have some, in order. Raises RecordError."""
        return self._read(lambda c: dict(c.execute("SELECT lesson, text FROM note WHERE text <> '' ORDER BY lesson")))

    # The whole of it

    def news(self) -> list[str]:
        """What is to be said to the learner once, such as that the file was damaged; empty the next time. Raises RecordError."""
        if self._read(lambda c: stored.about(c, NEWS)) is None:
            return []

        def work(c: sqlite3.Connection) -> list[str]:
            found = stored.about(c, NEWS)
            c.execute("DELETE FROM about WHERE name = ?", (NEWS,))
            return [found] if found else []

        return self._write(work)

    def export(self) -> bytes:
        """The whole record as one file for another machine. Raises RecordError."""
        return self._read(self._exported)

    def export_name(self) -> str:
        """What to call that file: 学习记录-2024-03-05.xuncha-record."""
        return f"学习记录-{moments.day(self._now())}{SUFFIX}"

    def take_in(self, data: bytes) -> Merged:
        """Join the file that `export` made elsewhere into this record; doing it again changes nothing. Raises RecordError."""
        tables = parsed(data)
        return self._write(lambda c: merge(c, tables))

    def clear(self) -> Path | None:
        """Begin anew; returns the copy kept beside the record, which `take_in` reads, or None if there was nothing.

        Raises RecordError; then nothing has been cleared.
        """

        def work(c: sqlite3.Connection) -> Path | None:
            if not any(rows(c).values()):
                return None
            copy = self._copy(self._exported(c))
            for table in (*ROWS, "about"):
                c.execute(f"DELETE FROM {table}")
            backup.forget(self.path)
            return copy

        return self._write(work)

    # Within

    def _stamp(self) -> int:
        return moments.stamp(self._now())

    def _moments(self, column: str) -> dict[int, datetime]:
        sql = f"SELECT number, {column} FROM lesson WHERE {column} NOTNULL ORDER BY number"
        return {number: moments.unstamped(stamp) for number, stamp in self._read(lambda c: c.execute(sql).fetchall())}

    def _exported(self, c: sqlite3.Connection) -> bytes:
        tables = rows(c)
        for note in tables["note"]:  # so that the other machine knows whether its text has grown out of this one
            note["older"] = json.dumps([*json.loads(note["older"]), digest(note["text"])])
        return written(tables, self._now())

    def _copy(self, data: bytes) -> Path:
        """The data in a file of its own beside the record."""
        stem = f"{self.path.stem}-清除前-{moments.label(self._now())}"
        for number in range(1, 100):
            copy = self.path.with_name(f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}")
            try:
                write_new(copy, data)
            except FileExistsError:
                continue
            except OSError as error:
                raise RecordError(f"清除之前要留的副本 {copy} 没能保存：{said(error)}。记录没有清除。请检查磁盘空间和文件夹权限。") from error
            return copy
        raise RecordError(f"{self.path.parent} 里清除前的副本太多，记录没有清除。请先移走一些。")

    def _read(self, work: Work[Any]) -> Any:
        return self._mended(self._database.read, work)

    def _write(self, work: Work[Any]) -> Any:
        return self._mended(self._database.write, work)

    def _mended(self, do: Callable[[Work[Any]], Any], work: Work[Any]) -> Any:
        """``do`` the ``work``; when the file turns out to be damaged, mend it and do it again."""
        try:
            return do(work)
        except Damaged:
            repair(self._database, self._now())
        try:
            return do(work)
        except Damaged as error:
            raise RecordError(f"学习记录 {self.path} 坏了，没能修好。请把这个文件改名，再打开课程。") from error


def _spend(connection: sqlite3.Connection, lesson: int, seconds: float, day: date) -> None:
    row = TimeRow(device=stored.device(connection), lesson=lesson, day=str(day), seconds=float(seconds))
    stored.insert(connection, "time", row, "ON CONFLICT DO UPDATE SET seconds = min(seconds + excluded.seconds, 1000000)")
