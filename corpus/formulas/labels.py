"""Reading one label: 四个落实, “三不”原则, 三超两乱; what it counts and what kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.formulas import lexicon
from corpus.formulas.lookalikes import is_lookalike
from corpus.formulas.model import Polarity
from corpus.formulas.numerals import value, written

_N = "[一二三四五六七八九十百两双]"
_NUMBER = re.compile(r"双|([一二三四五六七八九])\1|[一二三四五六七八九十百两]{1,3}|[0-9]{1,2}")
_CLASSIFIER = re.compile(r"[个项大种条类张]")
_HALF = re.compile(r"[前后上下]半篇")
_NAMED_AS = re.compile(r"(原则|规定|要求|禁令|纪律|制度)$")
_COMPOUND = re.compile(rf"({_N}(?!{_N})[一-鿿]{{1,3}}?){{2,4}}")
_CLASSIFIED_ONE = re.compile(rf"{_N}{{1,3}}[个大项种条类][^二三四五六七八九十两双]*$|{_N}位一体")
_LABEL_SHAPE = re.compile(r"[一-鿿0-9]{2,16}")
_JOINT = re.compile(rf"(?=.*一)(?=.*[二两三四五六七八九十双]){_N}[一-鿿]{{2,7}}(?:[、，]{_N}[一-鿿]{{2,7}}){{1,2}}")
"""一个中心、四个着力; 双随机、一公开: a part that counts one is no label of its own, so the whole is."""
_FORBIDS = re.compile(r"[个条项]?(不准|不得|不许|不要|不能|不可|严禁|禁止|禁令|禁)")
_NOT_FORBIDDING = re.compile(r"不(放过|固定|变|动摇|腐|松|减|断|愁|误|止|停|忘|偏|少|漏|差|出|两)|不(敢|能|想)腐")
_FAULT = re.compile(r"[乱超虚假违弱散庸懒贪腐]|不力|误区|倾向$|问题$|偏差$|危险$|现象$|病$|主义$")


MAX_SIMPLE = 9
"""Longest label of one number, in characters (两个永远在路上 has 7)."""


@dataclass(frozen=True)
class Label:
    """A label read: its canonical form, the number it states, and its content word."""

    canonical: str
    count: int | None
    polarity: Polarity
    head: str
    """The word that its members may repeat (落实 of 四个落实, 不 of 三不); '' when unclear."""
    parts: tuple[int, ...]
    """How many members it may have: the count, or for several numbers (三查三看) their sum or, all being equal, each."""


def read(words: str, quoted: bool) -> Label | None:
    """The label that ``words`` are, None when they are none.

    ``quoted`` says that the speech sets them in quotation marks, which is what makes
    a label of words that no list knows.
    """
    if quoted and _JOINT.fullmatch(words) and any(part.startswith("一") for part in re.split("[、，]", words)):
        return Label(words, None, "positive", "", ())
    if not _LABEL_SHAPE.fullmatch(words):
        return None
    if words not in lexicon.KNOWN and (is_lookalike(words) or not (quoted or _is_plain(words))):
        return None
    if _HALF.match(words):
        return Label(words, None, "positive", "", ())
    number = _NUMBER.match(words, len("中央") if words.startswith(("中央", "凡提")) else 0)
    first = value(number[1] or number[0]) if number else None
    if number is None or first is None or first >= 100 or number.end() == len(words):
        return None
    rest = words[number.end() :]
    canonical = lexicon.ALIASES.get(words, written(first) + rest if number[0].isdigit() else words)
    if _COMPOUND.fullmatch(words) and not _CLASSIFIED_ONE.match(words):
        values = [value(found[0]) or 0 for found in _NUMBER.finditer(words)]
        parts = (values[0], sum(values)) if len(set(values)) == 1 and values[0] > 1 else (sum(values),)
        return Label(canonical, None, _polarity(canonical, rest), "", parts)
    # One of a thing sums nothing up (一把手, 一分了之); one with another number does (一岗双责).
    if first == 1 or len(words) > MAX_SIMPLE:
        return None
    if rest.startswith("不"):
        canonical = _NAMED_AS.sub("", canonical)
    classifier = _CLASSIFIER.match(rest)
    head = rest[1:] if classifier and len(rest) > 1 else rest
    head = _NAMED_AS.sub("", head) or head
    return Label(canonical, first, _polarity(canonical, rest), head, (first,))


def _is_plain(words: str) -> bool:
    """Whether the form alone makes a label of unquoted words."""
    return re.fullmatch(rf"{_N}{{1,2}}(不准|不得|严禁)|{_N}人小组|{_N}不原则|{_N}位一体|[前后上下]半篇文章", words) is not None


def _polarity(canonical: str, rest: str) -> Polarity:
    if _NOT_FORBIDDING.match(re.sub(r"^[个条项]", "", rest)):
        return "positive"
    if _FORBIDS.match(rest) or re.fullmatch(r"个?不(原则)?", rest):
        return "prohibition"
    if canonical in lexicon.MISCONDUCT or _FAULT.search(rest):
        return "misconduct"
    return "positive"
