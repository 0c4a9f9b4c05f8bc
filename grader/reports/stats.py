"""The formulas of classical test theory that the reports use.

Everything is a pure function of plain numbers. Where a figure cannot be worked out (too
few values, no spread) the answer is None, never a made-up number. Sources:

- facility, or difficulty index: F. M. Lord and M. R. Novick, Statistical Theories of
  Mental Test Scores (1968), ch. 15; for items with part marks the mean share of the points.
- corrected item-total correlation (point-biserial where an item is right or wrong):
  S. Henrysson, “Correction of item-total correlations in item analysis”, Psychometrika
  28 (1963), in the plain form: the item against the total of the other items.
- alpha: L. J. Cronbach, “Coefficient alpha and the internal structure of tests”,
  Psychometrika 16 (1951).
- standard error of measurement: Lord and Novick (1968), ch. 3.
- upper and lower 27 percent: T. L. Kelley, “The selection of upper and lower groups for
  the validation of test items”, Journal of Educational Psychology 30 (1939).
- effect sizes: J. Cohen, Statistical Power Analysis (1988), ch. 2; D. Lakens, “Calculating
  and reporting effect sizes”, Frontiers in Psychology 4 (2013) for the paired one.
- Welch's standard error of a difference: B. L. Welch, Biometrika 34 (1947).
- gain: R. R. Hake, American Journal of Physics 66 (1998).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean, median, quantiles, stdev, variance

Matrix = Sequence[Sequence[float]]
"""One row a trainee, one column an item, no gaps."""

EXTREME = 0.27
"""Kelley's share for upper and lower groups."""


@dataclass(frozen=True)
class Summary:
    """A group of scores."""

    n: int
    mean: float | None
    sd: float | None
    """With n − 1; None for fewer than two."""
    least: float | None
    quarter: float | None
    median: float | None
    three_quarters: float | None
    most: float | None


def summary(scores: Sequence[float]) -> Summary:
    """Mean, spread and quartiles (inclusive: least and most are the 0th and 100th percentile)."""
    if not scores:
        return Summary(0, *[None] * 7)
    low, _, high = quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else (scores[0],) * 3
    return Summary(len(scores), fmean(scores), spread(scores), min(scores), low, median(scores), high, max(scores))


def spread(values: Sequence[float]) -> float | None:
    """The standard deviation with n − 1: √(Σ(x − x̄)² / (n − 1))."""
    return stdev(values) if len(values) > 1 else None


def facility(earned: Sequence[float], points: float) -> float | None:
    """The mean share of the points: Σ x / (n · points)."""
    return fmean(earned) / points if earned and points > 0 else None


def correlated(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Pearson's r; None for fewer than three pairs, or where one side has no spread."""
    if len(x) < 3 or _flat(x) or _flat(y):
        return None
    try:
        r = correlation(x, y)
    except (StatisticsError, ZeroDivisionError):
        return None
    return max(-1.0, min(1.0, r))


def _flat(values: Sequence[float]) -> bool:
    """No spread but what adding up fractions in another order leaves."""
    return max(values) - min(values) <= 1e-9 * max(1.0, abs(max(values)), abs(min(values)))


def rest(matrix: Matrix, item: int | None) -> list[float]:
    """Every trainee's total without that item: T − x; the whole total for an item that is not in it."""
    return [math.fsum(share for n, share in enumerate(row) if n != item) for row in matrix]


def discrimination(matrix: Matrix, item: int) -> float | None:
    """The corrected item-total correlation r(x, T − x)."""
    if not matrix or len(matrix[0]) < 2:
        return None
    return correlated([row[item] for row in matrix], rest(matrix, item))


def alpha(matrix: Matrix) -> float | None:
    """Cronbach's alpha: k / (k − 1) · (1 − Σ s²(x) / s²(T)).

    None for fewer than two items or trainees, or equal totals. It may be negative.
    """
    if len(matrix) < 2 or len(matrix[0]) < 2:
        return None
    totals = [math.fsum(row) for row in matrix]
    if _flat(totals):
        return None
    k = len(matrix[0])
    return k / (k - 1) * (1 - math.fsum(variance(column) for column in zip(*matrix, strict=True)) / variance(totals))


def alpha_without(matrix: Matrix, item: int) -> float | None:
    """Alpha of the other items."""
    return alpha([[x for n, x in enumerate(row) if n != item] for row in matrix])


def measurement_error(sd: float | None, reliability: float | None) -> float | None:
    """The standard error of measurement: s · √(1 − α); None without a spread or for a negative alpha."""
    if sd is None or reliability is None or reliability < 0:
        return None
    return sd * math.sqrt(max(0.0, 1 - reliability))


def extremes(totals: Sequence[float], part: float = EXTREME) -> tuple[list[int], list[int]] | None:
    """Places of the upper and of the lower group.

    Each has at least ``part`` of all; whoever ties with the last one in is in as well.
    None where the groups would share anybody.
    """
    size = math.ceil(part * len(totals) - 1e-9)
    if size < 1:
        return None
    ranked = sorted(totals)
    low, high = ranked[size - 1], ranked[-size]
    if low >= high:
        return None
    return [n for n, t in enumerate(totals) if t >= high], [n for n, t in enumerate(totals) if t <= low]


@dataclass(frozen=True)
class Difference:
    """Two means beside each other: second minus first."""

    mean: float
    error: float | None
    """Standard error of the difference."""
    effect: float | None
    """Cohen's d."""


def apart(first: Sequence[float], second: Sequence[float]) -> Difference | None:
    """Two groups of different people.

    Error: √(s₁²/n₁ + s₂²/n₂) (Welch). Effect: difference by the pooled standard deviation
    √(((n₁ − 1)s₁² + (n₂ − 1)s₂²) / (n₁ + n₂ − 2)).
    """
    if not first or not second:
        return None
    mean = fmean(second) - fmean(first)
    if len(first) < 2 or len(second) < 2:
        return Difference(mean, None, None)
    a, b = variance(first), variance(second)
    m, n = len(first), len(second)
    pooled = ((m - 1) * a + (n - 1) * b) / (m + n - 2)
    return Difference(mean, math.sqrt(a / m + b / n), mean / math.sqrt(pooled) if pooled > 1e-18 else None)


def paired(first: Sequence[float], second: Sequence[float]) -> Difference | None:
    """The same people twice. Error: s(d)/√n. Effect: d̄ by √((s₁² + s₂²) / 2) (Lakens: d_av)."""
    if len(first) != len(second):
        raise ValueError("paired scores need a partner each")
    if not first:
        return None
    gains = [b - a for a, b in zip(first, second, strict=True)]
    mean = fmean(gains)
    if len(gains) < 2:
        return Difference(mean, None, None)
    average = (variance(first) + variance(second)) / 2
    return Difference(mean, stdev(gains) / math.sqrt(len(gains)), mean / math.sqrt(average) if average > 1e-18 else None)


def gain(before: float, after: float, full: float = 1.0) -> float | None:
    """Hake's gain: what was won of what was to be won, (after − before) / (full − before)."""
    return (after - before) / (full - before) if full - before > 1e-12 else None


def ranks(scores: Sequence[float]) -> list[int]:
    """Places from the highest, equal scores sharing the better one and the next left out: 1, 2, 2, 4."""
    exact = [round(score, 6) for score in scores]
    place: dict[float, int] = {}
    for n, score in enumerate(sorted(exact, reverse=True), 1):
        place.setdefault(score, n)
    return [place[score] for score in exact]
