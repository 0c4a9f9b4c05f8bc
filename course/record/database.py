"""Opening the record's file: one short transaction at a time, on a connection of its own.

A rollback journal and full synchronisation: what has been committed outlives a killed
kernel, and the file may lie on a network drive, where a write-ahead log may not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from corpus.oserror import said
from course.record import backup, schema
from course.record.errors import RecordError

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

PATIENCE = 10.0
"""Seconds to wait for another kernel that is writing."""

_WHY = {
    sqlite3.SQLITE_FULL: ("磁盘已满", "请腾出一些空间后再试"),
    sqlite3.SQLITE_READONLY: ("文件或所在文件夹是只读的", "请改为可写，或联系管理员"),
    sqlite3.SQLITE_PERM: ("没有权限", "请检查文件和所在文件夹的权限"),
    sqlite3.SQLITE_CANTOPEN: ("文件打不开", "请检查所在文件夹是否存在、权限是否够"),
    sqlite3.SQLITE_IOERR: ("磁盘读写出错，可能已满或已断开", "请检查磁盘后再试"),
    sqlite3.SQLITE_BUSY: ("另一个程序一直占用着它", "请关闭多开的课程窗口，稍后再试"),
    sqlite3.SQLITE_LOCKED: ("另一个程序一直占用着它", "请关闭多开的课程窗口，稍后再试"),
}


class Damaged(Exception):
    """The file is no SQLite file, or one that is broken inside."""


class Database:
    """The file at ``path``; made when first written to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, work: Work[T]) -> T:
        """What ``work`` finds; an empty record when there is no file yet. Raises RecordError, Damaged."""
        try:
            if not self.path.exists():
                return _on_nothing(work)
            with closing(self._connect()) as connection:
                connection.execute("BEGIN")
                self._check(connection)
                found = schema.version(connection)
                if found == len(schema.STEPS):
                    return work(connection)
            return _on_nothing(work) if found == 0 else self.write(work)
        except sqlite3.Error as error:
            raise self._explained(error, "读取") from error
        except OSError as error:
            raise RecordError(f"学习记录 {self.path} 无法读取：{said(error)}。请检查文件和所在文件夹的权限。") from error

    def write(self, work: Work[T]) -> T:
        """``work`` whole or not at all. Raises RecordError, Damaged."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what one answered is for nobody else
            with closing(self._connect()) as connection:
                connection.execute("BEGIN")  # one look at the file: another kernel may be making it just now
                self._check(connection)
                connection.execute("COMMIT")
                backup.keep(connection, self.path)
                connection.execute("BEGIN IMMEDIATE")
                self._check(connection)
                if schema.version(connection) < len(schema.STEPS):
                    schema.bring_up(connection)
                result = work(connection)
                connection.execute("COMMIT")
            return result
        except sqlite3.Error as error:
            raise self._explained(error, "保存") from error
        except OSError as error:
            raise RecordError(f"学习记录 {self.path} 无法保存：{said(error)}。请检查磁盘空间和文件夹权限。") from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _check(self, connection: sqlite3.Connection) -> None:
        if not schema.is_ours(connection):
            raise RecordError(f"{self.path} 是别的程序的数据库，不是学习记录，没有改动它。请换一个文件名。")
        if schema.version(connection) > len(schema.STEPS):
            raise RecordError(f"学习记录 {self.path} 是更新版本的课程写下的，这里读不了，也没有改动它。请先更新课程。")

    def _explained(self, error: sqlite3.Error, doing: str) -> Exception:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return Damaged(str(error))
        why, then = _WHY.get(code, (f"出了意外（{error}）", "请稍后再试"))
        return RecordError(f"学习记录 {self.path} 无法{doing}：{why}。{then}。")


def _on_nothing(work: Work[T]) -> T:
    """``work`` on an empty record in memory, so that looking alone makes no file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.bring_up(connection)
        return work(connection)
