"""``xuncha class feedback``."""

from __future__ import annotations

from typing import Annotated

import typer

from grader import classroom
from grader.terminal import HERE, Dir, Quiz, bar, say, told

_LOOKS = {"right": ("✓ ", "green"), "wrong": ("✗ ", "red"), "wait": ("… ", "yellow"), "plain": ("", None)}


def feedback(
    quiz: Quiz,
    answers_from: Annotated[
        str,
        typer.Option("--answers-from", metavar="DATE", help="在此之前反馈页不带答案，如 2026-12-05 或 \"2026-12-05 09:00\"；对本测验一直有效"),
    ] = "",
    answers_now: Annotated[bool, typer.Option("--answers-now", help="不再等到定下的时间，立即公布答案")] = False,
    dir: Dir = HERE,
) -> None:
    """反馈：生成反馈页，放进交换文件夹供学员领取。"""
    from grader.feedback import words
    from grader.steps import give_back

    with told():
        room = classroom.find(dir)
        with bar() as progress:
            task = progress.add_task("正在生成反馈页", total=None)
            report = give_back.feedback(
                room, quiz, answers_from, answers_now, step=lambda done, all: progress.update(task, completed=done, total=all)
            )
        for line in words.lines(room, quiz, report):
            sign, style = _LOOKS[line.look]
            say(f"{sign}{line.text}", style)
        if report.problems or report.unreleased:
            raise typer.Exit(1)
