from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from symmachy.scenarios.effects import effects, moved
from symmachy.scenarios.run import Measured
from symmachy.scenarios.tally import Tally

_SETS, _YEARS, _PAIRS, _MEASURES = 4, 3, 10, 2
_INTEREST = np.array([1, 7])


def _drawn(seed: int, each: int = 5) -> list[tuple[int, Measured, Measured]]:
    rng = np.random.default_rng(seed)

    def one() -> Measured:
        return Measured(
            tied=rng.integers(0, 2, (_YEARS, _PAIRS), dtype=np.uint8),
            measures=rng.integers(-3, 9, (_YEARS, _MEASURES)),
        )

    return [(k // each, one(), one()) for k in range(_SETS * each)]


def _of(drawn: list[tuple[int, Measured, Measured]]) -> Tally:
    return Tally.of(drawn, sets=_SETS, shape=(_YEARS, _PAIRS), interest=_INTEREST, measures=_MEASURES)


@given(seed=st.integers(0, 999), cut=st.integers(0, 20))
def test_tallies_of_parts_add_up_to_that_of_all(seed: int, cut: int) -> None:
    drawn = _drawn(seed)
    whole, parts = _of(drawn), _of(drawn[:cut]) + _of(drawn[cut:])

    for name, array in whole.to_arrays().items():
        assert np.array_equal(array, parts.to_arrays()[name]), name


@given(seed=st.integers(0, 999))
def test_quantiles_are_the_smallest_values_that_so_many_draws_do_not_exceed(seed: int) -> None:
    drawn = _drawn(seed)
    shares = (0.05, 0.5, 0.95)

    values = np.array([b.measures[1, 0] - a.measures[1, 0] for _, a, b in drawn])
    expected = np.quantile(values, shares, method="inverted_cdf").astype(int).tolist()
    assert expected == list(_of(drawn).quantiles(1, 0, shares)[2])


def test_effects_are_those_of_a_plain_analysis_of_variance() -> None:
    drawn = _drawn(1, each=6)
    tally = _of(drawn)
    found = effects(tally.pairs, tally.pairs_squared, tally.draws, 2001)[1][2]

    place = (2, int(_INTEREST[1]))
    difference = np.array([float(b.tied[place]) - float(a.tied[place]) for _, a, b in drawn]).reshape(
        _SETS, 6
    )
    means = difference.mean(axis=1)
    within = difference.var(axis=1, ddof=1).mean()
    assert found.year == 2003
    assert np.isclose(difference.mean(), found.difference)
    assert np.isclose(found.monte_carlo, means.std(ddof=1) / np.sqrt(_SETS))
    assert np.isclose(found.parameters, np.sqrt(max(means.var(ddof=1) - within / 6, 0)))
    assert np.isclose(found.baseline, np.mean([a.tied[place] for _, a, _ in drawn]))


def test_both_uncertainties_are_recovered_where_they_are_known() -> None:
    rng = np.random.default_rng(2)
    sets, each = 400, 50
    effect = rng.normal(10.0, 3.0, sets)
    d = np.rint(effect[:, None] + rng.normal(0.0, 8.0, (sets, each))).astype(np.int64)
    sums = np.stack([np.zeros(sets), d.sum(axis=1), d.sum(axis=1)], axis=1)[:, :, None, None].astype(np.int64)
    found = effects(sums, (d**2).sum()[None, None], np.full(sets, each), 2001)[0][0]

    assert abs(found.parameters - 3.0) < 0.4
    assert abs(found.monte_carlo - np.hypot(3.0, 8.0 / np.sqrt(each)) / np.sqrt(sets)) < 0.02


def test_only_pairs_that_clearly_differ_are_named() -> None:
    every = np.zeros((3, 1, 3), dtype=np.int32)
    every[:, 0] = [[50, 10, 0], [30, 2, 0], [0, 1, 0]]
    tally = Tally(
        **{**Tally.empty(sets=2, years=1, of_interest=0, pairs=3, measures=1).to_arrays(), "every": every}
        | {"draws": np.array([50, 50])}
    )
    found = moved(tally, (np.array([0, 0, 1]), np.array([1, 2, 2])), ("A", "B", "C"))

    assert [(m.one, m.other, m.baseline, m.scenario) for m in found] == [("A", "B", 0.5, 0.8)]
    assert np.isclose(found[0].error, np.sqrt(0.3 * 0.7 / 100))
