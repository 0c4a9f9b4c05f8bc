"""Blurbs that only repeat how the text begins, and titles that stand there as file names or twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.clean import front
from corpus.clean.lines import Found, Line, whole
from corpus.clean.titles import file_suffix, reads_like_title

LEAD = "重复的导语（标题、称呼与开头连成一行并被截断）"
TITLE_AGAIN = "重复的标题"
FILE_ENDING = "文件名或下载页的后缀"

_CUT_OFF = re.compile(r"(?:\.{2,}|…+|。{2,})\s*$")
_LABEL = re.compile(
    r"^[【\[]?(?:摘要|内容摘要|导读|导语|简介|内容简介|文档简介|内容提要|提示|描述|[Dd]escription"
    r"|资料简介|文章摘要)[】\]]?\s*[:：]\s*"
)
_CLAUSES = re.compile(r"[^。！？!?；;：:，,]+[。！？!?；;：:，,]*")
_SPACE = re.compile(r"\s+")
_MIN_LEAD = 30
"""A doubled lead is longer than any title; in characters."""
_MIN_TITLE = 8
_MOST_LEAD = 1500
_LONGEST_CLAUSE = 120
_WITHIN = 6000
"""Characters below in which the doubled words must stand."""
_FIRST = 12
"""Worded lines in which a blurb may stand."""


def doubled(lines: Sequence[Line]) -> Iterator[Found]:
    """Lines near the top whose words all come again, in order, in the text below."""
    worded = [i for i, line in enumerate(lines) if not line.blank]
    for place, i in enumerate(worded[:_FIRST]):
        if not _MIN_LEAD <= len(lines[i].text) <= _MOST_LEAD:
            continue
        text = _LABEL.sub("", lines[i].text)
        lead = _SPACE.sub("", _CUT_OFF.sub("", text))
        if len(lead) < _MIN_LEAD:
            continue
        if len(text) == len(lines[i].text) and not _CUT_OFF.search(text) and not _begins_below(lines, i):
            continue
        below = _SPACE.sub("", _head(lines, worded[place + 1 :]))
        if below.find(lead) >= 0 or _repeats(lead, below):
            yield from whole(lines, [i], LEAD)


def _begins_below(lines: Sequence[Line], i: int) -> bool:
    """Whether a speech begins below line ``i``; if not, a paragraph that comes again is no blurb."""
    below = front.find(lines[i + 1 :])
    return bool(below.title) or below.greeting is not None


def _head(lines: Sequence[Line], which: Sequence[int]) -> str:
    out: list[str] = []
    size = 0
    for i in which:
        out.append(lines[i].text)
        size += len(lines[i].text)
        if size > _WITHIN:
            break
    return "".join(out)[:_WITHIN]


def _repeats(lead: str, below: str) -> bool:
    """Whether nine tenths of ``lead`` come, clause by clause and in order, in ``below``."""
    at = found = 0
    for clause in _CLAUSES.findall(lead):
        here, size = _start_of(clause, below, at)
        if here >= 0:
            at = here + size
            found += size
    return found >= 0.9 * len(lead)


def _start_of(clause: str, below: str, at: int) -> tuple[int, int]:
    """Where the longest beginning of ``clause`` comes again after ``at``, and its length; -1 if too little does.

    The last clause may be cut off inside a word, and a title stands glued to a
    salutation that the blurb shortens.
    """
    here = below.find(clause, at)
    if here >= 0:
        return here, len(clause)
    for size in range(min(len(clause) - 1, _LONGEST_CLAUSE), 1, -1):
        if size < len(clause) - 1 and size < _MIN_TITLE:
            break
        here = below.find(clause[:size], at)
        if here >= 0:
            return here, size
    return -1, 0


def file_names(lines: Sequence[Line]) -> Iterator[Found]:
    """.docx, -文档下载, _百度文库 at the end of a title."""
    worded = [i for i, line in enumerate(lines) if not line.blank]
    for i in worded[:_FIRST]:
        text = lines[i].text
        end = file_suffix(text)
        if end < len(text) and reads_like_title(text[:end].strip()):
            yield Found(i, end, len(text), FILE_ENDING)


def titles(lines: Sequence[Line]) -> Iterator[Found]:
    """Lines above the body that come again further down as a title, and the title among the body's lines."""
    begins = front.find(lines)
    title = _shape("".join(lines[i].text for i in begins.title))
    if len(title) >= _MIN_TITLE:
        again = [i for i in range(begins.body, len(lines)) if _shape(lines[i].text[: file_suffix(lines[i].text)]) == title]
        yield from whole(lines, again, TITLE_AGAIN)
    shapes = {i: _shape(lines[i].text) for i in range(begins.body) if not lines[i].blank}
    tail = list(shapes.values())
    for place, (i, shape) in enumerate(shapes.items()):
        below = "".join(tail[place + 1 :])
        if len(shape) >= _MIN_TITLE and reads_like_title(lines[i].text) and shape in below:
            yield from whole(lines, [i], TITLE_AGAIN)


def _shape(text: str) -> str:
    return re.sub(r"[\s《》“”\"〈〉【】]", "", text)
