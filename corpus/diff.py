"""What cleaning did to a raw text, piece by piece, for people to read.

Pure: from a speech and its record to a list of pieces that, joined, give the raw
text again. A terminal or a page draws them; ``plan`` and editing find raw places
with them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from corpus.model import Block, Speech
from corpus.rebuild import NEWLINES

PieceKind = Literal["kept", "joined", "removed"]


@dataclass(frozen=True)
class Piece:
    """A run of the raw text and what became of it."""

    kind: PieceKind
    """Kept; a line break (``joined``) inside a paragraph, which goes on without it; removed."""
    text: str
    """The raw characters; those of a kept piece include the line break after its paragraph."""
    why: str
    """Why it was removed or joined; '' for what is kept."""
    raw: int
    """Where it begins in the raw text, in characters."""
    spoken: int
    """Where it stands in the spoken text (all blocks joined), in characters."""
    said: int = 0
    """How many characters at its beginning are spoken text; 0 for what is not kept."""
    number: int | None = None
    """For a removed piece: its number among all removed pieces, from 1."""
    by: Literal["machine", "editor"] = "machine"

    @property
    def span(self) -> tuple[int, int]:
        """Begin and end (exclusive) in the raw text."""
        return self.raw, self.raw + len(self.text)


def pieces(speech: Speech) -> list[Piece]:
    """The raw text of ``speech`` as pieces in order; their texts joined give it exactly."""
    return list(_pieces(speech))


def _pieces(speech: Speech) -> Iterator[Piece]:
    meta, spoken = speech.meta, speech.spoken
    newline = NEWLINES[meta.source.newline]
    starts = set(block_starts(speech.blocks)) | {len(spoken)}
    breaks = set(meta.line_breaks)
    removed: dict[int, list[int]] = {}
    for i, piece in enumerate(meta.removed):
        removed.setdefault(piece.at, []).append(i)
    raw = done = 0
    for at in [*sorted(breaks | removed.keys() | (starts - {0})), len(spoken)]:
        words = spoken[done:at]
        # Between blocks a plain line break is the layout of what is kept, not a change.
        ending = newline if at in breaks and at in starts else ""
        if words or ending:
            yield Piece("kept", words + ending, "", raw, done, len(words))
            raw += len(words + ending)
        if at in breaks and not ending:
            yield Piece("joined", newline, "接回换行", raw, at)
            raw += len(newline)
        for i in removed.pop(at, ()):
            one = meta.removed[i]
            yield Piece("removed", one.text, one.why, raw, at, number=i + 1, by=one.by)
            raw += len(one.text)
        breaks.discard(at)
        done = at


def block_starts(blocks: Sequence[Block]) -> list[int]:
    """Where each block begins in the spoken text, in characters."""
    return [0, *accumulate(len(block.text) for block in blocks)][:-1]


def block_at(starts: Sequence[int], spoken: int) -> int:
    """The number (from 1) of the block that holds the offset ``spoken``, given ``block_starts``."""
    return max(1, bisect_right(starts, spoken))
