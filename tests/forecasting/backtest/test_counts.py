"""Numbers of pacts as distributions, against counts by hand and by draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from symmachy.forecasting.backtest.counts import Spread, chance_of, change, crps, learn_spread, quantile
from symmachy.forecasting.scores import crps_sample


def test_a_count_has_the_chances_that_scipy_gives_it() -> None:
    pmf = Spread(level=0.8, shape=0.3).pmf(20.0, 4)

    expected = stats.nbinom.pmf(np.arange(200), 0.6, 0.6 / (16.0 + 0.6))
    assert pmf[:200] == pytest.approx(expected, rel=1e-9)
    assert pmf.sum() == pytest.approx(1.0)


def test_nothing_comes_where_nothing_is_expected() -> None:
    assert Spread().pmf(0.0, 10)[0] == 1.0


def test_level_and_shape_are_found_that_were_put_in() -> None:
    rng = np.random.default_rng(1)
    expected = rng.uniform(5, 40, 4000)
    came = rng.negative_binomial(0.25, 0.25 / (0.25 + 0.7 * expected)).astype(float)

    found = learn_spread(expected, came)

    assert found.level == pytest.approx(0.7, rel=0.1)
    assert found.shape == pytest.approx(0.25, rel=0.15)


def test_the_change_is_that_of_draws() -> None:
    rng = np.random.default_rng(2)
    formed, ended = Spread(shape=0.5).pmf(12.0, 1), Spread(shape=2.0).pmf(4.0, 1)
    chances = change(formed, ended)
    draws = (
        rng.negative_binomial(0.5, 0.5 / 12.5, 400_000) - rng.negative_binomial(2.0, 2.0 / 6.0, 400_000)
    ).astype(float)

    for came in (-10, 0, 3, 60):
        assert chance_of(came, formed, ended) == pytest.approx(chances[came + len(chances) // 2])
        assert chance_of(came, formed, ended) == pytest.approx(float((draws == came).mean()), abs=0.002)
        assert crps(chances, came) == pytest.approx(crps_sample(draws, came), rel=0.02)
    assert quantile(chances, 0.5) == pytest.approx(np.quantile(draws, 0.5), abs=1)
