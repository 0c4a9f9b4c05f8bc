"""`xuncha corpus add`: bring a speech in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from corpus import speechfile
from corpus.cli.console import console
from corpus.errors import CorpusError
from corpus.intake import take_in
from corpus.store import SPEECHES

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def register(app: typer.Typer) -> None:
    """Put the command into ``app``."""
    app.command("add")(add)


def add(
    file: Annotated[Path, typer.Argument(help="讲话原文，txt 文件")],
    slug: Annotated[str, typer.Option(help="讲话代号：小写字母、数字和连字符，如 shiwei-2020")],
    into: Annotated[Path, typer.Option(help="存放讲话文件的目录")] = SPEECHES,
) -> None:
    """导入一篇讲话：去掉广告与重复导语，接回硬换行，识别标题层级，记录删去的内容。"""
    target = into / f"{slug}.md"
    try:
        if not _SLUG.fullmatch(slug):
            raise CorpusError(f"代号“{slug}”不合规。请用小写字母、数字和连字符，如 shiwei-2020。")
        if file.suffix.lower() != ".txt":
            raise CorpusError(f"{file.name} 不是 txt 文件，没有导入。请先另存为 UTF-8 编码的 txt。")
        if target.exists():
            raise CorpusError(f"{target} 已经存在，没有覆盖。请换一个代号，或先移走旧文件。")
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CorpusError(f"{file} 打不开：{error.strerror}。请检查路径和权限。") from None
        speech = take_in(data, file.name, slug)
        speechfile.write(speech, target)
    except CorpusError as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from None
    table = Table(title="删去的内容", show_lines=False)
    table.add_column("位置", justify="right")
    table.add_column("原因")
    table.add_column("内容")
    for piece in speech.meta.removed:
        table.add_row(str(piece.at), piece.why, re.sub(r"\s+", " ", piece.text)[:60])
    console.print(f"已导入：{speech.meta.title or '（原文无标题）'}", markup=False)
    console.print(f"共 {len(speech.blocks)} 段、{len(speech.sections)} 个标题，接回换行 {len(speech.meta.line_breaks)} 处。")
    if speech.meta.removed:
        console.print(table)
    console.print(f"请打开 {target}，补全标为“待核”的说明信息，再运行 xuncha corpus check。", markup=False)
