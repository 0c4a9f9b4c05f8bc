"""Handing out: source from a blueprint, the trainees' version, the exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.classroom import Classroom, check_id
from grader.errors import GraderError
from grader.steps.result import insist



def build(room: Classroom, quiz: str, blueprint: Path | None) -> bool:
    """Make ``source/QUIZ/QUIZ.ipynb`` from ``blueprint`` unless it is there. True if it was made.

    Raises:
        GraderError: it is not there and no blueprint is given, or the blueprint is at fault.
    """
    check_id(quiz, "测验编号")
    target = room.paper("source", quiz) / f"{quiz}.ipynb"
    if target.exists():
        return False
    if blueprint is None:
        raise GraderError(
            f"没有试卷原件 {target}。请用 --blueprint 指明蓝图文件来组卷，或先用 “xuncha quiz build” 生成试卷放到该处。"
        )
    write_source(blueprint, quiz, target)
    return True


def release(room: Classroom, quiz: str, again: bool = False) -> None:
    """Make the trainees' version of ``quiz`` and put it into the exchange.

    Raises:
        GraderError: it is out already (and not ``again``), or nbgrader refuses.
    """
    if not again and (room.exchange / room.course_id / "outbound" / quiz).is_dir():
        raise GraderError(f"测验“{quiz}”已经发放过。确需重新发放时加 --again，学员已领取的试卷不会随之改变。")
    insist(room.api.generate_assignment(quiz), f"没有生成“{quiz}”的学员试卷", _WHY_NOT_GENERATED)
    insist(_release(room, quiz, again), f"“{quiz}”的学员试卷已生成，但没有放进交换文件夹 {room.exchange}", {})


_WHY_NOT_GENERATED = {
    "Cannot add or remove cells": "已有学员交卷，试卷的题目不能再增减。请用新的测验编号另组一卷。",
}


def _release(room: Classroom, quiz: str, again: bool) -> dict[str, Any]:
    from nbgrader.utils import capture_log, temp_attrs

    api = room.api
    with temp_attrs(api.coursedir, assignment_id=quiz):
        step = api.exchange.ReleaseAssignment(coursedir=api.coursedir, authenticator=api.authenticator, parent=api)
        step.force = again
        return capture_log(step)
