"""``xuncha class feedback``."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from grader import classroom, marks
from grader.errors import GraderError

console = Console(highlight=False)


def feedback(
    quiz: Annotated[str, typer.Argument(metavar="QUIZ", help="测验编号，如 quiz-01")],
    dir: Annotated[Path, typer.Option("--dir", help="班级文件夹；默认是当前文件夹或其上级", show_default=False)] = Path(),
) -> None:
    """反馈：生成反馈页，放进交换文件夹供学员领取。"""
    warnings.filterwarnings("ignore", module=r"nbgrader\.")
    try:
        _feedback(classroom.find(dir), quiz)
    except GraderError as error:
        _say(str(error), "red")
        raise typer.Exit(1) from None


def _feedback(room: classroom.Classroom, quiz: str) -> None:
    from grader.steps import give_back

    outcomes = give_back.feedback(room, quiz)
    waiting = [row for row in marks.rows(room, quiz) if row.waiting]
    _say(f"✓ 已生成 {sum(o.done for o in outcomes)} 份反馈页，在 {room.folder / 'feedback'}", "green")
    for outcome in outcomes:
        if outcome.problem:
            _say(f"… {outcome.student}：{outcome.problem}", "yellow")
    if waiting:
        _say(f"{len(waiting)} 人还有题目待评阅，反馈页上已注明；评阅后请再执行一次本命令。")
    if not all(outcome.done for outcome in outcomes):
        raise typer.Exit(1)


def _say(text: str, style: str | None = None) -> None:
    console.print(text, style=style, markup=False, soft_wrap=True)
