"""The learner's folder: lessons and desks copied in, signed, and never overwritten once changed.

A copy counts as unchanged while its cells' sources are those that were delivered;
outputs do not count. When the course brings a newer version of a lesson the learner
did change, the newer one is put beside it, under a name of its own.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary

from corpus.oserror import said
from corpus.wholefile import write_whole
from course.catalog import FOLDER, HOME_FILE, STATE_FOLDER, DeskEntry, desks, lessons

_MANIFEST = "delivered.json"
Outcome = Literal["new", "kept", "updated", "beside"]


class WorkspaceError(Exception):
    """The workspace cannot be used; the message is Chinese and says what to do."""


@dataclass(frozen=True)
class Delivered:
    """What happened to one notebook of the course."""

    file: str
    outcome: Outcome


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


def fingerprint(notebook: NotebookNode) -> str:
    """A hash of what a learner can change: the kinds and sources of the cells."""
    cells = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()


def prepare(folder: Path) -> list[Delivered]:
    """Bring ``folder`` up to date with the course and sign what was written as trusted.

    Raises WorkspaceError when the folder cannot be made or written.
    """
    return _bring(folder, _notebooks())


def prepare_desks(folder: Path) -> list[Delivered]:
    """The same with the desks for sources and for teaching alone, for a folder that is no learner's: a class directory.

    Raises WorkspaceError.
    """
    home = HOME_FILE if (folder / HOME_FILE).exists() else None
    return _bring(folder, _desks(home, *desks("sources", "instructor")))


def _bring(folder: Path, notebooks: list[tuple[str, NotebookNode]]) -> list[Delivered]:
    state = folder / STATE_FOLDER
    try:
        state.mkdir(parents=True, exist_ok=True)
        manifest = _read_manifest(state / _MANIFEST)
        done = [_deliver(folder, file, notebook, manifest) for file, notebook in notebooks]
        write_whole(state / _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    except OSError as error:
        raise WorkspaceError(f"文件夹 {folder} 无法写入：{said(error)}。请检查权限和磁盘空间，或换一个目录。") from None
    return done


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _deliver(folder: Path, file: str, notebook: NotebookNode, manifest: dict[str, str]) -> Delivered:
    target = folder / file
    wanted = fingerprint(notebook)
    if not target.exists():
        _put(target, notebook)
        manifest[file] = wanted
        return Delivered(file, "new")
    present = _fingerprint_of(target)
    if present == wanted or manifest.get(file) == wanted:
        return Delivered(file, "kept")
    if present == manifest.get(file):
        _put(target, notebook)
        manifest[file] = wanted
        return Delivered(file, "updated")
    beside = target.with_name(f"{target.stem}（新版）{target.suffix}")
    number = 2
    while beside.exists():
        if _fingerprint_of(beside) == wanted:
            return Delivered(file, "kept")
        beside = target.with_name(f"{target.stem}（新版{number}）{target.suffix}")
        number += 1
    _put(beside, notebook)
    return Delivered(beside.name, "beside")


def _fingerprint_of(path: Path) -> str | None:
    """Fingerprint of a notebook on disk; None when it cannot be read as one."""
    try:
        return fingerprint(nbformat.read(path, as_version=4))
    except Exception:  # whatever a learner left there is theirs: unreadable means changed
        return None


def _put(target: Path, notebook: NotebookNode) -> None:
    write_whole(target, nbformat.writes(notebook))
    NotebookNotary().sign(notebook)
