"""What a response chose, cut into pieces that can be counted.

A piece is one option ticked, one pair matched, one blank filled, one option put right
after another. The key is made of the same pieces.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from exercises.folding import fold
from exercises.items import Item, kind
from exercises.items.judge import Model as Judge
from exercises.items.options import named
from exercises.ruling import Ruling, alternatives
from grader.reports.model import Given

LISTS_ALL = {"single", "multiple", "judge"}
"""Types whose every piece is known beforehand, chosen or not."""
_MOST_TEXT = 60


def pieces(item: Item, response: Any) -> frozenset[str]:
    """The pieces of a response."""
    found: set[str]
    match item.type:
        case "single" | "judge":
            found = {str(response)}
        case "multiple":
            found = set(response)
        case "match":
            found = {f"{number}→{name}" for number, name in response.items()}
        case "order":
            found = {f"{a}→{b}" for a, b in pairwise(response)}
        case "cloze":
            found = {f"{number}→{_filled(item, number, text)}" for number, text in response.items()}
        case _:
            found = set()
    return frozenset(found)


def _filled(item: Any, number: str, text: str) -> str:
    """What stands in a blank: the model answer for whatever is accepted, else as it compares."""
    accepted = item.blanks[number]
    folded = fold(text)
    return accepted[0] if any(folded == fold(one) for one in accepted) else folded


def key(item: Item, ruling: Ruling | None = None) -> frozenset[str]:
    """The pieces of the right answer, or of any of several; none for a short answer."""
    return frozenset().union(*(pieces(one, kind(one).key(one)) for one in alternatives(item, ruling)))


def listed(item: Any) -> list[str]:
    """The pieces that are shown whether anybody chose them or not, in order."""
    match item.type:
        case "single" | "multiple":
            return list(item.options)
        case "judge":
            return ["对", "错"]
        case "match" | "cloze":
            return sorted(key(item), key=lambda piece: int(piece.partition("→")[0]))
        case "order":
            return [f"{a}→{b}" for a, b in pairwise(item.key)]
        case _:
            return []


def described(item: Any, piece: str) -> str:
    """A piece in words."""
    first, _, second = piece.partition("→")
    match item.type:
        case "single" | "multiple":
            return named(item.options, piece)
        case "judge":
            return kind(item).describe(item, piece) if isinstance(item, Judge) else piece
        case "match":
            return f"{first}. {item.left[first]} → {named(item.right, second)}"
        case "order":
            return f"{named(item.options, first)} → {named(item.options, second)}"
        case _:
            return f"（{first}）{second if len(second) <= _MOST_TEXT else second[:_MOST_TEXT] + '……'}"


def brief(item: Any, given: Given, earned: float | None, void: bool = False) -> str:
    """A response in as few characters as a table wants, with how it came out; prose is only named.

    At a void item nobody came out any way.
    """
    told = {"blank": "未作答", "unreadable": "无法识别", "lost": "查不到"}.get(given.how) or _brief(item, given.response)
    if void:
        return f"{told} ○"
    if earned is None:
        return f"{told} …"
    return f"{told} {'✓' if earned >= item.points else '◐' if earned > 0 else '✗'}"


def _brief(item: Any, response: Any) -> str:
    match item.type:
        case "single" | "judge":
            return str(response)
        case "multiple":
            return "".join(sorted(response))
        case "order":
            return "".join(response)
        case "match":
            return " ".join(f"{number}{name}" for number, name in sorted(response.items()))
        case "cloze":
            return "；".join(f"（{number}）{text[:_MOST_TEXT]}" for number, text in sorted(response.items()))
        case _:
            return "文字作答"
