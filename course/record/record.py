"""The learner's record: every method is one short transaction, safe from several kernels and threads.

A killed kernel loses nothing that a method has returned from. Failures raise RecordError,
whose text can be shown as it is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from course.record import moments
from course.record.database import Database, Work
from course.record.model import Attempt, Review
from course.review import schedule

LONGEST_STATE = 100_000
"""Bytes of the JSON of one card's state, or of one response."""
LONGEST_NOTE = 100_000
"""Characters of the notes on one lesson."""
IDLE = timedelta(minutes=3)
"""Two signs of life further apart than this have no study between them."""


class Record:
    """The record in the file at ``path``; ``now`` tells the time (aware, UTC)."""

    def __init__(self, path: Path, now: Callable[[], datetime] = moments.now) -> None:
        self.path = path
        self._now = now
        self._database = Database(path)

    # What cards look like when one comes back to them

    def keep_state(self, key: str, value: Any) -> None:
        """Keep a JSON value of up to 100 kB under a key such as "lesson-05/activity/notice". Raises RecordError, ValueError."""
        text = _json(value)
        self._write(
            lambda c: c.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", (key, text, moments.stamp(self._now())))
        )

    def state(self, key: str) -> Any:
        """What was kept under ``key``; None when nothing was. Raises RecordError."""
        row = self._read(lambda c: c.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone())
        return json.loads(row[0]) if row else None

    def states(self, prefix: str = "") -> dict[str, Any]:
        """All that was kept under keys that begin with ``prefix``, read at once. Raises RecordError."""
        rows = self._read(
            lambda c: c.execute("SELECT key, value FROM state WHERE substr(key, 1, ?) = ?", (len(prefix), prefix)).fetchall()
        )
        return {key: json.loads(value) for key, value in rows}

    # Answers

    def answered(self, attempt: Attempt) -> Attempt:
        """Add one answer; returned with its moment. Raises RecordError, ValueError."""
        moment = self._now()
        done = replace(attempt, moment=moment, day=moments.day(moment), uid=uuid4().hex)
        row = (
            done.uid, moments.stamp(moment), str(done.day), done.subject, done.kind, done.lesson,
            done.concept, _json(done.response), done.verdict, done.share, done.place,
        )  # fmt: skip
        self._write(lambda c: c.execute("INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row))
        return done

    def attempts(
        self, subject: str | None = None, lesson: int | None = None, kind: str | None = None, place: str | None = None
    ) -> list[Attempt]:
        """The answers, newest last; only those with the given subject, lesson, kind and place. Raises RecordError."""
        wanted = {"subject": subject, "lesson": lesson, "kind": kind, "place": place}
        return self._read(lambda c: _attempts(c, {k: v for k, v in wanted.items() if v is not None}))

    # Reviews

    def reviewed(self, subject: str, rating: int) -> Review:
        """Add one rating (1 forgotten, 2 hard, 3 good, 4 easy) of a card; returned with its moment. Raises RecordError."""
        if rating not in (1, 2, 3, 4):
            raise ValueError(f"a rating is 1, 2, 3 or 4, not {rating!r}")
        moment = self._now()
        done = Review(subject, int(rating), moment, moments.day(moment), uuid4().hex)
        row = (done.uid, moments.stamp(moment), str(done.day), subject, done.rating)
        self._write(lambda c: c.execute("INSERT INTO review VALUES (?, ?, ?, ?, ?)", row))
        return done

    def reviews(self) -> list[Review]:
        """All ratings, newest last. Raises RecordError."""
        return self._read(_reviews)

    def cards(self) -> dict[str, schedule.Card]:
        """Every card that has been answered or rated, by subject, as its history leaves it. Raises RecordError."""
        attempts, reviews = self._read(lambda c: (_attempts(c, {"kind": "item"}), _reviews(c)))
        return schedule.cards(attempts, reviews)

    # Time and the path through the lessons

    def spent(self, lesson: int, seconds: float) -> None:
        """Add time spent on a lesson. Raises RecordError."""
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
            last = _about(c, "beat")
            gap = moment - moments.unstamped(int(last)) if last else IDLE * 2
            if timedelta() < gap <= IDLE:
                _spend(c, lesson, gap.total_seconds(), moments.day(moment))
            _tell(c, "beat", str(moments.stamp(moment)))

        self._write(work)

    def time_spent(self) -> dict[int, float]:
        """Seconds by lesson. Raises RecordError."""
        return self._read(lambda c: dict(c.execute("SELECT lesson, sum(seconds) FROM time GROUP BY lesson ORDER BY lesson")))

    def time_by_day(self) -> dict[date, float]:
        """Seconds by day on the learner's calendar, oldest first. Raises RecordError."""
        rows = self._read(lambda c: c.execute("SELECT day, sum(seconds) FROM time GROUP BY day ORDER BY day").fetchall())
        return {date.fromisoformat(day): seconds for day, seconds in rows}

    def visited(self, lesson: int) -> None:
        """The learner opened the lesson now. Raises RecordError."""
        self._mark(lesson, "visited")

    def finish(self, lesson: int) -> None:
        """The learner has worked through the lesson; the first time counts. Raises RecordError."""
        self._mark(lesson, "finished")

    def finished(self) -> dict[int, datetime]:
        """The lessons worked through, in order, and when first. Raises RecordError."""
        rows = self._read(
            lambda c: c.execute("SELECT number, finished FROM lesson WHERE finished NOTNULL ORDER BY number").fetchall()
        )
        return {number: moments.unstamped(stamp) for number, stamp in rows}

    def visits(self) -> dict[int, datetime]:
        """The lessons ever opened, in order, and when last. Raises RecordError."""
        rows = self._read(
            lambda c: c.execute("SELECT number, visited FROM lesson WHERE visited NOTNULL ORDER BY number").fetchall()
        )
        return {number: moments.unstamped(stamp) for number, stamp in rows}

    def last_lesson(self) -> int | None:
        """The lesson opened last; None before the first. Raises RecordError."""
        row = self._read(
            lambda c: c.execute("SELECT number FROM lesson WHERE visited NOTNULL ORDER BY visited DESC, number DESC").fetchone()
        )
        return row[0] if row else None

    # Notes

    def keep_note(self, lesson: int, text: str) -> None:
        """The notes on a lesson, whole; up to 100,000 characters. Raises RecordError, ValueError."""
        if len(text) > LONGEST_NOTE:
            raise ValueError(f"notes of {len(text)} characters are too long")
        sql = (
            "INSERT INTO note VALUES (?, ?, ?, '[]') "
            "ON CONFLICT (lesson) DO UPDATE SET text = excluded.text, changed = excluded.changed"
        )
        self._write(lambda c: c.execute(sql, (lesson, text, moments.stamp(self._now()))))

    def note(self, lesson: int) -> str:
        """The notes on a lesson; empty when there are none. Raises RecordError."""
        return self.notes().get(lesson, "")

    def notes(self) -> dict[int, str]:
        """The notes on all lessons that have some, in order. Raises RecordError."""
        return self._read(lambda c: dict(c.execute("SELECT lesson, text FROM note WHERE text <> '' ORDER BY lesson")))

    # Within

    def _mark(self, lesson: int, column: str) -> None:
        moment = moments.stamp(self._now())
        kept = f"coalesce({column}, excluded.{column})" if column == "finished" else f"excluded.{column}"
        sql = f"INSERT INTO lesson (number, {column}) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET {column} = {kept}"
        self._write(lambda c: c.execute(sql, (lesson, moment)))

    def _read(self, work: Work[Any]) -> Any:
        return self._database.read(work)

    def _write(self, work: Work[Any]) -> Any:
        return self._database.write(work)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if len(text.encode()) > LONGEST_STATE:
        raise ValueError("a value of more than 100 kB is not kept")
    return text


def _attempts(connection: sqlite3.Connection, wanted: Mapping[str, object]) -> list[Attempt]:
    where = " AND ".join(f"{column} = ?" for column in wanted) or "1"
    sql = (
        "SELECT subject, kind, lesson, concept, response, verdict, share, place, moment, day, uid "
        f"FROM attempt WHERE {where} ORDER BY moment, rowid"
    )
    return [
        Attempt(
            subject, kind, lesson, concept, json.loads(response), verdict, share, place,
            moments.unstamped(stamp), date.fromisoformat(day), uid,
        )  # fmt: skip
        for subject, kind, lesson, concept, response, verdict, share, place, stamp, day, uid in connection.execute(
            sql, tuple(wanted.values())
        )
    ]


def _reviews(connection: sqlite3.Connection) -> list[Review]:
    rows = connection.execute("SELECT subject, rating, moment, day, uid FROM review ORDER BY moment, rowid")
    return [Review(s, rating, moments.unstamped(stamp), date.fromisoformat(day), uid) for s, rating, stamp, day, uid in rows]


def _spend(connection: sqlite3.Connection, lesson: int, seconds: float, day: date) -> None:
    connection.execute(
        "INSERT INTO time VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds",
        (_device(connection), lesson, str(day), seconds),
    )


def _device(connection: sqlite3.Connection) -> str:
    """The name under which this file counts time: sums of several machines are merged by it."""
    known = _about(connection, "device")
    return known or _tell(connection, "device", uuid4().hex)


def _about(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def _tell(connection: sqlite3.Connection, name: str, value: str) -> str:
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))
    return value
