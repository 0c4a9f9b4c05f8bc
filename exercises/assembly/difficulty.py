"""How hard an item is expected to be, before anybody has answered it.

The figure is the share of the points that a trainee who attended the course is
expected not to get: a base by cognitive level and an addition by item type,

    remember 0.25 · understand 0.40 · apply 0.50 · analyse 0.60
    judge −0.10 · single 0 · match +0.05 · cloze, order, short +0.10 · multiple +0.15

Both are conventions, not measurements: higher levels are harder, a verdict can be
guessed by half, a set of options has to be found whole. They are there to make
parallel forms equal before use. Once a class has sat a form, the facility (share
correct) of its items says more, and nothing here claims otherwise. The figure is
computed, never stored, so that a better table changes all items at once.
"""

from __future__ import annotations

from exercises.items import Item

BY_LEVEL = {"remember": 25, "understand": 40, "apply": 50, "analyse": 60}
BY_TYPE = {"judge": -10, "single": 0, "match": 5, "cloze": 10, "order": 10, "short": 10, "multiple": 15}


def percent(item: Item) -> int:
    """The expected difficulty in whole per cent; integers add up the same in every order."""
    return BY_LEVEL[item.level] + BY_TYPE[item.type]


def expected(item: Item) -> float:
    """The expected difficulty, from 0 (all get it) to 1 (nobody does)."""
    return percent(item) / 100


def of_form(items: list[Item]) -> float:
    """The expected difficulty of a paper: of its items, each counting by its points."""
    return sum(percent(item) * item.points for item in items) / sum(item.points for item in items) / 100
