"""`xuncha corpus check`: whether every speech file keeps its promises."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from corpus import speechfile
from corpus.check import faults
from corpus.cli.console import console
from corpus.errors import CorpusError
from corpus.store import SPEECHES


def register(app: typer.Typer) -> None:
    """Put the command into ``app``."""
    app.command("check")(check)


def check(
    folder: Annotated[Path, typer.Argument(help="讲话文件所在目录")] = SPEECHES,
) -> None:
    """检查全部讲话文件：能否还原原文件，疏误与声明是否属实，说明信息是否齐全。"""
    paths = sorted(folder.glob("*.md"))
    if not paths:
        console.print(f"{folder} 里没有讲话文件。", style="red", markup=False)
        raise typer.Exit(1)
    table = Table(title="讲话文件检查")
    for name, justify in (("代号", "left"), ("简称", "left"), ("段", "right"), ("标题", "right"), ("疏误", "right"), ("结果", "left")):
        table.add_column(name, justify=justify, no_wrap=name in ("代号", "结果"))
    messages: list[str] = []
    for path in paths:
        try:
            speech = speechfile.read(path)
        except CorpusError as error:
            table.add_row(path.stem, "", "", "", "", "✗ 无法读取")
            messages.append(f"{path.stem}：{error}")
            continue
        found = faults(speech)
        counts = (len(speech.blocks), len(speech.sections), len(speech.meta.slips))
        table.add_row(speech.slug, speech.meta.short, *map(str, counts), "✗ 有误" if found else "✓ 通过")
        messages += [f"{speech.slug}：{fault}" for fault in found]
    console.print(table)
    for message in messages:
        console.print(message, style="red", markup=False)
    if messages:
        raise typer.Exit(1)
