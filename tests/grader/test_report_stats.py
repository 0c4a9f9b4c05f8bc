"""The formulas, held to their definitions worked out by plain loops over exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports import stats

TENTHS = st.integers(0, 50).map(lambda n: n / 10)
SCORES = st.lists(TENTHS, min_size=3, max_size=30)


@st.composite
def matrices(draw: st.DrawFn) -> list[list[float]]:
    """Marks of some trainees on some items, in tenths as scores are."""
    items = draw(st.integers(2, 6))
    return draw(st.lists(st.lists(TENTHS, min_size=items, max_size=items), min_size=3, max_size=15))


# -- definitions, exactly and without the library ---------------------------------------


def exact(values: list[float]) -> list[Fraction]:
    return [Fraction(round(value * 10), 10) for value in values]


def mean(values: list[Fraction]) -> Fraction:
    total = Fraction(0)
    for value in values:
        total += value
    return total / len(values)


def squares(values: list[Fraction]) -> Fraction:
    middle, total = mean(values), Fraction(0)
    for value in values:
        total += (value - middle) ** 2
    return total


def var(values: list[Fraction]) -> Fraction:
    return squares(values) / (len(values) - 1)


def r(x: list[Fraction], y: list[Fraction]) -> float | None:
    if squares(x) == 0 or squares(y) == 0:
        return None
    together = Fraction(0)
    for a, b in zip(x, y, strict=True):
        together += (a - mean(x)) * (b - mean(y))
    return float(together) / math.sqrt(float(squares(x) * squares(y)))


def same(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-7, abs_tol=1e-7)


# -- held to them --------------------------------------------------------------------------


@given(SCORES)
def test_mean_and_spread_are_those_of_their_definitions(scores: list[float]) -> None:
    found = stats.summary(scores)
    assert same(found.mean, float(mean(exact(scores))))
    assert same(found.sd, math.sqrt(float(var(exact(scores)))))


@given(SCORES)
def test_quartiles_part_the_scores_in_order(scores: list[float]) -> None:
    s = stats.summary(scores)
    marks = [s.least, s.quarter, s.median, s.three_quarters, s.most]
    assert marks == sorted(marks) and (s.least, s.most) == (min(scores), max(scores))
    ordered, middle = sorted(scores), len(scores) // 2
    expected = ordered[middle] if len(scores) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    assert same(s.median, expected)


@given(SCORES)
def test_facility_is_the_share_of_the_points(scores: list[float]) -> None:
    assert same(stats.facility(scores, 5), float(mean(exact(scores)) / 5))


@given(matrices())
def test_discrimination_is_the_correlation_with_the_total_of_the_other_items(matrix: list[list[float]]) -> None:
    for item in range(len(matrix[0])):
        x, others = [], []
        for row in matrix:
            line = exact(row)
            total = Fraction(0)
            for n, value in enumerate(line):
                if n != item:
                    total += value
            x.append(line[item])
            others.append(total)
        assert same(stats.discrimination(matrix, item), r(x, others))


@given(matrices())
def test_for_items_right_or_wrong_it_is_the_point_biserial(matrix: list[list[float]]) -> None:
    """(M₁ − M₀) / s · √(pq), with means of the rest score of those right and wrong."""
    zero_one = [[float(value > 2.5) for value in row] for row in matrix]
    right = [sum(row[1:]) for row in zero_one if row[0]]
    wrong = [sum(row[1:]) for row in zero_one if not row[0]]
    everyone = [Fraction(round(value)) for value in right + wrong]
    found = stats.discrimination(zero_one, 0)
    if not right or not wrong or squares(everyone) == 0:
        assert found is None
        return
    p = len(right) / len(everyone)
    s = math.sqrt(float(squares(everyone) / len(everyone)))
    assert same(found, (sum(right) / len(right) - sum(wrong) / len(wrong)) / s * math.sqrt(p * (1 - p)))


@given(matrices())
def test_alpha_is_that_of_mean_covariance_by_mean_variance(matrix: list[list[float]]) -> None:
    """Cronbach's other form: k · c̄ / (v̄ + (k − 1) · c̄), over all pairs of different items."""
    columns = [exact(list(column)) for column in zip(*matrix, strict=True)]
    k, n = len(columns), len(matrix)
    variances, covariances = [], []
    for i in range(k):
        for j in range(k):
            total = Fraction(0)
            for person in range(n):
                total += (columns[i][person] - mean(columns[i])) * (columns[j][person] - mean(columns[j]))
            (variances if i == j else covariances).append(total / (n - 1))
    v, c = mean(variances), mean(covariances)
    whole = v + (k - 1) * c
    assert same(stats.alpha(matrix), None if whole == 0 else float(k * c / whole))


@given(matrices(), st.randoms(use_true_random=False))
def test_alpha_knows_no_order_of_people_or_items(matrix: list[list[float]], dice: object) -> None:
    shuffled = [row[::-1] for row in matrix]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert same(stats.alpha(matrix), stats.alpha(shuffled))


@given(SCORES, st.integers(2, 5))
def test_items_that_all_say_the_same_are_wholly_reliable(scores: list[float], items: int) -> None:
    expected = 1.0 if len(set(scores)) > 1 else None
    assert same(stats.alpha([[score] * items for score in scores]), expected)


def test_a_worked_example() -> None:
    """Four trainees, three items, worked out on paper."""
    matrix = [[1.0, 1.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    # Item variances 1/4, 1/3, 1/4; totals 3, 2, 1, 0 with variance 5/3: 3/2 · (1 − (5/6)/(5/3)) = 3/4.
    assert same(stats.alpha(matrix), 0.75)
    assert same(stats.measurement_error(math.sqrt(5 / 3), 0.75), math.sqrt(5 / 12))
    # First item 1, 1, 1, 0 against 2, 1, 0, 0: 3/4 / √(3/4 · 11/4) = √(3/11).
    assert same(stats.discrimination(matrix, 0), math.sqrt(3 / 11))
    assert same(stats.alpha_without(matrix, 2), 2 * (1 - (1 / 4 + 1 / 3) / (11 / 12)))


@given(TENTHS, st.floats(0, 1))
def test_the_error_of_measurement_lies_between_nothing_and_the_spread(sd: float, reliability: float) -> None:
    error = stats.measurement_error(sd, reliability)
    assert error is not None and 0 <= error <= sd + 1e-12


@pytest.mark.parametrize(
    "undefined",
    [
        stats.alpha([]), stats.alpha([[1.0, 2.0]]), stats.alpha([[1.0], [2.0]]), stats.alpha([[1.0, 1.0]] * 3),
        stats.discrimination([], 0), stats.discrimination([[1.0], [2.0], [3.0]], 0),
        stats.discrimination([[1.0, 2.0], [1.0, 3.0], [1.0, 4.0]], 0),
        stats.measurement_error(3.0, -0.1), stats.measurement_error(None, 0.5), stats.facility([], 2), stats.spread([1.0]),
        stats.gain(1.0, 1.0), stats.apart([], [1.0]), stats.paired([], []), stats.summary([]).mean, stats.extremes([]),
        stats.extremes([3.0, 3.0, 3.0]),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_left_open(undefined: object) -> None:
    assert undefined is None


def test_tenths_added_in_another_order_are_no_spread() -> None:
    assert stats.correlated([0.1 + 0.2, 0.3, 0.3], [1.0, 2.0, 3.0]) is None


@given(SCORES)
def test_ranks_count_who_is_ahead(scores: list[float]) -> None:
    expected = []
    for mine in scores:
        ahead = 0
        for other in scores:
            ahead += other > mine
        expected.append(ahead + 1)
    assert stats.ranks(scores) == expected


def test_sums_that_differ_only_in_rounding_share_a_rank() -> None:
    assert stats.ranks([0.1 + 0.2, 0.3, 0.2]) == [1, 1, 3]


@given(SCORES)
def test_upper_and_lower_groups_share_nobody_and_leave_out_nobody_as_good(scores: list[float]) -> None:
    found = stats.extremes(scores)
    least = math.ceil(0.27 * len(scores))
    if found is None:
        ordered = sorted(scores)
        assert ordered[least - 1] >= ordered[-least]
        return
    upper, lower = found
    assert not set(upper) & set(lower)
    assert min(len(upper), len(lower)) >= least
    assert all((scores[n] >= min(scores[u] for u in upper)) == (n in upper) for n in range(len(scores)))
    assert all((scores[n] <= max(scores[u] for u in lower)) == (n in lower) for n in range(len(scores)))


@given(SCORES, SCORES)
def test_groups_apart_are_compared_as_welch_and_cohen_say(first: list[float], second: list[float]) -> None:
    found = stats.apart(first, second)
    a, b = exact(first), exact(second)
    assert found is not None
    assert same(found.mean, float(mean(b) - mean(a)))
    assert same(found.error, math.sqrt(float(var(a) / len(a) + var(b) / len(b))))
    pooled = (squares(a) + squares(b)) / (len(a) + len(b) - 2)
    assert same(found.effect, float(mean(b) - mean(a)) / math.sqrt(float(pooled)) if pooled else None)


@given(st.lists(st.tuples(TENTHS, TENTHS), min_size=3, max_size=30))
def test_the_same_people_twice_are_compared_by_what_each_gained(pairs: list[tuple[float, float]]) -> None:
    first, second = exact([a for a, _ in pairs]), exact([b for _, b in pairs])
    gains = [b - a for a, b in zip(first, second, strict=True)]
    found = stats.paired([a for a, _ in pairs], [b for _, b in pairs])
    assert found is not None
    assert same(found.mean, float(mean(gains)))
    assert same(found.error, math.sqrt(float(var(gains) / len(gains))))
    average = (var(first) + var(second)) / 2
    assert same(found.effect, float(mean(gains)) / math.sqrt(float(average)) if average else None)


def test_people_without_a_partner_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="partner"):
        stats.paired([1.0], [1.0, 2.0])


def test_gain_is_the_part_won_of_what_was_to_be_won() -> None:
    assert same(stats.gain(40.0, 70.0, 100.0), 0.5)
    assert same(stats.gain(50.0, 25.0, 100.0), -0.5)
