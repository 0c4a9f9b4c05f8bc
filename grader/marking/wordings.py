"""The words by which a point is found: as its author gave them, and as the glossary says them otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from corpus import segment
from corpus.glossary import Found, finder, glossary
from exercises.folding import fold
from grader.marking.negation import is_negator

MOST = 16
"""Wordings of one hint."""

_EMPTY = frozenset(
    "的 了 是 在 和 与 或 及 并 把 被 对 向 从 到 为 以 等 也 就 都 还 要 应 应当 应该 能 能够 可以 会 有 其 这 那 该 将 让 使 给 按 中 上 下 里"
    " 一 一个 一句 一样 一层 一项 两 两个 两句 两层 三 三处 各 每 至少 哪 哪些 哪里 怎样 怎么 什么 说出 指出 说明 写出 写明 举出 交代 答话"
    " 原文 原句 引文 引 写 说 举 用 看 做 如 即 而 但 则 因为 所以 由 属于 依据 正确 恰当 得体 注明 出自 篇 一篇 哪一篇 篇名 讲话".split()
)


@cache
def _find() -> Callable[[str], list[Found]]:
    return finder(glossary())


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    return {term.name: tuple(dict.fromkeys(map(fold, term.wordings))) for term in glossary()}


def variants(words: str) -> tuple[str, ...]:
    """The folded wordings of ``words``: itself first, then with each term of the glossary said otherwise."""
    found = [fold(words)]
    for use in _find()(words):
        before, after = fold(words[: use.start]), fold(words[use.end :])
        found += [f"{before}{form}{after}" for form in _forms()[use.name]]
    return tuple(one for one in dict.fromkeys(found) if one)[:MOST]


def content(words: str) -> tuple[str, ...]:
    """The folded words that carry the sense, each once: no negation, no auxiliary, nothing of one character."""
    kept = (fold(word) for word in segment.words(words) if word not in _EMPTY and not is_negator(word))
    return tuple(dict.fromkeys(word for word in kept if len(word) > 1))
