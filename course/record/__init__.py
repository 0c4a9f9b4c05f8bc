"""The learner's own record: what was answered, read, noted and reviewed, in one SQLite file on this machine."""

from __future__ import annotations

from course.record.errors import RecordError
from course.record.model import Attempt, Review
from course.record.place import record_file
from course.record.record import Record

__all__ = ["Attempt", "Record", "RecordError", "Review", "current", "record_file"]


def current() -> Record:
    """The record of whoever is at this machine. Nothing is opened or made until it is used."""
    return Record(record_file())
