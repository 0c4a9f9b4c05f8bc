"""Checks of an item's sense, each naming the fields it reads.

A check runs when all the fields it reads have the right shape, so that one pass over
a bank finds the faults of an item even where another of its fields is broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from exercises.folding import fold
from exercises.items.base import Item
from exercises.items.fields import named
from exercises.items.markup import MARKED_NEGATION, plain

Finder = Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class Check:
    """One question put to an item."""

    reads: frozenset[str]
    find: Finder


def reads(*fields: str) -> Callable[[Finder], Check]:
    """Makes a check of a function from an item to the faults it finds (Chinese)."""
    return lambda find: Check(frozenset(fields), find)


def run(item: Item, *checks: Check) -> list[str]:
    """All faults of the item that the checks and `EVERY_ITEM` find."""
    ready = (check for check in (*EVERY_ITEM, *checks) if check.reads <= item.model_fields_set)
    return [fault for check in ready for fault in check.find(item)]


def texts(item: Item) -> Iterator[tuple[str, str]]:
    """Every text of the item with the path of its field, such as ``options.B``."""
    for name in type(item).model_fields:
        if name in item.model_fields_set:
            yield from _texts(name, getattr(item, name))


def _texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield path, value
        case dict():
            for name, part in value.items():
                yield from _texts(f"{path}.{name}", part)
        case list():
            for n, part in enumerate(value, 1):
                yield from _texts(f"{path}[{n}]", part)
        case BaseModel():
            yield from _texts(path, dict(value))


_DAMAGED = re.compile(
    r"#(?:REF|NAME|VALUE|N/A|DIV/0|NUM|NULL)[!?]?|\d{4}[-/]\d{1,2}[-/]\d{1,2} 0{1,2}:00(?::00)?|\d(?:\.\d+)?E[+-]?\d+|\d+\.0|[34]\d{4}"
)
_RESERVED = re.compile(r"(?:BEGIN|END) (?:HIDDEN TESTS|SOLUTION|MARK SCHEME)|AUTOTEST|HASHED")


@reads()
def spreadsheet_damage(item: Item) -> Iterator[str]:
    """Texts that a spreadsheet turned into an error, a date or a serial number."""
    for path, text in texts(item):
        if _DAMAGED.fullmatch(text.strip()):
            yield f"{named(path)}的内容是“{text.strip()}”，像是被电子表格改动过。请核对原文。"


@reads()
def reserved_words(item: Item) -> Iterator[str]:
    """Words that nbgrader would take for its own marks when it makes the trainees' version."""
    for path, text in texts(item):
        if found := _RESERVED.search(text):
            yield f"{named(path)}含有 nbgrader 的保留字样“{found[0]}”，会破坏发布的试卷。请换一种写法。"


EVERY_ITEM = (spreadsheet_damage, reserved_words)

_NEGATION = "不属于|不包括|不包含|不正确|不准确|不恰当|不妥当|不妥|不符合|不适当|不当|不对|不是|错误|有误"
_ASKS_NEGATIVELY = re.compile(
    rf"({_NEGATION})[^，。；？\n]{{0,16}}的(?:是|有|一项|一组)|(不属于|不包括|不包含)[^，。；\n]{{0,20}}(?:[？?：:（(]|$)"
)


@reads("stem")
def marked_negation(item: Item) -> Iterator[str]:
    """A negative question must make its negation noticeable."""
    if found := _ASKS_NEGATIVELY.search(MARKED_NEGATION.sub("", item.stem)):
        word = found[1] or found[2]
        yield f"题干是否定式提问，“{word}”没有标出。请写成“**{word}**”。"


def within(options: Mapping[str, str], stem: str) -> list[str]:
    """Ids of the options whose words stand in the stem (two characters or more)."""
    whole = fold(plain(stem))
    return [name for name, text in options.items() if len(fold(text)) >= 2 and fold(text) in whole]


def consecutive(ids: Iterable[str], wanted: str, what: str) -> Iterator[str]:
    """Ids must run in order from the first of ``wanted`` without a gap."""
    found = list(ids)
    expected = list(wanted[: len(found)])
    if found != expected:
        yield f"{what}的编号应当依次是 {'、'.join(expected)}，现在是 {'、'.join(found)}。"


def distinct(entries: Mapping[str, str], what: str) -> Iterator[str]:
    """No two entries may be the same when typing habits are left out of account."""
    first: dict[str, str] = {}
    for name, text in entries.items():
        folded = fold(text)
        if not folded:
            yield f"{what} {name} 只有标点或空白。"
        elif folded in first:
            yield f"{what} {first[folded]} 和 {name} 相同：“{text}”。"
        else:
            first[folded] = name
