"""What all interactions share: strict models, and words that must stand in a speech."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus import quote

Text = Annotated[str, Field(pattern=r"\S")]
"""Text that is not empty."""
Letter = Annotated[str, Field(pattern=r"^[A-H]$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]


class Strict(BaseModel):
    """Unknown fields are refused and nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(Strict):
    """Exact words of a cited paragraph. Raises ValueError (a CorpusError) when they do not stand there."""

    cite: Text
    quote: Text

    @model_validator(mode="after")
    def _stands_there(self) -> Quoted:
        quote(self.cite, self.quote)
        return self


class Interaction(Strict):
    """What every interaction has; ``concept`` is what its answers count towards, as in the bank."""

    id: Name
    concept: str = ""
