"""The words of an item that matter for comparing it with others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exercises.folding import fold
from exercises.items import Item
from exercises.items.cloze import BLANK
from exercises.items.markup import plain

_FRAME = re.compile(
    r"情景（虚构）：?|(?:根据|按照|依据|对照|据|按|照)?[^，。：；？、“”《》\s]{0,12}讲话(?:（[^）]*）)?(?:填空)?[，：]?"
    r"|下列(?:哪些|哪一[项句种个条]|做法|说法|原句)?|均为虚构|请?按(?:原文|原句|讲话)的?先后[^。]*|属于|是什么|哪些|哪一[项句种个条]"
)
"""What stems of one kind have in common whatever they ask."""
_SCENE = re.compile(r"情景（虚构）|虚构的|(?:都是|均为)虚构")
MOST = 400
"""Characters of a text that are compared letter by letter: stems are shorter, hostile files are not."""
_NO_WORD = re.compile(r"[^\w|]")


def right_options(item: Any) -> list[str]:
    """The texts of the right options of a choice item."""
    names = [item.key] if item.type == "single" else item.key
    return [item.options[name] for name in names if name in item.options]


def wrong_options(item: Any) -> dict[str, str]:
    """The wrong options of a choice item by letter."""
    return {name: text for name, text in item.options.items() if name not in item.key}


def answers(item: Any) -> frozenset[str]:
    """What has to be known, folded: the right options or the blanks' answers; empty for other types."""
    if item.type in ("single", "multiple"):
        return frozenset(fold(text) for text in right_options(item))
    if item.type == "cloze":
        return frozenset(fold(accepted[0]) for accepted in item.blanks.values())
    return frozenset()


def is_scene(item: Item) -> bool:
    """Whether the item asks about a made-up case."""
    return bool(_SCENE.search(item.stem))


def filled(item: Any) -> str:
    """The stem of a cloze item with the model answers in their blanks."""
    return BLANK.sub(lambda m: item.blanks.get(m[1], [""])[0], item.stem)


def stated(item: Item) -> str:
    """What a trainee who knows the answer has read: the stem, and the answer in words."""
    if not {"stem", "key"} <= item.model_fields_set and item.type not in ("cloze", "short"):
        return plain(item.stem) if "stem" in item.model_fields_set else ""
    return "|".join(_stated(item))


def _stated(item: Any) -> Iterator[str]:
    match item.type:
        case "cloze" if "blanks" in item.model_fields_set:
            yield plain(filled(item))
            return
        case "single" | "multiple" if "options" in item.model_fields_set:
            yield from right_options(item)
        case "order" if "options" in item.model_fields_set:
            yield from (item.options[name] for name in item.key if name in item.options)
        case "match" if {"left", "right"} <= item.model_fields_set:
            yield from (f"{item.left.get(n, '')}|{item.right.get(name, '')}" for n, name in item.key.items())
    yield plain(item.stem)


def grams(text: str) -> frozenset[str]:
    """The runs of three characters of a text, without typing habits and the usual phrases of stems."""
    parts = _NO_WORD.sub("", fold(_FRAME.sub("|", text))).split("|")
    return frozenset(part[i : i + 3] for part in parts for i in range(len(part) - 2))


def shared(a: str, b: str) -> str:
    """The longest run of characters that both texts have, in the first `MOST` of each."""
    a, b = a[:MOST], b[:MOST]
    best, rows = "", [0] * (len(b) + 1)
    for i, c in enumerate(a, 1):
        last = 0
        for j, d in enumerate(b, 1):
            kept, rows[j] = rows[j], last + 1 if c == d else 0
            last = kept
            if rows[j] > len(best):
                best = a[i - rows[j] : i]
    return best
