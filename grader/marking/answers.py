"""What trainees wrote, from the graded copies of their papers; anybody's words, parsed and never run."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from exercises.quiz.keys import Question
from exercises.response import read_prose
from grader.bulk import folders
from grader.bulk.reading import MAX_BYTES, BadPaper, parse, source
from grader.classroom import Classroom, usable_id

_LINES = "\n\t"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_MOST_KEPT = 4_000

Cells = Mapping[str, str]
"""The text of each cell that nbgrader knows, by its id."""


class Papers:
    """Graded copies of one class; a copy that has not changed is read once."""

    def __init__(self, room: Classroom) -> None:
        self._room = room
        self._kept: dict[Path, tuple[tuple[int, int], Cells]] = {}

    def texts(self, quiz: str, students: Iterable[str], asked: Question) -> dict[str, str]:
        """What each of these trainees has in the question's answer cell; nothing for a paper that cannot be read."""
        found = {}
        for student in students:
            text = self._cells(quiz, student).get(asked.answer_id)
            if text is not None:
                found[student] = written(text, asked)
        return found

    def _cells(self, quiz: str, student: str) -> Cells:
        if not usable_id(student) or not usable_id(quiz):
            return {}
        path = self._room.paper("autograded", quiz, student) / f"{quiz}.ipynb"
        try:
            about = os.lstat(path)
            stamp = (about.st_mtime_ns, about.st_size)
            kept = self._kept.get(path)
            if kept is None or kept[0] != stamp:
                kept = (stamp, _cells(b"".join(folders.pieces(str(path), MAX_BYTES + 1))))
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[path] = kept
        except (OSError, BadPaper):
            return {}
        return kept[1]


def _cells(raw: bytes) -> Cells:
    found: dict[str, str] = {}
    for cell in parse(raw)["cells"]:
        try:
            name = cell["metadata"]["nbgrader"]["grade_id"]
        except (KeyError, TypeError, IndexError):
            continue
        if isinstance(name, str):
            found.setdefault(name, source(cell))
    return found


def written(text: str, asked: Question) -> str:
    """What stands in an answer cell, without nbgrader's stub where the answer is prose."""
    if asked.item.type != "short":
        return text
    answer = read_prose(text)
    return str(getattr(answer, "value", ""))


def visible(text: str) -> str:
    """``text`` for the screen, character for character: what would control it or turn its direction is a blank box."""

    def shown(c: str) -> bool:
        return c in _LINES or (c not in _TURNING and unicodedata.category(c) not in ("Cc", "Cs"))

    return "".join(c if shown(c) else "\ufffd" for c in text)
