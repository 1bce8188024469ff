from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symmachy.errors import BadInput
from symmachy.estimation import CubicPolynomial, Fit, Hazard, Held, LogTime, Spline, compress

if TYPE_CHECKING:
    from collections.abc import Callable

EVENTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1)), min_size=1, max_size=60).filter(
    lambda rows: any(came for _, came in rows)
)


@given(rows=EVENTS, share=st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_the_end_is_the_first_time_by_which_the_share_had_come(
    rows: list[tuple[int, int]], share: float
) -> None:
    times, came = np.array(rows, dtype=float).T

    found = Held(LogTime("t", shift=1.0), share=share).resolve(times, came=came)

    by_hand = next(
        t for t in sorted(set(times)) if sum(came[times <= t]) >= share * sum(came) - 1e-9
    )  # the slow way
    assert found.until == by_hand


@given(rows=EVENTS)
def test_rows_that_stand_for_several_are_like_the_rows_themselves(rows: list[tuple[int, int]]) -> None:
    times, came = np.array(rows, dtype=float).T
    counts = np.arange(len(rows)) % 3 + 1

    one = Held(LogTime("t", shift=1.0)).resolve(times, counts.astype(float), came)
    other = Held(LogTime("t", shift=1.0)).resolve(np.repeat(times, counts), None, np.repeat(came, counts))

    assert one == other


def test_nothing_moves_beyond_the_end(pair_frame: Callable[..., pl.DataFrame]) -> None:
    fit = Hazard(outcome="y", covariates=("x1",), duration=Held(Spline("time", knots=3))).fit(pair_frame())
    held = fit.model.duration
    assert isinstance(held, Held)
    assert held.until is not None
    later = pl.DataFrame({"x1": [0.0] * 3, "time": [held.until, held.until + 1, held.until + 100]})

    said = fit.predict(later)["probability"].to_list()

    assert said[0] == said[1] == said[2]


def test_a_held_fit_is_that_of_times_that_stop(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    held = Hazard(outcome="y", covariates=("x1",), duration=Held(CubicPolynomial("time"), until=7.0))
    stopped = Hazard(outcome="y", covariates=("x1",), duration=CubicPolynomial("time"))

    one = held.fit(frame)
    other = stopped.fit(frame.with_columns(pl.col("time").clip(upper_bound=7)))

    assert one.names == other.names
    np.testing.assert_array_equal(one.coefficients, other.coefficients)


def test_equal_rows_made_one_give_the_same_end(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(pl.col("x1").round(0))
    model = Hazard(outcome="y", covariates=("x1",), duration=Held(Spline("time", knots=3)))

    smaller, fewer = compress(model, frame)

    np.testing.assert_allclose(smaller.fit(fewer).coefficients, model.fit(frame).coefficients, rtol=1e-8)


def test_where_too_few_times_would_be_left_nothing_is_held() -> None:
    times = np.arange(20.0)

    found = Held(Spline("t", knots=4)).resolve(times, came=(times < 2).astype(float))

    assert found == Held(Spline("t", knots=4).resolve(times), until=np.inf)


def test_it_is_written_and_read_and_cites_both(pair_frame: Callable[..., pl.DataFrame]) -> None:
    fit = Hazard(outcome="y", covariates=("x1",), duration=Held(Spline("time"))).fit(pair_frame())

    assert Fit.from_json(fit.to_json()).model == fit.model
    assert "Royston" in fit.cite()
    assert "Harrell" in fit.cite()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Held(Spline("t"), share=0.0), "above 0 and at most 1"),
        (lambda: Held(Spline("t"), share=1.5), "above 0 and at most 1"),
        (lambda: Held(Spline("t")).basis(np.ones(3)), "not known yet"),
        (lambda: Held(Spline("t")).resolve(np.arange(9.0)), "none are given"),
    ],
)
def test_bad_options_are_named(make: Callable[[], object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        make()
