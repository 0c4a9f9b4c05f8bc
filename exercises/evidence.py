"""Looking up the quotations that items rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.items.base import Evidence

if TYPE_CHECKING:
    from corpus import Quotation


def quotation(evidence: Evidence) -> Quotation:
    """The quoted words in their paragraph. Raises corpus.CorpusError when they do not stand there."""
    from corpus import quote  # the corpus is read here only: scoring does without it

    return quote(evidence.cite, evidence.quote)


def mismatch(evidence: Evidence) -> str | None:
    """Why the quotation is wrong, in Chinese; None when it is right."""
    from corpus import CorpusError

    try:
        quotation(evidence)
    except CorpusError as error:
        return str(error)
    return None
