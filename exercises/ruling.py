"""What was decided about an item after its paper had been handed out: void, or right answers other than the paper's.

A void item gives everyone who handed in its full marks, whatever was answered and also
where nothing was: the paper's total stays as it was announced, nobody's marks fall, and
the order of the class is that of the other items, the same as if the item had been taken
out of the total. A re-keyed item is scored anew along its new key; where several answers
are accepted, along the one that earns most.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from exercises.items import Item, from_json, kind, to_json
from exercises.score import Score

Did = Literal["void", "rekey"]

VOID_NOTE = "本题已作废，全体得满分。"
REKEY_NOTE = "本题答案已更正。"


@dataclass(frozen=True)
class Ruling:
    """One decision about one item of one paper."""

    did: Did
    why: str
    """The reason, in a person's words (Chinese); trainees are told it."""
    original: Item | None = None
    """The item as it was handed out, where it has another key now."""
    also: tuple[Any, ...] = ()
    """Further keys that count as right, each as the item's own field of that name holds it."""

    @property
    def note(self) -> str:
        """What is said of the item wherever it is shown."""
        return VOID_NOTE if self.did == "void" else REKEY_NOTE


def dumps(ruling: Ruling) -> str:
    """The ruling in one line of JSON."""
    original = None if ruling.original is None else json.loads(to_json(ruling.original))
    about = {"did": ruling.did, "why": ruling.why, "original": original, "also": list(ruling.also)}
    return json.dumps(about, ensure_ascii=False)


def loads(text: str) -> Ruling:
    """A ruling from `dumps`. Raises ValueError when it is none."""
    try:
        about = json.loads(text)
        did, why, original, also = (about[name] for name in ("did", "why", "original", "also"))
    except (TypeError, KeyError) as error:
        raise ValueError("这不是对一道题的处理。") from error
    if did not in ("void", "rekey") or not isinstance(why, str) or not isinstance(also, list):
        raise ValueError("这不是对一道题的处理。")
    return Ruling(did, why, None if original is None else from_json(json.dumps(original)), tuple(also))


def with_key(item: Item, key: Any) -> Item:
    """The item with another key."""
    return item.model_copy(update={"key": key})


def alternatives(item: Item, ruling: Ruling | None) -> list[Item]:
    """The item once for every key that counts as right, its own first."""
    return [item, *(with_key(item, key) for key in (ruling.also if ruling else ()))]


def ruled(item: Item, response: Any, score: Score, ruling: Ruling) -> Score:
    """The score under a ruling.

    Args:
        response: what was read from the answer; None when blank or unreadable.
        score: what it earns by the item's own key.
    """
    if ruling.did == "void":
        return Score(float(item.points), item.points, "void", VOID_NOTE)
    if response is None or item.type == "short":
        return score
    found = [score, *(kind(one).score(one, response) for one in alternatives(item, ruling)[1:])]
    return max(found, key=lambda one: one.earned or 0.0)
