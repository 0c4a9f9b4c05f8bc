"""How far a rule reaches: from its cue, or the topic before it, to where the next demand begins."""

from __future__ import annotations

import re

from corpus.formulas import marks

_STOPS = "。！？!?；;，,"
_CLAUSE = re.compile(r"[。！？!?；;，,：:]")
_GOES_ON = re.compile(r"甚至|乃至|或者|或|以及|等[^，。；]{2,20}才|而不(?:顾|管)|更(?!不|要|加)|包括")
_TOPIC = re.compile(r"(?:对|在|凡|把|将|未经|没有|除|任何|一律|更|也|并|都|就|但|而|只能)")
_SUBJECT = re.compile(r"[一-鿿]*(?:组|干部|人员|成员|同志|党组织|单位|党委|大家|我们|人人|谁|任何人)(?:都|均|也|要|一律|坚决|同时)?$")


def start_of(text: str, cue: int) -> int:
    """Where the rule with a cue at ``cue`` begins: its topic (对…, 在…) belongs to it, its subject does not."""
    begin = max((text.rfind(mark, 0, cue) for mark in _STOPS + "：:“‘（(、"), default=-1) + 1
    before = text[begin:cue]
    if not before or _SUBJECT.match(before):
        return cue
    return begin if _TOPIC.match(before) or len(before) <= 3 and "要" not in before else cue


def end_of(text: str, cue: int) -> int:
    """Where it ends: at a stop, or at a comma unless 甚至, 或者, 等…才 carry it on."""
    depth = 0
    for i in range(cue, len(text)):
        char = text[i]
        if char in "“‘（(《":
            depth += 1
        elif char in "”’）)》":
            if not depth:
                return i
            depth -= 1
        elif char in "。！？!?；;" or (char in marks.COMMAS and not depth and not _GOES_ON.match(text, i + 1)):
            return i
    return len(text)
