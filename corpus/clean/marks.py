"""Characters nobody wrote: invisible ones, paragraph marks turned into letters, left-over tags; and blanks in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.clean.lines import Found, Line

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff\u00ad\ufe0e\ufe0f"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
)
_PARAGRAPH = re.compile("[¶↵]+|_x000[DdAa]_|^[\ue000-\uf8ff]+|[\ue000-\uf8ff]{1,5}$")
# Word's paragraph mark read in the wrong code page: a lone Cyrillic letter at the border of a line.
_CYRILLIC = re.compile(r"^[Рр](?![A-Za-z\u0400-\u04ff.])|(?<![A-Za-z\u0400-\u04ff])[Рр]$")
_TAG = re.compile(r"</?(?:p|br|div|span|strong|b|em|font|section|h[1-6]|a|td|tr|table|tbody|img)(?:\s[^<>]{0,120})?/?>", re.I)
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|zwj|zwnj|#160|#12288|#x[aA]0|#8203);?")
_MARKS = (
    (_INVISIBLE, "不可见字符"),
    (_TAG, "网页代码"),
    (_ENTITY, "网页代码"),
    (_PARAGRAPH, "段落标记变成的乱码"),
    (_CYRILLIC, "段落标记变成的乱码"),
)

_BLANKS = re.compile(r"[\s\u3000]+")


def stray(lines: Sequence[Line]) -> Iterator[Found]:
    """Stray characters and tags anywhere in a line."""
    for i, line in enumerate(lines):
        for pattern, why in _MARKS:
            for match in pattern.finditer(line.text):
                yield Found(i, match.start(), match.end(), why)


def blanks(lines: Sequence[Line]) -> Iterator[Found]:
    """Blanks inside Chinese sentences; a blank between Latin words or marks of masking stays."""
    for i, line in enumerate(lines):
        for match in _BLANKS.finditer(line.text):
            if not (line.text[match.start() - 1].isascii() and line.text[match.end()].isascii()):
                yield Found(i, match.start(), match.end(), "句中空白")
