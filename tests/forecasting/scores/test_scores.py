"""Scores against their definitions written out, and against scikit-learn's isotonic regression."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binomtest

from symmachy.forecasting.scores import (
    brier_score,
    by_range,
    corp,
    crps_sample,
    exact,
    log_score,
    multiplicities,
    of_range,
    precision_recall,
    recalibrated,
    skill,
)

CASES = st.lists(
    st.tuples(st.sampled_from([0.02, 0.1, 0.3, 0.31, 0.7, 0.95]), st.sampled_from([0.0, 1.0])),
    min_size=3,
    max_size=30,
)


def _columns(cases: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    said, came = np.array(cases).T
    return said, came, np.arange(1.0, len(said) + 1)


def test_scores_counted_by_hand() -> None:
    said, came = np.array([0.5, 0.25]), np.array([1.0, 0.0])

    assert log_score(said, came).tolist() == pytest.approx([np.log(2), -np.log(0.75)])
    assert brier_score(said, came).tolist() == [0.25, 0.0625]
    assert skill(0.5, 1.0) == 0.5


def test_never_said_of_what_came_scores_infinitely_badly() -> None:
    assert log_score(np.array([0.0]), np.array([1.0])).tolist() == [np.inf]
    assert log_score(np.array([0.0]), np.array([0.0])).tolist() == [0.0]


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12), st.floats(-50, 50))
def test_crps_is_the_integral_of_the_squared_difference_of_distributions(
    draws: list[float], came: float
) -> None:
    edges = np.array(sorted({*draws, came}))
    middles = (edges[1:] + edges[:-1]) / 2
    below = np.array([np.mean(np.array(draws) <= m) for m in middles])
    expected = float((np.diff(edges) * (below - (middles >= came)) ** 2).sum()) if len(edges) > 1 else 0.0

    assert crps_sample(np.array(draws), came) == pytest.approx(expected, abs=1e-9)


@given(CASES)
def test_recalibration_is_isotonic_regression(cases: list[tuple[float, float]]) -> None:
    isotonic = pytest.importorskip("sklearn.isotonic")
    said, came, weight = _columns(cases)

    chances, _, share = recalibrated(said, came, weight)

    expected = isotonic.IsotonicRegression().fit(said, came, sample_weight=weight).predict(chances)
    assert share == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("score", [brier_score, log_score])
@given(cases=CASES)
def test_the_decomposition_adds_up_and_no_part_is_negative(
    score: object, cases: list[tuple[float, float]]
) -> None:
    said, came, weight = _columns(cases)

    parts = corp(said, came, weight, score)  # type: ignore[arg-type]

    mean = float(weight @ score(said, came) / weight.sum())  # type: ignore[operator]
    assert parts.score == pytest.approx(mean)
    assert parts.miscalibration >= -1e-12
    assert parts.discrimination >= -1e-12


def test_the_decomposition_counted_by_hand() -> None:
    # Said .2 of two, one of which came, and .8 of two, both of which came: recalibrated .5 and 1, share 3/4.
    said, came = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 1.0, 1.0, 1.0])

    parts = corp(said, came, np.ones(4), brier_score)

    assert parts.uncertainty == pytest.approx(3 / 16)
    assert parts.discrimination == pytest.approx(3 / 16 - 0.125)
    assert parts.miscalibration == pytest.approx((0.04 + 0.64 + 0.04 + 0.04) / 4 - 0.125)


@given(CASES)
def test_precision_and_recall_by_naming_at_every_threshold(cases: list[tuple[float, float]]) -> None:
    said, came, weight = _columns(cases)

    found = precision_recall(said, came, weight)

    for k, limit in enumerate(sorted(set(said.tolist()), reverse=True)):
        named = said >= limit
        hits = float(weight[named] @ came[named])
        assert found.precision[k] == pytest.approx(hits / weight[named].sum())
        if came.any():
            assert found.recall[k] == pytest.approx(hits / (weight @ came))


def test_average_precision_is_scikit_learns() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(1)
    said, came = rng.random(200).round(2), (rng.random(200) < 0.2).astype(float)

    found = precision_recall(said, came, np.ones(200))

    assert found.average == pytest.approx(metrics.average_precision_score(came, said))


def test_resamples_are_runs_of_origins_in_a_row() -> None:
    drawn = multiplicities(7, 3, 200, [1, 2])

    runs = {tuple(np.bincount([(s + k) % 7 for k in range(3)], minlength=7)) for s in range(7)}
    single = {
        tuple(np.add(np.add(a, b), c))
        for a, b in itertools.product(runs, repeat=2)
        for c in np.eye(7, dtype=int)
    }
    assert (drawn.sum(axis=1) == 7).all()
    assert {tuple(row.astype(int)) for row in drawn} <= single
    assert np.array_equal(drawn, multiplicities(7, 3, 200, [1, 2]))


def test_ranges_are_counted_with_an_interval_over_origins() -> None:
    sums = np.zeros((4, 10, 3))
    sums[:, 4] = [[10, 0, 0.3], [10, 0, 0.3], [10, 2, 0.3], [10, 2, 0.3]]

    (found,) = by_range(sums, multiplicities(4, 2, 500, [1]))

    assert (found.above, found.below, found.cases, found.came) == (0.02, 0.05, 40, 4)
    assert found.mean == pytest.approx(0.03)
    assert found.share == 0.1
    assert found.lo <= 0.1 <= found.hi
    # The two years with two each stand together in a block, so that the bootstrap reaches from none to all; above,
    # the exact interval of forty independent cases is the longer one.
    assert (found.lo, found.hi) == pytest.approx((0.0, beta.ppf(0.975, 5, 36)))


@given(cases=st.integers(1, 60), data=st.data())
def test_the_exact_interval_is_that_of_clopper_and_pearson(cases: int, data: st.DataObject) -> None:
    came = data.draw(st.integers(0, cases))

    low, high = exact(came, cases)

    other = binomtest(came, cases).proportion_ci(method="exact")
    assert (low, high) == pytest.approx((other.low, other.high), abs=1e-9)


def test_a_chance_lies_in_the_range_whose_lower_limit_it_reaches() -> None:
    assert of_range(np.array([0.0, 0.001, 0.0499, 0.05, 1.0])).tolist() == [0, 1, 4, 5, 9]
