"""Item text as Markdown: shown letter for letter, except for a marked negation.

Masks in the speeches (`**镇`) must stay visible, so everything that Markdown would
take for its own is escaped. One thing is kept: `**不属于**` and its like, by which an
author makes a negative question noticeable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_NEGATIVE = (
    "不属于|不包括|不包含|不正确|不准确|不恰当|不妥当|不妥|不符合|不合|不应当|不应该|不应|不适当|不适合|不当|不对|不是"
    "|不能|不得|不可|不需要|不需|不必|没有|错误|有误|有错"
)
_TAIL = "(?:的(?:是|有|一项|一组)?)?"
MARKED_NEGATION = re.compile(rf"(?<!\*)\*\*((?:{_NEGATIVE}){_TAIL})\*\*(?!\*)")
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$&]")
_BACKSLASH = "&#92;"  # written out, since Jupyter takes an escaped backslash and a bracket for mathematics
_LINE_START = re.compile(r"^([ \t]*)(?:(\d+)(?=[.)])|(?=[#+=-]))", re.MULTILINE)


def spans(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a negation to be emphasised."""
    at = 0
    for mark in MARKED_NEGATION.finditer(text):
        if mark.start() > at:
            yield text[at : mark.start()], False
        yield mark[1], True
        at = mark.end()
    if at < len(text):
        yield text[at:], False


def markdown(text: str) -> str:
    """The text as Markdown that renders as the text itself."""
    return "".join(f"**{piece}**" if emphasised else _escape(piece) for piece, emphasised in spans(text.strip()))


def html(text: str) -> str:
    """The text as an HTML fragment."""
    return "".join(f"<strong>{escape(piece)}</strong>" if emphasised else escape(piece) for piece, emphasised in spans(text.strip()))


def plain(text: str) -> str:
    """The text without the marks of emphasis."""
    return "".join(piece for piece, _ in spans(text))


def _escape(text: str) -> str:
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    text = _SPECIAL.sub(lambda m: _BACKSLASH if m[0] == "\\" else f"\\{m[0]}", text)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2] or ''}\\", text)
