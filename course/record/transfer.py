"""The record as one file: to move to another machine, or to keep aside.

The file is JSON: the version of its tables, and of each table the rows. A file from
elsewhere is hostile until parsed. Its size, its depth, its numbers and every column of
every row are bounded, and nothing is used before all of it has been read. An older file
is brought up by the very steps that bring up an older database.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from course.record import moments, schema
from course.record.errors import RecordError
from course.record.rows import ROWS, Row, read_json

FORMAT = "xuncha-record"
SUFFIX = ".xuncha-record"
MAX_BYTES = 20_000_000
MAX_ROWS = 500_000

Tables = dict[str, list[Row]]
_ASK = "请确认它是从本课程“导出学习记录”得到的文件，没有被改动过。原有的记录没有变。"


def rows(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables that move, in the order in which they were written."""
    return {table: list(_dicts(connection, f"SELECT * FROM {table} ORDER BY rowid")) for table in ROWS}


def written(tables: Mapping[str, list[dict[str, Any]]], moment: datetime) -> bytes:
    """The file with these rows; ``moment`` says when it was made."""
    whole = {"format": FORMAT, "schema": len(schema.STEPS), "exported": moments.stamp(moment), **tables}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def parsed(data: bytes) -> Tables:
    """The rows of a file, each of them sound. Raises RecordError."""
    if len(data) > MAX_BYTES:
        raise RecordError(f"这个文件超过 {MAX_BYTES // 1_000_000} MB，不像学习记录，没有导入。{_ASK}")
    try:
        found = read_json(data.decode("utf-8-sig"))
    except ValueError:
        raise RecordError(f"这个文件不是学习记录，或者不完整，没有导入。{_ASK}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise RecordError(f"这个文件不是学习记录，没有导入。{_ASK}")
    version = found.get("schema")
    if type(version) is not int or version < 1:
        raise RecordError(f"这个文件没有写明版本，没有导入。{_ASK}")
    if version > len(schema.STEPS):
        raise RecordError("这个文件由更新版本的课程导出，这里读不了，没有导入。请先更新课程，再导入一次。")
    tables = {name: found[name] for name in found if name not in ("format", "schema", "exported")}
    try:
        return sound(raised(tables, version))
    except (ValueError, TypeError, OverflowError, RecursionError, sqlite3.Error):
        raise RecordError(f"这个文件的内容有误，没有导入。{_ASK}") from None


def raised(tables: Mapping[str, Any], version: int) -> dict[str, list[dict[str, Any]]]:
    """Rows as a database of that version had them, as the newest has them.

    Raises ValueError, TypeError, OverflowError or sqlite3.Error where they do not fit.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        schema.bring_up(connection, version)
        columns = {name: _columns(connection, name) for name in _tables(connection)}
        if not all(table in columns and isinstance(found, list) for table, found in tables.items()):
            raise ValueError("these are no tables of a record")
        if sum(map(len, tables.values())) > MAX_ROWS:
            raise ValueError("too many rows")
        for table, found in tables.items():
            for row in found:
                if not isinstance(row, dict) or row.keys() != columns[table]:
                    raise ValueError(f"a row of {table} has other columns")
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        schema.bring_up(connection)
        return rows(connection)


def sound(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Tables:
    """The rows, checked. Raises ValueError."""
    return {table: [ROWS[table].model_validate(row) for row in found] for table, found in tables.items()}


def sound_ones(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Tables:
    """Those rows that are sound."""
    kept: Tables = {}
    for table, found in tables.items():
        kept[table] = []
        for row in found:
            try:
                kept[table].append(ROWS[table].model_validate(row))
            except (ValidationError, ValueError):
                continue
    return kept


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [name for name in names if name != "about"]


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def _dicts(connection: sqlite3.Connection, sql: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
