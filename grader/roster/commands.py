"""``xuncha class roster …``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader import classroom, roster
from grader.classroom import Classroom
from grader.errors import GraderError
from grader.roster import units
from grader.roster.plan import Plan
from grader.terminal import HERE, LISTED, Dir, console, listing, say, told

app = typer.Typer(no_args_is_help=True, help="名册：登记学员。")


@app.command("add")
def add(
    student: Annotated[str, typer.Argument(metavar="编号", help="英文字母、数字和连字符")],
    name: Annotated[str, typer.Argument(metavar="姓名")],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="所在单位", show_default=False)] = "",
    dir: Dir = HERE,
) -> None:
    """登记一名学员；编号已有时改姓名。"""
    with told():
        room = classroom.find(dir)
        new = roster.add(room, [roster.Trainee(student, name)])
        if unit:
            units.update(room, {student: unit})
        say(f"✓ {'已登记' if new else '已更新'}　{'　'.join(part for part in (student, name, unit) if part)}", "green")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="名册.xlsx", help="Excel 或 CSV 表格，有编号、姓名、单位三列，次序不限")],
    skip: Annotated[bool, typer.Option("--skip-faulty", help="有误的行不登记，其余照常登记")] = False,
    rename: Annotated[bool, typer.Option("--rename", help="编号已有而姓名不同的，改成表里的姓名")] = False,
    number: Annotated[bool, typer.Option("--number", help="没有编号的自动编号（x001 起）")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="只看会怎样登记，不写入")] = False,
    dir: Dir = HERE,
) -> None:
    """从 Excel 或 CSV 表格登记学员和单位。"""
    from grader.roster import enter, table
    from grader.roster.plan import numbered

    with told():
        room = classroom.find(dir)
        lines = table.read_file(file)
        plan = enter.planned(room, lines)
        if number and plan.unnumbered:
            taken = [*(one.id for one in roster.trainees(room)), *(line.id for line in lines)]
            given = {line.row: line for line in numbered(plan.unnumbered, taken)}
            lines = [given.get(line.row, line) for line in lines]
            plan = enter.planned(room, lines)
        _show(plan, rename)
        if plan.faults and not skip:
            advice = "没有编号的可以加 --number 自动编号；" if plan.unnumbered else ""
            raise GraderError(f"名册 {file} 有 {len(plan.faults)} 行有误，没有登记任何人。请改正后重新导入；{advice}确认不要这些行时加 --skip-faulty。")
        wanted = [*plan.good, *((line for line, _ in plan.renamed) if rename else ())]
        if not wanted:
            raise GraderError(f"名册 {file} 里没有可以登记的学员。请核对文件。")
        if dry:
            say("这是预览，没有写入任何内容。")
            return
        new = enter.enter(room, wanted)
        say(f"✓ 名册共 {len(wanted)} 人：新登记 {len(new)} 人，更新 {len(wanted) - len(new)} 人。", "green")


def _show(plan: Plan, rename: bool) -> None:
    for row, why in plan.faults[:LISTED]:
        say(f"✗ 第 {row} 行：{why}。", "red")
    if len(plan.faults) > LISTED:
        say(f"✗ 另有 {len(plan.faults) - LISTED} 行有误。", "red")
    for line, name in plan.renamed:
        what = "改为表里的姓名" if rename else "没有改；确是改名时加 --rename，若是表里编号错位请先改正"
        say(f"… 第 {line.row} 行：编号 {line.id} 登记的是 {name}，表里是 {line.name}，{what}。", "yellow")
    for note in plan.notes[:LISTED]:
        say(f"… {note}。", "yellow")
    if plan.absent:
        some = "、".join(plan.absent[:10]) + ("等" if len(plan.absent) > 10 else "")
        say(f"名册上另有 {len(plan.absent)} 人不在表里（{some}），保留不动。", "dim")


@app.command("template")
def template(
    file: Annotated[Path, typer.Argument(metavar="名册.xlsx", help="写到哪里")], dir: Dir = HERE
) -> None:
    """写一张可以填写的 Excel 名册；已登记的学员列在其中。"""
    from grader.keeping import write_keeping
    from grader.roster.template import workbook

    with told():
        people, of_unit = _class(dir)
        path = file if file.suffix else file.with_suffix(".xlsx")
        kept = write_keeping(path, workbook(people, of_unit))
        say(f"✓ 已写入 {path}，其中已登记的学员 {len(people)} 人。", "green")
        if kept:
            say(f"原有的 {path.name} 与此不同，已另存为 {kept.name}。")
        say(f"填好后，用 “xuncha class roster import {path.name}” 登记。")


def _class(dir: Path) -> tuple[list[roster.Trainee], dict[str, str]]:
    """Who is in the class, and from where; nobody where there is no class yet."""
    try:
        room: Classroom = classroom.find(dir)
    except GraderError:
        return [], {}
    return roster.trainees(room), units.read(room)


@app.command("list")
def list_(dir: Dir = HERE) -> None:
    """列出名册。"""
    with told():
        room = classroom.find(dir)
        people, of_unit = roster.trainees(room), units.read(room)
        table = listing("名册", "编号", "姓名", *(["单位"] if of_unit else []))
        for one in people:
            table.add_row(one.id, one.name, *([of_unit.get(one.id, "")] if of_unit else []))
        console.print(table)
        say(f"共 {len(people)} 人。")
