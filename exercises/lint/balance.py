"""Where the right options stand, and how often statements are right, over each pool."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exercises.items import TYPES, Item
from exercises.lint.model import Finding
from exercises.lint.odds import unlikely

_POOLS = {"practice": "练习池", "exam": "考试池"}


def uneven_keys(items: Iterable[Item]) -> Iterator[Finding]:
    """Uneven keys, for each pool and type."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for item in items:
        if {"key", "pool"} <= item.model_fields_set and (item.type == "judge" or "options" in item.model_fields_set):
            groups[item.pool, item.type].append(item)
    for (pool, kind), group in sorted(groups.items()):
        where = _POOLS[pool]
        match kind:
            case "single" | "multiple":
                yield from _uneven(*_places(group), f"{where}{TYPES[kind].LABEL}的正确选项", "位置")
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


def _uneven(seen: Mapping[str, int], expected: Mapping[str, float], what: str, how: str) -> Iterator[Finding]:
    if unlikely(seen, expected):
        told = "、".join(f"{name} {seen[name]} 题（应约 {wanted:.0f}）" for name, wanted in expected.items())
        yield Finding("", "uneven-keys", f"{what}{how}分布不匀：{told}。请调换一些题的选项次序或改写说法。")
