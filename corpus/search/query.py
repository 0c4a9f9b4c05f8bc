"""What a person asks for: literal words, or several with anything between them (要…巡察)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.errors import BadQuery

MAX_QUERY = 200
"""Longest query, in characters; a whole sentence fits."""
MAX_PARTS = 6
_BETWEEN = re.compile(r"(?:…|⋯|\.{3})+")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of every sentence of ``text``, end marks and closing quotes included."""
    return [found.span() for found in _SENTENCE.finditer(text)]


def checked(text: str) -> str:
    """``text`` without blanks around it; raises BadQuery when nobody could look for it."""
    words = text.strip()
    if not words:
        raise BadQuery("没有写要查的内容。请写一个字、一个词或一句话。")
    if len(words) > MAX_QUERY:
        raise BadQuery(f"要查的内容有 {len(words)} 个字，太长。请缩短到 {MAX_QUERY} 个字以内。")
    if any("\ud800" <= c <= "\udfff" for c in words):
        raise BadQuery("要查的内容里有无法识别的字符。请检查终端的编码，或重新输入。")
    return words


@dataclass(frozen=True)
class Query:
    """Words that must follow each other in one sentence; a single part is literal text."""

    text: str
    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read ``text``: literal, but for … (or ...) between two parts.

        Raises BadQuery, in Chinese, when it is empty, too long, or has too many parts.
        """
        words = checked(text)
        parts = tuple(part.strip() for part in _BETWEEN.split(words) if part.strip())
        if not parts:
            raise BadQuery("省略号前后没有字。请写成“要…巡察”这样的形式。")
        if len(parts) > MAX_PARTS:
            raise BadQuery(f"省略号隔开的内容有 {len(parts)} 段，太多。请减到 {MAX_PARTS} 段以内。")
        return cls(words, parts)

    @property
    def literal(self) -> bool:
        """Whether a hit is exactly the words and nothing between."""
        return len(self.parts) == 1

    def spans(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of every hit in ``text``.

        Literal words are found wherever they begin. With … a hit lies in one
        sentence and is as short as it can be from its left end; hits do not overlap.
        """
        if self.literal:
            return _occurrences(text, self.parts[0])
        found: list[tuple[int, int]] = []
        for start, end in sentences(text):
            at = start
            while (hit := self._next(text, at, end)) is not None:
                found.append(hit)
                at = hit[1]
        return found

    def _next(self, text: str, at: int, end: int) -> tuple[int, int] | None:
        first, *later = self.parts
        start = text.find(first, at, end)
        if start < 0:
            return None
        at = start + len(first)
        for i, part in enumerate(later):
            place = text.find(part, at, end)
            if place < 0:
                return None
            if i == 0:
                # 要 … 要开展巡察: the 要 that stands nearest is the one that is meant.
                start = text.rfind(first, start, place)
            at = place + len(part)
        return start, at


def _occurrences(text: str, words: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found
