"""How far one gets by guessing: the tricks of people who have not read the text.

Each trick names an option by its looks alone, or none where the looks do not
decide. Over many items a trick that is right more often than chance shows a habit of
the writers which trainees will find too; one that is never right shows the habit of
avoiding it, by which an option can be ruled out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from exercises.folding import fold
from exercises.items import Item
from exercises.items.markup import plain
from exercises.lint.content import shared
from exercises.lint.cues import ABSOLUTE, HEDGE
from exercises.lint.model import Finding
from exercises.lint.odds import ONE_PERCENT, unlikely

Trick = Callable[[Any], str | None]


def _only_highest(scores: Mapping[str, float]) -> str | None:
    """The name with the highest score, if there is just one and not all are alike."""
    best = [name for name, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _length(item: Any) -> dict[str, float]:
    return {name: len(fold(text)) for name, text in item.options.items()}


def longest(item: Any) -> str | None:
    """The longest option."""
    return _only_highest(_length(item))


def shortest(item: Any) -> str | None:
    """The shortest option."""
    return _only_highest({name: -length for name, length in _length(item).items()})


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def most_like_the_others(item: Any) -> str | None:
    """The option that has most pairs of characters in common with the others: wrong ones are made from the right one."""
    pairs = {name: _pairs(fold(text)) for name, text in item.options.items()}
    return _only_highest({name: sum(len(own & other) for n, other in pairs.items() if n != name) for name, own in pairs.items()})


def most_like_the_stem(item: Any) -> str | None:
    """The option with the longest run of characters that stands in the stem too."""
    stem = fold(plain(item.stem))
    runs = {name: len(shared(stem, fold(text))) for name, text in item.options.items()}
    return _only_highest(runs) if max(runs.values(), default=0) >= 2 else None


def only_hedged(item: Any) -> str | None:
    """The one option with a qualifying word."""
    found = [name for name, text in item.options.items() if HEDGE.search(text)]
    return found[0] if len(found) == 1 else None


def only_without_absolutes(item: Any) -> str | None:
    """The one option without an absolute word."""
    found = [name for name, text in item.options.items() if not ABSOLUTE.search(text)]
    return found[0] if len(found) == 1 else None


def most_clauses(item: Any) -> str | None:
    """The option with most commas."""
    return _only_highest({name: len(re.findall("[，；、]", text)) for name, text in item.options.items()})


TRICKS: dict[str, Trick] = {
    "选最长的": longest,
    "选最短的": shortest,
    "选与其他选项最像的": most_like_the_others,
    "选与题干用词最像的": most_like_the_stem,
    "选唯一留有余地的": only_hedged,
    "选唯一不绝对的": only_without_absolutes,
    "选逗号最多的": most_clauses,
}


def tricks(items: Iterable[Any]) -> Iterator[tuple[str, int, int, float]]:
    """Each trick over the single-choice items: how often it named an option, was right, and would be by chance."""
    listed = [item for item in items if item.type == "single"]
    for name, trick in TRICKS.items():
        named = [(item, choice) for item in listed if (choice := trick(item)) is not None]
        right = sum(choice == item.key for item, choice in named)
        yield name, len(named), right, sum(1 / len(item.options) for item, _ in named)


def absolute_is_wrong(items: Iterable[Any]) -> tuple[int, int, float]:
    """Statements with an absolute word: how many there are, are wrong, and would be as often as statements are."""
    listed = [item for item in items if item.type == "judge"]
    absolute = [item for item in listed if ABSOLUTE.search(plain(item.stem))]
    wrong = sum(item.key == "错" for item in absolute)
    share = sum(item.key == "错" for item in listed) / len(listed) if listed else 0.0
    return len(absolute), wrong, share * len(absolute)


def guessable(items: Iterable[Item]) -> Iterator[Finding]:
    """Tricks that are right, or wrong, far more often than chance allows."""
    listed = list(items)
    for name, count, right, expected in (*tricks(listed), ("有绝对的词就判错", *absolute_is_wrong(listed))):
        if unlikely({"right": right, "wrong": count - right}, {"right": expected, "wrong": count - expected}, ONE_PERCENT):
            how = "偏高，不读原文也能猜对" if right > expected else "偏低，可以反过来排除选项"
            message = f"“{name}”这一猜法用得上 {count} 题，猜中 {right} 题（凭运气约 {expected:.0f} 题），{how}。请改写一些题的选项。"
            yield Finding("", "guessable", message)
