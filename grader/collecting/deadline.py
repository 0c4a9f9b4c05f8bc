"""Until when a quiz may be handed in, from the gradebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from grader.bulk import tables as t


@dataclass(frozen=True)
class Deadline:
    """The due date of a quiz, naive UTC, and who was given more time."""

    due: datetime | None = None
    extensions: Mapping[str, timedelta] = field(default_factory=dict)

    def of(self, student: str) -> datetime | None:
        """Until when this trainee may hand in; None for any time."""
        return None if self.due is None else self.due + self.extensions.get(student, timedelta())


def deadline(db: Connection, quiz: str) -> Deadline:
    """The deadline of ``quiz``; none where the gradebook has no such quiz."""
    found = db.execute(select(t.assignment.c.id, t.assignment.c.duedate).where(t.assignment.c.name == quiz)).one_or_none()
    if found is None:
        return Deadline()
    made = t.submitted_assignment.c
    rows = db.execute(
        select(made.student_id, made.extension).where(made.assignment_id == found.id, made.extension.is_not(None))
    )
    return Deadline(found.duedate, {row.student_id: row.extension for row in rows})
