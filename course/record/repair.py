"""A damaged file: kept under another name, and a new one begun.

What can still be read of it goes into the new one, and what the copy of the last hour has.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.oserror import said
from course.record import backup, moments, schema, transfer
from course.record.database import PATIENCE, Database
from course.record.errors import RecordError
from course.record.merging import merge

NEWS = "news"
"""What `about` calls that which is to be said to the learner once."""


def repair(database: Database, moment: datetime) -> None:
    """Put the damaged file aside and begin a new one with whatever can be read of it.

    When another kernel has done so in the meantime, nothing happens. Raises RecordError.
    """
    path = database.path
    try:
        with _alone(path):
            if _is_sound(path):
                return
            aside = _aside(path, moment)
            os.replace(path, aside)
            journal = path.with_name(path.name + "-journal")
            if journal.exists():
                os.replace(journal, aside.with_name(aside.name + "-journal"))
            sources = [salvaged(source) for source in (aside, backup.place(path)) if source.exists()]

            def begin(connection: sqlite3.Connection) -> None:
                merged = [merge(connection, found) for found in sources]
                attempts, notes = sum(m.attempts for m in merged), len({m.lesson for found in sources for m in found["note"]})
                kept = f"取回了 {attempts} 次作答和 {notes} 课笔记" if any(any(s.values()) for s in sources) else "其中的内容没能取回"
                text = f"学习记录的文件坏了，已原样另存为 {aside}，{kept}。可以接着学，不必另做什么。"
                connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (NEWS, text))

            database.write(begin)
    except OSError as error:
        raise RecordError(f"学习记录 {path} 坏了，也没能另存：{said(error)}。请把这个文件改名，再打开课程。") from error


def salvaged(path: Path) -> transfer.Tables:
    """The sound rows that can still be read in a damaged file."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "record"
        shutil.copyfile(path, copy)
        journal = path.with_name(path.name + "-journal")
        if journal.exists():
            shutil.copyfile(journal, copy.with_name("record-journal"))
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")
            try:
                version = schema.version(connection)
                rows = {table: found for table in transfer.ROWS if (found := _readable(connection, table))}
                return transfer.sound_ones(transfer.raised(rows, max(1, min(version, len(schema.STEPS)))))
            except (sqlite3.Error, ValueError, TypeError, OverflowError):
                return {table: [] for table in transfer.ROWS}


def _readable(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """The rows that come before the first broken page, and those that come after the last."""
    before, whole = _until_broken(connection, f"SELECT * FROM {table} ORDER BY rowid")
    after, _ = ([], True) if whole else _until_broken(connection, f"SELECT * FROM {table} ORDER BY rowid DESC")
    return before + after[::-1]


def _until_broken(connection: sqlite3.Connection, sql: str) -> tuple[list[dict[str, Any]], bool]:
    """The rows that can be read, and whether these are all."""
    found: list[dict[str, Any]] = []
    try:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            found.append(dict(zip(names, row, strict=True)))
    except sqlite3.Error:
        return found, False
    return found, True


def _is_sound(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def _aside(path: Path, moment: datetime) -> Path:
    """A name beside ``path`` that is not taken."""
    stem = f"{path.stem}-损坏-{moments.label(moment)}"
    found = path.with_name(stem + path.suffix)
    number = 2
    while found.exists():
        found = path.with_name(f"{stem}-{number}{path.suffix}")
        number += 1
    return found


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps other kernels from repairing at the same time; a killed one lets go by itself, as SQLite's locks do."""
    with closing(sqlite3.connect(path.with_name(f".{path.name}.lock"), timeout=PATIENCE, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise RecordError(f"学习记录 {path} 坏了，暂时也没能另存。请关闭多开的课程窗口，稍后再试。") from error
        yield
