"""A made-up report line that does not stand, to be rewritten; hints by words, never a mark."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from corpus import quote
from course.activities.base import Interaction, Strict, Text


class Flaw(Strict):
    """Words of the draft that do not stand, and why; ``cite`` and ``quote`` say what they fall short of."""

    words: Text
    why: Text
    cite: str | None = None
    quote: str | None = None


class Point(Strict):
    """One thing a good version says, and words of which any one shows it."""

    point: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]

    def stands_in(self, text: str) -> bool:
        """Whether one of the words is there."""
        return any(word in text for word in self.words)


class Rewrite(Interaction):
    """A draft, what is wrong with it, what a good version says, and one such version."""

    kind: Literal["rewrite"]
    ask: Text
    draft: Text
    limit: Annotated[int, Field(ge=20, le=2000)] = 200
    faults: tuple[Flaw, ...] = Field(min_length=1)
    points: tuple[Point, ...] = Field(min_length=1)
    model: Text

    @model_validator(mode="after")
    def _is_sound(self) -> Rewrite:
        for flaw in self.faults:
            if flaw.words not in self.draft:
                raise ValueError(f"文稿里没有“{flaw.words}”")
            if flaw.words in self.model:
                raise ValueError(f"参考改写里还留着“{flaw.words}”")
            if (flaw.cite is None) != (flaw.quote is None):
                raise ValueError("cite 与 quote 要么都写，要么都不写")
            if flaw.cite is not None:
                quote(flaw.cite, flaw.quote)
        for point in self.points:
            if not point.stands_in(self.model):
                raise ValueError(f"参考改写里找不到要点“{point.point}”的用词：{'、'.join(point.words)}")
        if len("".join(self.model.split())) > self.limit:
            raise ValueError(f"参考改写超过了 {self.limit} 字")
        return self
