"""What is found: a formula with its mentions and members, a parallel group without a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Polarity = Literal["positive", "misconduct", "prohibition"]


@dataclass(frozen=True, order=True)
class Place:
    """Characters ``start`` to ``end`` of the text of block ``n``."""

    n: int
    start: int
    end: int


@dataclass(frozen=True)
class Member:
    """One member of a formula or group, in the words of the speech.

    ``block(n).text[start:end] == text``.
    """

    text: str
    n: int
    start: int
    end: int


@dataclass(frozen=True)
class Formula:
    """A label that sums something up by a number, as one speech uses it.

    ``canonical`` is the label without quotation marks (四个落实), ``surface`` the words
    of the first mention. ``count`` is the number it states, None where it states
    none or more than one (后半篇文章, 三超两乱). ``members`` is empty when the speech
    names the formula without enumerating it. ``label_absent``: the speech quotes the
    members and never says the label, which is then made from their number and the
    words they share.
    """

    canonical: str
    surface: str
    count: int | None
    polarity: Polarity
    label_absent: bool
    mentions: tuple[Place, ...]
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Group:
    """Parallel items that no label sums up (以巡促改、以巡促建、以巡促治)."""

    members: tuple[Member, ...]
