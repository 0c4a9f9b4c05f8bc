"""How far each quiz of a class has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from grader import marks
from grader.classroom import Classroom
from grader.feedback import withheld


@dataclass(frozen=True)
class Progress:
    """One quiz; all counts are of trainees."""

    quiz: str
    built: bool
    """Whether its source, with the answers, lies in the class's folder."""
    released: bool
    handed_in: int
    marked: int
    waiting: int
    """Papers on which a person has still to mark something."""
    pages: int
    """Feedback pages there are."""
    people: int
    """Trainees on the roster or with a paper."""
    answers_from: datetime | None
    """From when feedback shows the answers (aware), if that was set."""


def of_class(room: Classroom) -> list[Progress]:
    """All quizzes that have a source or stand in the gradebook, by id. Raises GraderError."""
    source = room.folder / "source"
    built = {path.name for path in source.iterdir() if path.is_dir()} if source.is_dir() else set()
    return [_of_quiz(room, quiz, quiz in built) for quiz in sorted(built | set(marks.quizzes(room)))]


def _of_quiz(room: Classroom, quiz: str, built: bool) -> Progress:
    rows = marks.rows(room, quiz)
    return Progress(
        quiz,
        built,
        released=(room.exchange / room.course_id / "outbound" / quiz).is_dir(),
        handed_in=sum(row.handed_in for row in rows),
        marked=sum(row.score is not None for row in rows),
        waiting=sum(bool(row.waiting) for row in rows),
        pages=sum(1 for _ in (room.folder / "feedback").glob(f"*/{quiz}/*.html")),
        people=len(rows),
        answers_from=withheld.until(room.folder, quiz),
    )
