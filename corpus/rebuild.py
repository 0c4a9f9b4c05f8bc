"""Spoken text plus the record of what was taken out gives the raw text back.

Every position counts characters of the spoken text (all blocks joined). At one
position the record is read in this order: a line break, then the removed pieces as
listed. So ``rebuild(*take_out(raw, cuts)) == raw`` for any cuts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from corpus.model import Removed, Source, Speech

NEWLINES = {"lf": "\n", "crlf": "\r\n"}


class Cut(NamedTuple):
    """A stretch ``raw[start:end]`` that is not words of the speech, and why."""

    start: int
    end: int
    why: str
    by: Literal["machine", "editor"] = "machine"


def take_out(raw: str, cuts: Iterable[Cut], newline: str = "\n") -> tuple[str, tuple[int, ...], tuple[Removed, ...]]:
    """Remove ``cuts`` (ordered, not overlapping) from ``raw``.

    Returns the spoken text, the positions of plain line breaks and the other
    removed pieces. A cut that is just one line break and the first cut at its
    position becomes a bare position; all else keeps its text and reason.
    """
    spoken: list[str] = []
    breaks: list[int] = []
    removed: list[Removed] = []
    at = done = 0
    for cut in cuts:
        if cut.start < done or cut.end <= cut.start:
            raise ValueError("cuts must be ordered and must not overlap")
        spoken.append(raw[done : cut.start])
        at += cut.start - done
        done = cut.end
        text = raw[cut.start : cut.end]
        first_here = not (breaks and breaks[-1] == at) and not (removed and removed[-1].at == at)
        if text == newline and first_here:
            breaks.append(at)
        elif removed and (removed[-1].at, removed[-1].why, removed[-1].by) == (at, cut.why, cut.by):
            removed[-1] = Removed(at=at, why=cut.why, text=removed[-1].text + text, by=cut.by)
        else:
            removed.append(Removed(at=at, why=cut.why, text=text, by=cut.by))
    spoken.append(raw[done:])
    return "".join(spoken), tuple(breaks), tuple(removed)


def spans(breaks: Iterable[int], removed: Sequence[Removed], newline: str = "\n") -> tuple[tuple[int, int], ...]:
    """The (start, end) in the raw text of every removed piece, in order."""
    broken = sorted(set(breaks))
    found: list[tuple[int, int]] = []
    taken = passed = 0
    for piece in removed:
        while passed < len(broken) and broken[passed] <= piece.at:
            passed += 1
        start = piece.at + passed * len(newline) + taken
        found.append((start, start + len(piece.text)))
        taken += len(piece.text)
    return tuple(found)


def rebuild(spoken: str, breaks: Iterable[int], removed: Iterable[Removed], newline: str = "\n") -> str:
    """The raw text from which ``spoken`` was cleaned (see the module's rule)."""
    broken = set(breaks)
    pieces = {at: "".join(r.text for r in group) for at, group in groupby(removed, key=lambda r: r.at)}
    out: list[str] = []
    done = 0
    for at in sorted(broken | pieces.keys()):
        out.append(spoken[done:at])
        out.append(newline if at in broken else "")
        out.append(pieces.get(at, ""))
        done = at
    out.append(spoken[done:])
    return "".join(out)


def raw_text(speech: Speech) -> str:
    """The raw text of ``speech``: its source as read, before anything was taken out."""
    meta = speech.meta
    return rebuild(speech.spoken, meta.line_breaks, meta.removed, NEWLINES[meta.source.newline])


def raw_bytes(speech: Speech) -> bytes:
    """The bytes of the raw text of ``speech``; of a text file they are the file itself."""
    return encode(raw_text(speech), speech.meta.source)


def encode(text: str, source: Source) -> bytes:
    """``text`` in the encoding of ``source``, with its byte order mark if it had one."""
    mark = "\ufeff" if source.bom else ""
    return (mark + text).encode(source.encoding)


def is_whole(speech: Speech) -> bool:
    """Whether the raw text can still be rebuilt, character for character."""
    source = speech.meta.source
    return sha256(raw_bytes(speech)) == (source.text_sha256 or source.sha256)


def sha256(data: bytes) -> str:
    """Hex SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()
