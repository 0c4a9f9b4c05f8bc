"""The class's roster, kept in nbgrader's own student table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader import names
from grader.classroom import Classroom, check_id


@dataclass(frozen=True)
class Trainee:
    """One line of the roster."""

    id: str
    name: str


def trainees(room: Classroom) -> list[Trainee]:
    """Everyone in the roster, by id."""
    from grader.bulk import database, tallies

    with database.connected(room.database_url, writing=False) as db:
        return [Trainee(id, names.join(last, first)) for id, last, first in sorted(tallies.people(db))]


def add(room: Classroom, people: Sequence[Trainee]) -> list[Trainee]:
    """Enter ``people``; those already there get the name given here. Returns the new ones.

    Raises:
        GraderError: an id cannot be used; nothing has been entered then.
    """
    for person in people:
        check_id(person.id, "编号")
    before = {trainee.id for trainee in trainees(room)}
    with room.gradebook() as gradebook:
        for person in people:
            last, first = names.split(person.name)
            gradebook.update_or_create_student(person.id, last_name=last, first_name=first)
    return [person for person in people if person.id not in before]
