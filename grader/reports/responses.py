"""What a trainee answered, from the copy of the paper that was graded; parsed, never run.

The graded copy holds the trainee's literals as they were handed in and belongs to the
marks in the gradebook; a newer paper that nobody has graded yet does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from exercises.marking import assess
from exercises.quiz.keys import Question
from exercises.quiz.paperfile import PaperError, read_paper
from exercises.response import Unreadable, read, read_prose
from grader.reports.model import LOST, Given

_HOW = {"blank": "blank", "unreadable": "unreadable"}
_MISSING = Given("unreadable")

Reader = Callable[[Path], dict[int, Given]]


def reader(questions: Sequence[Question]) -> Reader:
    """What reads graded copies of one quiz; an answer that many gave is parsed once."""
    by_number = {q.number: q for q in questions}

    @lru_cache(8192)
    def given(number: int, source: str) -> Given:
        item = by_number[number].item
        score, response = assess(item, (read_prose if item.type == "short" else read)(source))
        return Given(_HOW.get(score.verdict, "answered"), response)  # type: ignore[arg-type]

    def read_file(path: Path) -> dict[int, Given]:
        try:
            cells = _answer_cells(read_paper(path))
        except PaperError:
            return {}
        return {q.number: _given(cells.get(q.answer_id), q.number, given) for q in questions}

    return read_file


def _given(cell: Mapping[str, Any] | None, number: int, given: Callable[[int, str], Given]) -> Given:
    if cell is None:
        return LOST
    about = cell["metadata"].get("xuncha")
    if isinstance(about, dict) and about.get("restored"):
        return _MISSING
    source = cell.get("source", "")
    text = "".join(source) if isinstance(source, list) and all(isinstance(s, str) for s in source) else source
    return given(number, text) if isinstance(text, str) else LOST


def _answer_cells(notebook: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for cell in notebook["cells"]:
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = about.get("grade_id") if isinstance(about, dict) else None
        if isinstance(name, str):
            found.setdefault(name, cell)
    return found
