"""The tables of the record, and how an older file becomes a newer one.

A file's version is SQLite's ``user_version``. Each step below leads from one version
to the next; a new file walks all of them. A step that has been released is never
changed: what is wrong with it is put right by another step.
"""

from __future__ import annotations

import sqlite3

APPLICATION = 0x58436C61
"""Marks the file as ours (SQLite's ``application_id``)."""

_FIRST = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE attempt (
    uid TEXT PRIMARY KEY, moment INTEGER NOT NULL, day TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL,
    lesson INTEGER NOT NULL, concept TEXT NOT NULL, response TEXT NOT NULL, verdict TEXT NOT NULL, share REAL,
    place TEXT NOT NULL
);
CREATE INDEX attempt_subject ON attempt (subject, moment);
CREATE TABLE review (
    uid TEXT PRIMARY KEY, moment INTEGER NOT NULL, day TEXT NOT NULL, subject TEXT NOT NULL, rating INTEGER NOT NULL
);
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, changed INTEGER NOT NULL);
CREATE TABLE lesson (number INTEGER PRIMARY KEY, visited INTEGER, finished INTEGER);
CREATE TABLE time (
    device TEXT NOT NULL, lesson INTEGER NOT NULL, day TEXT NOT NULL, seconds REAL NOT NULL,
    PRIMARY KEY (device, lesson, day)
);
CREATE TABLE note (lesson INTEGER PRIMARY KEY, text TEXT NOT NULL, changed INTEGER NOT NULL, older TEXT NOT NULL)
"""

_SECOND = """
CREATE TABLE item (subject TEXT PRIMARY KEY, item TEXT NOT NULL, source TEXT NOT NULL, changed INTEGER NOT NULL)
"""
"""Items of the class's quizzes; attempts may have the place "class" from here on."""

STEPS: tuple[str, ...] = (_FIRST, _SECOND)
"""SQL statements apart by semicolons, one script for each version; the first makes version 1."""


def version(connection: sqlite3.Connection) -> int:
    """The version of the open file; 0 when nothing has been written to it."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the open file is a record, or empty."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == APPLICATION or not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def bring_up(connection: sqlite3.Connection, to: int | None = None) -> None:
    """Walk the missing steps (to the newest version when None), inside the transaction that the caller has begun."""
    goal = len(STEPS) if to is None else to
    for step in STEPS[version(connection) : goal]:
        for statement in step.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {goal}")
