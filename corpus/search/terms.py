"""Words: how often, how evenly, and what is peculiar to one speech."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus import segment
from corpus.errors import BadQuery
from corpus.model import Speech
from corpus.search import counting, vocabulary
from corpus.search.index import Index, index_of
from corpus.search.refresh import current
from corpus.search.statistics import SIGNIFICANT, deviation_of_proportions, log_likelihood, log_ratio
from corpus.search.stopwords import STOP_WORDS


@dataclass(frozen=True)
class Frequency:
    """One word of a speech."""

    word: str
    count: int
    per_thousand: float
    """Occurrences in 1,000 words of the speech, function words included."""
    paragraphs: int
    """Paragraphs it stands in."""
    dispersion: float
    """Deviation of proportions over the paragraphs: 0 evenly spread, 1 in one spot."""


@dataclass(frozen=True)
class Keyword:
    """A word that one side uses more, or less, than the other."""

    word: str
    here: int
    there: int
    here_per_thousand: float
    there_per_thousand: float
    g2: float
    """Log-likelihood: how sure it is that the sides differ."""
    log_ratio: float
    """How much they differ, in doublings; below 0 the word is rarer here."""


@dataclass(frozen=True)
class Keyness:
    """Keywords of one speech against another or all others, the surest first."""

    keywords: tuple[Keyword, ...]
    here: int
    there: int
    """Words on each side, function words included."""


def frequencies(
    slug: str, speeches: Index | Iterable[Speech] | None = None, *, limit: int = 50, stop_words: frozenset[str] = STOP_WORDS
) -> tuple[Frequency, ...]:
    """The ``limit`` most frequent words of one speech, without punctuation and ``stop_words``.

    Raises UnknownSpeech.
    """
    index = current() if speeches is None else index_of(speeches)
    parts = [vocabulary.count(segment.words(paragraph.text)) for paragraph in index.texts(slug)]
    sizes = [part.total() for part in parts]
    size = sum(sizes)
    total = vocabulary.count(word for part in parts for word in part.elements())
    ranked = sorted(((word, n) for word, n in total.items() if word not in stop_words), key=lambda pair: (-pair[1], pair[0]))
    rows = []
    for word, n in ranked[: max(limit, 0)]:
        spread = [part[word] for part in parts]
        rows.append(Frequency(word, n, 1000 * n / size, sum(c > 0 for c in spread), deviation_of_proportions(spread, sizes)))
    return tuple(rows)


def keyness(
    slug: str,
    other: str | None = None,
    speeches: Index | Iterable[Speech] | None = None,
    *,
    limit: int = 30,
    least: float = SIGNIFICANT,
    stop_words: frozenset[str] = STOP_WORDS,
) -> Keyness:
    """What the speech ``slug`` says more or less often than ``other``, or than all others when None.

    Words with a G2 of at least ``least``, the ``limit`` surest, without ``stop_words``.
    Against all others every speech must have been counted once (``counting``).
    Raises UnknownSpeech; BadQuery when there is nothing to compare with.
    """
    index = current() if speeches is None else index_of(speeches)
    here = counting.counts(index, slug)
    size = here.total()
    if other == slug or (other is None and len(index.cards()) < 2):
        raise BadQuery(f"没有可与“{slug}”比较的讲话。请给出另一篇讲话的代号。")
    if other is not None:
        counted = counting.counts(index, other)
        there = dict(counted)
        rest = counted.total()
    else:
        counting.count_all(index)
        everything, of = counting.totals(index)
        rest = everything - size
        # Of the words this speech lacks only the most frequent can rank: their G2 grows with their count.
        common = counting.most_frequent(index, len(here) + len(stop_words) + max(limit, 0))
        there = {word: n - here[word] for word, n in common} | {word: of(word) - n for word, n in here.items()}
    rows = []
    for word in here.keys() | there.keys():
        a, b = here[word], there.get(word, 0)
        g2 = log_likelihood(a, size, b, rest)
        if g2 >= least and word not in stop_words:
            rows.append(Keyword(word, a, b, _rate(a, size), _rate(b, rest), g2, log_ratio(a, size, b, rest)))
    rows.sort(key=lambda row: (-row.g2, row.word))
    return Keyness(tuple(rows[: max(limit, 0)]), size, rest)


def _rate(n: int, size: int) -> float:
    return 1000 * n / size if size else 0.0
