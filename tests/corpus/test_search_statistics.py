"""The measures against values worked out by hand from their definitions."""

from math import isclose, log

import pytest

from corpus.search.statistics import deviation_of_proportions, log_likelihood, log_ratio, mutual_information


def test_g2_of_a_table_worked_out_by_hand():
    # 20 of 100 here, 10 of 100 there: E = 15, 15, 85, 85.
    by_hand = 2 * (20 * log(20 / 15) + 10 * log(10 / 15) + 80 * log(80 / 85) + 90 * log(90 / 85))
    assert isclose(log_likelihood(20, 100, 10, 100), by_hand)
    assert isclose(by_hand, 3.98656, abs_tol=1e-5)
    assert isclose(log_likelihood(10, 100, 20, 100), by_hand)


def test_g2_of_a_word_of_one_side_only():
    # 10 of 100 here, none of 300 there: E = 2.5, 7.5, 97.5, 292.5; the empty cell adds nothing.
    by_hand = 2 * (10 * log(10 / 2.5) + 90 * log(90 / 97.5) + 300 * log(300 / 292.5))
    assert isclose(log_likelihood(10, 100, 0, 300), by_hand)


def test_equal_shares_are_no_difference():
    assert log_likelihood(5, 50, 20, 200) == pytest.approx(0, abs=1e-9)
    assert log_ratio(5, 50, 20, 200) == 0


def test_log_ratio_counts_doublings_and_takes_nothing_for_a_half():
    assert log_ratio(8, 100, 2, 100) == 2
    assert log_ratio(2, 100, 8, 100) == -2
    assert log_ratio(4, 100, 0, 100) == 3
    assert log_ratio(0, 100, 4, 100) == -3
    assert log_ratio(0, 100, 0, 100) == 0


def test_mutual_information_is_in_doublings():
    assert mutual_information(8, 2.0) == 2


def test_dispersion_runs_from_even_to_one_spot():
    assert deviation_of_proportions([2, 2, 2], [10, 10, 10]) == 0
    assert deviation_of_proportions([4, 0], [30, 10]) == pytest.approx(0.25 / 0.75)
    assert deviation_of_proportions([0, 4], [30, 10]) == 1
    assert deviation_of_proportions([0, 0], [30, 10]) == deviation_of_proportions([3], [10]) == 0
