"""Handing out: source from a blueprint, the trainees' version, the exchange, the list of used items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from corpus.oserror import said
from corpus.wholefile import write_whole
from exercises import times
from exercises.assembly import seen
from exercises.quiz.blueprint import SHIPPED
from grader.classroom import Classroom, check_id
from grader.errors import GraderError
from grader.steps.result import insist


def build(
    room: Classroom,
    quiz: str,
    blueprint: Path | None,
    seed: str | None = None,
    lessons: Sequence[int] = (),
    only_own: bool = False,
) -> Built | None:
    """Make ``source/QUIZ/QUIZ.ipynb`` unless it is there; None if it was there.

    A blueprint may leave its items to be drawn: from the course's bank and the class's
    own, without what the class has seen.

    Args:
        blueprint: a file or the id of one that comes with the course; by default the one called ``quiz``.
        seed: by which items are drawn; made up when there is none.
        lessons: for a blueprint that asks for its lesson.
        only_own: draw from the class's own bank alone.

    Raises:
        GraderError: there is neither source nor blueprint, the blueprint is at fault, or
            the bank cannot give what it asks for.
    """
    check_id(quiz, "测验编号")
    target = room.paper("source", quiz) / f"{quiz}.ipynb"
    if target.exists():
        return None
    if blueprint is None and (SHIPPED / f"{quiz}.yaml").is_file():
        blueprint = SHIPPED / f"{quiz}.yaml"
    elif blueprint is not None and not blueprint.exists() and (SHIPPED / f"{blueprint}.yaml").is_file():
        blueprint = SHIPPED / f"{blueprint}.yaml"
    if blueprint is None:
        raise GraderError(
            f"没有试卷原件 {target}。请用 --blueprint 指明蓝图文件来组卷，或先用 “xuncha quiz build” 生成试卷放到该处。"
        )
    return _write_source(room, blueprint, quiz, target, seed, lessons, only_own)


@dataclass(frozen=True)
class Built:
    """How a paper was made."""

    path: Path
    seed: str | None
    """None where the blueprint names its items."""
    left_out: int
    """How many items were not drawn since the class has seen them."""


def _write_source(
    room: Classroom,
    blueprint: Path,
    quiz: str,
    target: Path,
    seed: str | None,
    lessons: Sequence[int],
    only_own: bool,
) -> Built:
    from exercises.assembly.exclusions import ExclusionError
    from exercises.assembly.request import Request, fulfil
    from exercises.bank import BankError
    from exercises.quiz import BlueprintError, read_blueprint
    from exercises.quiz.build import build as assemble
    from exercises.quiz.build import to_bytes

    try:
        plan = read_blueprint(blueprint)
        if plan.draw is None and plan.id != quiz:
            raise GraderError(f"蓝图 {blueprint} 的编号是“{plan.id}”，不是“{quiz}”。请改用 {plan.id}，或改正蓝图。")
        name = quiz if plan.draw else None
        answer = fulfil(plan, Request(seed, lessons=lessons, only_own=only_own, folder=room.folder, name=name))
        write_whole(target, to_bytes(assemble(answer.papers[0], answer.bank)))
    except (BlueprintError, BankError, ExclusionError) as error:
        raise GraderError(str(error)) from error
    except OSError as error:
        raise GraderError(f"无法读写 {error.filename}：{said(error)}。请核对路径和权限。") from error
    return Built(target, answer.seed, answer.left_out)


def release(room: Classroom, quiz: str, again: bool = False) -> None:
    """Make the trainees' version of ``quiz``, put it into the exchange, and note its items as seen by the class.

    Raises:
        GraderError: it is out already (and not ``again``), nbgrader refuses, or the list
            of used items cannot be kept; in the last case the paper is out all the same.
    """
    if not again and (room.exchange / room.course_id / "outbound" / quiz).is_dir():
        raise GraderError(f"测验“{quiz}”已经发放过。确需重新发放时加 --again，学员已领取的试卷不会随之改变。")
    insist(room.api.generate_assignment(quiz), f"没有生成“{quiz}”的学员试卷", _WHY_NOT_GENERATED)
    insist(_release(room, quiz, again), f"“{quiz}”的学员试卷已生成，但没有放进交换文件夹 {room.exchange}", {})
    _note_used(room, quiz)


def _note_used(room: Classroom, quiz: str) -> None:
    from exercises.quiz.paperfile import PaperError, read_questions

    try:
        asked = read_questions(room.paper("source", quiz) / f"{quiz}.ipynb")
    except PaperError:
        return  # another author's assignment, without items of ours
    now = times.local(datetime.now(timezone.utc), room.timezone)
    try:
        seen.note(room.folder / seen.FILE, quiz, [question.item.id for question in asked], now)
    except seen.SeenError as error:
        raise GraderError(f"“{quiz}”已发放，但没有记入已用题目：{error}改好后可用 --again 再发放一次。") from error


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
