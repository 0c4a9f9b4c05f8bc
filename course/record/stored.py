"""What single statements do to an open record; transactions are the caller's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from course.record import moments
from course.record.model import Attempt, Review
from course.record.rows import Row


def insert(connection: sqlite3.Connection, table: str, row: Row, doubled: str = "") -> None:
    """Put a row into its table; ``doubled`` is the SQL for a row whose key is there already."""
    values = dict(row)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks}) {doubled}", tuple(values.values()))


def attempts(connection: sqlite3.Connection, wanted: Mapping[str, object]) -> list[Attempt]:
    """The answers whose columns have the wanted values, newest last."""
    where = " AND ".join(f"{column} = ?" for column in wanted) or "1"
    rows = connection.execute(
        "SELECT subject, kind, lesson, concept, response, verdict, share, place, moment, day, uid "
        f"FROM attempt WHERE {where} ORDER BY moment, rowid",
        tuple(wanted.values()),
    )
    return [
        Attempt(
            subject, kind, lesson, concept, json.loads(response), verdict, share, place,
            moments.unstamped(stamp), date.fromisoformat(day), uid,
        )  # fmt: skip
        for subject, kind, lesson, concept, response, verdict, share, place, stamp, day, uid in rows
    ]


def reviews(connection: sqlite3.Connection) -> list[Review]:
    """All ratings, newest last."""
    rows = connection.execute("SELECT subject, rating, moment, day, uid FROM review ORDER BY moment, rowid")
    return [Review(s, rating, moments.unstamped(stamp), date.fromisoformat(day), uid) for s, rating, stamp, day, uid in rows]


def items(connection: sqlite3.Connection) -> dict[str, str]:
    """The items that came from classes, as JSON by subject, in the order in which they came."""
    return dict(connection.execute("SELECT subject, item FROM item ORDER BY rowid"))


def device(connection: sqlite3.Connection) -> str:
    """The name under which this file counts time: sums of several machines are merged by it."""
    return about(connection, "device") or tell(connection, "device", uuid4().hex)


def about(connection: sqlite3.Connection, name: str) -> str | None:
    """What the record keeps of this machine under a name."""
    row = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def tell(connection: sqlite3.Connection, name: str, value: str) -> str:
    """Keep something of this machine under a name; returned."""
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))
    return value
