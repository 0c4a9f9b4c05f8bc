"""The order of a drawn paper: items by type, right options evenly over the letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

from exercises.items import TYPES, Item
from exercises.items.options import LETTERS
from exercises.quiz.blueprint import Pick


def in_order(items: Iterable[Item], chance: Random) -> list[Item]:
    """Grouped by type, in the order in which the types are listed; by chance within a type."""
    groups = {name: n for n, name in enumerate(TYPES)}
    known = sorted(items, key=lambda item: item.id)
    return sorted(known, key=lambda item: (groups[item.type], chance.random()))


def picks(items: Sequence[Item], bank: Mapping[str, Item], chance: Random) -> list[Pick]:
    """The paper's items, in this order, with the points they have here and the order of their options."""
    orders = balanced(items, chance)
    return [
        Pick(
            id=item.id,
            points=item.points if item.points != bank[item.id].points else None,
            order=order if order != sorted(order) else None,
        )
        for item, order in zip(items, orders, strict=True)
    ]


def balanced(items: Sequence[Item], chance: Random) -> list[list[str]]:
    """For each item the order of its options, so that every letter is right about equally often.

    Single and multiple choice are balanced each for itself. Wrong options keep their
    order among themselves, and so do right ones. Options that stand in an order of their
    own (amounts, dates, numbered entries) stay as they are. Other types give an empty list.
    """
    counts: dict[str, Counter[str]] = {"single": Counter(), "multiple": Counter()}
    return [_order(item, counts[item.type], chance) if item.type in counts else [] for item in items]


def _order(item: Any, used: Counter[str], chance: Random) -> list[str]:
    ids = list(item.options)
    keys = [item.key] if isinstance(item.key, str) else sorted(item.key)
    if in_own_order(list(item.options.values())):
        used.update(keys)
        return ids
    places = sorted(LETTERS[: len(ids)], key=lambda letter: (used[letter], chance.random()))[: len(keys)]
    used.update(places)
    right, wrong = iter(keys), iter([name for name in ids if name not in keys])
    return [next(right if letter in places else wrong) for letter in LETTERS[: len(ids)]]


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NUMERALS = "零一二三四五六七八九十"


def in_own_order(texts: Sequence[str]) -> bool:
    """Whether options go up or down by the numbers they begin with, or by the only number in each."""
    values = [_number(text) for text in texts]
    known = [value for value in values if value is not None]
    if len(known) != len(texts):
        return False
    return all(a < b for a, b in pairwise(known)) or all(a > b for a, b in pairwise(known))


def _number(text: str) -> float | None:
    found = _NUMBER.findall(text)
    if len(found) == 1:
        return float(found[0])
    start = text.strip().removeprefix("第")[:1]
    return float(_NUMERALS.index(start)) if start and start in _NUMERALS else None
