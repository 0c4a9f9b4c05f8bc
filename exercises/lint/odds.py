"""Whether counts differ from what chance gives: Pearson's chi-square test."""

from __future__ import annotations

from collections.abc import Mapping

FIVE_PERCENT = {1: 3.841, 2: 5.991, 3: 7.815, 4: 9.488, 5: 11.070, 6: 12.592, 7: 14.067}
"""Chi-square's 95 % points by degrees of freedom."""
ONE_PERCENT = {1: 6.635}
"""Its 99 % point, for where many things are tried at once."""
LEAST = 5
"""The test asks that every expected count be at least this."""


def chi_square(seen: Mapping[str, int], expected: Mapping[str, float]) -> float:
    """Pearson's statistic over the names of ``expected``."""
    return sum((seen.get(name, 0) - wanted) ** 2 / wanted for name, wanted in expected.items())


def unlikely(seen: Mapping[str, int], expected: Mapping[str, float], points: Mapping[int, float] = FIVE_PERCENT) -> bool:
    """Whether chance alone hardly gives such counts; expected counts that are too small are left out."""
    judged = {name: wanted for name, wanted in expected.items() if wanted >= LEAST}
    return len(judged) > 1 and chi_square(seen, judged) > points[len(judged) - 1]
