"""The part of nbgrader's schema that grading reads and writes.

nbgrader's own classes say the same, but importing them takes longer than grading a
class does. A test holds these tables to nbgrader's.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Float, Interval, MetaData, String, Table, Text

_META = MetaData()


def _table(name: str, *columns: Column) -> Table:
    return Table(name, _META, *columns)


def _id() -> Column:
    return Column("id", String(32), primary_key=True)


def _text(name: str) -> Column:
    return Column(name, String(128))


assignment = _table("assignment", _id(), _text("name"), Column("duedate", DateTime), _text("course_id"))
notebook = _table("notebook", _id(), _text("name"), _text("assignment_id"), Column("kernelspec", String(1024)))
base_cell = _table("base_cell", _id(), _text("name"), _text("notebook_id"), Column("type", String(50)))
grade_cells = _table("grade_cells", _id(), Column("max_score", Float), Column("cell_type", String))
task_cells = _table("task_cells", _id(), Column("max_score", Float), Column("cell_type", String))
source_cell = _table(
    "source_cell",
    _id(),
    _text("name"),
    Column("cell_type", String),
    Column("locked", Boolean),
    Column("source", Text),
    _text("checksum"),
    _text("notebook_id"),
)
student = _table("student", Column("id", String(128), primary_key=True), _text("first_name"), _text("last_name"))
submitted_assignment = _table(
    "submitted_assignment",
    _id(),
    _text("assignment_id"),
    _text("student_id"),
    Column("timestamp", DateTime),
    Column("extension", Interval),
)
submitted_notebook = _table(
    "submitted_notebook",
    _id(),
    _text("assignment_id"),
    _text("notebook_id"),
    Column("flagged", Boolean),
    Column("late_submission_penalty", Float),
)
grade = _table(
    "grade",
    _id(),
    _text("notebook_id"),
    _text("cell_id"),
    Column("auto_score", Float),
    Column("manual_score", Float),
    Column("extra_credit", Float),
    Column("needs_manual_grade", Boolean),
)
comment = _table(
    "comment", _id(), _text("notebook_id"), _text("cell_id"), Column("auto_comment", Text), Column("manual_comment", Text)
)

ALL = tuple(_META.sorted_tables)
