"""Passages as shown to a reader: the words, where they stand, what is around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus import Citation, Quotation, quote, speech

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?[”’）]*")


@dataclass(frozen=True)
class Passage:
    """A quotation with its paragraph cut at the quotation, its neighbours, and notes on slips."""

    quotation: Quotation
    before: str
    after: str
    previous: str | None
    following: str | None
    slips: tuple[str, ...]


def passage(cite: Citation | str, words: str | None = None) -> Passage:
    """The passage for ``words`` of the cited paragraph (the whole paragraph if None).

    Raises a CorpusError when the words do not stand there.
    """
    quotation = quote(cite, words)
    source = speech(quotation.citation.slug)
    n = quotation.citation.n
    before, _, after = quotation.block.text.partition(quotation.text)
    slips = [f"“{s.text}”：{s.note}" for s in source.meta.slips if s.n == n and s.text in quotation.text]
    return Passage(
        quotation=quotation,
        before=before,
        after=after,
        previous=source.block(n - 1).text if n > 1 else None,
        following=source.block(n + 1).text if n < len(source.blocks) else None,
        slips=tuple(slips),
    )


def sentences(text: str) -> list[str]:
    """Cut Chinese text after 。！？； (closing marks stay with their sentence); joined they give ``text``."""
    return _SENTENCE.findall(text) or [text]
