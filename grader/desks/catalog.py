"""Which desks a class has, read from the notebooks' own metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
HOME_FILE = "班级台.ipynb"
"""The notebook that leads to all the others."""


@dataclass(frozen=True)
class DeskEntry:
    """One desk as it is listed."""

    title: str
    summary: str
    source: Path
    """The notebook that comes with the package."""

    @property
    def file(self) -> str:
        """Its file name in the class's folder."""
        return f"{self.title}.ipynb"


@cache
def desks() -> tuple[DeskEntry, ...]:
    """All desks, in the order of their places."""
    found = []
    for path in FOLDER.glob("*.ipynb"):
        about = json.loads(path.read_text(encoding="utf-8"))["metadata"]["xuncha"]
        found.append((about["place"], DeskEntry(about["title"], about["summary"], path)))
    return tuple(entry for _, entry in sorted(found, key=lambda row: row[0]))
