"""`xuncha corpus add`: bring speeches in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.cli.console import cell, console, give_up, notes, one_line, say
from corpus.cli.showing import joins, show_diff, show_reasons, show_removed, show_slips, table, worded
from corpus.errors import CorpusError
from corpus.sources import PASTED
from corpus.sources.limits import MAX_BYTES

if TYPE_CHECKING:
    from corpus.batch import Given, Planned

_FROM_STDIN = "-"
_OUTCOMES = {"new": "新入库", "more": "更全", "there": "已有", "refused": "未导入"}
_STYLES = {"new": "green", "more": "green", "there": "", "refused": "red"}
_MOST_IN_FULL = 3


def register(app: typer.Typer) -> None:
    """Put the command into ``app``."""
    app.command("add")(add)


def add(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="讲话原文（txt、docx、pdf、html）或文件夹；“-”读标准输入")],
    slug: Annotated[str | None, typer.Option(help="讲话代号：小写字母、数字和连字符，如 shiwei-2020；不写则自动给出")] = None,
    into: Annotated[Path | None, typer.Option(help="存放讲话文件的目录；不写则存入本地语料")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，什么也不写")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再询问，直接写入")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="逐段对照：保留、接回、删去")] = False,
    insist: Annotated[bool, typer.Option("--insist", help="已有同样的、或不像讲话的，也照样存入")] = False,
) -> None:
    """导入讲话：去掉广告与重复导语，接回硬换行，识别标题层级，记录删去的内容。

    先列出将要做什么，再写入；已有的讲话不重复存入，任何文件都不覆盖。
    """
    # Where nobody can be asked (a script, a pipe), it writes: the command says “add”, only new
    # files come to be, and `remove` takes each back. Refusing would make every script say --yes.
    from corpus import batch

    try:
        given = _given(files)
        with _progress(len(given)) as progress:
            planned = batch.plan(given, slug=slug, folder=into, insist=insist, progress=progress)
    except CorpusError as error:
        give_up(error)
    _summary(planned)
    _details(planned, diff)
    writable = [row for row in planned if row.will_write]
    if dry_run:
        say("以上是将要做的，什么也没有写入。" if writable else "没有要写入的讲话。")
    elif writable and (yes or _agreed(len(writable))):
        before, planned = planned, batch.carry_out(planned)
        _report(before, planned)
    elif writable:
        say("没有写入。")
    if any(row.outcome == "refused" for row in planned):
        raise typer.Exit(1)


def _given(files: Sequence[str]) -> Sequence[Given]:
    """What to bring in: standard input as pasted text, and the files below each path."""
    from corpus import batch

    if _FROM_STDIN not in files:
        found = batch.expand(Path(name).expanduser() for name in files)
        if not found:
            raise CorpusError(f"{'、'.join(files)} 里没有可导入的文件。请确认选对了文件夹。")
        return found
    if len(files) > 1:
        raise CorpusError("“-”表示读取粘贴的文字，不能与文件一起用。请分两次导入。")
    if sys.stdin.isatty():
        notes.print("请粘贴讲话全文，结束后另起一行按 Ctrl+D（Windows 按 Ctrl+Z 再回车）：", markup=False)
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        return [batch.Pasted(data.decode())]
    except UnicodeDecodeError:  # a file of another encoding sent through a pipe
        return [batch.Upload(PASTED, data)]


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None] | None]:
    """A bar on standard error that goes away when all is read; None where nobody sees it."""
    if total < 2 or not notes.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    name_now = TextColumn("{task.fields[name]}", markup=False)
    columns = (TextColumn("正在读取"), BarColumn(24), MofNCompleteColumn(), TimeRemainingColumn(), name_now)
    with Progress(*columns, console=notes, transient=True) as bar:
        task = bar.add_task("", total=total, name="")
        done = -1

        def show(name: str) -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=done, name=one_line(name, 20))

        yield show


def _summary(planned: Sequence[Planned]) -> None:
    """One row per source, then why each that is not simply new is not."""
    figures = ("段", "标题数", "删去", "疑似疏误")
    rows = table(("文件", "cut"), ("代号", "left"), ("标题", "cut"), *((name, "right") for name in figures), ("结果", "whole"))
    for row in planned:
        speech = row.speech
        counts = ("",) * 4 if speech is None else (len(speech.blocks), len(speech.sections), worded(speech), len(speech.meta.suggested))
        name = speech.slug if speech is not None and row.will_write else (row.match.slug if row.match else "")
        title = speech.meta.short if speech is not None else ""
        outcome = cell(_OUTCOMES[row.outcome], _STYLES[row.outcome])
        rows.add_row(cell(row.name), cell(name), cell(title), *map(str, counts), outcome)
    console.print(rows)
    for row in planned:
        if row.message:
            say(row.message, _STYLES[row.outcome] or None)


def _details(planned: Sequence[Planned], diff: bool) -> None:
    """What is removed, and the slips seen: in full for a few speeches, by reason for many."""
    speeches = [row.speech for row in planned if row.speech is not None and row.will_write]
    if len(speeches) > _MOST_IN_FULL and not diff:
        show_reasons(speeches)
        return
    for speech in speeches:
        say(f"《{one_line(speech.meta.short)}》（{speech.slug}）：接回换行 {joins(speech)} 处，删去 {worded(speech)} 处", "bold")
        if diff:
            show_diff(speech)
        elif worded(speech):
            show_removed(speech)
        show_slips(speech.meta.suggested, "疑似疏误（原文照录，请核对）：")
        if not speech.meta.complete:
            say(speech.meta.completeness_note, "yellow")


def _agreed(count: int) -> bool:
    """Whether the person at the terminal agrees to write; yes where there is nobody to ask."""
    if not sys.stdin.isatty():
        return True
    try:
        answer = console.input(f"写入 {count} 篇？\\[y/N] ")
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes", "是")


def _report(before: Sequence[Planned], after: Sequence[Planned]) -> None:
    """What was written and where, what could not be, and what is left to do."""
    written = [row for row in after if row.will_write]
    for old, new in zip(before, after, strict=True):
        if old.will_write and not new.will_write:
            say(new.message, "red")
    if not written:
        return
    assert written[0].target is not None
    place = written[0].target if len(written) == 1 else written[0].target.parent
    say(f"已写入 {len(written)} 篇：{place}")
    say("标为“待核”的说明信息和疑似疏误请对照原文用 xuncha corpus describe 核定，再运行 xuncha corpus check。")
