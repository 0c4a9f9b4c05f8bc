"""Which words stand beside a term more often than chance would have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import segment
from corpus.model import Speech
from corpus.search import counting, grams, vocabulary
from corpus.search.index import Index, index_of
from corpus.search.query import Query, sentences
from corpus.search.refresh import current
from corpus.search.statistics import log_likelihood, mutual_information
from corpus.search.stopwords import STOP_WORDS

MOST = 1000
"""Paragraphs looked at unless told otherwise."""
MAX_WINDOW = 10


@dataclass(frozen=True)
class Collocate:
    """A word near the term."""

    word: str
    together: int
    """Its occurrences within the window."""
    left: int
    right: int
    """Those before the term and after it."""
    expected: float
    """Occurrences there would be if it kept no company."""
    g2: float
    mi: float


@dataclass(frozen=True)
class Collocations:
    """What stands beside a term."""

    term: str
    collocates: tuple[Collocate, ...]
    """Those above chance, the surest first."""
    hits: int
    """Occurrences of the term that were looked at."""
    complete: bool
    """False when the term is so common that only a part, evenly spread, was looked at."""


def collocations(
    term: str,
    speeches: Index | Iterable[Speech] | None = None,
    *,
    window: int = 5,
    least: int = 3,
    limit: int = 30,
    most: int = MOST,
    stop_words: frozenset[str] = STOP_WORDS,
) -> Collocations:
    """Words at most ``window`` words before or after ``term`` in its sentence.

    A word counts once however many occurrences of the term it is near; it must do so
    ``least`` times. Compared with how often it stands in the whole corpus. Every
    speech must have been counted once (``counting``). Raises BadQuery.
    """
    query = Query.parse(term)
    window = min(max(window, 1), MAX_WINDOW)
    index = current() if speeches is None else index_of(speeches)
    counting.count_all(index)
    expression = grams.every(query.parts)
    paragraphs, _ = index.count(expression)
    every = max(1, -(-paragraphs // most))
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    hits = 0
    for paragraph in index.matches(expression, most, every=every):
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            spans = query.spans(sentence)
            if spans:
                hits += len(spans)
                _gather(sentence, spans, window, left, right)
    near = left + right
    size = near.total()
    everything, of = counting.totals(index)
    rows = []
    for word, n in near.items():
        if n < least or word in stop_words:
            continue
        whole = max(of(word), n)
        expected = size * whole / everything
        if n > expected:
            g2 = log_likelihood(n, size, whole - n, max(everything - size, whole - n))
            rows.append(Collocate(word, n, left[word], right[word], expected, g2, mutual_information(n, expected)))
    rows.sort(key=lambda row: (-row.g2, row.word))
    return Collocations(query.text, tuple(rows[: max(limit, 0)]), hits, every == 1)


def _gather(sentence: str, spans: Sequence[tuple[int, int]], window: int, left: Counter[str], right: Counter[str]) -> None:
    """Add the words of ``sentence`` that are near one of ``spans`` to ``left`` or ``right``."""
    places: list[tuple[str, int, int]] = []
    at = 0
    for token in segment.words(sentence):
        if vocabulary.is_word(token):
            places.append((token, at, at + len(token)))
        at += len(token)
    inside = {i for i, (_, a, b) in enumerate(places) for start, end in spans if a < end and b > start}
    # A word between two hits belongs to the nearer one, and then to the one before it.
    near: dict[int, tuple[int, Counter[str]]] = {}
    for start, end in spans:
        before = [i for i, (_, _, b) in enumerate(places) if b <= start and i not in inside][-window:]
        after = [i for i, (_, a, _) in enumerate(places) if a >= end and i not in inside][:window]
        for side, indices in ((left, before[::-1]), (right, after)):
            for distance, i in enumerate(indices):
                if i not in near or distance < near[i][0]:
                    near[i] = (distance, side)
    for i, (_, side) in near.items():
        side[places[i][0]] += 1
