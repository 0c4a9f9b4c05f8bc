"""`xuncha corpus find`, `kwic`, `variants`: where something is said, by whom, and how differently."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich import box
from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from corpus.cli.console import cell, console, give_up, one_line, plain, say
from corpus.cli.showing import table
from corpus.errors import CorpusError
from corpus.search.index import Card
from corpus.search.kwic import Concordance, Order, concordance
from corpus.search.passages import Passage, Passages, WhoSays, passages, who_says
from corpus.search.query import sentences
from corpus.search.variants import FormulaVariants, Variant, formula_variants

_HIT = "bold red"
_SILENT_SHOWN = 12
_CITATION_CELLS = 24
_HIT_CELLS = 24
_EXCERPT = 150
"""Characters of a passage shown around its first term unless all is asked for."""
_DIFFERENCE = {"none": "", "wording": "措辞不同", "order": "次序不同", "members": "成员不同"}


class Sort(StrEnum):
    """How concordance lines are sorted, as people write it."""

    place = "place"
    left = "left"
    right = "right"


Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, metavar="N", help="最多显示多少条")]
Within = Annotated[str | None, typer.Option("--in", metavar="SLUG", help="只查这一篇讲话（代号见 xuncha corpus list）")]


def register(app: typer.Typer) -> None:
    """Put the commands into ``app``."""
    app.command("find")(find)
    app.command("kwic")(kwic)
    app.command("variants")(variants)


def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="要查的词、句或问题，如：第一责任人，或：整改由谁负责")],
    limit: Limit = 5,
    within: Within = None,
    full: Annotated[bool, typer.Option("--full", help="显示整段，不只显示有关的句子")] = False,
) -> None:
    """查一件事：哪些讲话讲了、讲在哪里，哪些没有讲；并列出最有关的段落。"""
    what = " ".join(words)
    try:
        said = who_says(what) if within is None else None
        best = passages(what, within=within, limit=limit)
    except CorpusError as error:
        give_up(error)
    if said is not None:
        _show_sayings(said)
    _show_passages(best, full)


def _show_sayings(said: WhoSays) -> None:
    what = "、".join(f"“{one_line(term)}”" for term in said.terms)
    if not said.speeches:
        say(f"没有一篇讲话原样讲到{what}。" if len(said.terms) == 1 else f"没有一段话同时讲到{what}。", "bold")
        return
    how = "" if said.literal else "（没有逐字相同的话，按同一段里有全部这些词计）"
    say(f"讲到{what}的讲话：{said.speeches} 篇{how}", "bold")
    rows = table(("代号", "left"), ("简称", "left"), ("讲话人", "left"), ("段", "right"), ("最集中处", "left"))
    for saying in said.sayings:
        places = "、".join(f"¶{passage.citation.n}" for passage in saying.passages)
        card = saying.card
        rows.add_row(cell(card.slug), cell(card.short), cell(card.speaker, most=14), str(saying.paragraphs), places)
    console.print(rows)
    if said.speeches > len(said.sayings):
        say(f"只列出段数最多的 {len(said.sayings)} 篇。")
    _show_silent(said.silent)


def _show_silent(silent: Sequence[Card]) -> None:
    if not silent:
        say("没有讲到的讲话：无。")
        return
    say(f"没有讲到的讲话：{len(silent)} 篇")
    for card in silent[:_SILENT_SHOWN]:
        say(f"  {one_line(card.short)}（{card.slug}）")
    if len(silent) > _SILENT_SHOWN:
        say(f"  ……只列出前 {_SILENT_SHOWN} 篇。")


def _show_passages(best: Passages, full: bool) -> None:
    if best.unknown:
        missing = "、".join(f"“{one_line(term)}”" for term in best.unknown)
        say(f"所查的讲话里没有这些词：{missing}。")
    if not best.passages:
        say("没有查到有关的段落。请换一个说法，或减少词语。", "red")
        raise typer.Exit(1)
    say("")
    how = f"{best.looked_at} 段提到其中的词" if best.complete else f"词语太常见，只比较了 {best.looked_at} 段"
    say(f"最有关的段落（{how}）", "bold")
    for passage in best.passages:
        say("")
        say(f"{passage.citation}  {one_line(passage.card.short)}", "dim")
        console.print(_marked(passage, full))


def _marked(passage: Passage, full: bool) -> Text:
    """The passage, or its sentences from the one with the first term on, terms marked."""
    start, end = 0, len(passage.text)
    if not full and len(passage.text) > _EXCERPT:
        first = passage.spans[0][0]
        start = max(a for a, _ in sentences(passage.text) if a <= first)
        start = max(start, first - _EXCERPT // 2)
        end = min(end, start + _EXCERPT)
    out = Text("…" if start else "")
    at = start
    for a, b in passage.spans:
        if start <= a and b <= end:
            out.append(plain(passage.text[at:a]))
            out.append(plain(passage.text[a:b]), _HIT)
            at = b
    out.append(plain(passage.text[at:end]))
    out.append("…" if end < len(passage.text) else "")
    return out


def kwic(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="要查的原文；中间可用省略号，如：要…巡察（同一句内）")],
    sort: Annotated[Sort, typer.Option("--sort", help="排序：place 按出处，left 按左边的字，right 按右边的字")] = Sort.place,
    limit: Limit = 30,
    page: Annotated[int, typer.Option("--page", min=1, metavar="N", help="第几页")] = 1,
    within: Within = None,
    everything: Annotated[bool, typer.Option("--all", help="词语再常见也逐处查完（可能要几秒）")] = False,
) -> None:
    """逐处列出一个词在原文中的每次出现，左右对齐（语境检索）。"""
    order: Order = sort.value
    room = _room()
    most = {"most": 1 << 40} if everything else {}
    try:
        found = concordance(query, within=within, order=order, left=room, right=room, offset=(page - 1) * limit, limit=limit, **most)
    except CorpusError as error:
        give_up(error)
    if not found.hits:
        say(f"没有查到“{one_line(found.query.text)}”。请核对用字，或用 xuncha corpus find 按意思查。", "red")
        raise typer.Exit(1)
    if not found.lines:
        say(f"没有第 {page} 页。共 {-(-found.hits // limit)} 页。", "red")
        raise typer.Exit(1)
    _show_lines(found)
    say(_summary(found, page, limit))


def _room() -> int:
    """Characters of context on each side of a hit: what the terminal leaves, at two columns each."""
    return max(8, (console.width - _CITATION_CELLS - 12) // 4)


def _show_lines(found: Concordance) -> None:
    rows = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    citation = min(max(len(str(line.citation)) for line in found.lines), _CITATION_CELLS)
    hits = [_middle_left_out(one_line(line.hit), _HIT_CELLS) for line in found.lines]
    hit = max(cell_len(shown) for shown in hits)
    side = max(8, (console.width - citation - hit - 4) // 2)
    rows.add_column("出处", width=citation, overflow="fold")
    rows.add_column("左", justify="right", width=side, no_wrap=True, overflow="crop")
    rows.add_column("", width=hit, no_wrap=True, overflow="crop")
    rows.add_column("右", width=side, no_wrap=True, overflow="crop")
    for line, shown in zip(found.lines, hits, strict=True):
        rows.add_row(str(line.citation), Text(_tail(one_line(line.left), side)), cell(shown, _HIT), cell(line.right))
    console.print(rows)


def _tail(text: str, cells: int) -> str:
    """The end of ``text`` that fits into ``cells`` columns."""
    while cell_len(text) > cells:
        text = text[1:]
    return text


def _middle_left_out(text: str, cells: int) -> str:
    """``text``, or its beginning and end with … between, within ``cells`` columns."""
    if cell_len(text) <= cells:
        return text
    end = _tail(text, cells // 2 - 1)
    return set_cell_size(text, cells // 2 - 1).rstrip() + "…" + end


def _summary(found: Concordance, page: int, limit: int) -> str:
    pages = -(-found.hits // limit)
    if found.complete:
        return f"共 {found.hits} 处，{found.paragraphs} 段，{found.speeches} 篇。第 {page} / {pages} 页。"
    about = "有" if found.query.literal else "最多有"
    return (
        f"{found.speeches} 篇的 {found.paragraphs} 段里{about}这个词，太常见，只查了其中 {found.looked_at} 段的 {found.hits} 处。"
        f"第 {page} / {pages} 页。要查完请加 --all，或用 --in 只查一篇。"
    )


def variants(
    formula: Annotated[str | None, typer.Argument(metavar="[FORMULA]", help="提法，如：四个落实；不写则列出全部")] = None,
    limit: Limit = 60,
) -> None:
    """比较各篇讲话里的同一个提法：哪些逐项展开，哪些只提名称，内容和次序有何不同。"""
    try:
        found = formula_variants(name=formula)
    except CorpusError as error:
        give_up(error)
    if not found:
        what = "提法" if formula is None else f"“{one_line(formula)}”这个提法"
        say(f"没有找到{what}。全部提法见 xuncha corpus variants。", "red")
        raise typer.Exit(1)
    if formula is None or len(found) > 1:
        _show_overview(found[:limit])
        if len(found) > limit:
            say(f"共 {len(found)} 个提法，只列出 {limit} 个。要看更多请加 --limit。")
    if formula is not None:
        for row in found[:limit]:
            _show_formula(row)


def _show_overview(found: Sequence[FormulaVariants]) -> None:
    rows = table(("提法", "left"), ("逐项展开", "left"), ("只提名称", "left"), ("差别", "whole"))
    for row in found:
        rows.add_row(cell(row.canonical), _places(row.expanded), _places(row.named), _DIFFERENCE[row.difference])
    console.print(rows)
    say("看各篇怎样展开：xuncha corpus variants 提法名称")


def _places(some: Sequence[Variant]) -> Text:
    return Text("\n".join(variant.slug for variant in some[:_SILENT_SHOWN]) + ("\n……" if len(some) > _SILENT_SHOWN else ""))


def _show_formula(row: FormulaVariants) -> None:
    say("")
    say(one_line(row.canonical), "bold")
    for variant in row.variants:
        places = "、".join(f"¶{citation.n}" for citation in variant.mentions)
        named = f"提到名称：{places}" if places else "没有说出名称"
        say(f"{one_line(variant.short)}（{variant.slug}）{named}；{_state(variant)}")
        for number, ((text, citation), same) in enumerate(zip(variant.members, variant.counterparts, strict=True), 1):
            moved = f"（首篇第 {same + 1} 项）" if same is not None and same + 1 != number else ""
            say(f"  {number}. {one_line(text)} ¶{citation.n}{moved}")


def _state(variant: Variant) -> str:
    if not variant.expanded:
        return "只提名称，没有展开"
    difference = _DIFFERENCE[variant.difference]
    return f"展开 {len(variant.members)} 项" + (f"（与首篇展开的{difference}）" if difference else "")
