"""The members of a formula, only where the speech itself enumerates them.

The number of items must be the number the label states, and something besides the
number must tie them to it: an introduction (即, a colon, brackets), the label's own
word in each item, a place right before or after the label in parallel form, or the
numbered points of the section that the label heads, or a list of prohibitions by themselves. Otherwise the formula is named
and not expanded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.formulas import bans, inline, marks
from corpus.formulas.mentions import Mention
from corpus.formulas.model import Member, Place
from corpus.formulas.points import from_points
from corpus.formulas.scope import Outline

Found = list[tuple[int, tuple[int, int]]]


def members(outline: Outline, mention: Mention, places: Sequence[Place], candidate: bool = False) -> tuple[Member, ...]:
    """The members of ``mention``'s formula as this mention gives them, () when it gives none.

    Of a ``candidate``, of which it is not yet known that it is a label, only items that
    repeat its word are members.

    ``places`` are those of all mentions: an item that only names another formula is
    no member (增强“四个意识”、坚定“四个自信”).
    """
    for count in mention.label.parts:
        if count < 2:
            continue
        ways = _of_candidate(outline, mention, count) if candidate else _ways(outline, mention, count)
        for spans in ways:
            if spans and len(spans) == count and all(_is_item(*item, places) for item in spans):
                return tuple(Member(outline.speech.block(k).text[a:b], k, a, b) for k, (a, b) in spans)
    return ()


def _ways(outline: Outline, mention: Mention, count: int) -> Iterator[Found]:
    """What each way to enumerate gives, the most explicit way first."""
    n, label, place = mention.place.n, mention.label, mention.place
    text = outline.speech.block(n).text
    start = min(marks.sentence_around(text, place.start)[0], place.start)
    end = max(marks.sentence_around(text, place.end - 1)[1], place.end)
    yield bans.listed(outline, mention, count)
    for spans in inline.around(text, start, place.start, place.end, end, label, count):
        yield [(n, span) for span in spans]
    yield from_points(outline, mention, count)
    yield from _further_on(outline, mention, count)


def _of_candidate(outline: Outline, mention: Mention, count: int) -> Iterator[Found]:
    yield from _further_on(outline, mention, count)
    yield bans.listed(outline, mention, count)


def _further_on(outline: Outline, mention: Mention, count: int) -> Iterator[Found]:
    """Items with the label's word in one later sentence: of the block, or of the section that the label heads."""
    section = outline.section_at(mention.place.n) if outline.in_heading(mention.place) else None
    blocks = outline.blocks(section) if section else (outline.speech.block(mention.place.n),)
    for block in blocks:
        after = mention.place.end if block.n == mention.place.n else 0
        for start, end in marks.sentences(block.text):
            if end > after:
                spans = inline.repeated(block.text, max(start, after), end, mention.label, count, strict=True)
                yield [(block.n, span) for span in spans or ()]


def _is_item(n: int, span: tuple[int, int], places: Sequence[Place]) -> bool:
    """Whether the span says something of its own, besides naming a formula."""
    start, end = span
    named = sum(min(end, p.end) - max(start, p.start) for p in places if p.n == n and p.start < end and start < p.end)
    return end > start and (not named or end - start - named > 6)
