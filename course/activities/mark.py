"""“Mark the sentence that decides”: one passage, one or more right sentences."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from corpus import quote
from course.activities.base import Interaction, Strict, Text
from course.passages import sentences


class Choice(Strict):
    """One sentence a reader may mark and what is answered to it."""

    words: Text
    """Enough of the sentence to find it; must stand in exactly one sentence."""
    says: Text
    """The answer to whoever marks it: why it decides, or why it only seems to."""


class Mark(Interaction):
    """One passage whose sentences can be marked."""

    kind: Literal["mark"]
    ask: Text
    cite: str | None = None
    """The cited paragraph; None when ``text`` is made up."""
    text: str | None = None
    """A made-up text (a draft report line, say); None when ``cite`` is given."""
    right: tuple[Choice, ...] = Field(min_length=1)
    others: tuple[Choice, ...] = ()
    otherwise: Text
    """The answer to any other sentence."""

    @model_validator(mode="after")
    def _words_are_found(self) -> Mark:
        if (self.cite is None) == (self.text is None):
            raise ValueError("cite 与 text 须且只须给出一个")
        for choice in (*self.right, *self.others):
            hits = [s for s in self.sentences if choice.words in s]
            if len(hits) != 1:
                raise ValueError(f"“{choice.words}”应恰好出现在一句里，现在出现在 {len(hits)} 句里")
        return self

    @property
    def sentences(self) -> list[str]:
        """The sentences a reader can mark, in order."""
        return sentences(quote(self.cite).text if self.cite else self.text or "")

    def answer_to(self, index: int) -> tuple[bool, str]:
        """(is it right, what to say) for the sentence at ``index``."""
        sentence = self.sentences[index]
        for choice in self.right:
            if choice.words in sentence:
                return True, choice.says
        for choice in self.others:
            if choice.words in sentence:
                return False, choice.says
        return False, self.otherwise
