"""`xuncha bank …` and `xuncha quiz …`: check item banks, take them in and out, build papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from exercises import lint
from exercises.assembly.labels import LEVELS, POOLS
from exercises.bank import Fault, Survey, survey
from exercises.console import console, literally
from exercises.interchange import commands as interchange
from exercises.draft.command import draft_items
from exercises.items import TYPES, Item
from exercises.quiz import commands
from exercises.quiz.blueprint import SHIPPED, BlueprintError, read_blueprint

bank_app = typer.Typer(no_args_is_help=True, help="题库：检查、导出、导入。")
quiz_app = typer.Typer(no_args_is_help=True, help="测验：抽草稿、组卷、预览、写成 Word。")

for command, name in ((commands.build_quiz, "build"), (commands.list_quizzes, "list"), (commands.preview, "preview")):
    quiz_app.command(name)(command)
quiz_app.command("paper")(interchange.paper)
quiz_app.command("draft")(draft_items)
for command, name in ((interchange.export, "export"), (interchange.import_bank, "import"), (interchange.template, "template")):
    bank_app.command(name)(command)


@bank_app.callback()
def _bank() -> None:
    """题库：检查、导出、导入。"""


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
        table.add_row(*map(literally, (fault.file, fault.item or "（整体）", fault.message)))
    return table


def _summary(bank: list[Item]) -> Table:
    table = Table(title="题数")
    table.add_column("分类")
    table.add_column("内容")
    table.add_column("题数", justify="right")
    for title, counts in (
        ("课次", Counter(f"第 {item.lesson} 课" for item in sorted(bank, key=lambda item: item.lesson))),
        ("题型", Counter(TYPES[item.type].LABEL for item in bank)),
        ("层次", Counter(LEVELS[item.level] for item in bank)),
        ("题池", Counter(POOLS[item.pool] for item in bank)),
    ):
        for n, (name, count) in enumerate(counts.items()):
            table.add_row("" if n else title, name, str(count))
        table.add_section()
    return table
