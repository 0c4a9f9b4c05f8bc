"""``xuncha class feedback``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader import classroom
from grader.names import printable
from grader.terminal import HERE, LISTED, Dir, Quiz, console, say, told

if TYPE_CHECKING:
    from grader.bulk.run import Said
    from grader.feedback.run import Report


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
    from grader.steps import give_back

    with told():
        room = classroom.find(dir)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("正在生成反馈页", total=None)
            report = give_back.feedback(
                room, quiz, answers_from, answers_now, step=lambda done, all: progress.update(task, completed=done, total=all)
            )
        _show(room, quiz, report)
        if report.problems or report.unreleased:
            raise typer.Exit(1)


def _show(room: classroom.Classroom, quiz: str, report: Report) -> None:
    from grader.feedback import withheld

    say(f"✓ 已生成 {report.made} 份反馈页，在 {room.folder / 'feedback'}；其中 {report.released} 份学员可以领取。", "green")
    _each("✗", "没有反馈页：", report.problems, "red")
    _each("✗", f"反馈页没有放进 {room.exchange}：", report.unreleased, "red")
    if report.by_other_ways:
        some = "、".join(report.by_other_ways[:LISTED]) + ("等" if len(report.by_other_ways) > LISTED else "")
        say(f"… {len(report.by_other_ways)} 人的答卷不是经交换文件夹交来的，反馈页请自行转交：{some}", "yellow")
    if report.answers_from:
        moment = withheld.chinese(report.answers_from, room.timezone)
        say(f"反馈页暂不带答案，自 {moment}起公布；到时请再执行一次 “xuncha class feedback {quiz}”。学员先前已经领走的反馈页不会改变。")
    if report.waiting:
        say(f"{report.waiting} 人还有题目待评阅，反馈页上已注明；评阅后请再执行一次本命令。")


def _each(sign: str, what: str, said: Sequence[Said], style: str) -> None:
    for one in said[:LISTED]:
        say(f"{sign} {printable(one.student)}　{what}{one.text}", style)
    if len(said) > LISTED:
        say(f"{sign} 另有 {len(said) - LISTED} 份同样{what.rstrip('：')}。", style)
