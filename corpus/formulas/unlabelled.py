"""Lists that no label sums up: quoted members of a formula, parallel groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formulas import lexicon, marks, trim
from corpus.formulas.model import Formula, Group, Member, Place
from corpus.formulas.numerals import written
from corpus.model import Block, Speech

Span = tuple[int, int]
_LIST_MARKS = "、，,；;"
MAX_COUNT = 20
"""Most items that a label without words is made for."""
MAX_ITEM = 20
"""Longest item of a parallel group, in characters."""


def shared(items: list[str]) -> str:
    """The words all items begin with or all end in, whichever is longer."""
    head = tail = ""
    for chars in zip(*items):
        if len(set(chars)) > 1:
            break
        head += chars[0]
    for chars in zip(*(reversed(item) for item in items)):
        if len(set(chars)) > 1:
            break
        tail = chars[0] + tail
    return head if len(head) > len(tail) else tail


def quoted_lists(speech: Speech) -> list[Formula]:
    """Formulas without their label: “信念过硬、政治过硬、责任过硬” makes 三个过硬.

    At least three items in one pair of quotation marks, which share two or more
    characters at their beginning or end.
    """
    found: list[Formula] = []
    for block in speech.blocks:
        for start, end in marks.quoted(block.text):
            spans = marks.split(block.text, start, end, _LIST_MARKS)
            items = [block.text[a:b] for a, b in spans]
            common = shared(items) if 3 <= len(items) <= MAX_COUNT else ""
            if not 2 <= len(common) < min(map(len, items)) or max(map(len, items)) > MAX_ITEM:
                continue
            members = tuple(Member(block.text[a:b], block.n, a, b) for a, b in spans)
            canonical = f"{written(len(items))}个{common}"
            place = Place(block.n, start, end)
            found.append(Formula(canonical, block.text[start:end], len(items), "positive", True, (place,), members))
    return found


def known_lists(speech: Speech) -> list[Formula]:
    """Formulas without their label, unquoted: 政治过硬、本领过硬、作风过硬、纪律过硬 makes 四个过硬.

    Only where number and shared words make a label that the field knows: a list
    alone (坚决服从、坚决落实、坚决配合) is no formula.
    """
    found: list[Formula] = []
    for block in speech.blocks:
        for start, end in marks.sentences(block.text):
            for clause in marks.split(block.text, start, end, "，,；;：:"):
                spans = marks.split(block.text, *clause, "、")
                if not 3 <= len(spans) <= MAX_COUNT:
                    continue
                items = [block.text[a:b] for a, b in spans]
                common = shared(items[1:-1]) if len(items) > 3 else items[1][-2:]
                common = common if len(common) < len(items[1]) else common[-2:]
                canonical = f"{written(len(items))}个{common[-2:]}"
                if canonical not in lexicon.KNOWN or not all(common[-2:] in item for item in items):
                    continue
                spans[-1] = (spans[-1][0], spans[-1][0] + items[-1].index(common[-2:]) + 2)
                spans = trim.first(block.text, spans)
                members = tuple(Member(block.text[a:b], block.n, a, b) for a, b in spans)
                place = Place(block.n, spans[0][0], spans[-1][1])
                surface = block.text[place.start : place.end]
                found.append(Formula(canonical, surface, len(spans), "positive", True, (place,), members))
    return found


def groups(speech: Speech, taken: set[tuple[int, int]]) -> list[Group]:
    """Parallel groups of three or more items, or of two quoted ones.

    ``taken`` holds (block, offset) of characters that belong to a formula or its members.
    """
    found: list[Group] = []
    for block in speech.blocks:
        for start, end in marks.sentences(block.text):
            for spans in [*_runs(block, start, end), *_quoted_runs(block, start, end)]:
                if not any((block.n, i) in taken for a, b in spans for i in range(a, b)):
                    members = tuple(Member(block.text[a:b], block.n, a, b) for a, b in spans)
                    found.append(Group(members))
    return found


def _quoted_runs(block: Block, start: int, end: int) -> list[list[Span]]:
    """“当下改”…“长久立”: quoted items of one clause joined by nothing, a comma or 和."""
    text = block.text
    runs: list[list[Span]] = []
    for found in re.compile(r"“([^“”，。]{2,12})”").finditer(text, start, end):
        between = text[runs[-1][-1][1] + 1 : found.start()] if runs else "-"
        if between in ("", "、", "和", "与", "，"):
            runs[-1].append(found.span(1))
        else:
            runs.append([found.span(1)])
    return [run for run in runs if len(run) >= 2]


def _runs(block: Block, start: int, end: int) -> Iterator[list[Span]]:
    text = block.text
    for clause in marks.split(text, start, end, "，,；;：:"):
        parts = marks.split(text, *clause, "、")
        if 3 <= len(parts) <= MAX_COUNT:
            listed = _listed(text, parts)
            if listed:
                yield listed
    yield from _repeated(text, [trim.edges(text, p) for p in marks.split(text, start, end, "，,；;")])


def _listed(text: str, parts: list[Span]) -> list[Span] | None:
    """The items of one enumeration (A、B和C), when they are parallel; its first and last cut to size."""
    inner = [text[a:b] for a, b in parts[1:-1]]
    like = sum(map(len, inner)) / len(inner)
    a, b = parts[-1]
    joined = re.compile("以及|和|及|与").search(text, a + 1, b - 1)
    if joined and abs(joined.start() - a - like) <= 2:
        parts = [*parts[:-1], (a, joined.start()), (joined.end(), b)]
    parts = [*trim.first(text, parts)[:-1], _cut_last(text, trim.edges(text, parts[-1]), inner)]
    items = [text[a:b] for a, b in parts]
    if not all(2 <= len(item) <= MAX_ITEM for item in items):
        return None
    even = len({len(item) for item in items}) == 1 and len(items[0]) >= 3
    return parts if even or (_alike(items) and _shares(items)) else None


def _cut_last(text: str, span: Span, inner: list[str]) -> Span:
    """The last item without what follows the list in its clause."""
    a, b = span
    tail = inner[0][-2:]
    if len({item[-2:] for item in inner}) == 1 and (p := text.find(tail, a, b)) >= 0:
        return a, p + len(tail)
    a, b = trim.tail(text, span)
    longest = max(map(len, inner))
    for mark in "的等相是之":
        p = text.find(mark, a + min(map(len, inner)), b)
        if b - a > longest and 0 <= p - a <= longest:
            b = p
    return a, b


def _repeated(text: str, parts: list[Span]) -> Iterator[list[Span]]:
    """Runs of three or more whole clauses with the same first or last character: 从…看…，从…看…，从…看…."""
    i = 0
    while i + 2 < len(parts):
        size = 1
        for spell in (slice(0, 1), slice(-1, None)):
            j = i + 2
            head = text[slice(*parts[i + 1])][spell]
            while j < min(len(parts), i + MAX_COUNT) and text[slice(*parts[j])][spell] == head != "":
                j += 1
            run = [trim.quotes(text, p) for p in trim.first(text, parts[i:j])] if j - i >= 3 else []
            items = [text[a:b] for a, b in run]
            if run and items[0][spell] == head and _alike(items) and max(map(len, items)) <= MAX_ITEM:
                yield run
                size = j - i
                break
        i += size


def _alike(items: list[str]) -> bool:
    lengths = [len(item) for item in items]
    return min(lengths) >= 2 and max(lengths) - min(lengths) <= 4


def _shares(items: list[str]) -> bool:
    return len({item[0] for item in items}) == 1 or len({item[-1] for item in items}) == 1
