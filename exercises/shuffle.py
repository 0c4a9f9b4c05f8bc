"""Options in another order for every trainee, the same each time it is worked out.

The order follows from who takes which paper in which class, so nothing has to be
remembered to explain a paper later. What a trainee stores is always the item's own
option ids; only where an option stands, and by which letter it is shown, differs.

seed = SHA-256 of ``class|trainee|paper`` as hex; an item's options are shown in the
order of SHA-256 of ``seed|number|option id``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exercises.items import Item
from exercises.items.options import LETTERS

if TYPE_CHECKING:
    from nbformat import NotebookNode

SHUFFLED = {"single": "options", "multiple": "options", "match": "right"}
"""What is shuffled in each type; 对 and 错 keep their place, and an order is the trainee's to make."""


def seed(course_id: str, student_id: str, form: str) -> str:
    """The seed of one trainee's paper, 64 hex digits."""
    return _sha256("|".join((course_id, student_id, form)))


def order(seed: str, number: int, ids: Sequence[str]) -> list[str]:
    """The option ids in the order in which question ``number`` shows them."""
    return sorted(ids, key=lambda name: _sha256(f"{seed}|{number}|{name}"))


def shown(seed: str, number: int, item: Item) -> list[str] | None:
    """The order in which an item's options are shown; None for a type that is not shuffled."""
    side = SHUFFLED.get(item.type)
    return order(seed, number, list(getattr(item, side))) if side else None


def deal(paper: NotebookNode, seed: str) -> None:
    """Write into a trainee's copy of a paper how its options are shown, and the seed."""
    paper.metadata["xuncha"]["shuffle"] = seed
    for cell in paper.cells:
        about = cell.metadata.get("xuncha", {})
        side = SHUFFLED.get(about.get("type", ""))
        if about.get("role") == "answer" and side and side in about:
            about["shown"] = order(seed, about["number"], [entry["id"] for entry in about[side]])


def letters(ids: Sequence[str]) -> dict[str, str]:
    """The letter that each option id is shown by when the options stand in the order ``ids``."""
    return dict(zip(ids, LETTERS))


def as_seen(item: Item, ids: Sequence[str]) -> Item:
    """The item with its options in the order ``ids``, lettered by their place as the trainee saw them."""
    letter = letters(ids)
    fields: dict[str, Any] = {SHUFFLED[item.type]: {letter[name]: getattr(item, SHUFFLED[item.type])[name] for name in ids}}
    if item.type != "match":
        fields["distractors"] = {letter[name]: note for name, note in getattr(item, "distractors").items()}
    fields["key"] = relettered(getattr(item, "key"), letter)
    return item.model_copy(update=fields)


def relettered(value: Any, letter: Mapping[str, str]) -> Any:
    """A key or response in the letters of ``letter``; sets of options are put in their order."""
    if isinstance(value, str):
        return letter[value]
    if isinstance(value, Mapping):
        return {number: letter[name] for number, name in value.items()}
    changed = sorted(letter[name] for name in value)
    return type(value)(changed)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
