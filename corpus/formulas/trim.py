"""Cutting a stretch of text down to the words of a member."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"做到了?|坚持|实现了?|达到|确保|落实|强化|突出|把握|坚守|树牢|树立|遵守|执行|贯彻|履行|围绕|紧扣|紧盯|聚焦|按照|通过|具有|具备|增强|形成了?"
    r"|解决|纠治|整治|防止|克服|杜绝|存在|发现|实行|推行|建立|打造|开展|提高|提升|即|也就是|就是|包括|分别是|主要是|注重|抓好|提出了?|要|的"
)
"""Words after which a list may begin inside its clause."""
_INTRODUCES = re.compile(r"(?:要|必须|切实|始终|努力)?(?:做到|坚持|实现|达到|克服|包括|即|也就是|就是|要)")
_N = "[一二三四五六七八九十]"
_MARKER = re.compile(
    rf"\s*(?:{_N}{{1,3}}(?:是要|是|要|则)|[（(](?:{_N}|[0-9]){{1,3}}[）)]|[①-⑳]|第{_N}{{1,2}}[，,、：:]?"
    rf"|[0-9]{{1,2}}[.．、]|其{_N}[，,：:]?)\s*"
)
_COUNTER = re.compile(rf"[ 　]*(?:第?{_N}{{1,3}}(?:条|是要|是|要)?(?=[不严禁])|(?:{_N}{{1,3}}|[0-9]{{1,2}})[）).．])[ 　]*")
_AND_SO_ON = re.compile(r"等(?:等)?(?=情况|问题|方面|要求|内容|工作|重点|任务|原则|现象|行为|[一二三四五六七八九十两几]|$)")
_OF = re.compile(
    r"的(?:要求|原则|目标|标准|方针|思路|理念|态度|格局|局面|方法|方式|作风|精神|意识|高度"
    r"|重要论述|重要途径|重要手段|监督检查)"
)
_EDGE = " 　，,、；;：:。！？!?"
_QUOTES = "“”‘’「」『』\"＂"

Span = tuple[int, int]


def edges(text: str, span: Span) -> Span:
    """``span`` without blanks, commas and stops at its ends."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def quotes(text: str, span: Span) -> Span:
    """``span`` without quotation marks that have no partner inside it, or that hold all of it."""
    start, end = span
    inner = text[start:end]
    if inner[:1] in ("“", "‘", "「") and inner[-1:] in ("”", "’", "」") and not re.search(r"[“”‘’「」]", inner[1:-1]):
        return start + 1, end - 1
    for left, right in ("“”", "‘’", "「」"):
        inner = text[start:end]
        if inner.startswith(left) and right not in inner:
            start += 1
        elif inner.endswith(right) and left not in inner:
            end -= 1
    return start, end


def marker(text: str, span: Span) -> Span:
    """``span`` without a leading 一是 / （一） / ① / 第一，."""
    found = _MARKER.match(text, span[0], span[1])
    return (found.end(), span[1]) if found else span


def counter(text: str, start: int, end: int) -> int:
    """Where the words of an item begin that a count opens: 三 of 三不准…, 10. of 10.不准…, 十） of （十）不准…."""
    found = _COUNTER.match(text, start)
    return found.end() if found and found.end() <= end else start


def tail(text: str, span: Span) -> Span:
    """``span`` cut before a closing 等… or 的要求, which belong to the sentence, not to the last item."""
    start, end = span
    for pattern in (_AND_SO_ON, _OF):
        found = pattern.search(text, start + 2, end)
        if found:
            end = found.start()
    return start, end


def first(text: str, spans: list[Span]) -> list[Span]:
    """``spans`` of a list with the first cut to what resembles the others.

    The clause of a first item may open with words that introduce the list (要做到…,
    重点发现…): it is cut where it begins as the second item does, or else after the
    verb that leaves it nearest the others in length.
    """
    start, end = spans[0]
    others = [text[a:b] for a, b in spans[1:]]
    like = sum(map(len, others)) / len(others)
    for width in (2, 1):
        opening = others[0][:width]
        if len(others[0]) > width and all(other.startswith(opening) for other in others[: 2 if width == 2 else None]):
            at = text.find(opening, start, end)
            if at >= 0 and abs(end - at - like) <= max(4, like / 2):
                return [(at, end), *spans[1:]]
    at = text.find("“", start, end)
    if at > start and all(other.startswith("“") for other in others):
        return [(at, end), *spans[1:]]
    opening_verb = _INTRODUCES.match(text, start, end - 1)
    if opening_verb and not any(_LEAD.match(other) for other in others):
        start = opening_verb.end()
    cuts = [start, *(found.end() for found in _LEAD.finditer(text, start, end - 1))]
    best = min(cuts, key=lambda cut: (abs(end - cut - like), cut))
    # A list of unlike items leaves its first as it stands.
    return [(best if end - start > like + 1 else start, end), *spans[1:]]


def frame(items: list[str]) -> tuple[int, int]:
    """How much of a common frame 加强对…的监督检查 opens and closes every item; (0, 0) if there is none.

    Only a frame with 对 before and 的 after is one: what is left is then the object.
    """
    opening = re.match(r"(?:要)?[一-鿿]{1,4}?对", items[0])
    closing = re.search(r"的[一-鿿]{2,6}[。；，]?$", items[0])
    if not opening or not closing:
        return 0, 0
    if all(item.startswith(opening[0]) and item.endswith(closing[0]) for item in items):
        return len(opening[0]), len(closing[0])
    return 0, 0
