"""The members of a formula, only where the speech itself enumerates them.

Every way to enumerate is one function that answers spans in order or None; the
number of items must be the number the label states, and something besides the number
must tie them to it: an introduction (即, a colon, brackets), the label's own word in
each item, a place right before or after the label in parallel form, or the numbered
points of the section that the label heads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.formulas import lexicon, marks, trim
from corpus.formulas.labels import Label
from corpus.formulas.mentions import Mention
from corpus.formulas.model import Member, Place
from corpus.formulas.scope import Outline
from corpus.model import Section

Span = tuple[int, int]

_INTRODUCED = re.compile(
    r"[”’」』]?(?:的?(?:原则|要求|规定|标准|目标|思路|任务|内容|方面|监督重点|工作法|机制|方法|理念|精神)){0,2}"
    r"(?:[，,]?(?:即|就是|也就是|是指|指的是|分别是|分别为|包括|主要是|具体是|具体为|一个是)[：:，,]?|[：:]|——|—)"
)
_BRACKETED = re.compile(r"[”’」』]?(?:原则|要求|规定)?[（(](?:即|是指|指|就是)?[：:]?([^（）()]{4,200})[）)]")
_ADJACENT = re.compile(r"[”’」』]?(?:的?(?:原则|要求|规定|标准))?[，,]")
_BEFORE = re.compile(r"(?:等等?)?(?:的|这|这些|上述|方面的?)?[“‘「]?$")
_COVERBS = ("对照", "对标", "围绕", "按照", "依照", "遵照", "针对", "根据", "透过")
"""Heads that only point at a member (对照党章党规); other heads are part of it (落实…)."""
_JOINS = "，,、；;和及与：:。“"


def members(outline: Outline, mention: Mention, others: Iterable[Place]) -> tuple[Member, ...]:
    """The members of ``mention``'s formula as this mention gives them, () when it gives none.

    ``others`` are the places of all mentions: an item that names another formula is
    no member (增强“四个意识”、坚定“四个自信”).
    """
    n = mention.place.n
    text = outline.speech.block(n).text
    label = mention.label
    if not label.parts or label.parts < 2:
        return ()
    start, end = marks.sentence_around(text, mention.place.end - 1)
    start, end = min(start, mention.place.start), max(end, mention.place.end)
    ways: list[Callable[[], list[tuple[int, Span]] | None]] = [
        lambda: _here(n, _bracketed(text, mention, label.parts or 0)),
        lambda: _here(n, _introduced(text, mention.place.end, end, label)),
        lambda: _here(n, _repeated(text, mention.place.end, end, label)),
        lambda: _here(n, _right_after(text, mention.place.end, end, label)),
        lambda: _here(n, _right_before(text, start, mention.place.start, label)),
        lambda: _here(n, _counted(text, mention.place.end, len(text), label)),
        lambda: _points(outline, mention),
        lambda: _governed(outline, mention),
    ]
    places = [(p.n, p.start, p.end) for p in others]
    for way in ways:
        spans = way()
        if spans and len(spans) == label.parts and all(_is_item(*item, places) for item in spans):
            return tuple(Member(outline.speech.block(k).text[a:b], k, a, b) for k, (a, b) in spans)
    return ()


def _here(n: int, spans: list[Span] | None) -> list[tuple[int, Span]] | None:
    return None if spans is None else [(n, span) for span in spans]


def _is_item(n: int, span: Span, places: list[tuple[int, int, int]]) -> bool:
    start, end = span
    return end - start >= 2 and not any(n == m and start < b and a < end for m, a, b in places)


def _clean(text: str, spans: list[Span], last: bool = True) -> list[Span]:
    """Items without markers, stops and stray quotation marks; the last one without 等…."""
    out = [trim.edges(text, trim.marker(text, trim.edges(text, span))) for span in spans]
    if last and out:
        out[-1] = trim.edges(text, trim.tail(text, out[-1]))
    return [trim.quotes(text, span) for span in out]


def _bracketed(text: str, mention: Mention, count: int) -> list[Span] | None:
    """“四个意识”（政治意识、大局意识、…）."""
    found = _BRACKETED.match(text, mention.place.end)
    return _divided(text, found.start(1), found.end(1), count) if found else None


def _introduced(text: str, at: int, end: int, label: Label) -> list[Span] | None:
    """“三不”原则，即…；“四个坚持”：…、…、…、…。"""
    found = _INTRODUCED.match(text, at, end)
    return _divided(text, found.end(), end, label.parts or 0) if found else None


def _divided(text: str, start: int, end: int, count: int) -> list[Span] | None:
    """The stretch cut at the one kind of mark that gives ``count`` items."""
    start, end = trim.edges(text, (start, end))
    for kind in ("；;", "，,", "、"):
        parts = marks.split(text, start, end, kind)
        if len(parts) == 1 and kind == "、":
            parts = _adjoining_quotes(text, start, end)
        if kind == "、" and any(text[i] in "，,；;" for i in range(start, end)):
            clause = marks.split(text, start, end, "，,；;")[0]
            parts = marks.split(text, *clause, "、")
        parts = _and(text, parts, count)
        if len(parts) == count:
            return _clean(text, parts)
    return None


def _adjoining_quotes(text: str, start: int, end: int) -> list[Span]:
    """“纸面整改”“选择性整改”: items that only their quotation marks divide."""
    found = list(re.compile(r"“[^“”]+”").finditer(text, start, end))
    joined = all(a.end() == b.start() for a, b in zip(found, found[1:]))
    return [f.span() for f in found] if joined and found and found[0].start() == start else [(start, end)]


def _and(text: str, parts: list[Span], count: int) -> list[Span]:
    """Cut the last part at 和 / 以及 when just that item is missing."""
    if len(parts) == count - 1 and parts:
        a, b = parts[-1]
        found = list(re.compile("以及|和|及|与").finditer(text, a + 2, b - 2))
        if len(found) == 1:
            return [*parts[:-1], (a, found[0].start()), (found[0].end(), b)]
    return parts


def _repeated(text: str, start: int, end: int, label: Label) -> list[Span] | None:
    """Items that each begin with, or each end in, the label's word: 对照…，对照…; …到位、…到位."""
    head = label.head
    if len(head) < 2:
        return None
    return _opening(text, start, end, head, label.parts or 0) or _closing(text, start, end, head, label.parts or 0)


def _opening(text: str, start: int, end: int, head: str, count: int) -> list[Span] | None:
    """Items that begin with ``head`` after a comma; the first may stand inside its clause."""
    hits = [found.start() for found in re.compile(re.escape(head)).finditer(text, start, end)]
    opens = [p for p in hits if p == start or text[p - 1] in _JOINS]
    if not opens:
        return None
    clause = max(text.rfind(mark, start, opens[0] - 1) for mark in "，,；;：:。、") + 1 or start
    inside = [p for p in hits if clause <= p < opens[0] and p not in opens]
    first = inside[:1] if inside and text[opens[0] - 1] in "，,、；;和及与" else []
    starts = first + opens
    if len(starts) != count:
        return None
    between = text[starts[1] - 1] if count > 1 else "，"
    stops = "，,；;。！？!?" if between in "、，,和及与" else "；;。！？!?"
    spans: list[Span] = []
    for p, following in zip(starts, [*starts[1:], end]):
        stop = marks.split(text, p, following, stops)[0][1]
        spans.append((p, stop))
    if between == "、" and any(b < c - 1 for (_, b), c in zip(spans, starts[1:])):
        return None
    if first and text[first[0] - 2 : first[0]] == "贯彻":
        spans[0] = (spans[0][0] - 2, spans[0][1])
    spans = _clean(text, [(a, b - (1 if text[b - 1] in "和及与" else 0)) for a, b in spans])
    if head in _COVERBS:
        spans = [(a + len(head), b) if text.startswith(head, a) else (a, b) for a, b in spans]
    return spans


def _closing(text: str, start: int, end: int, head: str, count: int) -> list[Span] | None:
    """Items that end in ``head``: 思想认识到位、责任落实到位、….'"""
    parts = [trim.edges(text, trim.tail(text, trim.edges(text, p))) for p in marks.split(text, start, end, "、，,；;")]
    run = [i for i, (a, b) in enumerate(parts) if text[a:b].endswith(head) and b - a > len(head)]
    if len(run) != count or run[-1] - run[0] != count - 1:
        return None
    spans = [parts[i] for i in run]
    like = sum(b - a for a, b in spans[1:]) // max(1, count - 1)
    return _clean(text, [trim.lead(text, spans[0], like), *spans[1:]])


def _right_after(text: str, at: int, end: int, label: Label) -> list[Span] | None:
    """“三不”原则，不干预…，不履行…，对…不作…: the clauses that follow, parallel and exactly enough."""
    found = _ADJACENT.match(text, at, end)
    if not found:
        return None
    clauses = [trim.edges(text, c) for c in marks.split(text, found.end(), end, "，,；;")]
    count = label.parts or 0
    fits = _fits(label)
    if fits is None:
        if len(clauses) != count or label.canonical in lexicon.KNOWN or not parallel([text[a:b] for a, b in clauses]):
            return None
        return _clean(text, clauses)
    run = 0
    while run < len(clauses) and fits.match(text, *clauses[run]):
        run += 1
    return _clean(text, clauses[:run]) if run == count else None


def _fits(label: Label) -> re.Pattern[str] | None:
    """What every member of a label of prohibitions must begin with; None for other labels."""
    forbids = re.match(r"不准|不得|不许|不能|不可|不要|严禁|禁止|不$", label.head)
    if label.polarity != "prohibition" or not forbids:
        return None
    return re.compile(rf"(?:对[^，]{{2,24}}?)?(?:也|更|并|坚决|绝)?{forbids[0]}")


def parallel(items: list[str]) -> bool:
    """Whether the items share their first or last character and are of like length."""
    lengths = [len(item) for item in items]
    alike = max(lengths) <= 2 * min(lengths) + 2
    return alike and (len({i[:1] for i in items}) == 1 or len({i[-1:] for i in items}) == 1)


def _right_before(text: str, start: int, at: int, label: Label) -> list[Span] | None:
    """…、…、…等“三个确保”; 做到A、B、C“三个到位”."""
    count = label.parts or 0
    stop = at - len(_BEFORE.search(text[start:at])[0])  # type: ignore[index]
    stop = trim.edges(text, (start, stop))[1]
    if label.head and len(label.head) >= 2:
        found = _tail_run(text, start, stop, label.head, count)
        if found:
            return found
    clause = marks.split(text, start, stop, "，,；;：:")[-1]
    parts = marks.split(text, *clause, "、")
    if len(parts) != count:
        parts = _adjoining_quotes(text, max(start, text.find("“", start, stop)), stop) if "“" in text[start:stop] else parts
    if len(parts) != count or label.canonical in lexicon.KNOWN:
        return None
    parts = [trim.edges(text, p) for p in parts]
    like = sum(b - a for a, b in parts[1:]) // max(1, count - 1)
    parts[0] = trim.lead(text, parts[0], like)
    items = [text[a:b] for a, b in parts]
    return _clean(text, parts, last=False) if parallel(items) or all(i[:1] == "“" for i in items) else None


def _tail_run(text: str, start: int, stop: int, head: str, count: int) -> list[Span] | None:
    """The last ``count`` parts before the label, each holding the label's word."""
    for kind in ("、", "，,", "；;"):
        parts = [trim.edges(text, p) for p in marks.split(text, start, stop, kind + "：:")]
        own = parts[-count:]
        if len(own) < count or not all(head in text[a:b] for a, b in own):
            continue
        if len(parts) > count and head in text[slice(*parts[-count - 1])]:
            continue
        first = own[0]
        clause = marks.split(text, *first, "，,；;：:")[-1]
        if all(text.startswith(head, a) for a, _ in own[1:]):
            p = text.find(head, *clause)
            own[0] = (p, first[1]) if p >= 0 else clause
        else:
            like = sum(b - a for a, b in own[1:]) // max(1, count - 1)
            own[0] = trim.lead(text, clause, like)
        return _clean(text, own, last=False)
    return None


def _counted(text: str, start: int, end: int, label: Label) -> list[Span] | None:
    """一是…；二是…；三是… after the label in the same block."""
    count = label.parts or 0
    hits = list(re.compile(r"(?:(?<=[。；;：:，,])|(?<=^))(?:[一二三四五六七八九十]{1,2}(?:是要|是|要)|[（(][一二三四五六七八九十][）)]|[①-⑩]|第[一二三四五六七八九十][，,])").finditer(text, start, end))
    if len(hits) != count or text[start : hits[0].start()].count("。") > 1:
        return None
    spans: list[Span] = []
    for hit, following in zip(hits, [*[h.start() for h in hits[1:]], end]):
        spans.append((hit.end(), marks.split(text, hit.end(), following, "；;。，,")[0][1]))
    return _clean(text, spans, last=False)


def _points(outline: Outline, mention: Mention) -> list[tuple[int, Span]] | None:
    """The numbered points of the section that the label heads, or that its block leads up to."""
    n, label = mention.place.n, mention.label
    section = outline.section_at(n) if outline.in_heading(mention.place) else None
    points = outline.points_of(section) if section else outline.points_after(n)
    if len(points) != label.parts:
        return None
    words = [point.heading.words for point in points]
    tied = len(label.head) >= 2 and all(label.head in w for w in words)
    text = outline.speech.block(n).text
    announced = section is None and text[mention.place.end :].rstrip(marks.SENTENCE_END + "：:").count("。") == 0
    if not tied and (label.canonical in lexicon.KNOWN or not (section or announced)):
        return None
    return [(p.first, span) for p, span in zip(points, _point_spans(outline, points))]


def _point_spans(outline: Outline, points: list[Section]) -> list[Span]:
    words = [point.heading.words.rstrip("。；，") for point in points]
    cut, drop = trim.frame(words)
    spans: list[Span] = []
    for point, item in zip(points, words):
        text = outline.speech.block(point.first).text
        start = len(point.heading.label)
        spans.append(trim.quotes(text, trim.edges(text, (start + cut, start + len(item) - drop))))
    return spans


def _governed(outline: Outline, mention: Mention) -> list[tuple[int, Span]] | None:
    """For a label in a heading: items with its word in one sentence of the section."""
    section = outline.section_at(mention.place.n) if outline.in_heading(mention.place) else None
    if section is None or len(mention.label.head) < 2:
        return None
    for block in outline.blocks(section):
        offset = mention.place.end if block.n == mention.place.n else 0
        for start, end in marks.sentences(block.text):
            if end <= offset:
                continue
            spans = _repeated(block.text, max(start, offset), end, mention.label)
            if spans:
                return [(block.n, span) for span in spans]
    return None
