"""How a speech, and what cleaning did to it, looks in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich import box
from rich.table import Table
from rich.text import Text

from corpus.cli.console import cell, console, one_line, plain, say
from corpus.diff import block_at, block_starts, pieces
from corpus.model import Slip, Speech

_MOST_SHOWN = 46
_JOIN = "⏎"
_FIGURES = 56
"""Columns of a terminal that a row's figures and short names take."""


def table(*columns: tuple[str, Literal["left", "right", "whole", "cut"]]) -> Table:
    """An empty table with ``columns`` (name, how).

    ``whole`` and ``right`` are never folded; ``cut`` stays on one line and ends in …
    where the terminal is too narrow; ``left`` is folded.
    """
    made = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for name, how in columns:
        widest = max(12, (console.width - _FIGURES) // 2) if how == "cut" else None
        made.add_column(
            name,
            justify="right" if how == "right" else "left",
            no_wrap=how != "left",
            overflow="ellipsis" if how == "cut" else "fold",
            max_width=widest,
        )
    return made


def worded(speech: Speech) -> int:
    """How many removed pieces hold more than blanks."""
    return sum(bool(piece.text.strip()) for piece in speech.meta.removed)


def joins(speech: Speech) -> int:
    """How many hard-wrapped lines were joined again."""
    return sum(piece.kind == "joined" for piece in pieces(speech))


def show_removed(speech: Speech) -> None:
    """The removed pieces that hold words, numbered for ``put-back``."""
    starts = block_starts(speech.blocks)
    rows = table(("编号", "right"), ("位置", "whole"), ("原因", "left"), ("删去的内容", "left"))
    rows.columns[2].max_width = 22
    for number, piece in enumerate(speech.meta.removed, 1):
        if piece.text.strip():
            why = piece.why if piece.by == "machine" else f"{piece.why}（编辑）"
            rows.add_row(str(number), f"¶{block_at(starts, piece.at)}", cell(why), cell(one_line(piece.text, _MOST_SHOWN)))
    if rows.row_count:
        console.print(rows)
    else:
        say("没有删去任何文字（空行、换行不计）。")


def show_reasons(speeches: Iterable[Speech]) -> None:
    """What was removed from many speeches, by reason."""
    found: dict[str, list[str]] = {}
    for speech in speeches:
        for piece in speech.meta.removed:
            if piece.text.strip():
                found.setdefault(piece.why, []).append(piece.text)
    if not found:
        return
    rows = table(("处", "right"), ("删去的原因", "left"), ("例", "left"))
    for why, texts in sorted(found.items(), key=lambda item: -len(item[1])):
        rows.add_row(str(len(texts)), cell(why), cell(one_line(texts[0], _MOST_SHOWN)))
    console.print(rows)


def show_slips(slips: Iterable[Slip], heading: str) -> None:
    """A numbered list of slips under ``heading``; nothing when there are none."""
    lines = list(enumerate(slips, 1))
    if not lines:
        return
    say(heading, "bold")
    for number, slip in lines:
        place = f"¶{slip.n}" if slip.n else "已删去的内容"
        say(f"{number:>3}. {place} “{one_line(slip.text, _MOST_SHOWN)}” {one_line(slip.note)}{'（存疑）' if slip.doubtful else ''}")


def show_diff(speech: Speech) -> None:
    """The raw text from top to bottom: what stays (long paragraphs shortened), what goes and why."""
    run = ""
    for piece in pieces(speech):
        if piece.kind == "removed" and piece.text.strip():
            _show_kept(run)
            run = ""
            by = "编辑" if piece.by == "editor" else ""
            for line in filter(None, map(one_line, piece.text.splitlines())):
                console.print(Text.assemble(("- " + line, "red"), (f"  （{by}{one_line(piece.why)}）", "dim")), soft_wrap=True)
        elif piece.kind == "joined":
            run += _JOIN
        elif piece.kind == "kept":
            run += piece.text
        elif "\n" in piece.text and not run.endswith("\n"):
            run += "\n"
    _show_kept(run)


def _show_kept(run: str) -> None:
    for line in run.splitlines():
        joins = line.count(_JOIN)
        words = one_line(line.replace(_JOIN, ""))
        if not words:
            continue
        half = _MOST_SHOWN // 2
        shown = words if len(words) <= _MOST_SHOWN else f"{words[:half]} …… {words[-half + 14 :]}"
        console.print(Text.assemble("  " + shown, (f"  （接回 {joins} 处换行）" if joins else "", "dim")), soft_wrap=True)


def show_outline(speech: Speech) -> None:
    """The headings with their paragraph numbers, indented by level."""
    for section in speech.sections:
        indent = "  " * section.heading.level
        say(f"{indent}¶{section.first} {one_line(section.heading.text, 60)}")


def show_text(speech: Speech) -> None:
    """All blocks with their numbers."""
    for block in speech.blocks:
        style = "bold" if block.heading or block.kind == "title" else ""
        console.print(Text.assemble((f"¶{block.n} ", "dim"), (plain(block.text), style)), soft_wrap=True)
