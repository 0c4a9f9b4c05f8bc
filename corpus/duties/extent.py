"""How far a rule reaches: from its cue, or the topic before it, to where the next demand begins."""

from __future__ import annotations

import re

from corpus.duties.bound import ORGAN, UNIT
from corpus.formulas import marks, trim

_BOUNDS = "。！？!?；;，,：:“‘（(、"
_GOES_ON = re.compile(r"甚至|乃至|或者|或|以及|等[^，。；]{2,20}才|而不(?:顾|管)|更(?!不|要|加)|包括")
_PARTY = re.compile(rf"[各该]?(?:{ORGAN}|{UNIT})(?:[都均也]|一律)?")
_PEOPLE = re.compile(r"[一-鿿]*(?:组|干部|人员|成员|同志|党组织|单位|党委|大家|我们|人人|谁|任何人)(?:都|均|也|要|一律|坚决|同时)?")
_LINK = re.compile(r"(?:特别是|尤其是|同时|但是?|而且|因此|所以|并且|以后|今后|要|必须|务必|切实|坚决|一定)*")
_ACTS = re.compile(r"要|必须|务必|做到|坚持|始终|严格")
MAX_TOPIC = 16
"""Longest topic before a cue that is taken into the rule, in characters, unless 对 or the like opens it."""


def start_of(text: str, cue: int) -> int:
    """Where the rule with a cue at ``cue`` begins.

    What it is about belongs to it (对反馈意见不能…, 谈话内容不能…), and so does a party
    that is named as its subject (巡察组不得…); other people (工作人员不得…) do not.
    """
    begin = max(text.rfind(mark, 0, cue) for mark in _BOUNDS) + 1
    begin = trim.counter(text, begin, cue)
    before = text[begin:cue]
    if not before or _PARTY.fullmatch(before) or re.match(r"[对在凡把将更也并]|未经|没有|只能", before):
        return begin
    if _LINK.fullmatch(before) or _PEOPLE.fullmatch(before) or _ACTS.search(before):
        return cue
    return begin if len(before) <= MAX_TOPIC else cue


def end_of(text: str, cue: int) -> int:
    """Where it ends: at a stop, or at a comma unless 甚至, 或者, 等…才 carry it on."""
    depth = 0
    for i in range(cue, len(text)):
        char = text[i]
        if char in marks.OPENING:
            depth += 1
        elif char in marks.CLOSING:
            if not depth:
                return i
            depth -= 1
        elif char in "。！？!?；;" or (char in marks.COMMAS and not depth and not _GOES_ON.match(text, i + 1)):
            return i
    return len(text)
