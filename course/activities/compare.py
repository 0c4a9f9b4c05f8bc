"""Two passages side by side, and statements to be judged: 甲, 乙, both or neither."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from corpus import Quotation, quote
from course.activities.base import Interaction, Strict, Text

Side = Literal["甲", "乙", "都", "无"]


class Excerpt(Strict):
    """A cited paragraph, or exact words of it."""

    cite: Text
    words: str | None = None

    @property
    def quotation(self) -> Quotation:
        """The words with their label."""
        return quote(self.cite, self.words)


class Statement(Strict):
    """A statement about the two, which of them it is true of, and why."""

    text: Text
    key: Side
    why: Text
    tempts: dict[Side, Text] = {}
    """Answer → why it tempts."""
    words: dict[Literal["甲", "乙"], Text] = {}
    """The words of a passage that decide."""


class Compare(Interaction):
    """Two passages and the statements about them."""

    kind: Literal["compare"]
    ask: Text
    first: Excerpt
    second: Excerpt
    statements: tuple[Statement, ...] = Field(min_length=3, max_length=8)

    @model_validator(mode="after")
    def _is_sound(self) -> Compare:
        passages = {"甲": self.first.quotation.text, "乙": self.second.quotation.text}
        if len({one.text for one in self.statements}) != len(self.statements):
            raise ValueError("有两条说法文字相同")
        if len({one.key for one in self.statements}) < 2:
            raise ValueError("全部说法的答案都一样")
        for one in self.statements:
            if one.key in one.tempts:
                raise ValueError(f"说法“{one.text}”的 tempts 里写了正确的答案 {one.key}")
            for side, words in one.words.items():
                if words not in passages[side]:
                    raise ValueError(f"{side}段里没有“{words}”")
        return self
