"""Whether two texts are the same speech, whatever noise, marks and wrapping they carry.

A fingerprint is a hash of the bare words (equal: the same text) and a sketch of
their shingles, from which the share of one text that stands in the other can be
estimated without having either. Pure and small: a fingerprint takes about 2 kB and
can be stored (``corpus.known``); comparing a new speech with 10,000 known ones takes well under a second.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from corpus.model import Speech

SHINGLE = 8
"""Characters in a shingle: longer than most set phrases of the genre."""
_SKETCH = 384
"""A sketch keeps at most this many hashes, and at least half as many of a text that has them."""
_HASHES = 1 << 32
_POSTED = 32
_LEAST_SHARED = 8
"""Fewer shared hashes than this say nothing."""
SAME = 0.7
"""Share of the shorter text's shingles that stand in the longer one, from which on both
are one speech. A text retyped with three wrong characters in a hundred keeps 0.78;
two speeches of one county from different rounds share less than half."""
LEAST_EXTRA = 40
"""Characters by which a copy must be longer to count as more complete, if also by 2 in 100."""

# Width, marks, blanks and masks (X, ×, *, ○) differ from copy to copy; words do not.
_WORDS = re.compile(r"[0-9a-wyz㐀-鿿豈-﫿𠀀-𰀀]+")

Relation = Literal["same", "longer", "shorter"]


@dataclass(frozen=True)
class Fingerprint:
    """What is needed of a speech to recognise it."""

    slug: str
    exact: str
    """SHA-256 of the bare words, in hex."""
    size: int
    """Bare words, in characters."""
    limit: int
    """The sketch keeps the shingle hashes below this."""
    sketch: bytes
    """Shingle hashes, as 32-bit unsigned little-endian numbers."""

    def hashes(self) -> array[int]:
        """The hashes in the sketch."""
        return _numbers(self.sketch)


@dataclass(frozen=True)
class Match:
    """A known speech that is the one asked about."""

    slug: str
    relation: Relation
    """The text asked about is the same, longer (the known one is cut), or shorter."""
    extra: int = 0
    """By how many characters (without marks and blanks) it is longer or shorter; about."""


def bare(text: str) -> str:
    """The words of ``text`` alone: one width, no blanks, no marks, no masks."""
    return "".join(_WORDS.findall(unicodedata.normalize("NFKC", text).lower()))


def fingerprint(speech: Speech) -> Fingerprint:
    """The fingerprint of what was said in ``speech``."""
    return of_text(speech.spoken, speech.slug)


def of_text(text: str, slug: str = "") -> Fingerprint:
    """The fingerprint of ``text``."""
    words = bare(text)
    hashes = {crc32(words[i : i + SHINGLE].encode()) for i in range(max(1, len(words) - SHINGLE + 1))}
    limit = _HASHES
    # Halving the limit keeps a fair sample: two sketches compare below the lower limit.
    while len(hashes) > _SKETCH:
        limit //= 2
        hashes = {h for h in hashes if h < limit}
    return Fingerprint(slug, hashlib.sha256(words.encode()).hexdigest(), len(words), limit, _bytes(sorted(hashes)))


def _bytes(numbers: Sequence[int]) -> bytes:
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _numbers(data: bytes) -> array[int]:
    found = array("I", data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def find_same(speech: Speech | Fingerprint, others: Iterable[Speech | Fingerprint]) -> Match | None:
    """The one of ``others`` that is the same speech, the nearest if there are several; None if none is."""
    asked = _as_fingerprint(speech)
    hashes = frozenset(asked.hashes())
    best: tuple[float, Match] | None = None
    for other in others:
        known = _as_fingerprint(other)
        if known.exact == asked.exact:
            return Match(known.slug, "same")
        inside, likeness = _shares(asked, hashes, known)
        if inside >= SAME and (best is None or likeness > best[0]):
            best = (likeness, Match(known.slug, *_relation(asked.size, known.size)))
    return best[1] if best else None


class Known:
    """Fingerprints of many speeches, to be asked again and again.

    Finds what ``find_same`` finds among all of them, by comparing only with those
    that share one of their smallest hashes; an excerpt of less than a tenth of a
    known speech may be missed.
    """

    def __init__(self, fingerprints: Iterable[Fingerprint] = ()) -> None:
        self._by_hash: dict[int, list[Fingerprint]] = {}
        for one in fingerprints:
            self.add(one)

    def add(self, one: Fingerprint) -> None:
        """Know ``one`` from now on."""
        for number in one.hashes()[:_POSTED]:  # a sketch is sorted
            self._by_hash.setdefault(number, []).append(one)

    def find(self, asked: Fingerprint) -> Match | None:
        """The known speech that ``asked`` is a copy of, the nearest if there are several; None if none is."""
        near = {id(one): one for number in asked.hashes() for one in self._by_hash.get(number, ())}
        return find_same(asked, near.values())


def _as_fingerprint(one: Speech | Fingerprint) -> Fingerprint:
    return one if isinstance(one, Fingerprint) else fingerprint(one)


def _shares(asked: Fingerprint, hashes: frozenset[int], known: Fingerprint) -> tuple[float, float]:
    """Estimated shares (0 to 1) of the shorter text's, and of the longer text's, shingles that stand in the other."""
    common = sum(h in hashes for h in known.hashes())
    if common < _LEAST_SHARED:
        return 0.0, 0.0
    limit = min(asked.limit, known.limit)
    ours = len(hashes) if asked.limit == limit else sum(h < limit for h in hashes)
    theirs = len(known.sketch) // 4 if known.limit == limit else sum(h < limit for h in known.hashes())
    return common / min(ours, theirs), common / max(ours, theirs)


def _relation(asked: int, known: int) -> tuple[Relation, int]:
    extra = asked - known
    if abs(extra) < max(LEAST_EXTRA, min(asked, known) // 50):
        return "same", 0
    return ("longer", extra) if extra > 0 else ("shorter", -extra)
