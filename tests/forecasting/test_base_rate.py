from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from tests.strategies import worlds

from symmachy.forecasting import Count, base_rate, history
from symmachy.forecasting.base_rate import wilson
from symmachy.mechanisms import GreatPower, HostilityBetween, LandBorder, SharedAdversaries

if TYPE_CHECKING:
    from symmachy.world import World

TRAITS = (GreatPower(), LandBorder(), HostilityBetween(), SharedAdversaries())


@settings(deadline=None, max_examples=60)
@given(worlds(), st.data())
def test_counts_against_a_plain_loop(made: World, data: st.DataObject) -> None:
    past = history(made, TRAITS)
    if not len(past.year):
        return
    row = data.draw(st.integers(0, len(past.year) - 1))
    allied = data.draw(st.booleans())
    own = [k for k in range(row + 1) if (past.one[k], past.other[k]) == (past.one[row], past.other[row])]
    told = {
        t: [past.values[k, t] for k in own if not np.isnan(past.values[k, t])] for t in range(len(TRAITS))
    }
    latest = {t: values[-1] for t, values in told.items() if values}
    traits = list(latest)
    like = [
        k
        for k in range(len(past.year))
        if k != row
        and not np.isnan(past.values[k, traits]).any()
        and all((past.values[k, t] > 0) == (latest[t] > 0) for t in traits)
    ]
    found = base_rate(past, row, allied=allied, horizons=(1, 3))
    pairs = {(past.one[k], past.other[k]) for k in like}

    assert counts(found.presence) == (0, len(like), len(pairs), sum(bool(past.tied[k]) for k in like))
    for ahead in found.ahead:
        after = past.tied_after(ahead.horizon)
        asked = [k for k in like if past.tied[k] == allied and not np.isnan(after[k])]
        pairs = {(past.one[k], past.other[k]) for k in asked}

        assert counts(ahead) == (ahead.horizon, len(asked), len(pairs), sum(after[k] > 0 for k in asked))
    assert len(found.position) == len(traits)


def counts(count: Count) -> tuple[int, int, int, int]:
    assert 0 <= count.lo <= count.hi <= 1
    assert count.pair_years == 0 or count.lo <= count.rate <= count.hi
    return count.horizon, count.pair_years, count.pairs, count.yes


@given(st.integers(1, 500), st.data())
def test_the_interval_is_that_of_statsmodels(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))

    np.testing.assert_allclose(wilson(k / n, n), proportion_confint(k, n, method="wilson"), atol=1e-6)


def test_no_pair_year_is_no_rate() -> None:
    count = Count(horizon=1, pair_years=0, pairs=0, yes=0, lo=0.0, hi=1.0)

    assert np.isnan(count.rate)


@pytest.mark.parametrize("allied", [False, True])
def test_what_is_asked_ahead_is_of_pairs_that_stood_alike(made: World, allied: bool) -> None:
    past = history(made, TRAITS)
    row = int(np.flatnonzero(past.tied == allied)[-1])
    found = base_rate(past, row, allied=allied, horizons=(1, 5, 10))
    rates = [c.rate for c in found.ahead]

    assert found.allied == allied
    assert rates == sorted(rates, reverse=allied)
    assert found.presence.pair_years > max(c.pair_years for c in found.ahead)
