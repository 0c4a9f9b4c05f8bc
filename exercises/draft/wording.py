"""Words of a speech made fit to stand in a question."""

from __future__ import annotations

import re

_FULL = str.maketrans(",:;()?!", "，：；（）？！")
_MASK = re.compile(r"[*＊]+|[XＸ×xｘ]{1,}|(?<=[一-鿿，。、“])[A-ZＡ-Ｚ](?=[一-鿿])|_{2,}|＿|○|□|△|★|☆|●|■")
_ENDS = "，。；：、！？,.;:!? \u3000"
_LABEL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}(?:[、是要]|抓|看)|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[，,、]|\d{1,2}[.．、])")
_OPEN_CLOSE = {"“": "”", "‘": "’", "（": "）", "《": "》"}


def full_width(text: str) -> str:
    """With full-width marks."""
    return text.translate(_FULL)


def clean(text: str) -> str:
    """With full-width marks and without a stop or comma at the ends."""
    text = re.sub(r'"([^"]*)"', r"“\1”", text.translate(_FULL))
    return text.strip(_ENDS)


def is_masked(text: str) -> bool:
    """Whether words were replaced by signs (XX, **)."""
    return bool(_MASK.search(text))


def plain_label(words: str) -> str:
    """A heading's words as they are shown."""
    return _LABEL.sub("", clean(words))


def nested(text: str) -> str:
    """As it stands inside quotation marks: its own marks single."""
    return text.replace("“", "‘").replace("”", "’")


_LEAD = re.compile(r"^(?:因此|所以|同时|而且|另外|从而|此外|特别是|尤其是|总之|一方面|另一方面)，?")


def lead_off(text: str) -> str:
    """Without the word by which the sentence joins on to the one before."""
    return _LEAD.sub("", text)


def balanced(text: str) -> bool:
    """Whether quotation marks and brackets open and close within the text."""
    stack = []
    for c in text:
        if c in _OPEN_CLOSE:
            stack.append(_OPEN_CLOSE[c])
        elif c in _OPEN_CLOSE.values() and (not stack or stack.pop() != c):
            return False
    return not stack


def unquoted(text: str) -> str:
    """Without quotation marks around the whole."""
    while len(text) > 2 and (text[0], text[-1]) in (("“", "”"), ("‘", "’")) and balanced(text[1:-1]):
        text = text[1:-1]
    return text


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters."""
    return {text[i : i + 2] for i in range(len(text) - 1) if re.fullmatch(r"[一-鿿]{2}", text[i : i + 2])}


def likeness(a: str, b: str) -> float:
    """How much of the shorter one's pairs the other has."""
    short, long = sorted((pairs(a), pairs(b)), key=len)
    return len(short & long) / len(short) if short else float(a in b or b in a)
