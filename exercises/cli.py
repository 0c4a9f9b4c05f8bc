"""`xuncha bank …` and `xuncha quiz …`: check item banks, build papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from exercises import lint
from exercises.bank import BankError, Fault, Survey, load_bank, survey
from exercises.items import TYPES, Item
from exercises.quiz.blueprint import SHIPPED, Blueprint, BlueprintError, read_blueprint
from exercises.quiz.save import PaperExists, Saved, save, target

bank_app = typer.Typer(no_args_is_help=True, help="题库：检查题目。")
quiz_app = typer.Typer(no_args_is_help=True, help="测验：组卷。")
console = Console(highlight=False)

_LEVELS = {"remember": "识记", "understand": "理解", "apply": "应用", "analyse": "分析"}
_POOLS = {"practice": "练习", "exam": "考试"}


@bank_app.callback()
def _bank() -> None:
    """题库：检查题目。"""


@bank_app.command("check")
def check(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="题目文件或文件夹；不写则检查随课程附带的题库")] = None,
) -> None:
    """检查题库，一次列出全部问题；没有问题时按课次、题型、层次和题池统计题数。"""
    bank = survey(*paths or ())
    found = [*bank.faults, *_weaknesses(bank), *(() if paths else _giveaways(bank))]
    if found:
        console.print(_fault_table(found))
        console.print(f"共 {len(found)} 处问题。改好后再检查一次。", style="red")
        raise typer.Exit(1)
    items = [item for item, _ in bank.items]
    console.print(f"题库没有问题，共 {len(items)} 题。")
    console.print(_summary(items))


def _weaknesses(bank: Survey) -> list[Fault]:
    """What the linter finds, told like the faults of the files."""
    files = {item.id: file for item, file in bank.items}
    found = lint.check(item for item, _ in bank.items)
    return [Fault(one.item, files.get(one.item, "整个题库"), one.message) for one in found]


def _giveaways(bank: Survey) -> Iterator[Fault]:
    """Items on one shipped paper of which one gives away another."""
    items = {item.id: item for item, _ in bank.items}
    for path in sorted(SHIPPED.glob("*.yaml")):
        try:
            picks = read_blueprint(path).items
        except BlueprintError as error:
            yield from (Fault("", path.name, message) for message in error.faults)
            continue
        for one in lint.check_form(items[pick.id] for pick in picks if pick.id in items):
            yield Fault(one.item, path.name, one.message)


def _fault_table(found: list[Fault]) -> Table:
    table = Table(title="题库检查", show_lines=False)
    table.add_column("文件", overflow="fold")
    table.add_column("题目", overflow="fold")
    table.add_column("问题", overflow="fold", ratio=1)
    for fault in found:
        table.add_row(*map(_literally, (fault.file, fault.item or "（整体）", fault.message)))
    return table


def _literally(text: str) -> str:
    return text.replace("[", r"\[")


def _summary(bank: list[Item]) -> Table:
    table = Table(title="题数")
    table.add_column("分类")
    table.add_column("内容")
    table.add_column("题数", justify="right")
    for title, counts in (
        ("课次", Counter(f"第 {item.lesson} 课" for item in sorted(bank, key=lambda item: item.lesson))),
        ("题型", Counter(TYPES[item.type].LABEL for item in bank)),
        ("层次", Counter(_LEVELS[item.level] for item in bank)),
        ("题池", Counter(_POOLS[item.pool] for item in bank)),
    ):
        for n, (name, count) in enumerate(counts.items()):
            table.add_row("" if n else title, name, str(count))
        table.add_section()
    return table


@quiz_app.command("build")
def build_quiz(
    blueprint: Annotated[str, typer.Argument(help="组卷蓝图：文件路径，或附带蓝图的编号（见 xuncha quiz list）")],
    out: Annotated[Path, typer.Option(help="写到哪个 .ipynb 文件或哪个文件夹")] = Path("."),
    force: Annotated[bool, typer.Option("--force", help="替换已有的不同试卷（旧卷另存一份）")] = False,
) -> None:
    """照蓝图组卷，写成教师版试卷（含答案，供 nbgrader 发布）。"""
    from exercises.quiz.build import build, to_bytes  # nbformat is slow to load, and only this command needs it

    try:
        plan = read_blueprint(_find(blueprint))
        paper = build(plan, load_bank())
        done = save(to_bytes(paper), target(out, plan.id), replace=force, now=datetime.now())
    except PaperExists as error:
        _fail(f"{error} 已有一份不同的试卷，没有覆盖。要替换请加 --force（旧卷会另存一份），或用 --out 换个位置。")
    except (BlueprintError, BankError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename} 写不进去。请检查文件夹是否存在、有没有写入权限。")
    _report(plan, paper.metadata["xuncha"]["points"], done)


def _report(plan: Blueprint, points: int, done: Saved) -> None:
    if not done.changed:
        _say(f"{done.path} 已是最新，没有改动。")
        return
    _say(f"已组卷：{plan.title}，{len(plan.items)} 题，{points} 分，写入 {done.path}。")
    if done.copy:
        _say(f"旧卷另存在 {done.copy}。")
    _say("这是含答案的教师版，请勿直接发给学员。")


@quiz_app.command("list")
def list_quizzes() -> None:
    """列出随课程附带的组卷蓝图。"""
    table = Table(title="组卷蓝图")
    table.add_column("编号", no_wrap=True)
    table.add_column("标题")
    table.add_column("题数", justify="right")
    for path in sorted(SHIPPED.glob("*.yaml")):
        try:
            plan = read_blueprint(path)
        except BlueprintError as error:
            _fail(str(error))
        table.add_row(plan.id, _literally(plan.title), str(len(plan.items)))
    console.print(table)


def _find(name: str) -> Path:
    """The blueprint file that ``name`` means; an existing file goes before a shipped id."""
    shipped = {file.stem: file for file in SHIPPED.glob("*.yaml")}
    if (path := Path(name)).is_file():
        return path
    if name in shipped:
        return shipped[name]
    _fail(f"没有“{name}”这份蓝图。附带的有：{'、'.join(sorted(shipped))}；也可以写蓝图文件的路径。")


def _say(text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)


def _fail(text: str) -> NoReturn:
    console.print(text, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)
