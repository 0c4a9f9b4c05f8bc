"""Cutting a stretch of text down to the words of a member."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:(?:我们|大家|各级|同志们|就是|即是|也就是|一定|必须|务必|应当|应该|需要|切实|努力|真正|始终|进一步|不断|坚决|严格|认真|全面|自觉|着力|要|须|都|也|更)*"
    r"(?:做到|坚持|实现|达到|确保|落实|强化|突出|把握|坚守|树牢|树立|遵守|执行|贯彻|履行|围绕|紧扣|紧盯|聚焦|按照|通过|具有|具备|增强|形成|解决|纠治|整治|防止|克服|杜绝|存在|发现|实行|推行|建立)了?)"
)
_MARKER = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}(?:是要|是|要|则)|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[①-⑳]|第[一二三四五六七八九十]{1,2}[，,、：:]?|[0-9]{1,2}[.．、]|其[一二三四五六七八九十][，,：:]?)\s*")
_AND_SO_ON = re.compile(r"等(?:等)?(?=情况|问题|方面|要求|内容|工作|重点|任务|原则|现象|行为|[一二三四五六七八九十两几]|$)")
_OF = re.compile(r"的(?:要求|原则|目标|标准|方针|思路|理念|态度|格局|局面|方法|方式|作风|精神|意识|高度|重要论述|重要途径|重要手段|监督检查)")
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


def tail(text: str, span: Span) -> Span:
    """``span`` cut before a closing 等… or 的要求, which belong to the sentence, not to the last item."""
    start, end = span
    for pattern in (_AND_SO_ON, _OF):
        found = pattern.search(text, start + 2, end)
        if found:
            end = found.start()
    return start, end


def lead(text: str, span: Span, like: int) -> Span:
    """``span`` without a verb that introduces the list (做到, 切实坚持), when that brings it nearer ``like`` characters."""
    start, end = span
    found = _LEAD.match(text, start, end)
    if found and end - found.end() >= 2 and abs(end - found.end() - like) < abs(end - start - like):
        return found.end(), end
    return span


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
