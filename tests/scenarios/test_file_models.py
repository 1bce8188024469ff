"""Fits from files carried forward: two hazards, and a TERGM."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.scenarios.made import BASE, EXAMPLES, futures_of, world
from tests.scenarios.test_scenario import PLAIN

from symmachy.errors import BadFile, BadInput
from symmachy.estimation import BlockBootstrap, Ridge, Tergm, TieEvent, TieHazards
from symmachy.forecasting import history
from symmachy.mechanisms import parse
from symmachy.scenarios import ModelChoice, Scenario, named, read_scenario, timelines, whatif
from symmachy.scenarios.ensemble import draw_all
from symmachy.scenarios.hazards import HazardModel
from symmachy.scenarios.model import fitted
from symmachy.scenarios.network_model import NetworkModel

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.estimation import TergmFit, TieHazardsFit
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


@pytest.mark.parametrize("kind", ["hazards", "tergm"])
def test_leaving_all_treaties_shows_with_a_model_of_a_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "fit.json"
    (hazards() if kind == "hazards" else tergm()).to_json(path)
    change = [{"kind": "withdrawal", "states": "AAA", "when": "+1"}]
    found = whatif(
        Scenario.of({**SMALL, "interventions": change, "model": {"file": str(path)}}), world=world()
    )

    pair = next(p for p in found.pairs if p.one == "AAA" and p.allied)
    assert pair.years[0].scenario == 0.0
    assert pair.years[0].difference < 0


def test_without_interventions_no_draw_of_a_tergm_differs() -> None:
    model = NetworkModel.made(tergm(), world())
    made = futures_of(model, *timelines(world(), BASE, 3, ()), sets=2, seed=3)

    drawn = list(made.draws(0, 6, 3))
    assert all(np.array_equal(a.tied, b.tied) and np.array_equal(a.measures, b.measures) for a, b in drawn)
    assert any(not np.array_equal(drawn[0][0].tied, a.tied) for a, _ in drawn[1:])


def test_a_tergm_differs_only_from_the_first_intervention_on_for_any_number_of_workers() -> None:
    model = NetworkModel.made(tergm(), world())
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
    made = futures_of(NetworkModel.made(fit, world()), *timelines(world(), BASE, 2, ()), sets=2, seed=1)
    draws = 400
    tied = np.mean([a.tied for a, _ in made.draws(0, draws, draws)], axis=0)
    form, keep = 1 / (1 + np.exp(-fit.coefficients))
    start = world().in_year(BASE).ties()[np.triu_indices(len(world().in_year(BASE).states), 1)]
    first = np.where(start, keep, form)
    expected = np.array([first, first * keep + (1 - first) * form])

    error = np.sqrt(expected * (1 - expected) / draws / len(start))
    assert np.all(np.abs((tied - expected).mean(axis=1)) < 5 * error.mean(axis=1))


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
