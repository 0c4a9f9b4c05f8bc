"""The desks put into a class's folder, and opened there in JupyterLab."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from exercises import jupyterlab
from grader import classroom
from grader.desks.catalog import HOME_FILE, desks
from grader.errors import GraderError

_DELIVERED = ".xuncha/class-desks.json"


def folder(start: Path) -> Path:
    """The class's folder that ``start`` lies in; ``start`` itself where it lies in none yet."""
    try:
        return classroom.find(start).folder
    except GraderError:
        return start.expanduser().resolve()


def prepare(folder: Path) -> None:
    """Bring the folder's desks up to date; one that was changed there is kept.

    Raises:
        GraderError: the folder cannot be written.
    """
    import nbformat  # takes a second

    from exercises.delivery import DeliveryError, deliver

    notebooks = []
    for desk in desks():
        notebook = nbformat.read(desk.source, as_version=4)
        if desk.file != HOME_FILE:
            notebook.metadata["xuncha"] |= {"home": HOME_FILE, "home_title": Path(HOME_FILE).stem}
        notebooks.append((desk.file, notebook))
    try:
        deliver(folder, notebooks, folder / _DELIVERED)
    except DeliveryError as error:
        raise GraderError(str(error)) from error


def start(folder: Path, extra: Sequence[str], file: str = HOME_FILE) -> int:
    """Run JupyterLab on the class's folder until it ends; returns its exit status.

    It runs in that folder, where nbgrader's own pages look for the class's settings.
    """
    os.chdir(folder)
    # Formgrader would set the login cookie for its own page only, and the page's requests would be turned away.
    options = ["--IdentityProvider.cookie_options=path=/", *extra]
    return jupyterlab.start(jupyterlab.command(folder, options, file), os.environ)
