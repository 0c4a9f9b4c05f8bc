"""The linter of items: weaknesses that a sound schema does not exclude.

`check_item` judges one item, `check` a bank, `check_form` the items of one paper.
All are pure: items in, findings out. What keeps an item from loading (shape,
quotations, keys that no option matches) is found by `exercises.bank`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exercises.items import Item
from exercises.items.cloze import BLANK
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
    if not _whole(item):
        return []  # what is missing is told as a fault of the item itself
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
    """Whole items of a length that a person may have meant; the rules' time grows with the square of it."""
    return [item for item in items if _whole(item) and not any(overlong(item))]


def _whole(item: Item) -> bool:
    """Whether the parts of an item fit each other, as in every bank that loads but not while one is being written.

    A part that is not there at all is no matter: the rules that read it do not run.
    """
    options, key, blanks, left, right = (getattr(item, part, None) for part in ("options", "key", "blanks", "left", "right"))
    match item.type:
        case "single" | "multiple" | "order" if options is not None and key is not None:
            return bool(key) and set(key) <= set(options) and len(options) > 1
        case "cloze" if blanks is not None:
            return bool(blanks) and all(blanks.values()) and set(BLANK.findall(item.stem)) == set(blanks)
        case "match" if None not in (left, right, key):
            return bool(left) and set(key) == set(left) and set(key.values()) <= set(right)
        case _:
            return True
