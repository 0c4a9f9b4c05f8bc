"""Lines of a raw text, and how parts of them are taken out without losing their place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from corpus.headings import line_label
from corpus.rebuild import Cut

_BREAK = re.compile(
    r"\r\n|[\n\r\v\x85\u2028\u2029]"
    # A page border opens a line of its own, wherever it stands.
    r"|(?<![\n\r\f])(?=\f)"
    # Paragraph marks that became letters end a line, and so do tags of a web page.
    r"|(?:(?<=[¶↵])|(?<=_x000D_)|(?<=<br>)|(?<=<br/>)|(?<=<br />)|(?<=</p>))(?=[^\n\r])"
    r"|(?<=[。！？；：”）][РР])(?=[一-鿿（“\d])"
)
# Where line breaks became blanks: a blank after a sentence's end, in a long line that has hardly any others.
_LOST_BREAK = re.compile(r"(?<=[。！？!?…：:”）])(?=[ \t\u3000\xa0]{1,20}[一-鿿（(“\d①-⑳])")
_OTHER_BLANK = re.compile(r"[一-鿿，、；,;][ \t\u3000\xa0]{1,20}(?=[一-鿿“])")
_HEADING_BEFORE_BLANK = re.compile(r"[^。！？!?]{4,80}(?=[ \t\u3000\xa0]{1,4}[一-鿿“])")
_LONG_LINE = 300
_LEAST_LOST = 2
EMPTY_LINE = "空行"
EDITOR = "编者删去"
"""Reason of what an editor, not the machine, takes out."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One line of the raw text; ``text`` is what is left of it, ``parts`` where that stands in the raw text."""

    begin: int
    """Where the line begins."""
    end: int
    """Where its line break begins."""
    stop: int
    """Where the next line begins."""
    text: str
    parts: tuple[Span, ...]
    opens_page: bool = False
    """A page border stands before its words."""
    indent: int = 0
    """Columns of blanks before its words."""
    cleared: str = ""
    """Why all its words were taken out; empty if they were not."""

    @property
    def blank(self) -> bool:
        return not self.text


@dataclass(frozen=True)
class Found:
    """Noise: the characters ``start`` to ``end`` of the text of line ``line``, and why they go."""

    line: int
    start: int
    end: int
    why: str


def whole(lines: Sequence[Line], which: Iterable[int], why: str) -> Iterator[Found]:
    """All words of the lines ``which``."""
    return (Found(i, 0, len(lines[i].text), why) for i in which)


def split(raw: str) -> list[Line]:
    """All lines of ``raw``; joined slices ``[begin:stop]`` give ``raw`` back."""
    out: list[Line] = []
    begin = 0
    for found in _BREAK.finditer(raw):
        if found.end() > begin:
            out += _lines(raw, begin, found.start(), found.end())
            begin = found.end()
    if begin < len(raw):
        out += _lines(raw, begin, len(raw), len(raw))
    return out


def _lines(raw: str, begin: int, end: int, stop: int) -> Iterator[Line]:
    """The line from ``begin`` to ``end``; several where its own line breaks became blanks."""
    borders = _lost_breaks(raw, begin, end) if end - begin >= _LONG_LINE else []
    for a, b in zip([begin, *borders], borders):
        yield _line(raw, a, b, b)
    yield _line(raw, borders[-1] if borders else begin, end, stop)


def _lost_breaks(raw: str, begin: int, end: int) -> list[int]:
    found = [match.start() for match in _LOST_BREAK.finditer(raw, begin, end)]
    if len(found) < _LEAST_LOST or len(_OTHER_BLANK.findall(raw, begin, end)) > len(found):
        return []
    headings = []
    for border in found:
        start = border + len(raw[border : border + 20]) - len(raw[border : border + 20].lstrip())
        heading = _HEADING_BEFORE_BLANK.match(raw, start, end)
        if heading is not None and line_label(raw[start : start + 8]) is not None:
            headings.append(heading.end())
    return sorted({*found, *headings})


def _line(raw: str, begin: int, end: int, stop: int) -> Line:
    piece = raw[begin:end]
    text = piece.strip()
    start = begin + len(piece) - len(piece.lstrip())
    parts = ((start, start + len(text)),) if text else ()
    return Line(begin, end, stop, text, parts, "\f" in raw[begin:start], width(raw[begin:start].rpartition("\f")[2]))


def take(raw: str, lines: Sequence[Line], found: Iterable[Found], keep: Sequence[Span] = ()) -> tuple[list[Line], list[Cut]]:
    """The lines without what was ``found``, and the cuts that take it out of ``raw``.

    Nothing inside ``keep`` (raw spans, in order) is taken.
    """
    by_line: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        by_line[one.line].append(one)
    out = list(lines)
    cuts: list[Cut] = []
    for i, here in by_line.items():
        gone = list(_without(_apart(_raw_cuts(lines[i], here)), keep))
        if gone:
            cuts += gone
            parts = tuple(_trimmed(raw, _minus(lines[i].parts, [(c.start, c.end) for c in gone])))
            text = "".join(raw[a:b] for a, b in parts)
            out[i] = replace(lines[i], text=text, parts=parts, cleared="" if text else max(gone, key=lambda c: c.end - c.start).why)
    return out, cuts


def _raw_cuts(line: Line, found: Sequence[Found]) -> Iterator[Cut]:
    """Where in the raw text the words ``found`` in the line stand; a find over a hole gives two cuts."""
    starts = list(accumulate((b - a for a, b in line.parts), initial=0))
    for one in found:
        by: Literal["machine", "editor"] = "editor" if one.why == EDITOR else "machine"
        at = bisect_right(starts, one.start) - 1
        while at < len(line.parts) and starts[at] < one.end:
            a, b = line.parts[at]
            start, end = max(a, a + one.start - starts[at]), min(b, a + one.end - starts[at])
            if start < end:
                yield Cut(start, end, one.why, by)
            at += 1


def _apart(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """The cuts, in order of their start, without their overlaps."""
    done = 0
    for cut in sorted(cuts, key=lambda c: (c.start, -c.end)):
        if cut.end > done:
            yield cut._replace(start=max(cut.start, done))
            done = cut.end


def _without(cuts: Iterable[Cut], keep: Sequence[Span]) -> Iterator[Cut]:
    """The cuts (in order) less what is to be kept (in order)."""
    at = 0
    for cut in cuts:
        while at < len(keep) and keep[at][1] <= cut.start:
            at += 1
        until = at
        while until < len(keep) and keep[until][0] < cut.end:
            until += 1
        for start, end in _minus([(cut.start, cut.end)], keep[at:until]):
            yield cut._replace(start=start, end=end)


def _minus(spans: Iterable[Span], gone: Sequence[Span]) -> Iterator[Span]:
    """What is left of ``spans`` without ``gone``; both in order."""
    at = 0
    for start, end in spans:
        while at < len(gone) and gone[at][1] <= start:
            at += 1
        until = at
        while until < len(gone) and gone[until][0] < end:
            if start < gone[until][0]:
                yield start, gone[until][0]
            start = max(start, gone[until][1])
            until += 1
        at = max(at, until - 1)
        if start < end:
            yield start, end


def _trimmed(raw: str, parts: Iterable[Span]) -> list[Span]:
    """``parts`` without blanks at the beginning and end of the line."""
    worded = list(parts)
    first, last = 0, len(worded)
    while first < last and not raw[slice(*worded[first])].strip():
        first += 1
    while last > first and not raw[slice(*worded[last - 1])].strip():
        last -= 1
    left = worded[first:last]
    if left:
        a, b = left[0]
        left[0] = (b - len(raw[a:b].lstrip()), b)
        a, b = left[-1]
        left[-1] = (a, a + len(raw[a:b].rstrip()))
    return left


def layout(raw: str, lines: Sequence[Line], noise: Sequence[Cut]) -> list[Cut]:
    """All cuts, in order: the ``noise``, and the blanks and line breaks around what stays.

    A line of which nothing stays goes as one piece, for its longest reason.
    """
    out: list[Cut] = []
    noise = sorted(noise)
    at = 0
    for line in lines:
        here: list[Cut] = []
        while at < len(noise) and noise[at].start < line.stop:
            here.append(noise[at])
            at += 1
        if not line.parts:
            longest = max(here, key=lambda c: c.end - c.start, default=Cut(0, 0, EMPTY_LINE))
            out.append(Cut(line.begin, line.stop, longest.why, longest.by))
            continue
        first, last = line.parts[0][0], line.parts[-1][1]
        solid = sorted([*((a, b, None) for a, b in line.parts), *((c.start, c.end, c) for c in here)], key=lambda s: s[:2])
        done = line.begin
        for start, end, cut in [*solid, (line.end, line.stop, None)]:
            if done < start:
                where = "行首空白" if done < first else "行末空白" if done >= last else "句中空白"
                out.append(Cut(done, start, where))
            if cut is not None:
                out.append(cut)
            done = max(done, end)
        if line.end < line.stop:
            out.append(Cut(line.end, line.stop, "换行"))
    return [cut for cut in _line_ends(raw, out)]


def _line_ends(raw: str, cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Blanks at a line's end go together with its break, as one piece."""
    before: Cut | None = None
    for cut in cuts:
        if before is not None and before.why == "行末空白" and cut.why == "换行" and before.end == cut.start:
            before = before._replace(end=cut.end)
            continue
        if before is not None:
            yield before
        before = cut
    if before is not None:
        yield before


def width(text: str) -> int:
    """Columns the text fills: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
