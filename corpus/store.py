"""Reading the corpus: all speeches, one speech, a verified quotation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus import speechfile
from corpus.errors import QuotationMismatch, UnknownSpeech
from corpus.model import Citation, Quotation, Speech

SPEECHES = Path(__file__).parent / "speeches"


@cache
def _shipped() -> dict[str, Speech]:
    return {path.stem: speechfile.read(path) for path in sorted(SPEECHES.glob("*.md"))}


def speeches() -> list[Speech]:
    """All speeches, by slug. Raises BadSpeechFile when one cannot be read."""
    return list(_shipped().values())


def speech(slug: str) -> Speech:
    """The speech called ``slug``; raises UnknownSpeech if there is none."""
    try:
        return _shipped()[slug]
    except KeyError:
        known = "、".join(_shipped()) or "（语料库是空的）"
        raise UnknownSpeech(f"语料库里没有“{slug}”这篇讲话。现有：{known}。") from None


def quote(citation: Citation | str, text: str | None = None) -> Quotation:
    """The words of the cited paragraph, or exactly ``text`` from within it.

    Raises BadCitation, UnknownSpeech, UnknownParagraph, or QuotationMismatch when
    ``text`` is not an exact substring; the message says where the words do stand,
    if anywhere in the same speech.
    """
    place = Citation.parse(citation) if isinstance(citation, str) else citation
    source = speech(place.slug)
    block = source.block(place.n)
    if text is None:
        text = block.text
    elif not text or text not in block.text:
        elsewhere = [f"¶{b.n}" for b in source.blocks if text and text in b.text]
        hint = f"这句话在同一讲话的 {'、'.join(elsewhere)}。" if elsewhere else "请逐字核对原文（标点、错字照录）。"
        raise QuotationMismatch(f"{place} 里没有“{text}”这句原文。{hint}")
    return Quotation(place, text, block, source.meta.short)
