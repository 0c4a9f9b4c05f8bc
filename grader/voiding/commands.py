"""``xuncha class void``."""

from __future__ import annotations

from typing import Annotated

import typer

from grader import classroom
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.terminal import HERE, Dir, Quiz, bar, console, listing, say, told
from grader.voiding.amend import Act, Order


def void(
    quiz: Quiz,
    number: Annotated[int | None, typer.Argument(metavar="题号", help="哪一题；不写则列出本卷已有的处理", show_default=False)] = None,
    who: Annotated[str, typer.Option("--who", help="经办人（必写）", show_default=False)] = "",
    why: Annotated[str, typer.Option("--why", help="理由（必写），会印在报告和反馈页上", show_default=False)] = "",
    key: Annotated[str, typer.Option("--key", help="不作废，改为更正答案：写正确答案，如 C、“A、D”、“B 或 C”", show_default=False)] = "",
    explanation: Annotated[str, typer.Option("--explanation", help="更正答案时换用的解析", show_default=False)] = "",
    restore: Annotated[bool, typer.Option("--restore", help="撤回作废或更正，恢复原题")] = False,
    passing: Annotated[float, typer.Option("--pass", min=0, max=100, help="及格线，百分制")] = 60,
    only_preview: Annotated[bool, typer.Option("--preview", help="只看影响，不改动")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问，直接执行")] = False,
    dir: Dir = HERE,
) -> None:
    """作废一题（全体得满分）、更正答案或恢复原题：先看影响，再给全班重新评分，并记下经办人和理由。"""
    with told():
        room = classroom.find(dir)
        if number is None:
            _list(room, quiz)
            return
        if restore and key:
            raise GraderError("--restore 和 --key 不能一起用。要恢复原题就不写 --key。")
        act: Act = "restore" if restore else "rekey" if key else "void"
        _order(room, quiz, Order(number, act, who, why, key, explanation), passing, only_preview, yes)


def _order(room: Classroom, quiz: str, order: Order, passing: float, only_preview: bool, yes: bool) -> None:
    from grader.voiding import words
    from grader.voiding.act import carry_out, preview

    with bar() as progress:
        task = progress.add_task("正在试算", total=None)
        found = preview(room, quiz, order, passing, lambda done, all: progress.update(task, completed=done, total=all))
    say(f"“{quiz}”第 {order.number} 题{words.ACTS[order.act]}，影响如下（还没有改动）：")
    _tell(words.effect(found))
    if only_preview:
        return
    if not yes and not typer.confirm("确定执行吗"):
        say("没有执行，没有改动任何内容。")
        return
    with bar() as progress:
        task = progress.add_task("正在重新评分", total=None)
        entry, done = carry_out(room, quiz, order, passing, lambda done, all: progress.update(task, completed=done, total=all))
    say(f"✓ 已执行：{words.asked(order, entry.key_before, entry.key_after)}", "green")
    if done != found:
        say("试算以后成绩册又有变动，实际影响如下：", "yellow")
        _tell(words.effect(done))
    say(f"记录和改动前的试卷、成绩册在 {room.folder / entry.backup}。")
    say(f"题库里的原题（{entry.item}）没有改，以后组卷前请另行修改。")
    say(f"下一步：“xuncha class feedback {quiz}” 重新生成反馈页，“xuncha class report {quiz}” 重新出报告。")


def _tell(lines: list[str]) -> None:
    for line in lines:
        say(f"  {line}")


def _list(room: Classroom, quiz: str) -> None:
    from grader.voiding import journal, settling, words

    settling.settle(room)
    found = [entry for entry in journal.entries(room, quiz) if entry.state == "done"]
    if not found:
        say(f"“{quiz}”没有作废或更正过的题。")
        return
    table = listing(f"{quiz}　作废与更正", "时间", ">题号", "处理", "答案", "经办人", "情况")
    for entry in found:
        row = [words.when(entry, room.timezone), str(entry.number), words.ACTS[entry.act], words.key_change(entry), entry.who]
        table.add_row(*row, f"{entry.why}（{words.outcome(entry.effect)}）")
    console.print(table)
