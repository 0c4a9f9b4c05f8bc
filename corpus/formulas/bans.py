"""Members of a label that forbids: “六不准”：一不准…；二不准…, 1. 不准…, 不准…，不准…, each on a line of its own or not.

What is told here from a label is the item: a count (一, 第一，, （一）, 1.), or none,
and right after it the word that forbids. Only a list of exactly as many items as the label
states is one; ten announced and three given are not its members.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.formulas import marks, trim
from corpus.formulas.labels import Label
from corpus.formulas.mentions import Mention
from corpus.formulas.numerals import value
from corpus.formulas.scope import Outline

_CUES = "不准|不得|不许|不能|不可|不要|严禁|禁止"
_N = "[一二三四五六七八九十]{1,3}"
_COUNT = (
    rf"(?:第?(?P<n>{_N})(?:条|是要|是|要|则)?[，,、：:.．]?|[（(](?P<bracketed>{_N}|[0-9]{{1,2}})[）)][，,、]?"
    r"|(?P<digits>[0-9]{1,2})[.．、，,]|(?P<circled>[①-⑳]))"
)
_SENTENCE_AND_NEXT = re.compile("[。！？][^。！？]*[。！？]")
"""How far after the label its first item may stand (“十不准”已经印发。我再念一遍：…)."""
_SUMS_UP = re.compile(r"(?:以上|上述|上面|前述|这|这些)[“‘]?$")
MAX_ITEM = 120
"""Longest item, in characters."""


@dataclass(frozen=True)
class _Item:
    n: int
    count: int | None
    """Its number, None if it bears none."""
    marker: int
    """Where the number stands, or the item itself."""
    start: int
    """Where the word that forbids stands."""


def listed(outline: Outline, mention: Mention, count: int) -> list[tuple[int, tuple[int, int]]]:
    """(block, span) of each of the ``count`` items that follow the label; [] if so many do not follow."""
    pattern = _pattern(mention.label)
    if pattern is None:
        return []
    return _chain(outline, _items(outline, mention, pattern, count), count) or _chain(outline, _items_before(outline, mention, pattern, count), count)


def _chain(outline: Outline, items: Iterable[_Item], count: int) -> list[tuple[int, tuple[int, int]]]:
    """The spans of ``items``, when they are ``count`` and numbered from one or not at all."""
    found: list[_Item] = []
    for item in items:
        if found and item.count != (None if found[0].count is None else len(found) + 1):
            # 一不准泄密，不准串供: what bears no number inside a numbered list belongs to its item.
            if item.count is None:
                continue
            break
        if not found and item.count not in (None, 1):
            return []
        found.append(item)
        if len(found) > count:
            return []
    if len(found) != count:
        return []
    spans = [_span(outline, item, following, found) for item, following in zip(found, [*found[1:], None])]
    return [(item.n, span) for item, span in zip(found, spans) if span] if all(spans) else []


def _pattern(label: Label) -> re.Pattern[str] | None:
    """An item of ``label`` at the beginning of a clause; None for a label that forbids nothing."""
    word = re.match(rf"{_CUES}|不$|禁", label.head)
    if label.polarity != "prohibition" or not word:
        return None
    cue = _CUES if word[0] == "禁" else word[0]
    if cue == "不":
        cue = r"(?:[对在向给与][^，。；、]{2,24}?)?不(?![仅但断])"
    return re.compile(rf"(?:^|(?<=[。；;：:，,、“即])|(?<=做到|坚持|就是|包括))[ 　]*{_COUNT}?[ 　]*(?P<cue>(?:也|更|并|坚决|绝)?(?:{cue}))")


def _items(outline: Outline, mention: Mention, pattern: re.Pattern[str], count: int) -> Iterator[_Item]:
    """The items from the label on: in its block, or anywhere below its heading; then in each block that begins with one."""
    n, text = mention.place.n, outline.speech.block(mention.place.n).text
    far = _SENTENCE_AND_NEXT.search(text, mention.place.end)
    below = outline.section_at(n) if outline.in_heading(mention.place) else None
    begun = False
    for block in outline.speech.blocks[n - 1 :]:
        at = mention.place.end if block.n == n else 0
        hits = list(pattern.finditer(block.text, at, at + (count + 2) * MAX_ITEM))
        if below and not begun:
            if block.n > below.last:
                return
        elif block.n == n:
            if hits and far and hits[0].start() >= far.end():
                return
        elif not hits or hits[0].start() > 0:
            return
        begun = begun or bool(hits)
        yield from _made(block.n, hits)


def _made(n: int, hits: Iterable[re.Match[str]]) -> Iterator[_Item]:
    return (_Item(n, _number(hit), hit.start(), hit.start("cue")) for hit in hits)


def _items_before(outline: Outline, mention: Mention, pattern: re.Pattern[str], count: int) -> list[_Item]:
    """The items that 以上“十不准” sums up: in its block, or in the blocks right before that begin with one."""
    n, text = mention.place.n, outline.speech.block(mention.place.n).text
    if not _SUMS_UP.search(text, max(0, mention.place.start - 8), mention.place.start):
        return []
    found = list(_made(n, pattern.finditer(text, max(0, mention.place.start - (count + 2) * MAX_ITEM), mention.place.start)))
    for block in reversed(outline.speech.blocks[: n - 1] if not found else ()):
        hits = list(pattern.finditer(block.text, 0, MAX_ITEM))
        if not hits or hits[0].start() > 0:
            break
        found = [*_made(block.n, hits), *found]
    return found


def _number(hit: re.Match[str]) -> int | None:
    written = hit["n"] or hit["bracketed"] or hit["digits"] or hit["circled"]
    return value(unicodedata.normalize("NFKC", written)) if written else None


def _span(outline: Outline, item: _Item, following: _Item | None, found: list[_Item]) -> tuple[int, int] | None:
    """From the word that forbids to the next item, or to the end of the sentence; None where other words part the items."""
    text = outline.speech.block(item.n).text
    beside = following is not None and following.n == item.n
    stops = marks.SENTENCE_END + "；;"
    if not item.count:
        # Items without numbers are a list only where one mark parts them, and nothing else does.
        same = next((b for a, b in zip(found, found[1:]) if a.n == b.n == item.n), None)
        stops += "，,、" if same and text[same.marker - 1] in "，,、" else ""
    end = marks.split(text, item.start, min(len(text), item.start + MAX_ITEM + 1), stops)[0][1]
    if beside and item.count:
        end = following.marker
    elif beside and end + 1 != following.marker:
        return None
    span = trim.quotes(text, trim.edges(text, (item.start, end)))
    return span if span[1] - span[0] <= MAX_ITEM else None
