"""``xuncha class roster …``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader import classroom, roster
from grader.roster import book
from grader.terminal import HERE, Dir, console, listing, say, told

app = typer.Typer(no_args_is_help=True, help="名册：登记学员。")


@app.command("add")
def add(
    student: Annotated[str, typer.Argument(metavar="编号", help="英文字母、数字和连字符")],
    name: Annotated[str, typer.Argument(metavar="姓名")],
    dir: Dir = HERE,
) -> None:
    """登记一名学员；编号已有时改姓名。"""
    with told():
        new = roster.add(classroom.find(dir), [roster.Trainee(student, name)])
        say(f"✓ {'已登记' if new else '已更新'}　{student}　{name}", "green")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="名册.csv", help="两列：编号、姓名；可有标题行")], dir: Dir = HERE
) -> None:
    """从 CSV 表格登记学员（Excel 另存的 CSV 即可）。"""
    with told():
        people = book.read_file(file)
        new = roster.add(classroom.find(dir), people)
        say(f"✓ 名册共 {len(people)} 人：新登记 {len(new)} 人，更新 {len(people) - len(new)} 人。", "green")


@app.command("list")
def list_(dir: Dir = HERE) -> None:
    """列出名册。"""
    with told():
        people = roster.trainees(classroom.find(dir))
        table = listing("名册", "编号", "姓名")
        for person in people:
            table.add_row(person.id, person.name)
        console.print(table)
        say(f"共 {len(people)} 人。")
