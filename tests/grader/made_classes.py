"""Classes with the short quiz handed out, for tests of grading; made once, copied often."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import postgresql
import pytest
from made_papers import QUIZ, answered, asked, hand_in, part, right, source, wrong
from nbformat import NotebookNode

from grader import classroom, roster
from grader.bulk.run import grade
from grader.classroom import Classroom

on_sqlite_alone = pytest.mark.parametrize("gradebooks", ["sqlite"], indirect=True)
"""For tests of SQLite's file; what a server does in its place stands in `test_gradebook_on_server`."""

on_server_alone = pytest.mark.parametrize("gradebooks", ["postgresql"], indirect=True)
"""For tests of what only a server does."""

DATABASES: list[str] = []
"""Those made by `copied`, to be dropped."""

DUE = datetime(2024, 3, 6)
ON_TIME, LATE = "2024-03-05 10:20:30.5 UTC", "2024-03-06 01:00:00 UTC"


def with_quiz(folder: Path, new_class: Path) -> Classroom:
    """A class with the quiz handed out, a due date, and a penalty for handing in late."""
    copied(classroom.find(new_class), folder)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    room = classroom.find(folder)
    path = room.paper("source", QUIZ) / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source(), path)
    assert room.api.generate_assignment(QUIZ)["success"]
    with room.gradebook() as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
    return room


WAYS = {
    "x01": (right, ON_TIME),
    "x02": (wrong, ON_TIME),
    "x03": (part, ON_TIME),
    "x04": (lambda item: None, ON_TIME),
    "x05": (lambda item: "import os", ON_TIME),
    "x06": (wrong, LATE),
}
"""How everyone of `graded_class` answers, and when they hand in."""


def graded_class(folder: Path, new_class: Path) -> Classroom:
    """A class of seven, six of whom have handed in; a person has marked two short answers and looked at one item."""
    room = with_quiz(folder, new_class)
    roster.add(room, [roster.Trainee(f"x0{n}", f"学员{n}") for n in range(1, 8)])
    for student, (how, moment) in WAYS.items():
        hand_in(room.folder, student, answered(released(room), how), moment)
    grade(room, QUIZ)
    with room.gradebook() as gradebook:
        for student in ("x01", "x02"):
            found = gradebook.find_grade(asked()[-1].grade_id, QUIZ, QUIZ, student)
            found.manual_score, found.needs_manual_grade = 2.0, False
        seen = gradebook.find_grade(asked()[0].grade_id, QUIZ, QUIZ, "x05")
        seen.manual_score, seen.needs_manual_grade = 0.5, False
        gradebook.db.commit()
    return room


def copied(room: Classroom, folder: Path, without: tuple[str, ...] = ()) -> Classroom:
    """The same class at another place, with a gradebook of its own; ``without`` those folders."""
    shutil.copytree(room.folder, folder, ignore=shutil.ignore_patterns(*without))
    if room.server:
        old = room.server.url.database
        new = postgresql.copy(str(room.server))
        settings = folder / classroom.CONFIG
        settings.write_text(settings.read_text("utf-8").replace(f"/{old}?", f"/{new}?"), "utf-8")
        DATABASES.append(str(classroom.find(folder).server))
    return classroom.find(folder)


def released(room: Classroom) -> NotebookNode:
    """The quiz as trainees get it."""
    return nbformat.read(room.paper("release", QUIZ) / f"{QUIZ}.ipynb", as_version=4)
