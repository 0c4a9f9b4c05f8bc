"""The measures of corpus linguistics used here, each as its source defines it."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log2

SIGNIFICANT = 6.63
"""G2 above which a difference is unlikely to be chance (chi-square, 1 degree of freedom, p < 0.01)."""


def log_likelihood(a: int, total_a: int, b: int, total_b: int) -> float:
    """G2 of a word that stands ``a`` times among ``total_a`` words and ``b`` times among ``total_b``.

    G2 = 2 Σ O ln(O / E) over the four cells of the table (the word or any other
    word, here or there), E being what equal shares would give; a cell of 0 adds 0.
    Dunning, T. (1993). Accurate methods for the statistics of surprise and
    coincidence. Computational Linguistics 19(1), 61-74.
    """
    total = total_a + total_b
    both = a + b
    cells = (
        (a, total_a * both),
        (b, total_b * both),
        (total_a - a, total_a * (total - both)),
        (total_b - b, total_b * (total - both)),
    )
    return max(0.0, 2 * sum(o * log(o * total / product) for o, product in cells if o > 0))


def log_ratio(a: int, total_a: int, b: int, total_b: int) -> float:
    """Binary logarithm of how many times more frequent a word is here than there.

    1 means twice, -1 half as frequent. A count of 0 is taken as 0.5, so that a word
    found on one side only has a finite ratio; 0 when it stands on neither side.
    Hardie, A. (2014). Log Ratio: an informal introduction. ESRC Centre for Corpus
    Approaches to Social Science (CASS), Lancaster.
    """
    if not a and not b or not total_a or not total_b:
        return 0.0
    return log2(((a or 0.5) / total_a) / ((b or 0.5) / total_b))


def mutual_information(together: int, expected: float) -> float:
    """log2(O / E): how many times more often two words meet than by chance, in doublings.

    Church, K. & Hanks, P. (1990). Word association norms, mutual information, and
    lexicography. Computational Linguistics 16(1), 22-29. ``together`` and
    ``expected`` must be greater than 0.
    """
    return log2(together / expected)


def deviation_of_proportions(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """How unevenly a word is spread over parts of a text: 0 evenly, 1 all in the smallest part.

    ``counts`` of the word in each part, ``sizes`` of the parts in words. DP of Gries,
    S. Th. (2008). Dispersions and adjusted frequencies in corpora. International
    Journal of Corpus Linguistics 13(4), 403-437; divided by its highest possible
    value, after Lijffijt & Gries (2012), same journal 17(1), 147-149. 0 when the word
    or the text is absent, or has one part only.
    """
    total, size = sum(counts), sum(sizes)
    parts = [(c, s) for c, s in zip(counts, sizes, strict=True) if s]
    if not total or len(parts) < 2:
        return 0.0
    deviation = sum(abs(c / total - s / size) for c, s in parts) / 2
    return deviation / (1 - min(s for _, s in parts) / size)
