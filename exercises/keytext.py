"""An item's right answers as one line that a person reads and writes: “B”, “A、C 或 A、C、D”, “1C 2A”, “1=四个落实｜四落实”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from exercises.items import Item, ResponseError, kind
from exercises.ruling import with_key

MOST = 6
"""Up to so many keys may count as right."""
HOW = {
    "single": "写一个字母，如 C。几个选项都算对时，用“或”隔开：B 或 C。",
    "multiple": "写出全部正确选项，如 A、C、D。另一种选法也算全对时，用“或”隔开：A、C 或 A、C、D。",
    "judge": "写“对”或“错”中的一个。",
    "cloze": "按空号写，一空可有几种写法：1=写法一｜写法二；2=写法三。没有写出的空不变。",
    "order": "按先后写字母，如 C A B。另一种次序也算对时，用“或”隔开。",
    "match": "左边的编号后面跟右边的字母，如 1C 2A 3B。另一种配法也算对时，用“或”隔开。",
}
"""How it is written, by item type; a short answer has no key."""

_BLANK = re.compile(r"(?:^|[;；\n])\s*([1-9][0-9]?)\s*[=＝]")
_PAIR = re.compile(r"([1-9])[^A-Z0-9]*([A-Z])")


class KeyTextError(ValueError):
    """The text is no key of this item; the message says in Chinese why not, and what to write."""


def written(item: Item, also: Sequence[Any] = ()) -> str:
    """The keys of an item as `read` takes them; empty for a short answer."""
    if item.type not in HOW:
        return ""
    if item.type == "cloze":
        blanks: dict[str, list[str]] = item.blanks  # type: ignore[attr-defined]
        return "；".join(f"{number}={'｜'.join(accepted)}" for number, accepted in blanks.items())
    return " 或 ".join(_one(item.type, key) for key in (item.key, *also))  # type: ignore[attr-defined]


def _one(type: str, key: Any) -> str:
    match type:
        case "multiple":
            return "、".join(key)
        case "order":
            return " ".join(key)
        case "match":
            return " ".join(f"{number}{name}" for number, name in key.items())
        case _:
            return str(key)


def read(text: str, item: Item) -> tuple[Item, tuple[Any, ...]]:
    """The item with the key that ``text`` says first, and the further keys. Raises KeyTextError."""
    if item.type not in HOW:
        raise KeyTextError("简答题由人评阅，没有可更正的答案。要改分，请在评阅页改；题目不能用时，请作废。")
    if not text.strip():
        raise KeyTextError(f"还没有写正确答案。{HOW[item.type]}")
    if item.type == "cloze":
        return _blanks(text, item), ()
    keys: list[Any] = []
    for part in text.split("或"):
        key = _read(part, item)
        if key not in keys:
            keys.append(key)
    if len(keys) > MOST:
        raise KeyTextError(f"正确答案最多写 {MOST} 种。")
    if item.type == "judge" and len(keys) > 1 or item.type == "single" and len(keys) == len(item.options):  # type: ignore[attr-defined]
        raise KeyTextError("怎样答都算对，就不是更正答案。请改用“作废”，全体得满分。")
    return with_key(item, keys[0]), tuple(keys[1:])


def _read(text: str, item: Any) -> Any:
    value: Any = text.strip()
    if item.type == "match":
        pairs = _PAIR.findall(unicodedata.normalize("NFKC", text).upper())
        value = dict(pairs)
        if len(value) != len(pairs):
            raise KeyTextError(f"配法“{text.strip()}”里有编号写了不止一次。{HOW['match']}")
    try:
        response = kind(item).parse(value, item)
    except ResponseError as error:
        raise KeyTextError(f"正确答案“{text.strip()}”读不出：{error}{HOW[item.type]}") from None
    match item.type:
        case "multiple":
            return sorted(response)
        case "order" if sorted(response) != sorted(item.options):
            raise KeyTextError(f"次序“{text.strip()}”没有把选项排全。{HOW['order']}")
        case "match" if response.keys() != item.left.keys():
            raise KeyTextError(f"配法“{text.strip()}”没有把左边配全。{HOW['match']}")
        case "order":
            return list(response)
        case "match":
            return {number: response[number] for number in item.left}
        case _:
            return response


def _blanks(text: str, item: Any) -> Item:
    pieces = _BLANK.split(text)
    if pieces[0].strip() or len(pieces) < 3:
        raise KeyTextError(f"正确答案“{text.strip()}”读不出。{HOW['cloze']}")
    blanks = dict(item.blanks)
    for number, accepted in zip(pieces[1::2], pieces[2::2]):
        if number not in blanks:
            raise KeyTextError(f"本题没有第 {number} 空。")
        found = [one.strip() for one in re.split(r"[|｜]", accepted) if one.strip()]
        if not found:
            raise KeyTextError(f"第 {number} 空没有写答案。{HOW['cloze']}")
        blanks[number] = list(dict.fromkeys(found))
    return item.model_copy(update={"blanks": blanks})
