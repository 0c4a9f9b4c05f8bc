"""Grading every collected paper; a bad one is named and never stops the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from grader.classroom import Classroom
from grader.errors import GraderError
from grader.steps.result import Outcome, why, words


def fault(folder: Path, quiz: str) -> str:
    """What is wrong with the paper in ``folder`` before nbgrader touches it; empty if nothing (Chinese)."""
    path = folder / f"{quiz}.ipynb"
    if not path.is_file():
        others = sorted(p.name for p in folder.glob("*.ipynb"))
        found = f"，文件夹里有 {'、'.join(others)}，若就是本卷请改回原名" if others else ""
        return f"找不到 {path.name}{found}"
    try:
        notebook = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError):
        return f"{path.name} 不是完好的笔记本文件，请学员重新提交"
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        return f"{path.name} 不是笔记本文件，或版本过旧，请学员重新提交"
    return ""


def grade(
    room: Classroom, quiz: str, again: bool = False, step: Callable[[str], None] = lambda student: None
) -> list[Outcome]:
    """Autograde every collected paper of ``quiz``, by id; a bad one never stops the others.

    Args:
        again: also papers that have been graded and not been handed in again since.
        step: called with each trainee's id before the paper is graded.

    Raises:
        GraderError: the quiz was never released, or nothing has been collected.
    """
    students = sorted(room.api.get_submitted_students(quiz))
    if not students:
        raise GraderError(f"还没有“{quiz}”的答卷。请先用 “xuncha class collect {quiz}” 收卷。")
    _known(room, quiz)
    outcomes = []
    for student in students:
        step(student)
        outcomes.append(_grade_one(room, quiz, student, again))
    return outcomes


def _grade_one(room: Classroom, quiz: str, student: str, again: bool) -> Outcome:
    problem = fault(room.paper("submitted", quiz, student), quiz)
    if problem:
        return Outcome(student, done=False, problem=problem)
    graded = room.paper("autograded", quiz, student) / f"{quiz}.ipynb"
    before = _stamp(graded)
    result = room.api.autograde(quiz, student, force=again)
    if not result["success"]:
        detail = words(result)
        return Outcome(student, done=False, problem=why(detail, _WHY_NOT_GRADED), detail=detail)
    return Outcome(student, done=_stamp(graded) != before)


_WHY_NOT_GRADED = {
    "database is locked": "成绩册正被别的程序使用，请稍候重试",
}


def _stamp(path: Path) -> int | None:
    return path.stat().st_mtime_ns if path.exists() else None


def _known(room: Classroom, quiz: str) -> None:
    from nbgrader.api import MissingEntry

    with room.gradebook() as gradebook:
        try:
            gradebook.find_assignment(quiz)
        except MissingEntry:
            raise GraderError(
                f"成绩册里没有测验“{quiz}”。请核对编号，或先用 “xuncha class release {quiz}” 发放。"
            ) from None
