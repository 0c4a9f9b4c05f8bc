"""From a sketch to an item that its type and the linter accept, or none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

from exercises.draft.place import place
from exercises.draft.sketch import Asked, Blanks, Choice, Essay, Judged, Pairs, Sketch, Steps, Wrong
from exercises.draft.wording import lead_off, likeness
from exercises.folding import fold
from exercises.items import TYPES, Evidence, Item
from exercises.items.options import LETTERS
from exercises.lint import check_item

MOST_TRIED = 24
"""Sets of wrong options that are tried for one sketch."""
_SLUG_PART = 40
_POINTS = {"single": 2, "judge": 2, "cloze": 2, "multiple": 3, "order": 3, "match": 4}
Fields = dict[str, Any]


def compose(sketch: Sketch, slug: str) -> Item | None:
    """The first sound item that can be made of the sketch; the same for the same sketch."""
    kind = _kind(sketch.asked)
    name = _name(sketch, kind, slug)
    lesson, concept = place(sketch.about or f"{sketch.stem}{sketch.evidence}", sketch.lesson)
    common = {
        "id": name,
        "type": kind,
        "lesson": lesson,
        "concept": concept,
        "level": sketch.level,
        "stem": _stem(sketch),
        "points": _POINTS.get(kind, 2),
        "explanation": sketch.explanation,
        "evidence": [Evidence(cite=cite, quote=quote) for cite, quote in sketch.evidence],
        "status": "draft",
        "pool": "exam",
    }
    for fields in islice(_ways(sketch.asked, Random(name)), MOST_TRIED):
        try:
            item = TYPES[kind].Model.model_validate(common | fields)
        except ValueError:
            continue
        if not TYPES[kind].faults(item) and not check_item(item):
            return item
    return None


def _stem(sketch: Sketch) -> str:
    said, mark, rest = sketch.stem.partition("填空：")
    return f"{said}{mark}{lead_off(rest)}" if mark and isinstance(sketch.asked, Blanks) else sketch.stem


def _kind(asked: Asked) -> str:
    match asked:
        case Choice():
            return "single" if len(asked.right) == 1 else "multiple"
        case Judged():
            return "judge"
        case Blanks():
            return "cloze"
        case Steps():
            return "order"
        case Pairs():
            return "match"
        case Essay():
            return "short"


def _name(sketch: Sketch, kind: str, slug: str) -> str:
    """An id that stays the same as long as the same is asked about the same words."""
    mark = hashlib.sha256("|".join([kind, fold(sketch.stem), *(quote for _, quote in sketch.evidence)]).encode()).hexdigest()
    start = slug if len(slug) <= _SLUG_PART else f"{slug[:_SLUG_PART].rstrip('-')}"
    return f"{start}-d{mark[:8]}"


def _ways(asked: Asked, chance: Random) -> Iterator[Fields]:
    match asked:
        case Choice():
            yield from _choices(asked, chance)
        case Judged():
            yield {"key": asked.key, "distractors": {"错" if asked.key == "对" else "对": asked.note}}
        case Blanks():
            yield {"blanks": {number: list(accepted) for number, accepted in asked.answers.items()}}
        case Steps():
            yield from _orders(list(asked.steps), chance)
        case Pairs():
            yield from _matches(asked, chance)
        case Essay():
            rubric = [{"point": point, "points": 2, "words": list(words)} for point, words in asked.points]
            yield {"answer": asked.answer, "rubric": rubric, "points": 2 * len(rubric), "limit": 300}


def _choices(asked: Choice, chance: Random) -> Iterator[Fields]:
    for wrong in _sets(asked):
        texts = [(text, "") for text in asked.right] + [(one.text, one.note) for one in wrong]
        chance.shuffle(texts)
        named = dict(zip(LETTERS, texts))
        key = [name for name, (_, note) in named.items() if not note]
        yield {
            "options": {name: text for name, (text, _) in named.items()},
            "key": key[0] if len(asked.right) == 1 else key,
            "distractors": {name: note for name, (_, note) in named.items() if note},
        }


def _sets(asked: Choice) -> Iterator[list[Wrong]]:
    """Sets of wrong options, the best first: near the right ones in length, unlike each other."""
    wanted = asked.size - len(asked.right)
    pool = _fit(asked)
    if len(pool) < wanted:
        return
    yield pool[:wanted]
    for n in range(wanted - 1, -1, -1):  # leave one of the best out and take the next best in its place
        for instead in pool[wanted : wanted + 6]:
            yield [*pool[:n], *pool[n + 1 : wanted], instead]
    for start in range(1, len(pool) - wanted + 1):
        yield pool[start : start + wanted]


def _fit(asked: Choice) -> list[Wrong]:
    lengths = [len(fold(text)) for text in asked.right]
    low, high = min(lengths), max(lengths)
    taken: list[Wrong] = []
    for one in sorted(asked.wrong, key=lambda one: (-one.rank, _off(len(fold(one.text)), low, high), one.text)):
        length = len(fold(one.text))
        if not 0.5 * low <= length <= 2 * high + 2:
            continue
        others = [*asked.right, *(other.text for other in taken)]
        if not any(_same(one.text, other) for other in others):
            taken.append(one)
    return taken


def _same(a: str, b: str) -> bool:
    """Whether two options say nearly the same; other digits make another option."""
    digits = [re.findall(r"\d+", text) for text in (a, b)]
    return fold(a) == fold(b) or (likeness(a, b) >= 0.8 and (not digits[0] or digits[0] == digits[1]))


def _off(length: int, low: int, high: int) -> int:
    return max(low - length, length - high, 0)


def _orders(steps: list[str], chance: Random) -> Iterator[Fields]:
    for _ in range(4):
        shown = steps[:]
        chance.shuffle(shown)
        options = dict(zip(LETTERS, shown))
        yield {"options": options, "key": [name for step in steps for name, text in options.items() if text == step]}


def _matches(asked: Pairs, chance: Random) -> Iterator[Fields]:
    for _ in range(4):
        left = list(asked.pairs)
        chance.shuffle(left)
        right = [*dict.fromkeys(b for _, b in asked.pairs), *asked.spare]
        chance.shuffle(right)
        options = dict(zip(LETTERS, right))
        by_text = {text: name for name, text in options.items()}
        yield {
            "left": {str(n): a for n, (a, _) in enumerate(left, 1)},
            "right": options,
            "key": {str(n): by_text[b] for n, (_, b) in enumerate(left, 1)},
        }


def blanked(text: str, spans: list[tuple[int, int]]) -> tuple[str, dict[str, list[str]]]:
    """The text with ``{1}`` … in place of the spans, and what stood there."""
    out, answers, at = "", {}, 0
    for number, (start, end) in enumerate(sorted(spans), 1):
        out += text[at:start] + f"{{{number}}}"
        answers[str(number)] = [text[start:end]]
        at = end
    return out + text[at:], answers
