"""The class's source paper: the check cell there says what the gradebook's says, so that handing out again keeps it."""

from __future__ import annotations

import json
from typing import Any

from corpus.oserror import said
from corpus.wholefile import write_whole
from exercises.quiz.paperfile import PaperError, read_paper
from grader.classroom import Classroom
from grader.errors import GraderError


def write(room: Classroom, quiz: str, check_id: str, source: str) -> bool:
    """Put ``source`` into the paper's check cell; False where there is no such paper or cell.

    Raises GraderError when the file cannot be written.
    """
    path = room.paper("source", quiz) / f"{quiz}.ipynb"
    try:
        notebook = read_paper(path)
    except PaperError:
        return False
    cells = [cell for cell in notebook["cells"] if _grade_id(cell) == check_id]
    if not cells:
        return False
    for cell in cells:
        cell["source"] = source.splitlines(keepends=True)
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        write_whole(path, f"{text}\n")
    except OSError as error:
        raise GraderError(f"无法写入 {path}：{said(error)}。请核对磁盘空间和权限后重新执行，成绩册里已经改好。") from error
    return True


def _grade_id(cell: Any) -> object:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about.get("grade_id") if isinstance(about, dict) else None
