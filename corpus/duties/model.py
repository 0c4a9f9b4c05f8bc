"""A rule: what somebody must do or must not do, in the words of the speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bound = Literal["inspectors", "inspected", "others"]


@dataclass(frozen=True)
class Rule:
    """One prohibition or duty; ``block(n).text[start:end] == text``.

    ``cue`` is the word that makes it one (严禁, 必须). ``bound`` says who has to keep
    it: the inspectors, the inspected side, or others (units that choose inspectors,
    or nobody in particular).
    """

    text: str
    n: int
    start: int
    end: int
    bound: Bound
    cue: str
