"""Page furniture: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from corpus.clean.lines import Found, Line, whole
from corpus.clean.titles import reads_like_title
from corpus.headings import opens_heading

PAGE_NUMBER = "页码"
RUNNING_HEAD = "页眉或页脚"
REPEATED = "反复出现的水印"

_DASH = "[-—－–‐―─·•~]"
_MARKED_NUMBER = re.compile(
    rf"{_DASH}+\s*\d{{1,4}}\s*{_DASH}+"
    r"|[（(【\[]?第\s*[\d一二三四五六七八九十]{1,4}\s*[页頁][）)】\]]?(?:\s*[/／,，、]?\s*[（(]?[共总]\s*[计]?\s*\d{1,4}\s*[页頁][）)]?)?"
    r"|[共总]\s*\d{1,4}\s*[页頁]\s*[/／,，、]?\s*第\s*\d{1,4}\s*[页頁]"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|(?:[Pp]age|PAGE|[Pp]\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[〈《<＜]\s*\d{1,4}\s*[〉》>＞]",
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_NUMBER_IN_LINE = re.compile(
    r"(?<![\d-])[—－─]{1,2}\s{0,4}\d{1,3}\s{0,4}[—－─]{1,2}(?!\d)"
    r"|(?<![\d第])第\s?\d{1,3}\s?页\s?[/，,、]?\s?共\s?\d{1,3}\s?页"
)
_SENTENCE_MARK = re.compile(r"[。！？!?；;：:，,]|、$")
# Words of a sentence: a line with one of them is a piece of the text that comes again by chance.
_SAID = re.compile(r"[的了要是和为在把将]|必须|应当")
_WORDS = re.compile(r"[一-鿿A-Za-z]")
_MOST_HEAD = 45
_LEAST_WATERMARK = 3
_MOST_WATERMARKS = 20


def numbers(lines: Sequence[Line]) -> Iterator[Found]:
    """Page numbers on a line of their own or left inside one."""
    bare = [i for i, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.text)]
    pages = {i for i, line in enumerate(lines) if _MARKED_NUMBER.fullmatch(line.text)}
    pages |= {i for place, i in enumerate(bare) if _is_page(lines, i) or _counts_on(lines, bare, place)}
    yield from whole(lines, pages, PAGE_NUMBER)
    for i, line in enumerate(lines):
        if i not in pages:
            yield from (Found(i, m.start(), m.end(), PAGE_NUMBER) for m in _NUMBER_IN_LINE.finditer(line.text))


def _is_page(lines: Sequence[Line], i: int) -> bool:
    """A bare number between blank lines or at a page border."""
    above = i == 0 or lines[i - 1].blank or lines[i].opens_page
    below = i + 1 == len(lines) or lines[i + 1].blank or lines[i + 1].opens_page
    return (above and below) or lines[i].opens_page or (i + 1 < len(lines) and lines[i + 1].opens_page)


def _counts_on(lines: Sequence[Line], bare: Sequence[int], place: int) -> bool:
    """A bare number that goes on from the one before or to the one after."""
    value = int(lines[bare[place]].text)
    near = [bare[p] for p in (place - 1, place + 1) if 0 <= p < len(bare)]
    return any(abs(int(lines[j].text) - value) == 1 and abs(j - bare[place]) > 2 for j in near)


def running_heads(lines: Sequence[Line]) -> Iterator[Found]:
    """Lines that come back at page borders, and lines that come back anywhere three times."""
    at_border: dict[str, list[int]] = defaultdict(list)
    for i in _beside_borders(lines):
        if _may_repeat(lines[i].text):
            at_border[_shape(lines[i].text)].append(i)
    everywhere: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if _may_repeat(line.text):
            everywhere[_shape(line.text)].append(i)
    body = _body_begins(lines)
    yield from _lone_heads(lines, [i for places in at_border.values() for i in places], body)
    for shape, places in everywhere.items():
        text = lines[places[0]].text
        heads = at_border.get(shape, [])
        if heads and len(places) > 1 and (reads_like_title(text) or not _SAID.search(text)):
            # Its first place may be the title itself.
            later = {i for i in heads if i > places[0] or i > body}
            yield from whole(lines, later, RUNNING_HEAD)
            places = [i for i in places if i not in later]
        if len(places) >= _LEAST_WATERMARK and len({lines[i].text for i in places}) == 1 and not _SAID.search(lines[places[0]].text):
            mark = lines[places[0]].text
            yield from whole(lines, [i for i in places if i > body or not reads_like_title(mark)], REPEATED)
            yield from _inside(lines, mark)


def _inside(lines: Sequence[Line], mark: str) -> Iterator[Found]:
    """The watermark ``mark`` inside other lines."""
    for i, line in enumerate(lines):
        if mark in line.text and mark != line.text and not reads_like_title(mark):
            yield from (Found(i, m.start(), m.end(), REPEATED) for m in re.finditer(re.escape(mark), line.text))


def _lone_heads(lines: Sequence[Line], heads: Iterable[int], body: int) -> Iterator[Found]:
    """A line that reads like a title, alone beside a page border far below the title."""
    for i in heads:
        alone = lines[i - 1].blank and (i + 1 == len(lines) or lines[i + 1].blank)
        if i > body and alone and reads_like_title(lines[i].text):
            yield from whole(lines, [i], RUNNING_HEAD)


def _beside_borders(lines: Sequence[Line]) -> Iterator[int]:
    """Lines next to a page border or to a page number that was taken out."""
    worded = [i for i, line in enumerate(lines) if not line.blank]
    for place, i in enumerate(worded):
        before = worded[place - 1] if place else -1
        after = worded[place + 1] if place + 1 < len(worded) else len(lines)
        if _border(lines, before, i) or _border(lines, i, after):
            yield i


def _border(lines: Sequence[Line], above: int, below: int) -> bool:
    if above < 0 or below >= len(lines):
        return False
    return any(lines[j].opens_page for j in range(above + 1, below + 1)) or any(lines[j].cleared for j in range(above + 1, below))


def _may_repeat(text: str) -> bool:
    few = len(text) <= _MOST_HEAD and len(_WORDS.findall(text)) >= _LEAST_WATERMARK
    return few and not _SENTENCE_MARK.search(text) and not opens_heading(text)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text)).strip("-—－–·|#")


def _body_begins(lines: Sequence[Line]) -> int:
    """The first line with the end of a sentence."""
    return next((i for i, line in enumerate(lines) if "。" in line.text), 0)


def watermarks(lines: Sequence[Line]) -> Iterator[Found]:
    """Words set apart by blanks inside sentences that come back three times and never stand otherwise."""
    places: dict[str, list[Found]] = defaultdict(list)
    for i, line in enumerate(lines):
        if not re.search(r"\s", line.text):
            continue
        for match in re.finditer(r"(?<!\S)\S{3,20}(?!\S)", line.text):
            word = match[0]
            if _WORDS.search(word) and not _SENTENCE_MARK.search(word) and not opens_heading(word):
                places[word].append(Found(i, match.start(), match.end(), REPEATED))
    often = [word for word, n in Counter({w: len(f) for w, f in places.items()}).most_common(_MOST_WATERMARKS) if n >= _LEAST_WATERMARK]
    if not often:
        return
    everything = "\n".join(line.text for line in lines)
    alone = Counter(line.text for line in lines)
    for word in often:
        found = places[word]
        inside = [f for f in found if lines[f.line].text != word]
        if inside and everything.count(word) == len(inside) + alone[word]:
            yield from found
