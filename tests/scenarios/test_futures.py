"""The compiled loop against worlds built year by year, and against the closed form for one pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests.scenarios.made import BASE, EXAMPLES, READ, fitted, futures_of, hazards, world

from symmachy.mechanisms import GreatPower, Inertia, LandBorder, SharedAllies, SharedProtector
from symmachy.scenarios import Ground, named, timelines
from symmachy.scenarios.prepare import usual
from symmachy.scenarios.readings import Readings
from symmachy.scenarios.run import HazardFutures
from symmachy.scenarios.slow import SlowFutures

if TYPE_CHECKING:
    from symmachy.estimation import Fit
    from symmachy.forecasting import PactModel
    from symmachy.mechanisms import Mechanism
    from symmachy.scenarios import Intervention, Timeline
    from symmachy.scenarios.hazards import HazardModel
    from symmachy.scenarios.run import Futures

_YEARS, _SETS, _SEED = 6, 3, 11
_FIXED: tuple[Mechanism, ...] = (GreatPower(), LandBorder())
_NETWORK: tuple[Mechanism, ...] = (*READ, SharedAllies())


def _interventions(*kinds: str) -> tuple[Intervention, ...]:
    return tuple(named(e["kind"]).model_validate(e) for e in EXAMPLES if e["kind"] in kinds)


def _both(
    model: HazardModel, interventions: tuple[Intervention, ...]
) -> tuple[Futures, SlowFutures, tuple[Timeline, Timeline]]:
    baseline, scenario = timelines(world(), BASE, _YEARS, interventions)
    fast = futures_of(model, baseline, scenario, sets=_SETS, seed=_SEED)
    slow = SlowFutures(
        model=model,
        baseline=baseline,
        scenario=scenario,
        sets=model.coefficients(_SETS, _SEED),
        means=usual(model, Readings(timeline=baseline)),
        moves=Ground(model=model, baseline=baseline).moves,
        seed=_SEED,
    )
    return fast, slow, (baseline, scenario)


@pytest.mark.parametrize("read", [READ, _NETWORK, _FIXED], ids=["default", "network", "fixed"])
@pytest.mark.parametrize(
    "kinds",
    [
        (),
        ("pressure", "withdrawal"),
        ("accession", "great_power_status"),
        ("treaty_founded", "war_begun"),
        ("treaty_ended", "accommodation"),
    ],
    ids=lambda k: "-".join(k) or "nothing",
)
def test_the_compiled_loop_gives_what_worlds_built_year_by_year_give(
    read: tuple[Mechanism, ...], kinds: tuple[str, ...]
) -> None:
    fast, slow, _ = _both(hazards(read), _interventions(*kinds))
    assert isinstance(fast, HazardFutures)

    for quick, plain in zip(fast.draws(0, 6, 2), slow.draws(0, 6, 2), strict=True):
        for a, b in zip(quick, plain, strict=True):
            assert np.array_equal(a.tied, b.tied)
            assert np.array_equal(a.measures, b.measures)


def test_mechanisms_that_no_table_follows_are_carried_forward_the_slow_way() -> None:
    fast, _, _ = _both(hazards((*READ, SharedProtector(), Inertia(years=3))), ())

    assert isinstance(fast, SlowFutures)
    ((one, other),) = fast.draws(0, 1, 2)
    assert np.array_equal(one.tied, other.tied)


def test_without_interventions_nothing_differs_in_any_draw() -> None:
    fast, _, _ = _both(hazards(), ())

    assert all(
        np.array_equal(a.tied, b.tied) and np.array_equal(a.measures, b.measures)
        for a, b in fast.draws(0, 30, 10)
    )


def test_a_pair_that_nothing_touches_draws_the_same() -> None:
    model = hazards(_FIXED)  # no pair depends on the pacts of others
    fast, _, (baseline, _) = _both(model, _interventions("withdrawal", "great_power_status"))
    one, other = (np.array(baseline.states)[rows] for rows in baseline.pairs)
    apart = ~np.isin(one, ["AAA", "AAH"]) & ~np.isin(other, ["AAA", "AAH"])

    drawn = list(fast.draws(0, 30, 10))
    assert all(np.array_equal(a.tied[:, apart], b.tied[:, apart]) for a, b in drawn)
    assert any(not np.array_equal(a.tied, b.tied) for a, b in drawn)


def test_nothing_differs_before_the_first_intervention() -> None:
    fast, _, _ = _both(hazards(), _interventions("treaty_founded", "pressure"))

    assert all(np.array_equal(a.tied[0], b.tied[0]) for a, b in fast.draws(0, 20, 7))


def _in_force(model: PactModel, row: int, *, allied: bool, years: int) -> float:
    """Return the chance that a pact is in force so many years later, by following every place of the pair."""

    def yearly(fit: Fit | None, column: str, start: int) -> list[float]:
        assert fit is not None
        at = model.past.frame(np.array([row]))
        rows = pl.concat(at.with_columns(pl.lit(float(start + k)).alias(column)) for k in range(years))
        return fit.predict(rows, interval=None)["probability"].to_list()  # type: ignore[no-any-return]

    form = yearly(model.formation, "waiting", 1 if allied else max(1, int(model.past.waiting[row])))
    old = yearly(model.ending, "age", max(1, int(model.past.age[row])))
    new = yearly(model.ending, "age", 1)
    chance: dict[tuple[str, int] | None, float] = {("old", 0) if allied else None: 1.0}
    for year in range(years):
        after: dict[tuple[str, int] | None, float] = {}
        for place, p in chance.items():
            if place is None:
                moves: list[tuple[tuple[str, int] | None, float]]
                moves = [(("new", 0), form[year]), (None, 1 - form[year])]
            else:
                kind, age = place
                ends = (old if kind == "old" else new)[age]
                moves = [(None, ends), ((kind, age + 1), 1 - ends)]
            for to, q in moves:
                after[to] = after.get(to, 0.0) + p * q
        chance = after
    return 1 - chance.get(None, 0.0)


def test_chances_of_a_pair_are_those_of_the_closed_form() -> None:
    """With mechanisms that no tie changes a pair is alone, and its places can be followed one by one."""
    model = fitted(_FIXED)
    hazard = hazards(_FIXED)
    baseline, scenario = timelines(world(), BASE, 5, ())
    futures = futures_of(hazard, baseline, scenario, sets=1, seed=3)
    assert isinstance(futures, HazardFutures)
    point = tuple(fit.coefficients[None] for fit in hazard.fits)
    exact = HazardFutures(
        network=(),
        baseline=futures.baseline,
        scenario=futures.scenario,
        drawn=hazard.drawn((point[0], point[1]), longest=200, states=len(baseline.states)),
        moves=futures.moves,
        seed=3,
    )
    draws = 4000
    share = np.mean([one.tied[4] for one, _ in exact.draws(0, draws, draws)], axis=0)

    expected = []
    for a, b in zip(*baseline.pairs, strict=True):
        row = int(model.past.rows_of(baseline.states[a], baseline.states[b])[-1])
        allied = bool(model.past.tied[row])
        expected.append(_in_force(model, row, allied=allied, years=5))
    p = np.array(expected)
    z = (share - p) / np.sqrt(np.maximum(p * (1 - p), 1e-6) / draws)
    assert np.abs(z).max() < 4.5
    assert 0.8 < z.std() < 1.2


def test_a_draw_does_not_depend_on_which_others_are_made() -> None:
    fast, _, _ = _both(hazards(), _interventions("pressure"))

    ((alone, _),) = fast.draws(5, 6, 2)
    assert np.array_equal(alone.tied, list(fast.draws(0, 6, 2))[5][0].tied)
