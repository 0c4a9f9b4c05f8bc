"""A passage to be dated by its wording: a year, and the words that show it."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from corpus import Quotation, quote
from course.activities.base import Interaction, Letter, Strict, Text

_ENCLOSED = r"“[^“”]*”|《[^《》]*》|（[^（）]*）"
_CLAUSE = re.compile(rf"(?:{_ENCLOSED}|[^，。；：、！？])+[，。；：、！？”’）]*")
"""Text up to its mark; what is enclosed is never torn."""


class Clue(Strict):
    """Words that date the passage and why; ``outside`` names the source when the fact is not in the texts."""

    words: Text
    why: Text
    outside: str | None = None


class Decoy(Strict):
    """Words that seem to date the passage, and why they do not."""

    words: Text
    says: Text


class Date(Interaction):
    """A passage shown without its source, choices of time, and clues to be marked."""

    kind: Literal["date"]
    ask: Text
    cite: Text
    words: str | None = None
    choices: dict[Letter, Text] = Field(min_length=2, max_length=6)
    key: Letter
    clues: tuple[Clue, ...] = Field(min_length=1)
    others: tuple[Decoy, ...] = ()
    wrong: dict[Letter, Text]
    """Every wrong choice → why it is wrong."""

    @model_validator(mode="after")
    def _is_sound(self) -> Date:
        text = self.quotation.text
        for one in (*self.clues, *self.others):
            if text.count(one.words) != 1:
                raise ValueError(f"“{one.words}”应在这段话里恰好出现一次，现在出现 {text.count(one.words)} 次")
        if set(self.wrong) | {self.key} != set(self.choices) or self.key in self.wrong:
            raise ValueError("wrong 要恰好说明 key 以外的每一个选项")
        if len(set(self.choices.values())) != len(self.choices):
            raise ValueError("有两个选项文字相同")
        taken: set[int] = set()
        for one in (*self.clues, *self.others):
            here = self.clauses_of(one.words)
            if here & taken:
                raise ValueError(f"“{one.words}”与另一处线索在同一小句里")
            taken |= here
        return self

    @property
    def quotation(self) -> Quotation:
        """The passage."""
        return quote(self.cite, self.words)

    @property
    def clauses(self) -> list[str]:
        """The passage cut after every mark, as it can be marked; joined they give the passage."""
        text = self.quotation.text
        return _CLAUSE.findall(text) if "".join(_CLAUSE.findall(text)) == text else [text]

    def clauses_of(self, words: str) -> set[int]:
        """The clauses that ``words`` touch."""
        start = self.quotation.text.index(words)
        end, at, found = start + len(words), 0, set()
        for index, clause in enumerate(self.clauses):
            if at < end and start < at + len(clause):
                found.add(index)
            at += len(clause)
        return found
