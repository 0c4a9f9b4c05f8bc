"""The linter of items: weaknesses that a sound schema does not exclude.

`check_item` judges one item, `check` a bank, `check_form` the items of one paper.
All are pure: items in, findings out. What keeps an item from loading (shape,
quotations, keys that no option matches) is found by `exercises.bank`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exercises.items import Item
from exercises.lint import cues, damage, naming, truth, wording
from exercises.lint.balance import uneven_keys
from exercises.lint.form import giveaways
from exercises.lint.guessing import guessable
from exercises.lint.model import Finding, Rule
from exercises.lint.near import near_duplicates
from exercises.lint.wording import overlong

__all__ = ["RULES", "Finding", "check", "check_form", "check_item"]

RULES: tuple[Rule, ...] = tuple(
    found for module in (naming, truth, cues, wording, damage) for found in vars(module).values() if isinstance(found, Rule)
)
"""The rules for one item."""


def check_item(item: Item, others: Iterable[Item] = ()) -> list[Finding]:
    """What is weak in one item; with ``others``, also which of them it nearly repeats."""
    if found := list(overlong(item)):
        return found
    found = [finding for rule in RULES for finding in rule(item)]
    for one in near_duplicates([item, *(other for other in _readable(others) if other.id != item.id)]):
        if item.id in (one.item, one.other):
            twin = one.other if one.item == item.id else one.item
            found.append(replace(one, item=item.id, other=twin, message=one.message.replace(one.other, twin, 1)))
    return found


def check(bank: Iterable[Item]) -> list[Finding]:
    """What is weak in the items of a bank, item by item, then between items, then over the whole."""
    items = list(bank)
    found = [finding for item in items for finding in check_item(item)]
    items = _readable(items)
    return [*found, *near_duplicates(items), *uneven_keys(items), *guessable(items)]


def check_form(items: Iterable[Item]) -> list[Finding]:
    """What the items of one paper tell of each other; ``item`` and ``other`` of a finding must not meet on a paper.

    Given a whole pool, the pairs are those to be kept apart (“enemies”).
    """
    return list(giveaways(_readable(items)))


def _readable(items: Iterable[Item]) -> list[Item]:
    """The items of a length that a person may have meant; the rules' time grows with the square of it."""
    return [item for item in items if not any(overlong(item))]
