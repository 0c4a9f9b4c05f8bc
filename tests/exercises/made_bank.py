"""Made-up items of all types, for tests that need a bank of a certain make."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from typing import Any

from exercises.items import TYPES, Item

LEVELS = ("remember", "understand", "apply", "analyse")
POINTS = {"single": 2, "multiple": 3, "judge": 2, "cloze": 2, "order": 3, "match": 4, "short": 6}


def words(name: str, length: int) -> str:
    """Characters that no two names share for long, so that no item is like another."""
    digest = hashlib.sha512(name.encode()).digest()
    return "".join(chr(0x4E00 + 80 * digest[n] + digest[n + 1] % 80) for n in range(length))


def made(name: str, type: str = "single", lesson: int = 1, level: str = "remember", **fields: Any) -> Item:
    """An item; ``fields`` in place of what it would have."""
    texts = [words(f"{name}{letter}", 6) for letter in "ABCD"]
    options = dict(zip("ABCD", texts, strict=True))
    noted = {letter: "似是而非。" for letter in "BCD"}
    own: dict[str, dict[str, Any]] = {
        "single": {"options": options, "key": "A", "distractors": noted},
        "multiple": {"options": options, "key": ["A", "B"], "distractors": {k: noted[k] for k in "CD"}},
        "judge": {"key": "对", "distractors": {"错": "似是而非。"}},
        "cloze": {"blanks": {"1": [texts[0]]}},
        "order": {"options": options, "key": ["B", "A", "D", "C"]},
        "match": {"left": {"1": words(f"{name}1", 6), "2": words(f"{name}2", 6)}, "right": options, "key": {"1": "B", "2": "A"}},
        "short": {"answer": "略。", "rubric": [{"point": "要点", "points": fields.get("points", POINTS["short"]), "words": ["要点"]}]},
    }
    common = {
        "id": name,
        "type": type,
        "lesson": lesson,
        "concept": f"第{lesson}课之一",
        "level": level,
        "stem": f"{words(name, 20)}{'{1}' if type == 'cloze' else ''}。",
        "points": POINTS[type],
        "explanation": "因为如此。",
        "evidence": [{"cite": f"made-{name}¶1", "quote": name}],
        "status": "reviewed",
        "pool": "exam",
    }
    item: Item = TYPES[type].Model.model_validate(common | own[type] | fields)
    return item


def bank(seed: int = 0, lessons: Iterable[int] = range(1, 13), each: int = 13) -> list[Item]:
    """A bank like a finished one: in each lesson and pool ``each`` items, every type, levels and keys by chance."""
    chance = random.Random(seed)
    items = []
    for lesson in lessons:
        for pool in ("practice", "exam"):
            types = ["single"] * 4 + ["multiple"] * 2 + ["judge"] * 2 + ["cloze", "order", "match", "short"]
            types += [chance.choice(["single", "multiple", "judge", "cloze", "match"]) for _ in range(each - len(types))]
            for n, type in enumerate(types[:each], 1):
                [level] = chance.choices(LEVELS, [3, 4, 4, 3])
                fields: dict[str, Any] = {"pool": pool, "concept": f"第{lesson}课之{n % 5}"}
                if type == "judge" and chance.random() < 0.5:
                    fields |= {"key": "错", "distractors": {"对": "似是而非。"}}
                if type == "short":
                    fields |= {"points": chance.choice([5, 6, 6])}
                items.append(made(f"l{lesson:02d}-{pool[0]}{n}", type, lesson, level, **fields))
    return items
