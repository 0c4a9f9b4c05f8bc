"""Entering what a table says into the class: people into the gradebook, units into 单位.csv."""

from __future__ import annotations

from collections.abc import Sequence

from grader.classroom import Classroom
from grader.roster import book, units
from grader.roster.plan import Plan, plan
from grader.roster.table import Line


def planned(room: Classroom, lines: Sequence[Line]) -> Plan:
    """What entering ``lines`` would do to the class. Raises GraderError."""
    return plan(lines, {one.id: one.name for one in book.trainees(room)}, units.read(room))


def enter(room: Classroom, lines: Sequence[Line]) -> list[book.Trainee]:
    """Enter these rows; those there already get the name given here. Returns the new ones. Raises GraderError."""
    new = book.add(room, [book.Trainee(line.id, line.name) for line in lines])
    units.update(room, {line.id: line.unit for line in lines if line.unit})
    return new
