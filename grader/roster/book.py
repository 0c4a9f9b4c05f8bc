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
    """Enter ``people``, all or none; those already there get the name given here. Returns the new ones.

    Raises:
        GraderError: an id cannot be used, or the gradebook cannot be written; nothing has been entered then.
    """
    from sqlalchemy.dialects import postgresql, sqlite

    from grader.bulk import database, tallies
    from grader.bulk import tables as t

    for person in people:
        check_id(person.id, "编号")
    rows = {one.id: dict(zip(("id", "last_name", "first_name"), (one.id, *names.split(one.name)))) for one in people}
    with database.connected(room.database_url, writing=True) as db:
        before = {id for id, _, _ in tallies.people(db)}
        if rows:
            new = (sqlite if db.dialect.name == "sqlite" else postgresql).insert(t.student)
            names_only = {name: new.excluded[name] for name in ("last_name", "first_name")}
            db.execute(new.on_conflict_do_update(index_elements=["id"], set_=names_only), [*rows.values()])
    return [person for person in people if person.id not in before]
