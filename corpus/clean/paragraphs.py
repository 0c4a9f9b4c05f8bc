"""Which lines belong to one paragraph: a line break may end it, or only wrap it.

A hard-wrapped text shows itself by many lines of nearly one width that stop in the
middle of a sentence. In such a text a line goes on unless it is short; a first-line
indent, a blank line or a heading speaks for a new paragraph. In any other text each
line is a paragraph, except where a page border or noise stood inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.clean.lines import Line, width
from corpus.headings import counter, counters, line_label

_TERMINAL = re.compile(r"[。！？!?：:…；;][”’）)》】]*$")
_GOES_ON = re.compile(r"[，,、]$")
_CANNOT_BEGIN = re.compile(r"[，。、；：！？”’）》】,;!?]")
_SENTENCE = re.compile(r"[。！？!?]")
_LEAST_COLUMN = 26
"""No text is wrapped narrower than this, in columns."""
_LEAST_LINES = 3
_LEAST_SHARE = 0.3
_ALIKE = 0.7
"""Share of the lines cut inside a sentence that must have about the same width."""
_SHORT = 0.85
"""A line that fills less of the width than this ends its paragraph."""
_LONG = 1.2
_MOST_LONG = 0.1
"""Share of the lines that may be longer than a wrapped text's width times ``_LONG``."""


def ends_sentence(text: str) -> bool:
    """True when ``text`` ends on a mark that may end a paragraph."""
    return _TERMINAL.search(text) is not None


@dataclass(frozen=True)
class Width:
    """The usual width of a wrapped text's full lines, in columns and in characters.

    A text is wrapped by the one or by the other; only a line that is short of both is short.
    """

    columns: int
    characters: int

    def is_short(self, line: Line) -> bool:
        """True when ``line`` would have had room for more."""
        return _columns(line) < self.columns * _SHORT and _characters(line) < self.characters * _SHORT


@dataclass(frozen=True)
class Wrapping:
    """How a text was wrapped, and what marks a new paragraph besides a short line."""

    width: Width
    indents: bool
    """Every paragraph has a first-line indent."""
    blanks: bool
    """Every paragraph has an empty line after it."""
    spaced: bool
    """Lines have empty lines between them everywhere, which says nothing."""


def wrapping(lines: Sequence[Line], which: Sequence[int]) -> Wrapping | None:
    """How the lines ``which`` were wrapped; None if they were not."""
    cut = [lines[i] for i in which if not ends_sentence(lines[i].text) and line_label(lines[i].text) is None]
    if len(cut) < _LEAST_LINES or len(cut) < _LEAST_SHARE * len(which):
        return None
    middle = len(cut) // 2
    usual = Width(sorted(map(_columns, cut))[middle], sorted(map(_characters, cut))[middle])
    alike = [line for line in cut if not usual.is_short(line) and _columns(line) <= usual.columns * _LONG]
    if usual.columns < _LEAST_COLUMN or len(alike) < _ALIKE * len(cut):
        return None
    if sum(_columns(lines[i]) > usual.columns * _LONG for i in which) > _MOST_LONG * len(which):
        return None
    pairs = list(zip(which, which[1:]))
    ends = [pair for pair in pairs if usual.is_short(lines[pair[0]]) and ends_sentence(lines[pair[0]].text)]
    wraps = [pair for pair in pairs if not ends_sentence(lines[pair[0]].text) and line_label(lines[pair[0]].text) is None]
    indented = [lines[j].indent >= 2 for _, j in ends], [lines[j].indent >= 2 for _, j in wraps]
    apart = [_gap(lines, *pair) == "blank" for pair in ends], [_gap(lines, *pair) == "blank" for pair in wraps]
    return Wrapping(usual, _tells(*indented), _tells(*apart), spaced=sum(apart[1]) * 2 > len(wraps))


def _tells(at_ends: Sequence[bool], inside: Sequence[bool]) -> bool:
    """Whether a mark tells paragraphs: it stands after each certain end, and hardly inside sentences."""
    return bool(at_ends and inside) and sum(at_ends) >= 0.8 * len(at_ends) and sum(inside) <= 0.2 * len(inside)


def _columns(line: Line) -> int:
    return line.indent + width(line.text)


def _characters(line: Line) -> int:
    return (line.indent + 1) // 2 + len(line.text)


def _gap(lines: Sequence[Line], i: int, j: int) -> str:
    """What stands between line ``i`` and line ``j``: nothing, noise (or a page border), or blank lines."""
    between = lines[i + 1 : j]
    if lines[j].opens_page or any(line.cleared or line.opens_page for line in between):
        return "noise"
    return "blank" if between else ""


def paragraphs(lines: Sequence[Line], which: Sequence[int]) -> list[list[int]]:
    """Group the lines ``which`` into the source's paragraphs."""
    wrapped = wrapping(lines, which)
    groups: list[list[int]] = []
    for place, i in enumerate(which):
        if not groups:
            groups.append([i])
            continue
        before = groups[-1][-1]
        gap = _gap(lines, before, i)
        if wrapped is None:
            joins = _torn(lines[before].text, lines[i].text, gap)
        else:
            joins = _wrapped(lines, groups[-1], i, gap, wrapped) and not _counts_on_lines(lines, which, place, wrapped)
        if joins:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _torn(text: str, following: str, gap: str) -> bool:
    """Whether a text of one paragraph a line was broken between these lines all the same."""
    if ends_sentence(text) or line_label(following) is not None or counter(following) is not None:
        return False
    if _GOES_ON.search(text) or _CANNOT_BEGIN.match(following):
        return gap != "blank" or _CANNOT_BEGIN.match(following) is not None
    own_heading = line_label(text) is not None and not _SENTENCE.search(text)
    return gap == "noise" and not own_heading and width(text) >= _LEAST_COLUMN


def _wrapped(lines: Sequence[Line], group: Sequence[int], i: int, gap: str, wrapped: Wrapping) -> bool:
    """Whether line ``i`` continues the paragraph of ``group`` in a wrapped text."""
    text = lines[group[-1]].text
    short = wrapped.width.is_short(lines[group[-1]])
    ended = ends_sentence(text)
    if wrapped.indents:
        if lines[i].indent >= 2:
            return False
    apart = gap == "blank" and not wrapped.spaced
    if ended:
        told = wrapped.indents or wrapped.blanks
        return not short and not apart and (told or line_label(lines[i].text) is None)
    if apart and short and not wrapped.indents:
        return False
    head = "".join(lines[j].text for j in group)
    own_heading = line_label(head) is not None and not _SENTENCE.search(head)
    return not (own_heading and (short or apart))


def _counts_on_lines(lines: Sequence[Line], which: Sequence[int], place: int, wrapped: Wrapping) -> bool:
    """Whether a full line that ends a sentence is followed by a 一是 / 二是 that opens its own paragraph.

    It does when the counters before or after it open lines as well; a lone one at
    the border of two full lines is an accident of wrapping.
    """
    i, before = which[place], which[place - 1]
    here = counter(lines[i].text)
    if here is None or wrapped.indents or wrapped.blanks or not ends_sentence(lines[before].text):
        return False
    near = which[max(0, place - 60) : place + 60]
    siblings = [
        at == 0
        for j in near
        if j != i
        for at, other in counters(lines[j].text)
        if other.verb == here.verb and abs(other.value - here.value) == 1
    ]
    return bool(siblings) and sum(siblings) * 2 > len(siblings)
