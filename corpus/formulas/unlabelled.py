"""Lists that no label sums up: quoted members of a formula, parallel groups."""

from __future__ import annotations

import re

from corpus.formulas import lexicon, marks, trim
from corpus.formulas.model import Formula, Group, Member, Place
from corpus.formulas.numerals import written
from corpus.model import Block, Speech

Span = tuple[int, int]
_LIST_MARKS = "、，,；;"
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
            common = shared(items) if len(items) >= 3 else ""
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
                if len(spans) < 3:
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

    ``taken`` holds (block, offset) of characters that are members of a formula.
    """
    found: list[Group] = []
    for block in speech.blocks:
        for start, end in marks.sentences(block.text):
            for spans in [*_runs(block, start, end), *_quoted_runs(block, start, end)]:
                if not any((block.n, a) in taken for a, _ in spans):
                    members = tuple(Member(block.text[a:b], block.n, a, b) for a, b in spans)
                    found.append(Group(members))
    return found


def _quoted_runs(block: Block, start: int, end: int) -> list[list[Span]]:
    """“当下改”和“长久立”: quoted items joined by nothing, a comma or 和."""
    text = block.text
    runs: list[list[Span]] = []
    quoted = [f.span() for f in re.compile(r"“[^“”，。]{2,12}”").finditer(text, start, end)]
    for a, b in quoted:
        if runs and text[runs[-1][-1][1] + 1 : a] in ("", "、", "和", "与", "，"):
            runs[-1].append((a + 1, b - 1))
        else:
            runs.append([(a + 1, b - 1)])
    return [run for run in runs if len(run) >= 2]


def _runs(block: Block, start: int, end: int) -> list[list[Span]]:
    text = block.text
    found: list[list[Span]] = []
    for kind in ("、", "，,；;"):
        stretches = marks.split(text, start, end, "，,；;：:") if kind == "、" else [(start, end)]
        for stretch in stretches:
            parts = [trim.edges(text, p) for p in marks.split(text, *stretch, kind)]
            i = 0
            while i + 2 < len(parts):
                run, size = _parallel_from(text, parts, i)
                if run:
                    found.append(run)
                i += max(1, size)
    return found


def _parallel_from(text: str, parts: list[Span], i: int) -> tuple[list[Span], int]:
    """The longest run from part ``i`` whose items share a beginning or an end; ([], 0) if it is too short."""
    second = text[slice(*parts[i + 1])]
    if not 2 <= len(second) <= MAX_ITEM:
        return [], 0
    for width in (3, 2, 1):
        head, tail = second[:width], second[-width:]
        if width >= len(second):
            continue
        for shares in (lambda s, h=head: s.startswith(h), lambda s, t=tail: s.endswith(t)):
            j = i + 1
            while j < len(parts) and shares(text[slice(*parts[j])]) and _alike(text, parts[i + 1], parts[j]):
                j += 1
            opens = shares(head)
            last = _last(text, parts, j, tail, parts[i + 1]) if not opens or j == i + 1 else None
            first = _first(text, parts[i], head, opens, parts[i + 1], tail)
            run = ([first] if first else []) + parts[i + 1 : j] + ([last] if last else [])
            if len(run) >= 3:
                if opens and _excess(run[-1], run[-2]):
                    run[-1] = trim.tail(text, run[-1])
                return run, len(run)
    return [], 0


def _alike(text: str, a: Span, b: Span) -> bool:
    return abs((a[1] - a[0]) - (b[1] - b[0])) <= 4


def _excess(span: Span, other: Span) -> bool:
    return span[1] - span[0] > other[1] - other[0]


def _first(text: str, span: Span, head: str, opens: bool, second: Span, tail: str) -> Span | None:
    """The first item: its clause may begin with words that introduce the list."""
    a, b = span
    like = second[1] - second[0]
    if opens:
        p = text.rfind(head, a, b)
        return (p, b) if p >= 0 and abs(b - p - like) <= 4 else None
    if not text[a:b].endswith(tail):
        return None
    return (a, b) if b - a <= like + 2 else (b - like, b)


def _last(text: str, parts: list[Span], j: int, tail: str, second: Span) -> Span | None:
    """The last item of a run that shares its end: its clause may go on after it."""
    if j >= len(parts):
        return None
    a, b = parts[j]
    p = text.find(tail, a, b)
    like = second[1] - second[0]
    return (a, p + len(tail)) if p > a and abs(p + len(tail) - a - like) <= 4 and p + len(tail) < b else None
