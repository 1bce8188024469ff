from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.errors import BadInput
from symmachy.estimation import CubicPolynomial, DurationDummies, Hazard, LogTime, Spline

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.estimation import Duration

KNOTS = st.lists(st.integers(0, 200), min_size=3, max_size=7, unique=True).map(sorted)


@given(KNOTS)
@settings(deadline=None)
def test_spline_is_straight_beyond_its_outer_knots(knots: list[int]) -> None:
    spline = Spline("t", knots=tuple(knots))
    for start in (knots[0] - 40.0, float(knots[-1])):
        basis = spline.basis(start + np.array([0.0, 10.0, 20.0, 30.0, 40.0]))

        np.testing.assert_allclose(np.diff(basis, 2, axis=1), 0.0, atol=1e-6 * max(1.0, np.abs(basis).max()))


@given(KNOTS)
@settings(deadline=None)
def test_spline_has_no_jump_in_value_slope_or_curvature(knots: list[int]) -> None:
    spline = Spline("t", knots=tuple(float(k) for k in knots))
    h = 1e-3
    for knot in knots:
        before = spline.basis(knot + h * np.array([-3.0, -2.0, -1.0, 0.0]))
        after = spline.basis(knot + h * np.array([0.0, 1.0, 2.0, 3.0]))

        slope_before, slope_after = (before[:, 3] - before[:, 2]) / h, (after[:, 1] - after[:, 0]) / h
        np.testing.assert_allclose(slope_before, slope_after, atol=1e-2 * (1 + np.abs(slope_after).max()))


def test_spline_equals_published_quantiles() -> None:
    times = np.arange(1001.0)
    resolved = Spline("t", knots=5).resolve(times)

    np.testing.assert_allclose(resolved.knots, np.array([0.05, 0.275, 0.5, 0.725, 0.95]) * 1000)


@given(st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_knots_from_counts_equal_knots_from_repeated_times(seed: int) -> None:
    rng = np.random.default_rng(seed)
    times, counts = rng.permutation(60).astype(float), rng.integers(1, 5, 60)
    one = Spline("t").resolve(times, counts.astype(float))
    other = Spline("t").resolve(np.repeat(times, counts))

    np.testing.assert_allclose(one.knots, other.knots)


def test_spline_falls_back_on_distinct_times() -> None:
    times = np.array([0.0] * 500 + [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    resolved = Spline("t", knots=4).resolve(times)

    np.testing.assert_allclose(resolved.knots, np.quantile(np.arange(7), [0.05, 0.35, 0.65, 0.95]))


BAD = [
    (lambda: Spline("t", knots=2), "3 to 7 knots"),
    (lambda: Spline("t", knots=(1.0, 1.0, 2.0)), "ascending"),
    (lambda: Spline("t", knots=4).resolve(np.array([1.0, 2.0])), "2 distinct values"),
    (lambda: Spline("t").basis(np.ones(3)), "not known yet"),
    (lambda: DurationDummies("t").basis(np.ones(3)), "not known yet"),
    (lambda: DurationDummies("t", cuts=()), "at least one"),
    (lambda: DurationDummies("t").resolve(np.ones(3)), "one value only"),
    (lambda: LogTime("t").basis(np.zeros(2)), "shift"),
    (lambda: CubicPolynomial("t", unit=0.0), "above 0"),
]


@pytest.mark.parametrize(("make", "message"), BAD)
def test_bad_options_are_named(make: Callable[[], object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        make()


def test_each_time_gets_its_own_level() -> None:
    levels = DurationDummies("t").resolve(np.array([3.0, 1.0, 2.0, 1.0]))

    assert levels.cuts == (2.0, 3.0)
    assert levels.basis(np.array([1.0, 2.0, 3.0])).tolist() == [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]


@pytest.mark.parametrize(
    "duration",
    [
        CubicPolynomial("time", unit=10.0),
        Spline("time"),
        LogTime("time", shift=1.0),
        DurationDummies("time", cuts=(5, 15)),
    ],
)
def test_prediction_repeats_the_basis_of_the_fit(
    pair_frame: Callable[..., pl.DataFrame], duration: Duration
) -> None:
    frame = pair_frame()
    fit = Hazard(outcome="y", covariates=("x1",), duration=duration).fit(frame)
    some = frame.sort("time").head(7)

    assert len(fit.names) == 2 + len(fit.model.duration.names)
    assert fit.predict(some)["probability"].to_list() == pytest.approx(
        fit.predict(frame.sort("time"))["probability"].head(7).to_list()
    )


def test_unit_of_the_polynomial_changes_coefficients_only(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    one, other = (
        Hazard(outcome="y", duration=CubicPolynomial("time", unit=u)).fit(frame) for u in (1.0, 100.0)
    )

    np.testing.assert_allclose(one.coefficients[1:] * [1e2, 1e4, 1e6], other.coefficients[1:], rtol=1e-6)
    assert one.predict(frame)["conf.low"].to_list() == pytest.approx(
        other.predict(frame)["conf.low"].to_list()
    )


def test_duration_with_missing_times_is_missing_in_predictions(
    pair_frame: Callable[..., pl.DataFrame],
) -> None:
    fit = Hazard(outcome="y", duration=LogTime("time", shift=1.0)).fit(pair_frame())
    found = fit.predict(pl.DataFrame({"time": [1, None, 3]}))

    assert found["probability"].is_null().to_list() == [False, True, False]
