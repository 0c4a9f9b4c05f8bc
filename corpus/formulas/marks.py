"""Punctuation: what is quoted, where sentences end, how a list is divided."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = "“‘「『（(《〈【["
CLOSING = "”’」』）)》〉】]"
QUOTES = "“”‘’「」『』\"＂"
COMMAS = "，,"
SENTENCE_END = "。！？!?"
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]*[”’」』）)]*")
_QUOTED = re.compile("|".join(rf"{a}([^{a}{b}。！？]{{2,60}}){b}" for a, b in ("“”", "‘’", "「」", "『』")))
_STRAIGHT = re.compile("[\"＂]")
_STOP = re.compile("[。！？]")
MAX_QUOTED = 60
"""Longest quotation that may hold a label or a list, in characters."""


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the words inside each pair of quotation marks, nested ones too."""
    at = 0
    while found := _QUOTED.search(text, at):
        yield found.span(found.lastindex or 0)
        # Step into the quotation: “牢记‘三个务必’” quotes a label inside a quotation.
        at = found.start() + 1 if found.lastindex == 1 else found.end()
    # Straight marks open and close alike: only their order tells which does what.
    straight = [hit.start() for hit in _STRAIGHT.finditer(text)]
    for opening, closing in zip(straight[::2], straight[1::2]):
        if 2 <= closing - opening - 1 <= MAX_QUOTED and not _STOP.search(text, opening, closing):
            yield opening + 1, closing


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, its closing marks included."""
    for found in _SENTENCE.finditer(text):
        if found.end() > found.start():
            yield found.span()


REACH = 1200
"""How far a sentence is followed to either side, in characters; the longest of the five has 358."""


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """(start, end) of the sentence that holds offset ``at``, cut where it runs on beyond ``REACH``."""
    low, high = max(0, at - REACH), min(len(text), at + REACH)
    start = max(text.rfind(mark, low, at) for mark in SENTENCE_END) + 1
    ends = [found for mark in SENTENCE_END if (found := text.find(mark, at, high)) >= 0]
    return max(start, low), min(ends) + 1 if ends else high


def split(text: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """Cut ``text[start:end]`` at ``marks`` that stand outside quotes and brackets.

    The marks themselves are in no part; an empty part is kept, so that a doubled
    mark is seen.
    """
    parts: list[tuple[int, int]] = []
    depth, begin = 0, start
    for i in range(start, end):
        char = text[i]
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif char in marks and not depth:
            parts.append((begin, i))
            begin = i + 1
    parts.append((begin, end))
    return parts
