"""The key side of a paper on disk. The file may be anybody's: bounded, parsed, never run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from exercises.quiz.keys import Question, QuizError, questions

MAX_BYTES = 20 * 1024 * 1024


class PaperError(ValueError):
    """The file is no paper with its key; the message is Chinese."""


def read_paper(path: Path) -> dict[str, Any]:
    """The notebook as plain data. Raises PaperError."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        raise PaperError(f"{path} 打不开。请检查路径和权限。") from None
    if len(raw) > MAX_BYTES:
        raise PaperError(f"{path} 超过 {MAX_BYTES // 1024 // 1024} MB，没有读取。")
    try:
        notebook = json.loads(raw)
    except (ValueError, RecursionError):
        raise PaperError(f"{path} 不是完好的笔记本文件。") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise PaperError(f"{path} 不是笔记本文件。")
    return notebook


def read_questions(path: Path) -> list[Question]:
    """The questions of a paper with its key. Raises PaperError, also for a paper as trainees get it."""
    try:
        return questions(read_paper(path))
    except QuizError as error:
        raise PaperError(f"{path}：{error}") from None
    except (KeyError, TypeError, AttributeError):
        raise PaperError(f"{path} 不是完好的试卷。请使用教师版试卷。") from None
