"""The contract of every rung, and the hazards against the estimator that scholars use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.forecasting.conftest import LOOKED_AT, simulated

from symmachy.errors import BadInput, OutsideCoverage, UnknownName
from symmachy.forecasting.backtest.blocks import forecast_block
from symmachy.forecasting.carried import carried
from symmachy.forecasting.cases import Cases
from symmachy.forecasting.history import history
from symmachy.forecasting.networks import ahead_by
from symmachy.forecasting.rungs import (
    REFERENCE,
    BaseRate,
    Combined,
    Direct,
    OfWorld,
    SimulatedActors,
    SimulatedTergm,
    rung,
    rung_named,
    rungs,
)
from symmachy.forecasting.rungs.hazards import RidgeHazards, thinned
from symmachy.forecasting.targets import HORIZONS, target_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import FloatArray
    from symmachy.world import World


@pytest.fixture(scope="module")
def cases() -> Cases:
    past = history(simulated(seed=2), LOOKED_AT)
    return target_named("formation").cases(past, carried(past))


def _at(cases: Cases, year: int) -> Cases:
    rows = cases.at(year)
    columns = ("year", "unit", "values", "clock", "event", "seen", "weight", "place")
    return replace(cases, **{c: getattr(cases, c)[rows] for c in columns})


def test_there_are_rungs() -> None:
    assert {REFERENCE, "no_change", "age_only", "hazard_few", "hazard_all", "trees", "mixture"} <= set(
        rungs()
    )


@pytest.mark.parametrize("name", [n for n, r in rungs().items() if isinstance(r, Direct)])
def test_a_direct_rung_gives_chances_that_grow_with_the_horizon_and_reads_nothing_later(
    name: str, cases: Cases
) -> None:
    one = rung_named(name)
    assert isinstance(one, Direct)
    if one.extra:
        pytest.importorskip("sklearn")
    then = cases.until(1990)
    # What comes after the origin is turned round: a rung that looked at it would say something else.
    turned = replace(
        cases, event=np.where(cases.event > 1990, np.maximum(cases.year + 1, 1991), cases.event)
    ).until(1990)

    said, other = (one.fit(c)[one.outputs[0]].chances(_at(then, 1990), HORIZONS) for c in (then, turned))

    assert ((said >= 0) & (said <= 1)).all()
    assert (np.diff(said, axis=0) >= 0).all()
    assert np.array_equal(said, other)


@pytest.mark.parametrize("name", [n for n, r in rungs().items() if isinstance(r, Direct)])
def test_a_variable_that_nobody_knew_then_stops_no_rung(name: str, cases: Cases) -> None:
    one = rung_named(name)
    assert isinstance(one, Direct)
    if one.extra:
        pytest.importorskip("sklearn")
    values = cases.values.copy()
    values[:, 0] = np.nan
    then = replace(cases, values=values).until(1990)

    fitted = one.fit(then)

    assert all(np.isfinite(made.chances(_at(then, 1990), HORIZONS)).all() for made in fitted.values())


@pytest.mark.parametrize("name", [n for n, r in rungs().items() if isinstance(r, Combined)])
def test_a_combined_rung_learns_from_earlier_origins_and_stands_above_what_it_combines(name: str) -> None:
    one = rung_named(name)
    assert isinstance(one, Combined)
    rng = np.random.default_rng(1)
    said = {k: rng.uniform(0.01, 0.4, 500) for k in one.of}
    came = (rng.random(500) < said[one.of[0]]).astype(float)

    first = one.combine(one.learn([], tuple(said)), said)
    kept = [one.summarise(said, came, np.ones(500))] * 3
    later = one.combine(one.learn(kept, tuple(said)), said)

    for found in (first, later):
        assert found.shape == (500,)
        assert ((found >= 0) & (found <= 1)).all()
    assert all(rung_named(k).rank < one.rank for k in one.of if k in rungs())


def test_the_base_rate_counted_by_hand() -> None:
    n = 100
    year = np.repeat(np.arange(1900, 1921), n)
    event = np.where((year < 1910) & (np.arange(len(year)) % n == 0), year + 1, 9999)
    made = Cases(
        names=(),
        year=year,
        unit=np.tile(np.arange(n), 21),
        values=np.zeros((len(year), 0), dtype=np.float32),
        clock=np.ones(len(year)),
        event=event,
        seen=np.full(len(year), 1920),
        weight=np.ones(len(year)),
        place=np.zeros(len(year), dtype=np.int64),
        places=("all",),
        last=1920,
    )
    # Without the years of the war, 1914 to 1919: fourteen years of a hundred cases are left, ten with one event.
    share = (10 + 0.5) / (1400 + 1)
    decade, more = 400, 40

    (found,) = BaseRate().fit(made).values()

    yearly = share * more / (decade + more)
    assert found.chances(_at(made, 1920), (1,))[0, 0] == pytest.approx(yearly)
    assert found.chances(_at(made, 1920), (5,))[0, 0] == pytest.approx(1 - (1 - yearly) ** 5)


def test_the_hazard_is_the_estimators_own(cases: Cases) -> None:
    import polars as pl

    from symmachy.estimation import Hazard, Held, Ridge, Spline

    then = cases.until(1995)
    columns = tuple(m.name for m in LOOKED_AT)
    found = RidgeHazards("few", None).fit(then)["few@500"]
    rows = ~np.isnan(then.outcome(1)) & then.known
    frame = pl.DataFrame(
        {n: then.column(n)[rows].astype(np.float64) for n in columns}
        | {"clock": then.clock[rows], "event": then.outcome(1)[rows]}
    )
    fit = Hazard(
        outcome="event",
        covariates=columns,
        duration=Held(Spline("clock", knots=4)),
        penalty=Ridge(strength=500.0, by_name=tuple((("clock" + "'" * k), 1.0) for k in range(3))),
    ).fit(frame)
    now = _at(then, 1995)
    expected = fit.predict(
        pl.DataFrame({n: now.column(n).astype(np.float64) for n in columns} | {"clock": now.clock}),
        interval=None,
    )["probability"]

    said = found.chances(now, (1,))[0]

    assert said == pytest.approx(np.asarray(expected), abs=1e-6)


def test_thinning_keeps_every_event_and_what_the_rest_stands_for(cases: Cases) -> None:
    rows = ~np.isnan(cases.outcome(1))

    kept, stands = thinned(cases, rows, 1500)

    came = cases.outcome(1)
    assert came[kept].sum() == came[rows].sum()
    assert len(kept) < rows.sum()
    assert stands.sum() == pytest.approx(rows.sum(), rel=0.06)
    assert np.array_equal(kept, thinned(cases, rows, 1500)[0])


def test_a_name_is_held_once_and_an_unknown_one_is_refused() -> None:
    with pytest.raises(BadInput, match="two rungs are called 'no_change'"):
        rung(type("Again", (BaseRate,), {"name": "no_change"}))
    with pytest.raises(UnknownName, match="Did you mean 'hazard_few'"):
        rung_named("hazard_fw")


class _Peeping(OfWorld):
    """A rung that asks its world for the year after the origin."""

    name = "peeping"
    rank = 1
    ahead = 1

    def chances(self, world: World, now: Cases, horizons: Sequence[int]) -> FloatArray:
        found = world.in_year(int(now.year[0]) + self.ahead).ties()
        return np.full((len(horizons), len(now)), float(found.mean()))


class _Honest(_Peeping):
    name = "honest"
    ahead = 0


def test_a_rung_that_looks_at_the_world_cannot_see_past_its_origin() -> None:
    whole = simulated(seed=2)
    past = history(whole, LOOKED_AT)
    made = target_named("formation").cases(past, carried(past))

    found = forecast_block(made, (_Peeping(), _Honest()), range(1990, 1992), (1, 5), world=whole)

    assert set(found) == {("honest", 1990), ("honest", 1991)}
    with pytest.raises(OutsideCoverage, match="1991"):
        _Peeping().chances(whole.until(1990), _at(made, 1990), (1, 5))


@pytest.mark.parametrize("kind", [SimulatedTergm, pytest.param(SimulatedActors, marks=pytest.mark.slow)])
def test_a_simulated_rung_says_what_its_simulations_say_of_each_pair(
    kind: type[SimulatedTergm | SimulatedActors],
) -> None:
    whole = simulated(seed=2, states=10)
    past = history(whole, LOOKED_AT)
    then = whole.until(1995)
    ahead = ahead_by(kind().model(), then, 1995)
    for name in ("formation", "ending"):
        cases = target_named(name).cases(past, carried(past))
        now = _at(cases, 1995)

        said = kind().chances(then, now, HORIZONS)

        for k, unit in enumerate(now.unit.tolist()):
            one, other = (ahead.states.index(whole.codes[c]) for c in divmod(unit, len(whole.codes)))
            assert bool(ahead.tied[one, other]) == (name == "ending")
            assert said[:, k] == pytest.approx(ahead.chance[[0, 4, 9], one, other], abs=2e-6)
