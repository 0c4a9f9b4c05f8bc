"""Cards to be put into bins: who a duty is said to, what is fact and what is judgement …"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from corpus import quote
from course.activities.base import Interaction, Letter, Quoted, Strict, Text


class Card(Strict):
    """One card: its words, where it belongs and why."""

    text: Text
    cite: str | None = None
    """Where the words stand; with it ``text`` is exact. Without it the card is made up or the course's own words."""
    bin: Letter
    why: Text
    tempts: dict[Letter, Text] = {}
    """Bin → why the card is easily put there, and what is wrong with that."""
    evidence: tuple[Quoted, ...] = ()
    """What decides where it belongs, if the card does not say it itself."""


class Sort(Interaction):
    """Cards and bins."""

    kind: Literal["sort"]
    ask: Text
    bins: dict[Letter, Text] = Field(min_length=2, max_length=6)
    cards: tuple[Card, ...] = Field(min_length=3, max_length=12)
    evidence: tuple[Quoted, ...] = ()
    """What decides the whole matter."""

    @model_validator(mode="after")
    def _is_sound(self) -> Sort:
        if len({card.text for card in self.cards}) != len(self.cards):
            raise ValueError("有两张卡片文字相同")
        if len({card.bin for card in self.cards}) < 2:
            raise ValueError("全部卡片都归在一处，不成其为归类")
        for card in self.cards:
            if card.cite is not None:
                quote(card.cite, card.text)
            if strays := ({card.bin} | set(card.tempts)) - set(self.bins):
                raise ValueError(f"卡片“{card.text}”写了没有的类别：{'、'.join(sorted(strays))}")
            if card.bin in card.tempts:
                raise ValueError(f"卡片“{card.text}”的 tempts 里写了正确的类别 {card.bin}")
        if not self.evidence and not any(card.cite or card.evidence for card in self.cards):
            raise ValueError("没有一处依据：请给卡片写 cite 或 evidence，或给整个互动写 evidence")
        return self
