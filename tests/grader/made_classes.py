"""Classes with the short quiz handed out, for tests of grading; made once, copied often."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import nbformat
from made_papers import QUIZ, source
from nbformat import NotebookNode

from grader import classroom
from grader.classroom import Classroom

DUE = datetime(2024, 3, 6)
ON_TIME, LATE = "2024-03-05 10:20:30.5 UTC", "2024-03-06 01:00:00 UTC"


def with_quiz(folder: Path, new_class: Path) -> Classroom:
    """A class with the quiz handed out, a due date, and a penalty for handing in late."""
    shutil.copytree(new_class, folder)
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


def copied(room: Classroom, folder: Path) -> Classroom:
    """The same class at another place."""
    shutil.copytree(room.folder, folder)
    return classroom.find(folder)


def released(room: Classroom) -> NotebookNode:
    """The quiz as trainees get it."""
    return nbformat.read(room.paper("release", QUIZ) / f"{QUIZ}.ipynb", as_version=4)
