"""Lines of a raw text and whether a line break ends a paragraph or only wraps it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.headings import line_label, opens_heading

_TERMINAL = re.compile(r"[。！？!?：:…；;][”’）)]*$")


@dataclass(frozen=True)
class Line:
    """One line of the raw text: positions of its words, and of the next line's start."""

    start: int
    """Where its words begin (leading blanks skipped)."""
    end: int
    """Where its words end (trailing blanks and line break excluded)."""
    begin: int
    """Where the line begins."""
    stop: int
    """Where the next line begins."""
    text: str

    @property
    def blank(self) -> bool:
        return not self.text


def split(raw: str, newline: str) -> list[Line]:
    """All lines of ``raw``; joined slices ``[begin:stop]`` give ``raw`` back."""
    out: list[Line] = []
    at = 0
    for piece in raw.split(newline):
        stop = min(at + len(piece) + len(newline), len(raw))
        text = piece.strip()
        start = at + len(piece) - len(piece.lstrip()) if text else at
        if at < stop:
            out.append(Line(start, start + len(text), at, stop, text))
        at = stop
    return out


def width(text: str) -> int:
    """Columns the text fills: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def ends_sentence(text: str) -> bool:
    """True when ``text`` ends on a mark that may end a paragraph."""
    return _TERMINAL.search(text) is not None


def wrap_width(texts: Sequence[str]) -> int | None:
    """The column at which a hard-wrapped text was broken, None if it was not.

    A wrapped text has many lines of nearly the same width that stop in the middle
    of a sentence; a paragraph a line has almost none.
    """
    long = [t for t in texts if width(t) >= 30]
    cut = [t for t in long if not ends_sentence(t) and line_label(t) is None]
    if len(long) < 5 or len(cut) * 2 < len(long):
        return None
    widths = sorted(width(t) for t in long)
    return widths[len(widths) // 2]


def goes_on(text: str, following: str, column: int) -> bool:
    """Whether ``following`` continues the paragraph of ``text`` in a text wrapped at ``column``."""
    short = width(text) < column * 0.85
    if line_label(text) is not None and short and not ends_sentence(text):
        return False
    if ends_sentence(text):
        return not short and not opens_heading(following)
    return True
