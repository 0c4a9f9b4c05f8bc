"""Members in the words around a label: in brackets, after 即, in parallel clauses, before 等“三个确保”.

Each way is a function that answers spans of the text in order, [] where it does not
apply. ``count`` is the number of items that the label states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formulas import lexicon, marks, trim
from corpus.formulas.labels import Label

Span = tuple[int, int]

_KIND = "原则|要求|规定|标准|目标|思路|任务|内容|方面|监督重点|重点|工作法|机制|制度|方法|理念|精神|纪律|措施|工作|活动|行动"
_INTRODUCED = re.compile(
    rf"[”’」』]?(?:的?(?:{_KIND})){{0,2}}"
    r"(?:[，,]?(?:即|就是|也就是|是指|指的是|分别是|分别为|包括|主要是|具体是|具体为|一个是)[：:，,]?|[：:]|——|—)"
)
_BRACKETED = re.compile(r"[”’」』]?(?:原则|要求|规定)?[（(](?:即|是指|指|就是)?[：:]?([^（）()]{4,200})[）)]")
_ADJACENT = re.compile(rf"[”’」』]?(?:的?(?:{_KIND}))?[，,]")
_BEFORE = re.compile(r"(等等?)?(的|这|这些|上述|方面的?)?[“‘「]?$")
_COVERBS = ("对照", "对标", "围绕", "按照", "依照", "遵照", "针对", "根据", "透过")
"""Heads that only point at a member (对照党章党规); other heads are part of it (落实…)."""
MAX_WHOLE = 30
"""Longest counted item that is taken with all its clauses, in characters."""
_JOINS = "，,、；;和及与：:。“"
_COUNTER = re.compile(
    r"(?<=[。；;：:，,])(?:[一二三四五六七八九十]{1,2}(?:是要|是|要)|[（(][一二三四五六七八九十][）)]|[①-⑩]|第[一二三四五六七八九十][，,])"
)


def around(text: str, start: int, label_start: int, label_end: int, end: int, label: Label, count: int) -> Iterator[list[Span]]:
    """What each way gives for a label at ``label_start``–``label_end`` of the sentence ``start``–``end``."""
    yield _bracketed(text, label_end, label, count)
    yield _introduced(text, label_end, end, label, count)
    yield repeated(text, label_end, end, label, count)
    yield _right_after(text, label_end, end, label, count)
    yield _not_dared(text, start, end, label, count)
    yield _right_before(text, start, label_start, label, count)
    yield _counted(text, label_end, label, count)


def _clean(text: str, spans: list[Span], label: Label, last: bool = True) -> list[Span]:
    """Items without markers, stops and stray quotation marks; the last one without 等…."""
    out = [trim.edges(text, trim.marker(text, trim.edges(text, span))) for span in spans]
    if last and out:
        out[-1] = trim.edges(text, trim.tail(text, out[-1]))
    if label.head == "一":
        # “三个一”: what there is one of each; 制定一份…, 召开一次….
        ones = [text.find("一", a, b) for a, b in out]
        out = [(p, b) for p, (_, b) in zip(ones, out)] if all(p >= 0 for p in ones) else out
    return [trim.quotes(text, span) for span in out]


def _bracketed(text: str, at: int, label: Label, count: int) -> list[Span]:
    """“四个意识”（政治意识、大局意识、…）."""
    found = _BRACKETED.match(text, at)
    return _divided(text, found.start(1), found.end(1), label, count) if found else []


def _introduced(text: str, at: int, end: int, label: Label, count: int) -> list[Span]:
    """“三查三看”，即…、…、…; “四个坚持”：…，…，…，…。"""
    found = _INTRODUCED.match(text, at, end)
    return _divided(text, found.end(), end, label, count) if found else []


def _divided(text: str, start: int, end: int, label: Label, count: int) -> list[Span]:
    """The stretch cut at the one kind of mark that gives ``count`` items."""
    start, end = trim.edges(text, (start, end))
    points = _and(text, marks.split(text, start, end, "；;"), count)
    if len(points) == count:
        counted = all(trim.marker(text, p) != p for p in points)
        return _clean(text, _told(text, points, label) if counted else points, label)
    clauses = _and(text, marks.split(text, start, end, "，,"), count)
    listed = marks.split(text, *marks.split(text, start, end, "，,；;")[0], "、")
    listed = _adjoining_quotes(text, *listed[0]) if len(listed) == 1 else _and(text, listed, count)
    if len(clauses) == count and (len(listed) != count or len({text.count("、", a, b) for a, b in clauses}) == 1):
        return _clean(text, clauses, label)
    return _clean(text, listed, label) if len(listed) == count else []


def _told(text: str, points: list[Span], label: Label) -> list[Span]:
    """What counted points say: their first clauses, or all of them where they are short and describe a fault.

    一是坚持问题导向，敢于碰硬 of “三个坚持” goes on to explain; 一是认为事不关己，交差了事 of “三个误区” does not.
    """
    described = label.polarity == "misconduct" and all(label.head not in text[a:b] and b - a <= MAX_WHOLE for a, b in points)
    return points if described else [marks.split(text, *point, "，,")[0] for point in points]


def _adjoining_quotes(text: str, start: int, end: int) -> list[Span]:
    """“纸面整改”“选择性整改”: items that only their quotation marks divide."""
    found = list(re.compile(r"“[^“”]+”").finditer(text, start, end))
    joined = all(a.end() == b.start() for a, b in zip(found, found[1:]))
    return [f.span() for f in found] if joined and found else [(start, end)]


def _and(text: str, parts: list[Span], count: int) -> list[Span]:
    """Cut the last part at 和 / 以及 when just that item is missing."""
    if len(parts) == count - 1 and parts:
        a, b = parts[-1]
        found = list(re.compile("以及|和|及|与").finditer(text, a + 2, b - 2))
        if len(found) == 1:
            return [*parts[:-1], (a, found[0].start()), (found[0].end(), b)]
    return parts


def repeated(text: str, start: int, end: int, label: Label, count: int, strict: bool = False) -> list[Span]:
    """Items that each begin with, or each end in, the label's word: 对照…，对照…; …到位、…到位.

    ``strict``: the list stands away from the label, so only items that begin with it count.
    """
    if len(label.head) < 2:
        return []
    return _opening(text, start, end, label, count) or ([] if strict else _closing(text, start, end, label, count))


def _opening(text: str, start: int, end: int, label: Label, count: int) -> list[Span]:
    """Items that begin with the label's word after a comma; the first may stand inside its clause."""
    head = label.head
    hits = [found.start() for found in re.compile(re.escape(head)).finditer(text, start, end)]
    opens = [p for p in hits if p == start or text[p - 1] in _JOINS]
    if not opens:
        return []
    clause = max(max(text.rfind(mark, start, opens[0] - 1) for mark in "，,；;：:。、") + 1, start)
    inside = [p for p in hits if clause <= p < opens[0]]
    first = inside[:1] if text[opens[0] - 1] in "，,、；;和及与" else []
    starts = first + opens
    if len(starts) != count or count < 2:
        return []
    between = text[starts[1] - 1]
    stops = "；;。！？!?" if between in "；;" else "，,；;。！？!?"
    spans = [(p, marks.split(text, p, following, stops)[0][1]) for p, following in zip(starts, [*starts[1:], end])]
    if between == "、" and any(b < c - 1 for (_, b), c in zip(spans, starts[1:])):
        return []
    if first and text[first[0] - 2 : first[0]] == "贯彻":
        spans[0] = (spans[0][0] - 2, spans[0][1])
    spans = _clean(text, [(a, b - (text[b - 1] in "和及与")) for a, b in spans], label)
    if head in _COVERBS:
        spans = [(a + len(head), b) if text.startswith(head, a) else (a, b) for a, b in spans]
    return spans


def _closing(text: str, start: int, end: int, label: Label, count: int) -> list[Span]:
    """Items that end in the label's word: 思想认识到位、责任落实到位、…."""
    parts = [trim.edges(text, trim.tail(text, trim.edges(text, p))) for p in marks.split(text, start, end, "、，,；;")]
    run = [i for i, (a, b) in enumerate(parts) if text[a:b].endswith(label.head) and b - a > len(label.head)]
    if len(run) != count or run[-1] - run[0] != count - 1:
        return []
    return _clean(text, trim.first(text, [parts[i] for i in run]), label)


def _right_after(text: str, at: int, end: int, label: Label, count: int) -> list[Span]:
    """“三不”原则，不干预…，不履行…，对…不作…: the clauses that follow, parallel and exactly enough."""
    found = _ADJACENT.match(text, at, end)
    if not found:
        return []
    clauses = [trim.edges(text, c) for c in marks.split(text, found.end(), end, "，,；;")]
    fits = _fits(label)
    if fits is None:
        each = _each_with_word(text, clauses, label, count)
        if each:
            return _clean(text, each, label)
        plain = len(clauses) == count and label.canonical not in lexicon.KNOWN
        return _clean(text, clauses, label) if plain and parallel([text[a:b] for a, b in clauses]) else []
    run = 0
    while run < len(clauses) and fits.match(text, *clauses[run]):
        run += 1
    return _clean(text, clauses[:run], label) if run == count else []


def _each_with_word(text: str, clauses: list[Span], label: Label, count: int) -> list[Span]:
    """“四个亲自”，重要工作亲自部署、重大问题亲自过问、…: the first clause's items, or the first clauses, each holding the label's word."""
    listed = [trim.edges(text, part) for part in marks.split(text, *clauses[0], "、")]
    items = listed if len(listed) == count else clauses[:count]
    more = clauses[count : count + 1] if items is not listed else []
    # One character ties nothing together unless it opens the item: “四看”，看政治、看责任、….
    holds = [label.head in (text[a:b] if len(label.head) > 1 else text[a]) != "" for a, b in [*items, *more] if a < b]
    return items if len(items) == count and all(holds[:count]) and not any(holds[count:]) else []


def _fits(label: Label) -> re.Pattern[str] | None:
    """What every member must have that follows a label of negations; None for other labels."""
    if "放过" in label.head:
        return re.compile(r"[^，。；]{2,20}不放过")
    forbids = re.match(r"不准|不得|不许|不能|不可|不要|严禁|禁止|不$", label.head)
    if label.polarity != "prohibition" or not forbids:
        return None
    return re.compile(rf"(?:对[^，]{{2,24}}?)?(?:也|更|并|坚决|绝)?{forbids[0]}")


def _not_dared(text: str, start: int, end: int, label: Label, count: int) -> list[Span]:
    """For “三不”一体推进: 不敢腐、不能腐、不想腐 in the same sentence."""
    if label.head not in ("不", "不腐") or label.polarity != "positive":
        return []
    hits = [hit.span() for hit in re.compile(r"不[敢能想愿会][一-鿿](?=[、，。；的”]|一体|$)").finditer(text, start, end)]
    joined = all(b + 1 >= c for (_, b), (c, _) in zip(hits, hits[1:]))
    return hits if joined and len(hits) == count else []


def parallel(items: list[str]) -> bool:
    """Whether the items share their first or last character and are of like length."""
    lengths = [len(item) for item in items]
    if min(lengths) == 0 or max(lengths) > 2 * min(lengths) + 2:
        return False
    return len({item[0] for item in items}) == 1 or len({item[-1] for item in items}) == 1


def _right_before(text: str, start: int, at: int, label: Label, count: int) -> list[Span]:
    """…、…、…等“三个确保”; 做到A、B、C“三个到位”; A、B、C这“三大问题”."""
    link = _BEFORE.search(text[start:at])
    pointed = bool(link and (link[1] or link[2] in ("这", "这些", "上述")))
    stop = trim.edges(text, (start, at - len(link[0]) if link else at))[1]
    if text[stop : stop + 1] in ("，", ",") and link and link[2] not in ("这", "这些", "上述"):
        return []
    found = _quoted_list(text, start, stop, count) or (_tail_run(text, start, stop, label, count) if len(label.head) >= 2 else [])
    if found or label.canonical in lexicon.KNOWN:
        return found
    clause = marks.split(text, start, stop, "，,；;：:")[-1]
    parts = marks.split(text, *clause, "、")
    if len(parts) != count:
        parts = _adjoining_quotes(text, *clause)
    if len(parts) != count:
        return []
    parts = trim.first(text, [trim.edges(text, p) for p in parts])
    items = [text[a:b] for a, b in parts]
    tied = pointed or parallel(items) or all(item[:1] == "“" for item in items)
    return _clean(text, parts, label, last=False) if tied else []


def _quoted_list(text: str, start: int, stop: int, count: int) -> list[Span]:
    """“学、查、改、督”四位一体: one quotation right before the label that holds the items."""
    opening = text.rfind("“", start, stop)
    if opening < 0 or text[stop - 1 : stop] != "”" or "”" in text[opening : stop - 1]:
        return []
    parts = marks.split(text, opening + 1, stop - 1, "、，")
    return parts if len(parts) == count else []


def _tail_run(text: str, start: int, stop: int, label: Label, count: int) -> list[Span]:
    """The last ``count`` parts before the label, each holding the label's word."""
    head = label.head
    for kind in ("、", "，,", "；;"):
        parts = [trim.edges(text, p) for p in marks.split(text, start, stop, kind + "：:")]
        own = parts[-count:]
        governed = _governed(text, own, head) if kind == "、" and len(own) == count else None
        if governed:
            return _clean(text, governed, label, last=False)
        if len(own) < count or not all(head in text[a:b] for a, b in own):
            continue
        if len(parts) > count and head in text[slice(*parts[-count - 1])]:
            continue
        own[0] = marks.split(text, *own[0], "，,；;：:")[-1]
        # …、关系不固定，用好“三个不固定”: what follows the list in its clause is no part of the last item.
        last, *after = marks.split(text, *own[-1], "，,")
        own[-1] = last if after and text[slice(*last)].endswith(head) else own[-1]
        if head not in text[slice(*own[0])]:
            continue
        if all(text.startswith(head, a) for a, _ in own[1:]):
            own[0] = (text.find(head, *own[0]), own[0][1])
        return _clean(text, trim.first(text, own), label, last=False)
    return []


def _governed(text: str, own: list[Span], head: str) -> list[Span] | None:
    """聚焦A、B、C“三个聚焦”: the label's word stands once, as the verb of all items."""
    first = marks.split(text, *own[0], "，,；;：:")[-1]
    at = text.find(head, *first)
    rest = [(at + len(head), first[1]), *own[1:]]
    plain = all(not set(text[a:b]) & set("“”") and head not in text[a:b] and b - a >= 4 for a, b in rest)
    return rest if at >= 0 and plain else None


def _counted(text: str, at: int, label: Label, count: int) -> list[Span]:
    """一是…；二是…；三是… after the label in the same block: the first clause of each, or all of it."""
    hits = list(_COUNTER.finditer(text, at))
    if len(hits) != count or text.count("。", at, hits[0].start()) > 1:
        return []
    ends = [*(hit.start() for hit in hits[1:]), len(text)]
    whole = [marks.split(text, hit.end(), end, "；;。")[0] for hit, end in zip(hits, ends)]
    return [trim.quotes(text, trim.edges(text, span)) for span in _told(text, whole, label)]
