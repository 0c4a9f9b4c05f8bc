"""What the linter finds, and how its rules are written.

A rule is a pure function. A rule for one item names the fields it reads and runs
only where all of them have the right shape; a rule for a bank takes all items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from exercises.items import Item

Told = tuple[str, str]
"""A field's path and a Chinese message."""


@dataclass(frozen=True)
class Finding:
    """One weakness of an item, or of the bank when ``item`` is empty."""

    item: str
    rule: str
    """The rule's name, such as ``longest-key``; the same in every message of the rule."""
    message: str
    """Chinese: what is wrong and what to do."""
    field: str = ""
    """The path of the field, such as ``options.B``; empty for the whole item."""
    other: str = ""
    """The other item, where two are concerned."""


@dataclass(frozen=True)
class Rule:
    """A rule for one item."""

    name: str
    types: frozenset[str]
    reads: frozenset[str]
    find: Callable[..., Iterable[Told]]

    def __call__(self, item: Item) -> Iterator[Finding]:
        """The findings in an item; none where the rule does not apply to it."""
        if item.type in self.types and self.reads <= item.model_fields_set:
            for field, message in self.find(item):
                yield Finding(item.id, self.name, message, field)


EVERY = ("single", "multiple", "judge", "cloze", "order", "match", "short")
CHOICE = ("single", "multiple")


def rule(name: str, types: Sequence[str], *reads: str) -> Callable[[Callable[..., Iterable[Told]]], Rule]:
    """Makes a rule of a function from an item of ``types`` to pairs of field and message."""
    return lambda find: Rule(name, frozenset(types), frozenset({"id", *reads}), find)
