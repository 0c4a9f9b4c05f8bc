"""Which items of a bank a specification may draw, and what became of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from exercises.items import Item
from exercises.quiz.spec import Bounds, Spec

SHARES = {"lesson": "lessons", "type": "types", "level": "levels", "concept": "concepts"}
"""The field of an item, and the field of a specification with its shares."""


@dataclass(frozen=True)
class Candidates:
    """The items that may be drawn, sorted by id, with the points they have in the paper."""

    items: tuple[Item, ...]
    left_out: tuple[tuple[Item, str], ...]
    """Items that would fit but for one thing: a draft, excluded, other points. With a Chinese reason."""

    def why_fewer(self, dimension: str = "", value: object = None) -> str:
        """“（另有 3 题已排除）” and the like, for all items or those of one value; empty when there are none."""
        reasons = Counter(why for item, why in self.left_out if not dimension or getattr(item, dimension) == value)
        return f"（另有 {'、'.join(f'{n} 题{why}' for why, n in reasons.items())}）" if reasons else ""


def find(spec: Spec, items: Iterable[Item], exclude: Collection[str] = ()) -> Candidates:
    """The candidates of a specification among ``items``, without those whose ids are in ``exclude``."""
    found, left_out = [], []
    for item in sorted(items, key=lambda item: item.id):
        if not _asked(spec, item):
            continue
        points = spec.points.get(item.type)  # type: ignore[call-overload]  # a type's name is a str here
        if item.status != "reviewed":
            left_out.append((item, "还没有审核"))
        elif item.id in exclude or item.id in spec.exclude:
            left_out.append((item, "已排除或已用过"))
        elif item.type == "short" and points not in (None, item.points):
            left_out.append((item, f"不是 {points} 分"))
        else:
            found.append(item if points is None else item.model_copy(update={"points": points}))
    return Candidates(tuple(found), tuple(left_out))


def shares(spec: Spec, dimension: str) -> dict[object, Bounds] | None:
    """The specification's bounds in one dimension; None when it says nothing about it."""
    return getattr(spec, SHARES[dimension])


def _asked(spec: Spec, item: Item) -> bool:
    if item.pool != spec.pool:
        return False
    wanted = ((dimension, shares(spec, dimension)) for dimension in SHARES)
    return all(bounds is None or getattr(item, dimension) in bounds for dimension, bounds in wanted)
