"""Whether words are said or denied: negating words before and after them in the same clause.

A rule of thumb by words alone, not by grammar. Two negations make an affirmation;
不仅, 不断, 有没有 and the like deny nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus import segment

REACH = 16
"""Characters before and after the words in which a negating word counts."""

_PLAIN = re.compile(
    r"(并|绝|决|从|毫|也|都|就)?(不|没|没有|未|未曾|无|非|勿|莫|别)"
    r"(要|能|能够|得|可|可以|应|应该|应当|该|必|许|准|会|是|作|再|予|用|曾|做|需|须|当|宜|去|敢|让|想|肯|愿|打算|属于|等于|代表)?"
)
_MEANT = frozenset("拒绝 避免 防止 禁止 严禁 杜绝 谢绝 反对 否认 免得 以免 切忌 切勿 绝非 并非 无须 无需 毫无 区别于 不同于 有别于 用不着 谈不上".split())
_AFTER = frozenset("错 错误 不对 不妥 不行 不可取 不当 不应该 不应当 不可以 站不住脚 片面 无关".split())
_TURN = frozenset("的 并 并且 而 而是 而要 而应 但 但是 却 就是".split())
_NOTHING = frozenset({"非"})
_CLAUSE = re.compile(r"[,:;.!?()]")


@lru_cache(maxsize=65_536)
def is_negator(word: str) -> bool:
    """Whether a word denies what follows it."""
    return word in _MEANT or (word not in _NOTHING and _PLAIN.fullmatch(word) is not None)


def denied(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` (folded text, but with 、 as written) is denied where it stands."""
    before = _CLAUSE.split(text[max(0, start - REACH) : start])[-1]
    after = segment.words(_CLAUSE.split(text[end : end + REACH])[0])
    count = 0
    for word in segment.words(before):
        count = 0 if word in _TURN else count + is_negator(word)
    count += any(word in _AFTER or word + following in _AFTER for word, following in zip(after, [*after[1:], ""]))
    return count % 2 == 1


def own_denials(words: list[str]) -> int:
    """How many of the words deny."""
    return sum(map(is_negator, words))
