"""`xuncha corpus formulas` and `duties`: what a speech names by numbers, and what it forbids whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from corpus import store
from corpus.cli.console import cell, console, give_up, say
from corpus.duties import Rule
from corpus.duties import duties as demanded
from corpus.duties import prohibitions as forbidden
from corpus.errors import BadSource, CorpusError, UnknownSpeech
from corpus.formulas import Formula
from corpus.formulas import formulas as found_in
from corpus.model import Speech
from corpus.oserror import said
from corpus.sources.limits import MAX_BYTES

POLARITIES = {"positive": "正面", "misconduct": "问题", "prohibition": "禁止"}
BOUND = {"inspectors": "巡察人员", "inspected": "被巡察一方", "others": "其他"}
_WHICH = typer.Argument(metavar="代号或文件", help="讲话代号，或一个讲话文件（只看不导入）")


def register(app: typer.Typer) -> None:
    """Put the commands into ``app``."""
    app.command("formulas")(formulas)
    app.command("duties")(duties)


def formulas(which: Annotated[str, _WHICH]) -> None:
    """列出一篇讲话里的数字提法（“四个落实”“三不”原则等）：原文列举了内容的，逐项给出。"""
    speech = _speech(which)
    rows = found_in(speech)
    if not rows:
        say("没有找到数字提法。")
        return
    table = Table(title=cell(f"{speech.meta.short}：数字提法"), title_justify="left", show_lines=True)
    for name in ("提法", "性质", "出处", "原文列举的内容"):
        table.add_column(name, overflow="fold")
    for formula in rows:
        table.add_row(cell(_name(formula)), POLARITIES[formula.polarity], _places(formula), _members(formula))
    console.print(table)


def _name(formula: Formula) -> str:
    return f"（{formula.canonical}）" if formula.label_absent else formula.surface


def _places(formula: Formula) -> str:
    return " ".join(dict.fromkeys(f"¶{place.n}" for place in formula.mentions))


def _members(formula: Formula) -> Text:
    if not formula.members:
        return Text("原文只提名称，没有列举")
    lines = [Text(f"{i}. ") + cell(member.text) + f"（¶{member.n}）" for i, member in enumerate(formula.members, 1)]
    return Text("\n").join([Text("原文没有这个名称，只有内容："), *lines] if formula.label_absent else lines)


def duties(which: Annotated[str, _WHICH]) -> None:
    """列出一篇讲话里的禁令和要求，并注明约束谁；约束对象由机器判断，引用前请核对原文。"""
    speech = _speech(which)
    _show(f"{speech.meta.short}：禁令", forbidden(speech))
    _show(f"{speech.meta.short}：要求", demanded(speech))


def _show(title: str, rules: Sequence[Rule]) -> None:
    if not rules:
        say(f"{title}：没有找到。")
        return
    table = Table(title=cell(title), title_justify="left")
    for name in ("约束谁", "出处", "原文"):
        table.add_column(name, overflow="fold")
    for rule in rules:
        table.add_row(BOUND[rule.bound], f"¶{rule.n}", cell(rule.text))
    console.print(table)


def _speech(which: str) -> Speech:
    """The speech called ``which``, or else the one in that file; ends the command where there is neither."""
    path = Path(which).expanduser()
    try:
        try:
            return store.speech(which)
        except UnknownSpeech:
            if not path.suffix:
                raise
        # Imported here: the other commands need no readers of files, and start sooner.
        from corpus.intake import take_in

        # Only looked at, never stored: what does not read like a speech may be looked at too.
        return take_in(_bytes(path), path.name, "file", insist=True)
    except CorpusError as error:
        give_up(error)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise BadSource(f"没有代号为“{path}”的讲话，也没有这个文件。请检查代号或路径。")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadSource(f"{path} 打不开：{said(error)}。请检查路径和权限。") from None
