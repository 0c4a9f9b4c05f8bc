"""Handing out: source from a blueprint, the trainees' version, the exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus.oserror import said
from corpus.wholefile import write_whole
from exercises.quiz.blueprint import SHIPPED
from grader.classroom import Classroom, check_id
from grader.errors import GraderError
from grader.steps.result import insist


def build(room: Classroom, quiz: str, blueprint: Path | None) -> bool:
    """Make ``source/QUIZ/QUIZ.ipynb`` unless it is there. True if it was made.

    Args:
        blueprint: by default the blueprint of that id that comes with the course.

    Raises:
        GraderError: there is neither source nor blueprint, or the blueprint is at fault.
    """
    check_id(quiz, "测验编号")
    target = room.paper("source", quiz) / f"{quiz}.ipynb"
    if target.exists():
        return False
    if blueprint is None and (SHIPPED / f"{quiz}.yaml").is_file():
        blueprint = SHIPPED / f"{quiz}.yaml"
    if blueprint is None:
        raise GraderError(
            f"没有试卷原件 {target}。请用 --blueprint 指明蓝图文件来组卷，或先用 “xuncha quiz build” 生成试卷放到该处。"
        )
    _write_source(blueprint, quiz, target)
    return True


def _write_source(blueprint: Path, quiz: str, target: Path) -> None:
    from exercises.bank import BankError, load_bank
    from exercises.quiz import BlueprintError, read_blueprint
    from exercises.quiz.build import build as assemble
    from exercises.quiz.build import to_bytes

    try:
        plan = read_blueprint(blueprint)
        if plan.id != quiz:
            raise GraderError(f"蓝图 {blueprint} 的编号是“{plan.id}”，不是“{quiz}”。请改用 {plan.id}，或改正蓝图。")
        content = to_bytes(assemble(plan, load_bank()))
        write_whole(target, content)
    except (BlueprintError, BankError) as error:
        raise GraderError(str(error)) from error
    except OSError as error:
        raise GraderError(f"无法读写 {error.filename}：{said(error)}。请核对路径和权限。") from error


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
