"""Prohibitions without a word that forbids: plain negations (不掩饰问题，不回避矛盾), which only their company makes rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.duties import cues
from corpus.duties.bound import ORGAN
from corpus.formulas import marks

Span = tuple[int, int]

_OWN = re.compile(rf"(?:按[照]?规定)?[各该]?{ORGAN}(?:[都均也]|一律)?(?=不|对)")
_LEAD = re.compile("(?:要|必须|务必|切实|始终|真正)*(?:做到|坚持)(?=不)")
_SUPPOSED = re.compile("如果|假如|倘若|一旦|若是|只要")
_FOLLOWS = re.compile("[，,](?:就|那就|便|则|是)")
_PAIR = re.compile("不([等拖推靠躲绕避瞒捂护漏让遮掩装藏压])不(?!\\1)[等拖推靠躲绕避瞒捂护漏让遮掩装藏压]")
_NAMED = re.compile("不[当做](?:“[^”]{2,8}”|老好人|太平官|局外人|旁观者|传声筒)")


def negations(text: str) -> Iterator[Span]:
    """Spans of the plain negations of ``text`` that are rules.

    Two and more in a row are one rule (不掩饰问题，不回避矛盾，不弄虚作假), unless the inspectors are named as
    their subject: then each is one (巡察组不干预…，不履行…), and a single one is a rule too. So are 不等不靠,
    不当“甩手掌柜”, and those that two or more clauses close (依靠党委、不包办代替，发扬民主、不偏听偏信).
    """
    for opening, closing in marks.sentences(text):
        parts = marks.split(text, opening, closing, "，,、；;：:。！!")
        own = [_OWN.match(text, *part) for part in parts]
        lead = [found or _LEAD.match(text, *part) for found, part in zip(own, parts)]
        parts = [(found.end(), part[1]) if found else part for found, part in zip(lead, parts)]
        plain = [a < b and cues.plain_negation(text, a, b) for a, b in parts]
        if not any(plain) or cues.described(text, opening, parts[plain.index(True)][0]):
            continue
        i = 0
        singles: list[Span] = []
        while i < len(parts):
            j = i
            while j < len(parts) and plain[j] and (j == i or own[j] is None):
                j += 1
            run = parts[i:j]
            if own[i] and run and not _supposed(text, opening, run):
                yield from run
            elif len(run) >= 2:
                yield run[0][0], run[-1][1]
            elif run:
                singles.extend(run)
            i = max(j, i + 1)
        yield from _alone(text, singles)


def _alone(text: str, singles: list[Span]) -> Iterator[Span]:
    closing = [s for s in singles if text[s[0] - 1 : s[0]] == "、" and text[s[1] : s[1] + 1] in ("，", "；", "。", ",", ";")]
    for span in singles:
        words = text[slice(*span)]
        if (span in closing and len(closing) >= 2) or _PAIR.fullmatch(words) or _NAMED.fullmatch(words):
            yield span


def _supposed(text: str, opening: int, run: list[Span]) -> bool:
    """巡察组不发现问题，就是失职: what a negation would lead to, and no rule."""
    return _SUPPOSED.search(text, opening, run[0][0]) is not None or _FOLLOWS.match(text, run[-1][1]) is not None
