"""`xuncha corpus list`, `show`, `describe`, `put-back`, `take-out`, `remove`, `bring-back`: what is there, and changing one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus import store
from corpus.cli.console import cell, console, give_up, one_line, say
from corpus.cli.showing import show_diff, show_outline, show_removed, show_slips, show_text, table, worded
from corpus.errors import CorpusError
from corpus.model import Speech

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="讲话代号，见 xuncha corpus list")]


def register(app: typer.Typer) -> None:
    """Put the commands into ``app``."""
    app.command("list")(list_all)
    app.command("show")(show)
    app.command("describe")(describe)
    app.command("put-back")(put_back)
    app.command("take-out")(take_out)
    app.command("remove")(remove)
    app.command("bring-back")(bring_back)


def list_all() -> None:
    """列出全部讲话：课程自带的和本地语料。"""
    rows = table(("代号", "left"), ("简称", "left"), ("层级", "left"), ("时间", "left"), ("段", "right"), ("来处", "whole"))
    rows.columns[2].max_width = 16
    for speech in store.speeches():
        meta = speech.meta
        place = "自带" if store.is_shipped(speech.slug) else "本地"
        rows.add_row(cell(speech.slug), cell(meta.short), cell(meta.level), cell(meta.date.said), str(len(speech.blocks)), place)
    console.print(rows)
    say(f"本地语料：{store.local_folder()}")
    for one in store.broken():
        say(f"{one.path.name} 没有采用：{one.why}", "red")


def show(
    slug: Slug,
    removed: Annotated[bool, typer.Option("--removed", help="只列删去的内容，编号供 put-back 使用")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="逐段对照：保留、接回、删去")] = False,
    text: Annotated[bool, typer.Option("--text", help="全文，带段号")] = False,
) -> None:
    """看一篇讲话：说明信息、标题层次、疏误；或删去的内容、对照、全文。"""
    try:
        speech = store.speech(slug)
    except CorpusError as error:
        give_up(error)
    if removed:
        show_removed(speech)
    elif diff:
        show_diff(speech)
    elif text:
        show_text(speech)
    else:
        _show_front(speech)


def _show_front(speech: Speech) -> None:
    meta = speech.meta
    say(meta.title or "（原文无标题）", "bold")
    rows = (
        ("简称", meta.short),
        ("层级", meta.level),
        ("讲话人", meta.speaker),
        ("听众", meta.audience),
        ("时间", meta.date.said + ("（推断）" if meta.date.inferred else "")),
        ("线索", "；".join(meta.date.clues)),
        ("完整", "是" if meta.complete else f"否。{meta.completeness_note}"),
        ("声明", "；".join(meta.notices)),
        ("来源", meta.source.file),
        ("篇幅", f"{len(speech.blocks)} 段，{len(speech.spoken)} 字，删去 {worded(speech)} 处"),
    )
    for name, value in rows:
        if value:
            say(f"{name}：{one_line(value)}")
    show_outline(speech)
    show_slips(meta.slips, "疏误：")
    show_slips(meta.suggested, "疑似疏误（待核对）：")


def put_back(
    slug: Slug,
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER…", help="删去内容的编号，见 xuncha corpus show SLUG --removed")],
) -> None:
    """把删去的内容放回正文。"""
    from corpus.editing import put_back

    try:
        speech = put_back(store.own_speech(slug), numbers)
        path = store.rewrite(speech)
    except CorpusError as error:
        give_up(error)
    _changed(speech, path)


def take_out(
    slug: Slug,
    n: Annotated[int, typer.Argument(metavar="PARAGRAPH", help="段号")],
    words: Annotated[str, typer.Argument(metavar="TEXT", help="这一段里要删去的原文，须逐字相同")],
) -> None:
    """从正文里删去不属于讲话的文字；记录在案，可以放回。"""
    from corpus.editing import spoken_span, take_out_more

    try:
        before = store.own_speech(slug)
        speech = take_out_more(before, [spoken_span(before, n, words)])
        path = store.rewrite(speech)
    except CorpusError as error:
        give_up(error)
    _changed(speech, path)


def _changed(speech: Speech, path: Path) -> None:
    say(f"已改写 {path}：{len(speech.blocks)} 段、{len(speech.sections)} 个标题。段号可能有变，请核对引用。")
    show_removed(speech)


def describe(
    slug: Slug,
    short: Annotated[str | None, typer.Option(help="简称，显示在引文下面")] = None,
    level: Annotated[str | None, typer.Option(help="层级，如 县委")] = None,
    speaker: Annotated[str | None, typer.Option(help="讲话人")] = None,
    audience: Annotated[str | None, typer.Option(help="听众")] = None,
    date: Annotated[str | None, typer.Option(help="时间，如 2025年3月18日")] = None,
    inferred: Annotated[bool, typer.Option("--inferred", help="时间是推断的，原文没有写明")] = False,
    missing: Annotated[str | None, typer.Option(help="原文缺什么；写空文字（\"\"）表示完整")] = None,
    accept: Annotated[list[int] | None, typer.Option(help="属实的疑似疏误的编号，见 xuncha corpus show SLUG")] = None,
    dismiss: Annotated[list[int] | None, typer.Option(help="不属实的疑似疏误的编号")] = None,
) -> None:
    """填写说明信息，核定疑似疏误。"""
    from corpus import editing
    from corpus.model import Dating

    try:
        speech = store.own_speech(slug)
        when = Dating(said=date, inferred=inferred, clues=speech.meta.date.clues) if date else None
        whole = None if missing is None else not missing.strip()
        speech = editing.describe(
            speech, short=short, level=level, speaker=speaker, audience=audience, date=when, complete=whole, completeness_note=missing
        )
        speech = editing.settle(speech, accept or (), dismiss or ())
        store.rewrite(speech)
    except CorpusError as error:
        give_up(error)
    _show_front(speech)


def remove(slug: Slug) -> None:
    """把一篇本地讲话移到“已移除”文件夹；不删除文件，课程自带的不动。"""
    try:
        lies = store.remove(slug)
    except CorpusError as error:
        give_up(error)
    say(f"已移到 {lies}。要恢复，请运行 xuncha corpus bring-back {lies.stem}。引用这篇讲话的题目在恢复前无法核对原文。")


def bring_back(name: Annotated[str, typer.Argument(metavar="NAME", help="“已移除”里的文件名，不带 .md")]) -> None:
    """把移除的讲话放回本地语料。"""
    try:
        path = store.bring_back(name)
    except CorpusError as error:
        give_up(error)
    say(f"已放回 {path}。")
