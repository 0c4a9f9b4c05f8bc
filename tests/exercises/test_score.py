"""Shares are exact and floored to one decimal."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.score import blank, partial, share, unreadable, waiting


@pytest.mark.parametrize(
    ("points", "right", "parts", "earned"),
    [(2, 1, 3, 0.6), (3, 1, 3, 1.0), (1, 1, 3, 0.3), (1, 2, 3, 0.6), (10, 1, 8, 1.2), (3, 0, 4, 0.0), (3, 4, 4, 3.0)],
)
def test_a_share_is_floored_to_one_decimal(points: int, right: int, parts: int, earned: float):
    assert share(points, right, parts) == earned


@given(st.integers(1, 100), st.integers(1, 20), st.data())
def test_a_share_never_exceeds_the_exact_one_nor_falls_a_tenth_below(points: int, parts: int, data: st.DataObject):
    right = data.draw(st.integers(0, parts))
    exact = Fraction(points * right, parts)
    tenths = Fraction(round(share(points, right, parts) * 10), 10)
    assert 0 <= exact - tenths < Fraction(1, 10)


@pytest.mark.parametrize(("right", "verdict"), [(0, "wrong"), (1, "part"), (3, "right")])
def test_the_verdict_follows_the_parts(right: int, verdict: str):
    assert partial(2, right, 3, "").verdict == verdict


def test_what_is_not_marked_by_parts():
    assert (blank(2).earned, blank(2).verdict) == (0.0, "blank")
    assert (waiting(6).earned, waiting(6).verdict) == (None, "waiting")
    assert unreadable(2, "括号层数过多。").earned == 0.0
    assert "括号层数过多" in unreadable(2, "括号层数过多。").note
