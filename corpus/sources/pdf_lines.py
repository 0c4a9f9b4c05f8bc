"""From the glyphs of PDF pages, by their positions, to lines of text.

A line is what stands on one baseline. Between Chinese characters there is a blank
only where the file has one or a gap is as wide as a column's; where a font is laid
out with loose spacing none is made up. Three things that a reader sees are written
into the text as evidence for finding the paragraphs: “\\f” where a page begins; “　　”
before a line that opens a paragraph, told by its indent or by the distance that the
file keeps between paragraphs; an empty line where two lines stand further apart than
that. Slanted and upended text (a watermark) stands on lines of its own at the end of
its page. Text set in columns is read straight across.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

INDENT = "　　"
_SAME_LINE = 0.4
"""Baselines nearer than this share of the type size are one line's."""
_SAME_SIZE = 1.6
"""Type that is larger by this factor is not part of the line it lies on."""
_APART = 1.3
"""A distance is clearly larger than another when it is this many times as large."""
_INDENT = (1.5, 2.6)
"""A first-line indent is two characters wide: between these many, in type sizes."""
_TITLE_SIZE = 1.15
"""Type larger than the body's by this factor is a title's, which may be centred."""


@dataclass(frozen=True)
class Glyph:
    """A character on a page: left and right edge, baseline (downward), type size, in points."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    upright: bool = True


@dataclass
class _Line:
    baseline: float
    size: float
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(g.x0 for g in self.glyphs if not g.text.isspace())

    @property
    def text(self) -> str:
        return _joined(sorted(self.glyphs, key=lambda g: g.x0))


def text_of(pages: Sequence[Sequence[Glyph]]) -> str:
    """The text of pages of glyphs, given in the file's own order; lines end with ``\\n``."""
    sizes = Counter(round(g.size * 2) / 2 for page in pages for g in page if g.upright and not g.text.isspace())
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    lines = [_lines(page) for page in pages]
    spacing = _spacing(lines, body)
    margins = _margins(lines, body)
    written = [_page(found, margin, spacing) + _aslant(page) for page, found, margin in zip(pages, lines, margins, strict=True)]
    return "\f".join("".join(line + "\n" for line in page) for page in written if page)


@dataclass(frozen=True)
class _Spacing:
    """What is usual in one file, in points: type size, distance of lines, distance of paragraphs."""

    body: float
    pitch: float
    paragraph: float
    """Equal to ``pitch`` where paragraphs are not set apart."""


def _page(lines: Sequence[_Line], margin: float, spacing: _Spacing) -> list[str]:
    out: list[str] = []
    for i, line in enumerate(lines):
        offset = (line.x0 - margin) / spacing.body
        opens = _INDENT[0] <= offset <= _INDENT[1] and line.size < _TITLE_SIZE * spacing.body
        if i:
            above = lines[i - 1]
            step = (line.baseline - above.baseline) / max(1.0, min(line.size, above.size) / spacing.body)
            if step > _APART * spacing.paragraph:
                out.append("")
            else:
                opens = opens or step > _APART * spacing.pitch
        out.append((INDENT if opens else "") + line.text)
    return out


def _lines(page: Iterable[Glyph]) -> list[_Line]:
    """The lines of upright glyphs from top to bottom."""
    found: list[_Line] = []
    for glyph in sorted((g for g in page if g.upright), key=lambda g: g.baseline):
        for line in reversed(found[-3:]):
            smaller, larger = sorted((line.size, glyph.size))
            if glyph.baseline - line.baseline <= _SAME_LINE * smaller and larger <= _SAME_SIZE * smaller:
                line.glyphs.append(glyph)
                break
        else:
            found.append(_Line(glyph.baseline, glyph.size, [glyph]))
    return [line for line in found if any(not g.text.isspace() for g in line.glyphs)]


def _joined(glyphs: Sequence[Glyph]) -> str:
    """The text of one line's glyphs, ordered from left to right."""
    out: list[str] = []
    blank = ""
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            blank += glyph.text
            continue
        if last is not None:
            # Bold type is sometimes made by printing a character twice, a hair apart.
            if glyph.text == last.text and glyph.x0 - last.x0 < 0.3 * (last.x1 - last.x0):
                continue
            out.append(_between(last, glyph, blank))
        out.append(glyph.text)
        last, blank = glyph, ""
    return "".join(out)


def _between(last: Glyph, glyph: Glyph, blank: str) -> str:
    """What stands between two neighbours of a line that have the characters ``blank`` between them."""
    gap = (glyph.x0 - last.x1) / min(last.size, glyph.size)
    wide = _wide(last.text[-1]) + _wide(glyph.text[0])
    if gap > 3:
        return "  "
    if blank and gap > 0.15:
        return blank
    return " " if gap > (0.2, 1.0, 3.0)[wide] else ""


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def _spacing(pages: Sequence[Sequence[_Line]], body: float) -> _Spacing:
    """Line pitch: the smallest distance that is at all common; paragraph distance: the next such.

    The first and last lines of a page do not count: they may be a running head and a page number.
    """
    inner = [lines[1:-1] if len(lines) > 4 else lines for lines in pages]
    steps = Counter(
        round((below.baseline - above.baseline) * 2) / 2
        for lines in inner
        for above, below in zip(lines, lines[1:], strict=False)
        if below.baseline - above.baseline >= body and max(above.size, below.size) < _TITLE_SIZE * body
    )
    pitch = _common(steps, at_least=0.1) or 2 * body
    larger = Counter({step: count for step, count in steps.items() if step > _APART * pitch})
    return _Spacing(body, pitch, _common(larger, at_least=0.3) or pitch)


def _common(steps: Counter[float], at_least: float) -> float | None:
    """The smallest of ``steps`` that makes up ``at_least`` such a share of them and is no single case."""
    return min((step for step, count in steps.items() if count >= max(2, at_least * steps.total())), default=None)


def _margins(pages: Sequence[Sequence[_Line]], body: float) -> list[float]:
    """The left edge of the text on each page."""
    edges = [min((line.x0 for line in lines if line.size > 0.8 * body), default=0.0) for lines in pages]
    usual = median(edges) if edges else 0.0
    # A page may hold nothing but indented lines; facing pages may have different margins.
    return [usual if _INDENT[0] <= (edge - usual) / body <= _INDENT[1] else edge for edge in edges]


def _aslant(page: Iterable[Glyph]) -> list[str]:
    """What is written aslant or upended, a run of neighbouring glyphs a line."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in page:
        if not glyph.upright:
            near = last is not None and not last.upright and abs(glyph.x0 - last.x0) + abs(glyph.baseline - last.baseline) < 3 * glyph.size
            if near:
                runs[-1].append(glyph)
            else:
                runs.append([glyph])
        last = glyph
    return [text for run in runs if (text := "".join(g.text for g in run).strip())]
