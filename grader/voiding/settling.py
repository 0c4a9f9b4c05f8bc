"""Orders that were interrupted are brought to their end: completed where the gradebook had been written, else given up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from grader.bulk import database, master, staging
from grader.bulk.key import Key
from grader.bulk.run import Report, grade
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.voiding import book, journal, source
from grader.voiding.amend import find
from grader.voiding.journal import Entry


def alone(room: Classroom) -> AbstractContextManager[None]:
    """Hold the class's orders: one at a time. Raises GraderError when another is on its way."""
    return staging.only_one(room.folder / journal.FOLDER)


def settle(room: Classroom) -> list[Entry]:
    """Bring to their end the orders that were interrupted; those that had reached the gradebook."""
    if not _open(room):
        return []
    with alone(room):
        return [entry for entry in _open(room) if end(room, entry)]


def _open(room: Classroom) -> list[Entry]:
    return [entry for entry in journal.entries(room) if entry.state == "open"]


def end(room: Classroom, entry: Entry) -> bool:
    """End an open order as the gradebook says; whether it had been written."""
    with database.connected(room.database_url, writing=False) as db:
        try:
            key = master.load(db, entry.quiz, None)
            now = book.slot(key, _check_id(key, entry.number)).known.source
        except (GraderError, StopIteration):
            now = entry.was
    if now != entry.now:
        journal.end(room, entry.id, "undone")
        return False
    if staging.left_behind(room.folder / "autograded", entry.quiz):
        grade(room, entry.quiz, within=_calm(room, entry.quiz))
    finish(room, entry)
    return True


def _check_id(key: Key, number: int) -> str:
    return find(key.questions, number).check_id


def _calm(room: Classroom, quiz: str) -> Callable[[Connection, Report], AbstractContextManager[None]]:
    return lambda db, report: book.looked_at(db, master.load(db, quiz, None))


def finish(room: Classroom, entry: Entry) -> None:
    """What comes after the gradebook: the source paper, and the end of the record."""
    with database.connected(room.database_url, writing=False) as db:
        check_id = _check_id(master.load(db, entry.quiz, None), entry.number)
    source.write(room, entry.quiz, check_id, entry.now)
    journal.end(room, entry.id, "done")
