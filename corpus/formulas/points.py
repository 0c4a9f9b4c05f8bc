"""Members that are the numbered points of a section: 围绕“四个落实” … 一要…。二要…。"""

from __future__ import annotations

import re

from corpus.formulas import lexicon, marks, trim
from corpus.formulas.mentions import Mention
from corpus.formulas.scope import Outline
from corpus.model import Section

_LETTERS = re.compile(r".*[0-9一二三四五六七八九十]字")
_POINTING = re.compile("聚焦|紧盯|围绕|对照|针对|紧扣|突出")
"""A verb that only points at a member (聚焦落实… of “四个落实”), unless it is the label's own word."""
_LETTER = re.compile(r"[“‘]([一-鿿])[”’]")


def from_points(outline: Outline, mention: Mention, count: int) -> list[tuple[int, tuple[int, int]]]:
    """Spans in the headings of the points that the label heads, or that its block leads up to."""
    n, label = mention.place.n, mention.label
    section = outline.section_at(n) if outline.in_heading(mention.place) else None
    points = outline.points_of(section) if section else outline.points_after(n)
    if len(points) != count:
        return []
    tied = len(label.head) >= 2 and all(label.head in point.heading.words for point in points)
    text = outline.speech.block(n).text
    announced = "。" not in text[mention.place.end :].rstrip(marks.SENTENCE_END + "：:")
    if not tied and (label.canonical in lexicon.KNOWN or not (section or announced)):
        return []
    return list(zip((point.first for point in points), _letters(outline, points, label.canonical) or _words(outline, points, label.head)))


def _words(outline: Outline, points: list[Section], head: str) -> list[tuple[int, int]]:
    words = [point.heading.words.rstrip("。；，") for point in points]
    opening, closing = trim.frame(words)
    pointing = _POINTING.match(words[0])
    if pointing and pointing[0] != head and all(word.startswith(pointing[0]) for word in words):
        opening = pointing.end()
    spans: list[tuple[int, int]] = []
    for point, item in zip(points, words):
        text = outline.speech.block(point.first).text
        start = len(point.heading.label)
        spans.append(trim.quotes(text, trim.edges(text, (start + opening, start + len(item) - closing))))
    return spans


def _letters(outline: Outline, points: list[Section], canonical: str) -> list[tuple[int, int]]:
    """For a label of single characters (“六字诀”): the one quoted in each heading."""
    if not _LETTERS.match(canonical):
        return []
    found = [_LETTER.search(outline.speech.block(p.first).text, 0, len(p.heading.text)) for p in points]
    return [hit.span(1) for hit in found if hit] if all(found) else []
