"""Cues that only many items together show: where the right options stand, how long they are.

Counts are compared with what chance would give by Pearson's chi-square at the 5 %
level, and only where every expected count is five or more, as the test asks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exercises.folding import fold
from exercises.items import Item
from exercises.lint.model import Finding

CRITICAL = {1: 3.841, 2: 5.991, 3: 7.815, 4: 9.488, 5: 11.070, 6: 12.592, 7: 14.067}
"""Chi-square's 95 % points by degrees of freedom."""
_POOLS = {"practice": "练习池", "exam": "考试池"}


def balance(items: Iterable[Item]) -> Iterator[Finding]:
    """Uneven keys, for each pool and type."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for item in items:
        if {"key", "pool"} <= item.model_fields_set and (item.type == "judge" or "options" in item.model_fields_set):
            groups[item.pool, item.type].append(item)
    for (pool, kind), group in sorted(groups.items()):
        where = _POOLS[pool]
        match kind:
            case "single":
                yield from _uneven(*_places(group), f"{where}单选题的正确选项", "位置")
                yield from _longest(group, where)
            case "multiple":
                yield from _uneven(*_places(group), f"{where}多选题的正确选项", "位置")
            case "judge":
                seen = Counter(item.key for item in group)
                half = len(group) / 2
                yield from _uneven({"对": seen["对"], "错": seen["错"]}, {"对": half, "错": half}, f"{where}判断题的答案", "对错")


def _places(group: Iterable[Any]) -> tuple[dict[str, int], dict[str, float]]:
    """How often each letter is right, and how often it would be if all options of an item were equally so."""
    seen: Counter[str] = Counter()
    expected: dict[str, float] = defaultdict(float)
    for item in group:
        right = [name for name in item.options if name in item.key]
        seen.update(right)
        for name in item.options:
            expected[name] += len(right) / len(item.options)
    return {name: seen[name] for name in sorted(expected)}, dict(expected)


def chi_square(seen: Mapping[str, int], expected: Mapping[str, float]) -> float:
    """Pearson's statistic over the names of ``expected``."""
    return sum((seen[name] - wanted) ** 2 / wanted for name, wanted in expected.items())


def _uneven(seen: Mapping[str, int], expected: Mapping[str, float], what: str, how: str) -> Iterator[Finding]:
    judged = {name: wanted for name, wanted in expected.items() if wanted >= 5}
    if len(judged) > 1 and chi_square(seen, judged) > CRITICAL[len(judged) - 1]:
        told = "、".join(f"{name} {seen[name]} 题（应约 {wanted:.0f}）" for name, wanted in judged.items())
        yield Finding("", "uneven-keys", f"{what}{how}分布不匀：{told}。请调换一些题的选项次序或改写说法。")


def _longest(group: Iterable[Any], where: str) -> Iterator[Finding]:
    """The right option is the longest, or never the longest, more often than chance allows."""
    seen = {"最长": 0, "不最长": 0}
    expected = {"最长": 0.0, "不最长": 0.0}
    for item in group:
        lengths = {name: len(fold(text)) for name, text in item.options.items()}
        longest = [name for name, length in lengths.items() if length == max(lengths.values())]
        if len(longest) == 1 and item.key in lengths:
            seen["最长" if item.key in longest else "不最长"] += 1
            expected["最长"] += 1 / len(lengths)
            expected["不最长"] += 1 - 1 / len(lengths)
    if expected["最长"] >= 5 and chi_square(seen, expected) > CRITICAL[1]:
        total = sum(seen.values())
        much = "偏多" if seen["最长"] > expected["最长"] else "偏少，反而可以排除最长的选项"
        message = f"{where} {total} 道有唯一最长选项的单选题里，{seen['最长']} 题的最长选项是答案，{much}（应约 {expected['最长']:.0f} 题）。请调整选项长短。"
        yield Finding("", "longest-share", message)
