"""Joining another record into this one: nothing doubled, nothing lost.

Answers and ratings are joined by their uid. Of what a card looks like, and of an item
from a class, the newer counts. Time is kept by machine, so of two counts of one machine
the larger is the newer one. Of notes the later text counts where it grew out of the
earlier one; where both sides wrote their own, both texts are kept.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from course.record import stored
from course.record.errors import RecordError
from course.record.rows import LONGEST_NOTE, NoteRow, Row
from course.record.transfer import Tables

BETWEEN = "\n\n——以下是合并进来的笔记——\n\n"
_REMEMBERED = 200
"""How many earlier texts of a note are known by their digests."""


@dataclass(frozen=True)
class Merged:
    """What a merge brought, counted."""

    attempts: int
    reviews: int
    states: int
    lessons: int
    times: int
    notes: int
    items: int = 0

    def __str__(self) -> str:
        """In Chinese, for the learner."""
        parts = [
            f"{name} {count} {unit}"
            for name, count, unit in (
                ("作答", self.attempts, "次"),
                ("复习", self.reviews, "次"),
                ("笔记", self.notes, "课"),
                ("学习进度", self.lessons, "课"),
            )
            if count
        ]
        if parts:
            return f"已并入{'、'.join(parts)}。原有的记录都还在。"
        if self.items:
            return "已并入测验错题的题目。原有的记录都还在。"
        if self.states or self.times:
            return "已并入卡片状态和用时。原有的记录都还在。"
        return "文件里的内容这里都已经有了，没有改动。"


def merge(connection: sqlite3.Connection, tables: Tables) -> Merged:
    """Bring the rows into the open database, in the transaction that the caller has begun. Raises RecordError."""
    return Merged(
        attempts=_insert(connection, "attempt", tables["attempt"], "NOTHING"),
        reviews=_insert(connection, "review", tables["review"], "NOTHING"),
        states=_insert(
            connection,
            "state",
            tables["state"],
            "UPDATE SET value = excluded.value, changed = excluded.changed WHERE excluded.changed > changed",
        ),
        lessons=_insert(connection, "lesson", tables["lesson"], _LESSON),
        times=_insert(connection, "time", tables["time"], "UPDATE SET seconds = excluded.seconds WHERE excluded.seconds > seconds"),
        items=_insert(
            connection,
            "item",
            tables["item"],
            "UPDATE SET item = excluded.item, source = excluded.source, changed = excluded.changed WHERE excluded.changed > changed",
        ),
        notes=sum(_note(connection, row) for row in tables["note"] if isinstance(row, NoteRow)),
    )


_LESSON = """UPDATE SET
    visited = coalesce(max(visited, excluded.visited), visited, excluded.visited),
    finished = coalesce(min(finished, excluded.finished), finished, excluded.finished)
    WHERE coalesce(excluded.visited, 0) > coalesce(visited, 0)
    OR excluded.finished NOTNULL AND (finished ISNULL OR excluded.finished < finished)"""


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row], doubled: str) -> int:
    before = connection.total_changes
    for row in rows:
        stored.insert(connection, table, row, f"ON CONFLICT DO {doubled}")
    return connection.total_changes - before


def _note(connection: sqlite3.Connection, other: NoteRow) -> bool:
    found = connection.execute("SELECT lesson, text, changed, older FROM note WHERE lesson = ?", (other.lesson,)).fetchone()
    own = NoteRow(lesson=found[0], text=found[1], changed=found[2], older=found[3]) if found else None
    now = other if own is None else joined(own, other)
    if own is not None and (now.text, now.older) == (own.text, own.older):
        return False
    anew = "ON CONFLICT DO UPDATE SET text = excluded.text, changed = excluded.changed, older = excluded.older"
    stored.insert(connection, "note", now, anew)
    return own is None or now.text != own.text


def digest(text: str) -> str:
    """A short name for one text of a note."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def joined(own: NoteRow, other: NoteRow) -> NoteRow:
    """One note of two. Raises RecordError when both together are too long."""
    mine, theirs = json.loads(own.older), json.loads(other.older)
    if other.text in own.text or digest(other.text) in mine:
        text, changed = own.text, own.changed
    elif own.text in other.text or digest(own.text) in theirs:
        text, changed = other.text, other.changed
    else:
        first, second = (own, other) if own.changed >= other.changed else (other, own)
        text, changed = first.text + BETWEEN + second.text, first.changed
    if len(text) > LONGEST_NOTE:
        raise RecordError(f"第 {own.lesson} 课的笔记合在一起太长，没有导入。请先把这一课的笔记删短一些，再导入一次。原有的记录没有变。")
    known = dict.fromkeys([*mine, *theirs, digest(own.text), digest(other.text)])
    return NoteRow(lesson=own.lesson, text=text, changed=changed, older=json.dumps(list(known)[-_REMEMBERED:]))
