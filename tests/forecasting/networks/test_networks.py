"""Network models behind a forecast: against a plain twin, blind to what is later, and kept whole."""

from __future__ import annotations

import numpy as np
import pytest
from tests.forecasting.conftest import FIRST, LAST, simulated

from symmachy.errors import BadInput
from symmachy.forecasting.networks import ActorsAhead, Ahead, NetworkModel, TergmAhead, ahead_by
from symmachy.forecasting.networks.of_actors import _intensity, _problem

ORIGIN = 1990


@pytest.fixture(scope="module")
def tergm() -> Ahead:
    return TergmAhead(draws=40).look_ahead(simulated(seed=1).until(ORIGIN), ORIGIN)


def test_chances_grow_with_the_years_and_are_never_0_or_1(tergm: Ahead) -> None:
    pairs = ~np.eye(len(tergm.states), dtype=np.bool_)

    assert (np.diff(tergm.chance[:, pairs], axis=0) >= 0).all()
    assert (tergm.chance[:, pairs] > 0).all()
    assert (tergm.chance[:, pairs] < 1).all()
    assert (tergm.lo[:, pairs] <= tergm.chance[:, pairs]).all()
    assert (tergm.chance[:, pairs] <= tergm.hi[:, pairs]).all()


def test_the_chance_of_the_first_year_is_that_of_the_coefficients(tergm: Ahead) -> None:
    making, keeping = (np.tensordot(t, tergm.changes, axes=1) for t in (tergm.making, tergm.keeping))
    plain = np.where(tergm.tied, 1 / (1 + np.exp(keeping)), 1 / (1 + np.exp(-making)))
    pairs = np.triu(~tergm.tied, 1)

    assert np.corrcoef(np.log(plain[pairs]), np.log(tergm.chance[0][pairs]))[0, 1] > 0.9


def test_what_is_later_changes_nothing() -> None:
    world, model = simulated(seed=1), TergmAhead(draws=5)
    known, whole = (model.look_ahead(w, ORIGIN) for w in (world.until(ORIGIN), world))

    assert np.array_equal(known.chance, whole.chance)


def test_contributions_are_set_against_pairs_of_the_same_status(tergm: Ahead) -> None:
    i, j = np.argwhere(np.triu(~tergm.tied, 1))[0]
    found = tergm.contributions(tergm.states[i], tergm.states[j])
    expected = tergm.making * (tergm.changes[:, i, j] - tergm.averages(tied=False))

    assert np.allclose(expected, found)


def test_bytes_come_back(tergm: Ahead) -> None:
    again = Ahead.from_bytes(tergm.to_bytes())

    assert tergm.states == again.states
    assert tergm.notes == again.notes
    assert np.allclose(tergm.chance, again.chance, rtol=1e-6)


def test_a_second_call_recalls_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    world, model = simulated(seed=2).until(ORIGIN), TergmAhead(draws=5)
    first = ahead_by(model, world, ORIGIN)
    monkeypatch.setattr(TergmAhead, "look_ahead", lambda *_: pytest.fail("it was made again"))

    assert np.allclose(first.chance, ahead_by(model, world, ORIGIN).chance, rtol=1e-6)


@pytest.mark.parametrize("model", [TergmAhead(), ActorsAhead()])
def test_too_few_years_are_refused(model: NetworkModel) -> None:
    with pytest.raises(BadInput, match="ask of a later year"):
        model.look_ahead(simulated(seed=1), FIRST + 1)


@pytest.mark.slow
def test_actors_forecast_the_number_of_pacts_that_form() -> None:
    world = simulated(seed=3)
    ahead = ActorsAhead(draws=20).look_ahead(world.until(ORIGIN), ORIGIN)
    pairs = np.triu(~ahead.tied, 1)
    later = world.in_year(min(ORIGIN + 10, LAST)).ties()
    came = later[pairs].sum()

    assert 0.4 * came < ahead.chance[9][pairs].sum() < 2.5 * came


@pytest.mark.slow
def test_intensities_are_those_of_the_rule_worked_out_plainly() -> None:
    from symmachy.estimation.actors.begin import Begin
    from symmachy.forecasting.networks.looks import OF_NETWORK, of_pairs

    world = simulated(seed=3).until(ORIGIN)
    model = ActorsAhead()
    pairs = of_pairs(world)
    fit = model._fit(world, model._spans(world, ORIGIN), (*OF_NETWORK, *pairs))
    problem = _problem(fit, world.in_year(ORIGIN), pairs)
    theta = fit.coefficients[-len(problem.layout.names) :]
    begin = Begin.of(problem, 0, theta, scored=False)
    work = begin.workspace()
    begin.paths(work, 0.0, np.zeros(2, dtype=np.uint64), 0, 1)
    own = problem.systems[0].own_every()[list(problem.layout.evaluation)]
    tied = problem.periods[0].start
    gain = np.tensordot(theta, own, axes=1) * np.where(tied, -1, 1)
    weight = np.where(np.eye(len(tied), dtype=np.bool_), 0.0, np.exp(gain))
    plain = np.zeros(tied.shape)
    for i, j in np.argwhere(~np.eye(len(tied), dtype=np.bool_)):
        chooses = weight[i, j] / (1 + weight[i].sum())
        plain[i, j] = chooses * problem.rule.accepted(gain[i, j], gain[j, i], tied=bool(tied[i, j]))
    found = _intensity(begin, work)
    apart = ~np.eye(len(tied), dtype=np.bool_)

    assert np.allclose((plain + plain.T)[apart], found[apart])
