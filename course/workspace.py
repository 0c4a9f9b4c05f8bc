"""The learner's folder: lessons and desks copied in."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.catalog import FOLDER, HOME_FILE, STATE_FOLDER, DeskEntry, desks, lessons
from exercises.delivery import Delivered, deliver

_DELIVERED = f"{STATE_FOLDER}/delivered.json"


def _notebooks() -> list[tuple[str, NotebookNode]]:
    """(file name, notebook) of the home page and all lessons, linked to one another."""
    course = lessons()
    out = [(HOME_FILE, nbformat.read(FOLDER / "home.ipynb", as_version=4))]
    for i, lesson in enumerate(course):
        notebook = nbformat.read(lesson.source, as_version=4)
        notebook.metadata["xuncha"].update(
            home=HOME_FILE,
            previous=course[i - 1].file if i else None,
            previous_title=course[i - 1].title if i else None,
            next=course[i + 1].file if i + 1 < len(course) else None,
            next_title=course[i + 1].title if i + 1 < len(course) else None,
        )
        out.append((lesson.file, notebook))
    return out + _desks(HOME_FILE, *desks())


def _desks(home: str | None, *entries: DeskEntry) -> list[tuple[str, NotebookNode]]:
    """(file name, notebook) of these desks; ``home`` is where they lead back to, if anywhere."""
    out = []
    for desk in entries:
        notebook = nbformat.read(desk.source, as_version=4)
        notebook.metadata["xuncha"].update(home=home)
        out.append((desk.file, notebook))
    return out


def prepare(folder: Path) -> list[Delivered]:
    """Bring ``folder`` up to date with the course and sign what was written as trusted.

    Raises DeliveryError when the folder cannot be made or written.
    """
    return deliver(folder, _notebooks(), folder / _DELIVERED)


def prepare_desks(folder: Path) -> list[Delivered]:
    """The same with the desks for sources and for teaching alone, for a folder that is no learner's: a class directory.

    Raises DeliveryError.
    """
    home = HOME_FILE if (folder / HOME_FILE).exists() else None
    return deliver(folder, _desks(home, *desks("sources", "instructor")), folder / _DELIVERED)
