"""A text as overlapping pairs of characters, so that any words in it are an exact phrase.

政治监督 becomes the tokens 政治 治监 监督 and 督 with an end mark. The words 治监督 are
then the phrase “治监 监督”, and one character alone is every token that begins with
it. SQLite's ascii tokenizer takes every character beyond ASCII for part of a token;
ASCII characters are moved to a private plane, so that none of them splits a token,
is folded, or means anything in a query.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_PRIVATE = {code: 0x10FF00 + code for code in range(128)}
_END = "\U0010ff80"


def tokens(text: str) -> str:
    """What the index holds for ``text``: its pairs of characters, set apart by blanks."""
    hidden = text.translate(_PRIVATE)
    return " ".join([first + second for first, second in pairwise(hidden + _END)])


def phrase(words: str) -> str:
    """The FTS5 expression for texts that hold ``words`` (not empty), character for character."""
    hidden = words.translate(_PRIVATE)
    if len(hidden) == 1:
        return f'"{hidden}"*'
    return '"' + " ".join([first + second for first, second in pairwise(hidden)]) + '"'


def every(parts: Sequence[str]) -> str:
    """The FTS5 expression for texts that hold all of ``parts``, in any order."""
    return " AND ".join(phrase(part) for part in parts)
