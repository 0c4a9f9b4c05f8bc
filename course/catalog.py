"""Which notebooks the course has, read from their own metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lessons"
DESKS_FOLDER = Path(__file__).parent / "desks"
HOME_FILE = "巡察课堂.ipynb"
INTAKE_FILE = "语料入库.ipynb"
SEARCH_FILE = "语料检索.ipynb"


@dataclass(frozen=True)
class LessonEntry:
    """One lesson as listed on the home page; ``minutes`` is the expected time."""

    number: int
    title: str
    minutes: int
    summary: str
    source: Path
    """The notebook shipped with the course."""

    @property
    def file(self) -> str:
        """File name in the learner's workspace; its title, so that tabs read as Chinese."""
        return _file(self.title)


@dataclass(frozen=True)
class DeskEntry:
    """A notebook to work in rather than to learn from: bringing speeches in, looking things up."""

    title: str
    summary: str
    source: Path
    """The notebook shipped with the course."""

    @property
    def file(self) -> str:
        """File name in the learner's workspace or the class directory."""
        return _file(self.title)


def _file(title: str) -> str:
    return "".join(c for c in title if c not in "“”‘’《》？：/\\") + ".ipynb"


def _about(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))["metadata"]["xuncha"]


@cache
def lessons() -> tuple[LessonEntry, ...]:
    """All lessons in teaching order."""
    found = []
    for path in sorted(FOLDER.glob("lesson-*.ipynb")):
        about = _about(path)
        found.append(LessonEntry(about["number"], about["title"], about["minutes"], about["summary"], path))
    return tuple(sorted(found, key=lambda lesson: lesson.number))


@cache
def desks() -> tuple[DeskEntry, ...]:
    """The desks, in the order in which the home page lists them."""
    found = []
    for path in sorted(DESKS_FOLDER.glob("*.ipynb"), key=lambda path: _about(path)["place"]):
        about = _about(path)
        found.append(DeskEntry(about["title"], about["summary"], path))
    return tuple(found)
