"""Fits from files carried forward: two hazards, a TERGM, and an actor-oriented model."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.scenarios.made import BASE, EXAMPLES, futures_of, world
from tests.scenarios.test_scenario import PLAIN

from symmachy.errors import BadFile, BadInput
from symmachy.estimation import Actors, BlockBootstrap, Forcing, Phases, Ridge, Tergm, TieEvent, TieHazards
from symmachy.forecasting import history
from symmachy.mechanisms import parse
from symmachy.scenarios import ModelChoice, Scenario, named, read_scenario, timelines, whatif
from symmachy.scenarios.actors_model import ActorsModel
from symmachy.scenarios.ensemble import draw_all
from symmachy.scenarios.hazards import HazardModel
from symmachy.scenarios.model import fitted
from symmachy.scenarios.network_model import NetworkFutures, NetworkModel
from symmachy.scenarios.tergm_model import TergmModel

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.estimation import ActorsFit, TergmFit, TieHazardsFit
    from symmachy.typing import Json

SMALL: Json = {**PLAIN, "draws": 40, "horizon": 3}


@cache
def hazards() -> TieHazardsFit:
    networks = [world().in_year(year) for year in range(BASE - 25, BASE + 1)]
    model = TieHazards(
        specification=parse("land_border + shared_allies(decay=0.7)"), penalty=Ridge(strength=50.0)
    )
    return model.fit(networks)


@cache
def tergm() -> TergmFit:
    networks = [world().in_year(year) for year in range(BASE - 25, BASE + 1)]
    return Tergm(
        formation=parse("ties + land_border"),
        persistence=parse("ties + land_border"),
        bootstrap=BlockBootstrap(by="year", draws=20, seed=1),
    ).fit(networks)


@cache
def actors() -> ActorsFit:
    networks = [world().in_year(year) for year in range(BASE - 20, BASE + 1, 5)]
    model = Actors(evaluation=parse("ties + land_border"), rule=Forcing())
    return model.fit(networks, phases=Phases(steps=6, draws=40, parts=1, updates=5, last=200), seed=2)


def network_model(kind: str) -> NetworkModel:
    return TergmModel.made(tergm(), world()) if kind == "tergm" else ActorsModel.made(actors(), world())


def test_hazards_of_a_file_are_carried_with_the_clocks_and_names_of_here(tmp_path: Path) -> None:
    path = tmp_path / "fit.json"
    hazards().to_json(path)
    model = fitted(world(), ModelChoice(file=path))

    assert isinstance(model, HazardModel)
    assert model.formation.names[:2] == ("(Intercept)", "land_border")
    assert [m.label for m in model.mechanisms] == ["land_border", "shared_allies(decay=0.7)"]
    for part, event in zip(model.fits, (TieEvent.FORMATION, TieEvent.ENDING), strict=True):
        assert np.array_equal(part.coefficients, hazards().fits[event].coefficients)
    # The same rows under either name of the clock have the same chance.
    past = history(world(), model.mechanisms)
    rows = past.frame(past.waiting > 0)
    ours = model.formation.predict(rows, interval=None)["probability"].to_numpy()
    named_there = rows.rename({"waiting": "years_at_risk", "shared_allies": "shared_allies(decay=0.7)"})
    theirs = hazards().fits[TieEvent.FORMATION].predict(named_there, interval=None)["probability"].to_numpy()
    assert np.array_equal(ours, theirs)


def test_a_scenario_names_its_model_by_a_file_beside_it(tmp_path: Path) -> None:
    hazards().to_json(tmp_path / "fit.json")
    written = f'title = "x"\nbase_year = {BASE}\nhorizon = 3\ndraws = 40\nmodel = "fit.json"\n'
    (tmp_path / "asked.toml").write_text(written, encoding="utf-8")
    asked = Scenario.of(read_scenario(tmp_path / "asked.toml"))
    found = whatif(asked, world=world())

    assert asked.model.file == tmp_path / "fit.json"
    assert found.track.rung is None
    assert "comes from files" in found.track.reservation
    assert {e.difference for m in found.measures for e in m.years} == {0.0}


@pytest.mark.parametrize("kind", ["hazards", "tergm", "actors"])
def test_leaving_all_treaties_shows_with_a_model_of_a_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "fit.json"
    {"hazards": hazards, "tergm": tergm, "actors": actors}[kind]().to_json(path)
    change = [{"kind": "withdrawal", "states": "AAA", "when": "+1"}]
    found = whatif(
        Scenario.of({**SMALL, "interventions": change, "model": {"file": str(path)}}), world=world()
    )

    pair = next(p for p in found.pairs if p.one == "AAA" and p.allied)
    assert pair.years[0].scenario == 0.0
    assert pair.years[0].difference < 0


@pytest.mark.parametrize("kind", ["tergm", "actors"])
def test_without_interventions_no_draw_of_a_network_model_differs(kind: str) -> None:
    made = futures_of(network_model(kind), *timelines(world(), BASE, 3, ()), sets=2, seed=3)

    drawn = list(made.draws(0, 6, 3))
    assert all(np.array_equal(a.tied, b.tied) and np.array_equal(a.measures, b.measures) for a, b in drawn)
    assert any(not np.array_equal(drawn[0][0].tied, a.tied) for a, _ in drawn[1:])


@pytest.mark.parametrize("kind", ["tergm", "actors"])
def test_it_differs_only_from_the_first_intervention_on_for_any_number_of_workers(kind: str) -> None:
    model = network_model(kind)
    change = (named("treaty_ended").model_validate(EXAMPLES[5]),)
    made = futures_of(model, *timelines(world(), BASE, 3, change), sets=2, seed=3)
    drawn = list(made.draws(0, 4, 2))
    one, two = (draw_all(made, draws=60, sets=2, interest=np.array([0]), jobs=jobs) for jobs in (None, 2))

    assert all(np.array_equal(a.tied[0], b.tied[0]) for a, b in drawn)
    assert any(not np.array_equal(a.tied[1], b.tied[1]) for a, b in drawn)
    assert all(
        a.tobytes() == b.tobytes()
        for a, b in zip(one.to_arrays().values(), two.to_arrays().values(), strict=True)
    )


def test_a_tergm_of_ties_alone_draws_its_closed_form() -> None:
    """Without dependence each pair forms and keeps its pact by a chance of its own."""
    networks = [world().in_year(year) for year in range(BASE - 25, BASE + 1)]
    fit = Tergm(formation=parse("ties"), persistence=parse("ties"), bootstrap=None).fit(networks)
    made = futures_of(TergmModel.made(fit, world()), *timelines(world(), BASE, 2, ()), sets=2, seed=1)
    draws = 400
    tied = np.mean([a.tied for a, _ in made.draws(0, draws, draws)], axis=0)
    form, keep = 1 / (1 + np.exp(-fit.coefficients))
    start = world().in_year(BASE).ties()[np.triu_indices(len(world().in_year(BASE).states), 1)]
    first = np.where(start, keep, form)
    expected = np.array([first, first * keep + (1 - first) * form])

    error = np.sqrt(expected * (1 - expected) / draws / len(start))
    assert np.all(np.abs((tied - expected).mean(axis=1)) < 5 * error.mean(axis=1))


def test_five_years_of_an_actor_oriented_model_are_its_period_of_five() -> None:
    """The chain has no memory, so that five years, one after another, have the law of one period of five."""
    fit, first = actors(), BASE - 5
    baseline, _ = timelines(world(), first, 5, ())
    model = ActorsModel.made(fit, world().until(first))
    made = NetworkFutures(model=model, baseline=baseline, scenario=baseline, sets=model.yearly[None], seed=4)
    draws = 200
    ours = np.array([a.tied[-1] for a, _ in made.draws(0, draws, draws)], dtype=np.float64)
    ends = fit.simulate([world().in_year(first), world().in_year(BASE)], draws=draws, seed=9).ends
    assert ends is not None
    theirs = np.array([end[0][baseline.pairs] for end in ends], dtype=np.float64)
    start = world().in_year(first).ties()[baseline.pairs]

    assert not baseline.forced.any()
    for measure in (lambda ties: ties.sum(axis=1), lambda ties: (ties != start).sum(axis=1)):
        one, other = measure(ours), measure(theirs)
        error = np.sqrt((one.var() + other.var()) / draws)
        assert error > 0
        assert abs(one.mean() - other.mean()) < 4 * error


def test_the_rates_drawn_are_above_zero_and_about_the_yearly_share_of_the_last_period() -> None:
    model = ActorsModel.made(actors(), world())
    found = model.coefficients(400, 3)

    last = actors().coefficients[actors().names.index(f"rate {BASE - 5}-{BASE}")]
    assert np.isclose(model.yearly[0], last / 5)
    assert (found[:, 0] > 0).all()
    errors = actors().standard_errors[-2:]
    assert np.all(np.abs(found[:, 1:].mean(axis=0) - actors().coefficients[-2:]) < 5 * errors / 20)
    assert np.allclose(found[:, 1:].std(axis=0), errors, rtol=0.2)
    assert np.isclose(np.median(found[:, 0]), model.yearly[0], rtol=0.1)


def test_what_cannot_be_carried_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fit.json"
    hazards().to_json(path)
    with pytest.raises(BadInput, match="may be read"):
        fitted(world().until(BASE - 5), ModelChoice(file=path))
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(BadFile, match="fit the model again"):
        fitted(world(), ModelChoice(file=path))
    with pytest.raises(BadInput, match="carried as it is"):
        Scenario.of({**SMALL, "model": {"file": str(path), "also": "base"}})
