"""Where headings begin: 一、 （一） 1. 第一， on a line, 一要 / 一是 inside one.

Pure functions over one source line. 第一责任人, 第一议题 and 有一是一 are no headings:
a label must open a line or a sentence, and 一要 / 一是 must count on from 一 to at
least 二 in the lines it governs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Heading

_NUMERAL = "[一二三四五六七八九十]"
_LINE_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", re.compile(_NUMERAL + r"{1,3}、")),
    ("（一）", re.compile(r"[（(]" + _NUMERAL + r"{1,3}[）)]")),
    ("第一，", re.compile(r"第" + _NUMERAL + r"{1,3}[，,、：:]")),
    ("1.", re.compile(r"\d{1,2}[.．、](?!\d)")),
)
_COUNTER = re.compile("(" + _NUMERAL + "{1,3})(要|是|抓)?")
_SENTENCE_END = re.compile(r"[。！？!?]")
_ENDS_IN = "。！？!?"
MAX_HEADING = 90
"""Longest heading taken for one, in characters; the longest of the five is 70."""


@dataclass(frozen=True)
class Piece:
    """A part of one source line: optional heading family, label, words, and all of its text."""

    text: str
    family: str | None = None
    label: str = ""
    words: str = ""


def label_of(heading: str) -> str:
    """The label at the start of a heading's text (“第一，”, “二要”), or ''."""
    for _, pattern in _LINE_LABELS:
        found = pattern.match(heading)
        if found:
            return found[0]
    counter = _COUNTER.match(heading)
    return counter[0] if counter else ""


def line_label(line: str) -> tuple[str, str] | None:
    """(family, label) when ``line`` opens with a heading label of its own, else None."""
    for family, pattern in _LINE_LABELS:
        found = pattern.match(line)
        if found:
            return family, found[0]
    return None


def opens_heading(line: str) -> bool:
    """True when ``line`` opens with a label of its own or with 一是 / 二要 and so on."""
    counter = _COUNTER.match(line)
    return line_label(line) is not None or (counter is not None and counter[2] is not None)


def _first_sentence(text: str, start: int) -> int:
    """End of the sentence that begins at ``start`` (its mark included)."""
    found = _SENTENCE_END.search(text, start)
    return found.end() if found else len(text)


def _value(numeral: str) -> int:
    digits = "一二三四五六七八九"
    if numeral == "十":
        return 10
    tens, _, ones = numeral.partition("十")
    if "十" not in numeral:
        return digits.index(numeral) + 1 if len(numeral) == 1 else 0
    return (digits.index(tens) + 1 if tens else 1) * 10 + (digits.index(ones) + 1 if ones else 0)


def _counters(line: str, start: int, expected: int) -> list[tuple[int, str]]:
    """(offset, label) of the counters that count on from ``expected`` at sentence starts."""
    found: list[tuple[int, str]] = []
    at = start
    while at < len(line):
        match = _COUNTER.match(line, at)
        # A bare numeral is taken only where 一是 … has set up the count: one source lost its 是.
        if match and _value(match[1]) == expected and (match[2] or found) and line[match.end() :][:1] not in "、个年届次":
            found.append((at, match[0]))
            expected += 1
        at = _first_sentence(line, at)
    return found


def pieces(line: str, counting: int = 0) -> list[Piece]:
    """Cut one source line at its headings; joined together the pieces give the line.

    ``counting`` is the last counter value of the lines before (0 if none), for
    texts that begin each 一是 / 二是 on a line of its own.
    """
    out: list[Piece] = []
    at = 0
    own = line_label(line)
    if own is not None:
        family, label = own
        end = _first_sentence(line, 0)
        if end <= MAX_HEADING:
            out.append(Piece(line[:end], family, label, line[len(label) : end]))
            at = end
    found = _counters(line, at, 1)
    if len(found) < 2 and not (found and found[0][0] == at):
        found = _counters(line, at, counting + 1)[:1] if counting else []
        if found and found[0][0] != at:
            found = []
    starts = [offset for offset, _ in found]
    if not starts or starts[0] > at:
        _append_text(out, line[at : starts[0] if starts else len(line)])
    for (offset, label), end in zip(found, [*starts[1:], len(line)]):
        head_end = _first_sentence(line, offset)
        out.append(Piece(line[offset:end], "一是", label, line[offset + len(label) : head_end]))
    return out


def _append_text(out: list[Piece], text: str) -> None:
    """Add plain text: to the heading it follows on the line, else as a piece of its own."""
    if not text:
        return
    if out:
        last = out[-1]
        out[-1] = Piece(last.text + text, last.family, last.label, last.words)
    else:
        out.append(Piece(text))


def outline(lines: Sequence[str]) -> list[list[tuple[str, Heading | None]]]:
    """For each source line its (text, heading) pieces, levels assigned by nesting.

    The first family of labels met is level 1; a family met for the first time
    below an open one goes one deeper; a family met again keeps its level.
    """
    levels: dict[str, int] = {}
    current = 0
    counting = 0
    out: list[list[tuple[str, Heading | None]]] = []
    for i, line in enumerate(lines):
        row: list[tuple[str, Heading | None]] = []
        cut = pieces(line, counting)
        if _lonely_counter(cut, lines[i + 1 :]):
            cut = [Piece(line)]
        for piece in cut:
            if piece.family is None:
                row.append((piece.text, None))
                continue
            if piece.family not in levels:
                levels[piece.family] = current + 1
            current = levels[piece.family]
            levels = {family: level for family, level in levels.items() if level <= current}
            counting = _value(piece.label.rstrip("要是抓")) if piece.family == "一是" else 0
            alone = len(cut) == 1 and piece.text == piece.label + piece.words
            row.append((piece.text, Heading(current, piece.label, piece.words, not alone)))
        out.append(row)
    return out


def _lonely_counter(cut: Sequence[Piece], later: Sequence[str]) -> bool:
    """A single 一是 that no later line takes up with 二是 is an ordinary sentence."""
    counters = [p for p in cut if p.family == "一是"]
    if len(counters) != 1 or _value(counters[0].label.rstrip("要是抓")) != 1:
        return False
    return not any(line.startswith("二") and _COUNTER.match(line) for line in later)
