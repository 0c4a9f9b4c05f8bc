"""Which notebooks the course has, read from their own metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lessons"
HOME_FILE = "巡察课堂.ipynb"


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
        return "".join(c for c in self.title if c not in "“”‘’《》？：/\\") + ".ipynb"


@cache
def lessons() -> tuple[LessonEntry, ...]:
    """All lessons in teaching order."""
    found = []
    for path in sorted(FOLDER.glob("lesson-*.ipynb")):
        about = json.loads(path.read_text(encoding="utf-8"))["metadata"]["xuncha"]
        found.append(LessonEntry(about["number"], about["title"], about["minutes"], about["summary"], path))
    return tuple(sorted(found, key=lambda lesson: lesson.number))
