"""`xuncha corpus check`: whether every speech file keeps its promises."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus import speechfile, store
from corpus.cli.console import cell, console, give_up, say
from corpus.cli.showing import table
from corpus.errors import CorpusError

_LOCAL = "本地"


def register(app: typer.Typer) -> None:
    """Put the command into ``app``."""
    app.command("check")(check)


def check(
    folder: Annotated[Path | None, typer.Argument(help="讲话文件所在目录；不写则检查课程自带的和本地语料")] = None,
) -> None:
    """检查全部讲话文件：能否还原原文件，疏误与声明是否属实，说明信息是否齐全。"""
    from corpus.check import faults  # cleaning's patterns take a tenth of a second to compile

    files = [(path, place) for home, place in _homes(folder) for path in store.speech_files(home)]
    if not files:
        give_up(CorpusError(f"{folder} 里没有讲话文件。"))
    counted = ("段", "标题", "疏误")
    rows = table(("代号", "left"), ("简称", "left"), ("来处", "whole"), *((name, "right") for name in counted), ("结果", "whole"))
    messages: list[str] = []
    for path, place in files:
        try:
            speech = store.read_local(path) if place == _LOCAL else speechfile.read(path)
        except CorpusError as error:
            rows.add_row(cell(path.stem), "", place, "", "", "", "✗ 无法读取")
            messages.append(f"{path.stem}：{error}")
            continue
        found = faults(speech)
        counts = (len(speech.blocks), len(speech.sections), len(speech.meta.slips))
        rows.add_row(cell(speech.slug), cell(speech.meta.short), place, *map(str, counts), "✗ 有误" if found else "✓ 通过")
        messages += [f"{speech.slug}：{fault}" for fault in found]
    console.print(rows)
    for message in messages:
        say(message, "red")
    if messages:
        raise typer.Exit(1)


def _homes(folder: Path | None) -> list[tuple[Path, str]]:
    """The folders to check, and what to call each before people."""
    return [(folder, "")] if folder else [(store.SPEECHES, "自带"), (store.local_folder(), _LOCAL)]
