"""`xuncha corpus term` and `xuncha corpus glossary`: look terms up; keep their uses right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

import typer
from rich.table import Table

from corpus import glossary as terms
from corpus import store
from corpus.cli.console import console
from corpus.errors import CorpusError
from corpus.glossary import Term
from corpus.model import Citation, Speech
from corpus.oserror import said


def register(app: typer.Typer) -> None:
    """Put the commands into ``app``."""
    app.command("term")(term)
    app.command("glossary")(glossary)


def term(name: Annotated[str, typer.Argument(help="要查的词，带不带引号都可以")]) -> None:
    """查一个术语：释义、英文、易混的词、各篇的写法和出处。"""
    try:
        found = terms.term(name)
        speeches = _shipped()
    except CorpusError as error:
        _fail(str(error))
    console.print(f"{found.name}（{terms.KINDS[found.kind]}）  {found.english}", style="bold", markup=False)
    for line in _lines(found, speeches):
        console.print(line, markup=False)
    for title, table in _tables(found, speeches):
        console.print()
        console.print(title, style="bold", markup=False)
        console.print(table)


def glossary(
    write: Annotated[bool, typer.Option("--write", help="维护用：重新查找各词的出处，写回术语表")] = False,
) -> None:
    """按类列出全部术语；改过讲话或术语表以后，用 --write 更新出处。"""
    try:
        speeches = _shipped()
        if write:
            terms.update(speeches)
        listed = terms.glossary()
        found = terms.faults(listed, speeches)
    except CorpusError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{terms.PATH} 写不进去：{said(error)}。请检查权限和磁盘空间。")
    for kind, label in terms.KINDS.items():
        of_kind = [one for one in listed if one.kind == kind]
        table = Table(title=f"{label}（{len(of_kind)}）", title_justify="left")
        table.add_column("词", overflow="fold")
        table.add_column("英文", overflow="fold")
        table.add_column("用到的讲话", justify="right")
        table.add_column("段", justify="right")
        for one in of_kind:
            table.add_row(one.name, one.english, str(len(one.uses)), str(sum(map(len, one.uses.values()))))
        console.print(table)
    console.print(f"共 {len(listed)} 个词。查一个词：xuncha corpus term 词", markup=False)
    if found:
        _fail("\n".join(found))


def _shipped() -> list[Speech]:
    """The speeches that the glossary is about: the package's own."""
    return [speech for speech in store.speeches() if store.is_shipped(speech.slug)]


def _lines(found: Term, speeches: list[Speech]) -> Iterator[str]:
    """The entry in sentences: meaning, what it rests on, what to mind."""
    if found.forms:
        yield f"又写作：{'、'.join(f'“{form}”' for form in found.forms)}"
    yield f"释义：{found.definition}"
    if found.source:
        yield f"课外资料 · {found.source}"
    if found.defined_at:
        yield f"{'依据' if found.basis == 'texts' else '讲话的用法'}：{_places(found.defined_at, speeches)}"
    if found.note:
        yield f"注意：{found.note}"
    for difference, others in groupby(found.confused, key=lambda other: (other.difference, other.source)):
        said, source = difference
        yield f"易混：{'、'.join(other.name for other in others)}。{said}{f'（课外资料 · {source}）' if source else ''}"
    if found.related:
        yield f"相关：{'、'.join(found.related)}"


def _places(citations: tuple[str, ...], speeches: list[Speech]) -> str:
    """Citations as people read them: the speech's short name once, then its paragraphs."""
    short = {speech.slug: speech.meta.short for speech in speeches}
    grouped: dict[str, list[int]] = {}
    for cited in map(Citation.parse, citations):
        grouped.setdefault(short[cited.slug], []).append(cited.n)
    return "；".join(f"{name} {' '.join(f'¶{n}' for n in numbers)}" for name, numbers in grouped.items())


def _tables(found: Term, speeches: list[Speech]) -> Iterator[tuple[str, Table]]:
    """The wordings side by side, and every place of use, one row a speech."""
    if found.variants:
        wordings = Table(show_lines=True)
        wordings.add_column("讲话")
        wordings.add_column("原文", overflow="fold")
        for speech in speeches:
            pieces = found.by_speech.get(speech.slug, ())
            if pieces:
                wordings.add_row(speech.meta.short, "\n".join(f"{p.quote}（¶{Citation.parse(p.cite).n}）" for p in pieces))
        yield "各篇的写法", wordings
    places = Table()
    places.add_column("讲话")
    places.add_column("段数", justify="right")
    places.add_column("出处", overflow="fold")
    for speech in speeches:
        numbers = found.uses.get(speech.slug, ())
        places.add_row(speech.meta.short, str(len(numbers)), " ".join(f"¶{n}" for n in numbers) or "没有用到")
    yield "用在哪里", places


def _fail(message: str) -> None:
    console.print(message, style="red", markup=False)
    raise typer.Exit(1)
