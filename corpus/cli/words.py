"""`xuncha corpus words`, `compare`, `beside`: what a speech keeps saying, and what goes together."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from corpus.cli.console import cell, console, give_up, notes, one_line, say
from corpus.cli.find import Limit
from corpus.cli.showing import table
from corpus.errors import CorpusError
from corpus.search import counting
from corpus.search.collocations import MAX_WINDOW, collocations
from corpus.search.index import Index
from corpus.search.refresh import current
from corpus.search.terms import Keyword, frequencies, keyness

_MANY = 100
"""Speeches to count from which a progress bar is worth showing."""


def register(app: typer.Typer) -> None:
    """Put the commands into ``app``."""
    app.command("words")(words)
    app.command("compare")(compare)
    app.command("beside")(beside)


def words(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="讲话代号，见 xuncha corpus list")],
    limit: Limit = 30,
    stop_words: Annotated[bool, typer.Option("--function-words", help="连“的、和、要”等虚词一起列出")] = False,
) -> None:
    """一篇讲话的高频词：次数、每千词次数、出现的段数、分布是否均匀。"""
    options = {"stop_words": frozenset()} if stop_words else {}
    try:
        found = frequencies(slug, limit=limit, **options)
    except CorpusError as error:
        give_up(error)
    if not found:
        say(f"“{slug}”里没有可以统计的词。", "red")
        raise typer.Exit(1)
    rows = _figures("次数", "每千词", "段数", "集中度")
    for row in found:
        rows.add_row(cell(row.word), str(row.count), f"{row.per_thousand:.1f}", str(row.paragraphs), f"{row.dispersion:.2f}")
    console.print(rows)
    say("集中度：0 表示各段均匀，1 表示集中在一处（DP，Gries 2008）。")


def compare(
    one: Annotated[str, typer.Argument(metavar="SLUG", help="讲话代号，见 xuncha corpus list")],
    other: Annotated[str | None, typer.Argument(metavar="[SLUG]", help="与哪一篇比；不写则与其余全部讲话比")] = None,
    limit: Limit = 20,
) -> None:
    """一篇讲话的特征词：与另一篇或其余全部讲话相比，明显多用和少用的词。"""
    index = current()
    try:
        if other is None:
            _count(index)
        found = keyness(one, other, index, limit=limit)
    except CorpusError as error:
        give_up(error)
    against = f"“{other}”" if other else "其余讲话"
    if not found.keywords:
        say(f"“{one}”与{against}相比，没有明显多用或少用的词。")
        return
    rows = _figures("本篇", "每千词", "对方", "每千词", "G2", "倍数")
    for more in (True, False):
        chosen = [row for row in found.keywords if (row.log_ratio > 0) == more]
        if chosen:
            rows.add_row(cell("多用的词" if more else "少用的词", "bold"))
        for row in chosen:
            rates = (str(row.here), f"{row.here_per_thousand:.1f}", str(row.there), f"{row.there_per_thousand:.1f}")
            rows.add_row(cell(row.word), *rates, f"{row.g2:.1f}", _times(row))
    console.print(rows)
    say(f"本篇（{one}）{found.here} 词，对方（{against}）{found.there} 词。")
    say("G2 越大越不像偶然（对数似然，Dunning 1993）；倍数是每千词次数之比（Log Ratio，Hardie 2014）。")


def _figures(*names: str) -> Table:
    """An empty table of words with columns of figures."""
    return table(("词", "left"), *((name, "right") for name in names))


def _times(row: Keyword) -> str:
    if not row.there or not row.here:
        return "仅本篇" if row.here else "仅对方"
    return f"{2**row.log_ratio:.1f} 倍" if row.log_ratio > 0 else f"1/{2**-row.log_ratio:.1f}"


def beside(
    term: Annotated[str, typer.Argument(metavar="TERM", help="词语，如：整改")],
    window: Annotated[int, typer.Option("--window", min=1, max=MAX_WINDOW, metavar="N", help="左右各看几个词（不出本句）")] = 5,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="至少一起出现几次")] = 3,
    limit: Limit = 20,
) -> None:
    """一个词的搭配：它前后常出现哪些词。"""
    index = current()
    try:
        _count(index)
        found = collocations(term, index, window=window, least=least, limit=limit)
    except CorpusError as error:
        give_up(error)
    if not found.hits:
        say(f"没有查到“{one_line(found.term)}”。请核对用字。", "red")
        raise typer.Exit(1)
    if not found.collocates:
        say(f"“{one_line(found.term)}”有 {found.hits} 处，没有常与它一起出现的词。可把 --least 减小再试。")
        return
    rows = _figures("一起", "在前", "在后", "预期", "G2", "MI")
    for row in found.collocates:
        figures = (str(row.together), str(row.left), str(row.right), f"{row.expected:.1f}", f"{row.g2:.1f}", f"{row.mi:.1f}")
        rows.add_row(cell(row.word), *figures)
    console.print(rows)
    part = "" if found.complete else "（太常见，只查了均匀抽取的这些处）"
    say(f"“{one_line(found.term)}”{found.hits} 处{part}，左右各 {window} 个词。")
    say("预期：与它无关时会有的次数。G2 看是否偶然，MI 看结合多紧（每加 1，一起出现的次数是预期的倍数翻一番）。")


def _count(index: Index) -> None:
    """Count the words of speeches that wait for it, with a progress bar when there are many."""
    waiting = counting.waiting(index)
    if waiting < _MANY:
        counting.count_all(index)
        return
    with Progress(console=notes, transient=True) as progress:
        task = progress.add_task("首次统计全部讲话的用词", total=waiting)
        counting.count_all(index, lambda done: progress.advance(task, done))
