"""Which notebooks the course has, read from their own metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

FOLDER = Path(__file__).parent / "lessons"
DESKS_FOLDER = Path(__file__).parent / "desks"
HOME_FILE = "巡察课堂.ipynb"
STATE_FOLDER = ".xuncha"
"""In the learner's folder: what the course remembers of that folder itself."""
INTAKE_FILE = "语料入库.ipynb"
SEARCH_FILE = "语料检索.ipynb"
REVIEW_FILE = "今日复习.ipynb"
MISTAKES_FILE = "错题本.ipynb"
MOCK_FILE = "模拟测验.ipynb"
RECORD_FILE = "我的学习记录.ipynb"
RULES_FILE = "十不准录入.ipynb"

Shelf = Literal["practice", "sources", "instructor"]
"""Whom a desk is for: who learns, who looks things up or brings them in, who teaches."""


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

    @property
    def place(self) -> str:
        """What it is called by its number: “第 5 课”, and “课前” for what comes before the first."""
        return f"第 {self.number} 课" if self.number else "课前"


@dataclass(frozen=True)
class DeskEntry:
    """A notebook to work in rather than to learn from: bringing speeches in, looking things up, practising."""

    title: str
    summary: str
    source: Path
    """The notebook shipped with the course."""
    shelf: Shelf

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
def desks(*shelves: Shelf) -> tuple[DeskEntry, ...]:
    """The desks on these shelves (on all, if none is named), shelf by shelf, in the order of their places."""
    wanted = shelves or get_args(Shelf)
    found = []
    for path in DESKS_FOLDER.glob("*.ipynb"):
        about = _about(path)
        entry = DeskEntry(about["title"], about["summary"], path, about.get("shelf", "sources"))
        if entry.shelf in wanted:
            found.append((wanted.index(entry.shelf), about["place"], path.name, entry))
    return tuple(entry for *_, entry in sorted(found, key=lambda row: row[:3]))
