"""Concordance: every place where words stand, with what is left and right of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus.errors import BadQuery
from corpus.model import Citation, Speech
from corpus.search import grams
from corpus.search.index import Index, Paragraph, index_of
from corpus.search.query import Query
from corpus.search.refresh import current

Order = Literal["place", "left", "right"]
ORDERS: tuple[Order, ...] = ("place", "left", "right")
MOST = 500
"""Paragraphs looked at unless told otherwise; the five speeches have far fewer."""
MAX_WIDTH = 200
_SORTED_BY = 60
"""Characters of context that decide the order of two lines."""


@dataclass(frozen=True)
class Line:
    """One hit in its context; ``left`` + ``hit`` + ``right`` is a stretch of the paragraph."""

    citation: Citation
    short: str
    """Short name of the speech."""
    start: int
    end: int
    """The hit's offsets in the paragraph's text, in characters."""
    left: str
    hit: str
    right: str


@dataclass(frozen=True)
class Concordance:
    """A page of lines, and how much there is in all."""

    query: Query
    lines: tuple[Line, ...]
    """The page that was asked for."""
    hits: int
    """Hits in the paragraphs that were looked at: all hits when ``complete``."""
    paragraphs: int
    speeches: int
    """Paragraphs and speeches with a hit. Exact for literal words; for words with …
    between them exact when ``complete``, otherwise those that hold all the parts."""
    looked_at: int
    """Paragraphs the lines come from."""
    complete: bool
    """False when there were too many to look at: in the order of places the lines are
    then the first ones, sorted by context they are taken evenly from the whole corpus."""


def concordance(
    query: str,
    speeches: Index | Iterable[Speech] | None = None,
    *,
    within: str | None = None,
    order: Order = "place",
    left: int = 20,
    right: int = 20,
    offset: int = 0,
    limit: int = 50,
    most: int = MOST,
) -> Concordance:
    """Lines ``offset`` to ``offset`` + ``limit`` of the hits of ``query``.

    ``query`` is literal; … between two parts stands for anything within the
    sentence. ``speeches`` is the whole corpus when None; ``within`` the slug of the
    only speech to look in; ``left`` and ``right`` the widths of the context in
    characters. ``order``: by place in the corpus, by the characters left of the hit
    read from right to left, or by those right of it, each by code point. No more than
    ``most`` paragraphs are looked at. Raises BadQuery or UnknownSpeech, in Chinese.
    """
    asked = Query.parse(query)
    if order not in ORDERS:
        raise BadQuery(f"排序方式“{order}”不存在。请用 place（出处）、left（左文）或 right（右文）。")
    left, right = (min(max(width, 0), MAX_WIDTH) for width in (left, right))
    offset, limit = max(offset, 0), max(limit, 0)
    index = current() if speeches is None else index_of(speeches)
    expression = grams.every(asked.parts)
    paragraphs, holding = index.count(expression, within)
    complete = paragraphs <= most
    every = 1 if complete or order == "place" else -(-paragraphs // most)
    looked_at = index.matches(expression, most, within, every)
    found = [(p, span) for p in looked_at for span in asked.spans(p.text)]
    if complete and not asked.literal:
        paragraphs = len({p.citation for p, _ in found})
        holding = len({p.card.slug for p, _ in found})
    if order == "left":
        found.sort(key=lambda hit: _before(hit[0].text, hit[1][0])[::-1])
    elif order == "right":
        found.sort(key=lambda hit: hit[0].text[hit[1][1] : hit[1][1] + _SORTED_BY])
    lines = tuple(_line(p, start, end, left, right) for p, (start, end) in found[offset : offset + limit])
    return Concordance(asked, lines, len(found), paragraphs, holding, len(looked_at), complete)


def _before(text: str, start: int) -> str:
    return text[max(0, start - _SORTED_BY) : start]


def _line(paragraph: Paragraph, start: int, end: int, left: int, right: int) -> Line:
    text = paragraph.text
    before, after = text[max(0, start - left) : start], text[end : end + right]
    return Line(paragraph.citation, paragraph.card.short, start, end, before, text[start:end], after)
