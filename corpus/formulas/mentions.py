"""Where a speech names formulas, in quotation marks or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.formulas import lexicon, marks
from corpus.formulas.labels import Label, read
from corpus.formulas.model import Place
from corpus.model import Block, Speech

_KNOWN = re.compile(
    r"(?<![第一二三四五六七八九十百两几0-9])(?:"
    + "|".join(sorted(map(re.escape, lexicon.KNOWN), key=lambda name: -len(name)))
    + r"|[二三四五六七八九十]{1,2}不(?:准|原则)|[三五七]人小组|[三四五六七]位一体|[前后上下]半篇文章)"
)
_COUNTED_BAN = re.compile(r"(?:^|(?<=[。；;：:，,、“ 　]))[一二三四五六七八九十]{1,2}不准(?!规定|要求|纪律|禁令|原则|铁律|制度|等|的|是|和|与|及)[一-鿿]")
"""二不准泄露秘密: an item of a list with its count, and no label."""
_AGAINST_GRAFT = re.compile(r"[”’]?(?:一体|机制|体制|腐|有效)")
_JOINED = re.compile(r"[、，,和与及]")
_TAIL = "原则"
_CANDIDATE = re.compile(
    r"(?<![第一二三四五六七八九十百两几各这每0-9])"
    r"(?:(?:[两三四五六七八九十]|1?[0-9])个(?:[一-鿿]{2}|不(?![一-鿿]))|[三四五六七八九十]不(?=要求|规定|纪律|[：:，,]))"
)


@dataclass(frozen=True)
class Mention:
    """One mention of a formula: the label read, and the place with its quotation marks."""

    label: Label
    place: Place


def mentions(speech: Speech) -> list[Mention]:
    """Every mention in reading order; none lies inside another."""
    found = [m for block in speech.blocks for m in _in_block(block)]
    labels = {m.label.canonical: m.label for m in found if len(m.label.canonical) > 2}
    # What one sentence quotes another may use bare.
    bare = re.compile("|".join(sorted(map(re.escape, labels), key=lambda name: -len(name)))) if labels else None
    if bare:
        taken = {(m.place.n, i) for m in found for i in range(m.place.start, m.place.end)}
        for block in speech.blocks:
            for hit in bare.finditer(block.text):
                before = block.text[max(0, hit.start() - 1) : hit.start()]
                if _COUNTED_BAN.match(block.text, hit.start()):
                    continue
                if (block.n, hit.start()) not in taken and before not in tuple("第一二三四五六七八九十几"):
                    found.append(Mention(labels[hit[0]], Place(block.n, hit.start(), hit.end())))
    return sorted(found, key=lambda m: m.place)


def candidates(speech: Speech, known: list[Mention]) -> list[Mention]:
    """Unquoted words of a label's form (做到三个坚持：…); only members that repeat their word make them labels."""
    found: list[Mention] = []
    for block in speech.blocks:
        taken = [(m.place.start, m.place.end) for m in known if m.place.n == block.n]
        for hit in _CANDIDATE.finditer(block.text):
            label = read(hit[0], quoted=True)
            if label and not any(a < hit.end() and hit.start() < b for a, b in taken):
                found.append(Mention(label, Place(block.n, hit.start(), hit.end())))
    return found


def _in_block(block: Block) -> Iterator[Mention]:
    text = block.text
    taken: set[int] = set()
    for start, end in marks.quoted(text):
        for label, a, b in _inside(text, start, end):
            if label.canonical + _TAIL == text[a:b] or text.startswith(_TAIL, end + 1) and "不" in label.canonical:
                b = b if text[a:b].endswith(_TAIL) else end + 1 + len(_TAIL)
                place = Place(block.n, start - 1 if a == start else a, max(b, end + 1))
            else:
                place = Place(block.n, start - 1, end + 1) if (a, b) == (start, end) else Place(block.n, a, b)
            if label.head == "不" and _AGAINST_GRAFT.match(text, b):
                # “三不”一体推进 is 不敢腐、不能腐、不想腐, and no rule of conduct.
                label = replace(label, polarity="positive")
            if not taken.intersection(range(place.start, place.end)):
                taken.update(range(place.start, place.end))
                yield Mention(label, place)
    for hit in _KNOWN.finditer(text):
        label = None if _COUNTED_BAN.match(text, hit.start()) else read(hit[0], quoted=False)
        if label and not taken.intersection(range(hit.start(), hit.end())):
            yield Mention(label, Place(block.n, hit.start(), hit.end()))


def _inside(text: str, start: int, end: int) -> Iterator[tuple[Label, int, int]]:
    """Labels that the quoted words ``text[start:end]`` are: one, or several joined (五严禁、十不准)."""
    whole = read(text[start:end], quoted=True)
    if whole:
        yield whole, start, end
        return
    if not _JOINED.search(text, start, end):
        return
    parts: list[tuple[Label, int, int]] = []
    at = start
    for hit in [*_JOINED.finditer(text, start, end), None]:
        stop = hit.start() if hit else end
        label = read(text[at:stop], quoted=True)
        if label is None:
            return
        parts.append((label, at, stop))
        at = hit.end() if hit else end
    yield from parts
