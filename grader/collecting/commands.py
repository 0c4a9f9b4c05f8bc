"""``xuncha class collect``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exercises import times
from grader import classroom
from grader.classroom import Classroom
from grader.names import printable
from grader.terminal import HERE, LISTED, Dir, Quiz, console, listing, person, say, told

if TYPE_CHECKING:
    from grader.collecting.choosing import Row
    from grader.collecting.deciding import Choice
    from grader.collecting.run import Result

From = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="PATH", help="从文件、文件夹、U 盘或 zip 压缩包收卷；可写多次。交换文件夹里的一并收"),
]
Decide = Annotated[
    list[str] | None,
    typer.Option("--decide", metavar="记号=决定", help="处理待定的答卷：学员编号、收、不收、用、按时、撤回；可写多次"),
]


def collect(
    quiz: Quiz,
    sources: From = None,
    decide: Decide = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="只看会怎样收，不写入任何内容")] = False,
    ask: Annotated[bool, typer.Option("--ask/--no-ask", help="有待定的答卷时，是否在这里逐份询问")] = True,
    dir: Dir = HERE,
) -> None:
    """收卷：每名学员取按时交来的最新一份，所有来卷都另存一份。"""
    from grader.collecting import deciding, run
    from grader.collecting.sources import check, named

    with told():
        room = classroom.find(dir)
        places = check(room, sources or [])
        choices = [deciding.parse(text) for text in decide or ()]
        wanted = [lambda budget: named(places, room.timezone, budget)] if places else []
        with console.status("正在收卷") as status:
            result = run.collect(
                room, quiz, wanted, choices=choices, dry=dry, step=lambda done: status.update(f"正在收卷：已看 {done} 份")
            )
        _show(room, result)
        if result.pending and ask and not dry and _talks():
            if choices := _asked(result):
                result = run.collect(room, quiz, from_exchange=False, choices=choices)
                _show(room, result)
        _end(result, dry)


def _talks() -> bool:
    """Whether there is a person at the terminal."""
    return sys.stdin.isatty() and console.is_terminal


def _show(room: Classroom, result: Result) -> None:
    rows = result.used
    if len(rows) > LISTED:
        rows = [row for row in rows if len(row.notes) > 1]
    table = listing(f"{result.quiz}　收卷", "编号", "姓名", "交卷时间", ">作答", "情况")
    for row in rows:
        version, name = row.version, _name(result, row.version.student)
        answered = f"{version.facts.answered}/{version.facts.asked}"
        when = times.chinese(version.moment, room.timezone) + (f"（{version.basis}）" if version.basis else "")
        notes = [*row.notes, *([f"确是按时交的，加 --decide {version.token}=按时"] if row.guessed else [])]
        table.add_row(printable(version.student), name, when, answered, "；".join(notes))
    if rows:
        console.print(table)
    if len(rows) < len(result.used):
        say(f"另有 {len(result.used) - len(rows)} 份没有需要留意之处，全部清单见“收卷存档/{result.quiz}/收卷清单.csv”。")
    for row in result.pending[:LISTED]:
        say(f"… 待定 {row.version.token}　{_places(row)}：{'；'.join(row.notes)}", "yellow")
    for one in result.refused[:LISTED]:
        say(f"✗ {one.where}：{one.why}。", "red")
    if len(result.refused) > LISTED:
        say(f"✗ 另有 {len(result.refused) - LISTED} 个文件同样没有收。", "red")
    if result.system:
        say(f"跳过 {result.system} 个系统或办公软件留下的文件。", "dim")
    for remark in [*result.remarks, *([f"{result.spent}。"] if result.spent else [])]:
        say(f"… {remark}", "yellow")


def _end(result: Result, dry: bool) -> None:
    """The counts, who is missing, what to do next."""
    waiting = f"，待定 {len(result.pending)} 份" if result.pending else ""
    declined = sum(row.state == "declined" for row in result.rows)
    left_out = f"，按决定不收 {declined} 份" if declined else ""
    say(f"共收到 {len(result.used)} 份，{'会新收' if dry else '本次新收'} {result.new} 份{waiting}{left_out}。")
    if result.missing:
        say(f"未交 {len(result.missing)} 人：{'、'.join(person(one.id, one.name) for one in result.missing)}。")
    if result.pending:
        example = result.pending[0]
        what = "编号" if not example.version.student else "用" if example.asks == "tie" else "收"
        say(f"待定的用 “xuncha class collect {result.quiz} --decide {example.version.token}={what}” 处理，不收的写“=不收”。")
    if dry:
        say("这是预览，没有写入任何内容。")
    elif result.used:
        say(f"下一步：“xuncha class grade {result.quiz}”。")


def _asked(result: Result) -> list[Choice]:
    """What a person at the terminal decides, one after the other; what is passed over stays as it is."""
    from grader.collecting.deciding import REFUSE, TAKE, USE, Choice

    choices = []
    for row in result.pending:
        say(f"\n{_places(row)}：{'；'.join(row.notes)}。", "yellow")
        whom = "、".join(person(one, _name(result, one)) for one in _likely(row))
        words = [] if not row.version.student else [USE if row.asks == "tie" else TAKE]
        hint = "、".join([*([f"学员编号（可能是 {whom}）"] if whom else ["学员编号"]), *words, REFUSE])
        while answer := typer.prompt(f"请输入{hint}；直接按回车为以后再定", default="", show_default=False).strip():
            if answer in result.people or answer in (*words, REFUSE):
                choices.append(Choice(row.version.token, answer))
                break
            say("名册上没有这个编号，请再输入一次。")
    return choices


def _likely(row: Row) -> Sequence[str]:
    return row.version.candidates or ([row.version.student] if row.version.student else [])


def _places(row: Row) -> str:
    places = row.version.places
    return places[0] + (f" 等 {len(places)} 处" if len(places) > 1 else "")


def _name(result: Result, student: str) -> str:
    return result.people[student].name if student in result.people else ""
