"""Passages as shown to a reader: the words, where they stand, what is around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


@dataclass(frozen=True)
class Hit:
    """A paragraph found by a search, cut at what was found, with its neighbours."""

    citation: Citation
    label: str
    """What stands under it: “市纪委书记动员讲话 ¶27”."""
    pieces: tuple[tuple[str, bool], ...]
    """(words, whether they are what was found); joined they give the paragraph."""
    previous: str | None
    following: str | None
    slips: tuple[str, ...]


def hit(cite: Citation, spans: Sequence[tuple[int, int]] = ()) -> Hit:
    """The cited paragraph with ``spans`` of its text marked (in order, not overlapping).

    Raises UnknownSpeech or UnknownParagraph, as when the speech was removed since.
    """
    source = speech(cite.slug)
    block = source.block(cite.n)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(block.text[at:start], False), (block.text[start:end], True)]
        at = end
    pieces.append((block.text[at:], False))
    return Hit(
        citation=cite,
        label=f"{source.meta.short} ¶{cite.n}",
        pieces=tuple(piece for piece in pieces if piece[0]),
        previous=source.block(cite.n - 1).text if cite.n > 1 else None,
        following=source.block(cite.n + 1).text if cite.n < len(source.blocks) else None,
        slips=tuple(f"“{slip.text}”：{slip.note}" for slip in source.meta.slips if slip.n == cite.n),
    )


def sentences(text: str) -> list[str]:
    """Cut Chinese text after 。！？； (closing marks stay with their sentence); joined they give ``text``."""
    return _SENTENCE.findall(text) or [text]
