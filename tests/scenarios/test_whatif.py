from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.scenarios.made import BASE, world
from tests.scenarios.test_scenario import PLAIN

from symmachy.errors import BadInput
from symmachy.report.whatif.data import answer as of_json
from symmachy.scenarios import Ground, Scenario, read_scenario, stages, whatif
from symmachy.scenarios.run import MEASURES, KeptDraws, Measured
from symmachy.world import Coverage

if TYPE_CHECKING:
    from symmachy.typing import Json

FILES = sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.toml"))
SMALL: Json = {**PLAIN, "draws": 100, "horizon": 4}


def test_a_scenario_without_interventions_differs_nowhere() -> None:
    found = whatif(Scenario.of({**SMALL, "interventions": []}), world=world())

    effects = [e for part in (*found.pairs, *found.measures) for e in part.years]
    assert {(e.difference, e.monte_carlo, e.parameters) for e in effects} == {(0.0, 0.0, 0.0)}
    assert found.moved == ()
    assert np.array_equal(*found.chances)


def test_leaving_all_treaties_shows_in_pairs_and_the_system() -> None:
    change = [{"kind": "withdrawal", "states": "AAA", "when": "+1"}]
    found = whatif(Scenario.of({**SMALL, "interventions": change}), world=world())

    pair = next(p for p in found.pairs if p.one == "AAA" and p.allied)
    pacts = next(m for m in found.measures if m.name == "pacts")
    assert pair.years[0].scenario == 0.0
    assert pair.years[0].difference < 0
    assert pacts.years[-1].interval[1] < 0
    assert pacts.quantiles[0][2][2] < 0
    assert {"AAA"} == {code for m in found.moved for code in (m.one, m.other)} & {"AAA"}


def test_what_changes_nothing_is_said() -> None:
    given = [
        {"kind": "nonalignment_declared", "states": "AAD", "when": "+1"},
        {"kind": "great_power_status", "states": "AAA", "holds": True, "when": "+1"},
    ]
    found = whatif(Scenario.of({**SMALL, "interventions": given}), world=world())

    assert "reads nothing of this (nonaligned)" in found.notes[0]
    assert "so it was already" in found.notes[1]
    assert "--base-year" in found.notes[1]


def test_mechanisms_added_to_the_model_are_read() -> None:
    given = {**SMALL, "interventions": [{"kind": "nonalignment_declared", "states": "AAD", "when": "+1"}]}
    found = whatif(Scenario.of({**given, "model": {"also": "nonalignment"}}), world=world())

    assert found.notes == ()
    assert "non-aligned states in the pair" in found.mechanisms


def test_leaving_the_range_of_the_record_is_said_with_variable_value_and_range() -> None:
    given = [{"kind": "capability_change", "states": "AAN", "factor": 50, "when": "+1"}]
    found = whatif(Scenario.of({**SMALL, "interventions": given}), world=world())

    (said,) = (line for line in found.warnings if "(power_ratio)" in line)
    assert "is 6.55 for" in said  # log(50 * 14 / 1)
    assert "outside the 0.0741 to 2.64" in said  # log(14 / 13) and log(14 / 1)


def test_a_day_outside_the_years_simulated_is_refused() -> None:
    given = [{"kind": "pressure", "by": "AAA", "on": "AAB", "when": BASE + 9}]
    with pytest.raises(BadInput, match="outside"):
        whatif(Scenario.of({**SMALL, "interventions": given}), world=world())


def test_nothing_after_the_base_year_is_read() -> None:
    early = BASE - 8
    asked = Scenario.of({**SMALL, "base_year": early})
    known = replace(world().until(early), coverage=Coverage(world().coverage.first, early))

    whole, cut = whatif(asked, world=world()), whatif(asked, world=known)
    assert whole.digest == cut.digest
    assert whole.pairs == cut.pairs
    assert whole.measures == cut.measures


def test_the_same_seed_gives_the_same_answer_and_another_another() -> None:
    one, two, other = (whatif(Scenario.of({**SMALL, "seed": s}), world=world()) for s in (1, 1, 2))

    assert one.measures == two.measures
    assert one.measures != other.measures


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_worked_scenario_can_be_read_and_says_what_is_asked(path: Path) -> None:
    data = read_scenario(path)
    asked = Scenario.of(data)

    assert asked.about
    assert asked.interventions
    assert set(data["slots"]) <= {"states", "by", "against"}


def test_answers_that_come_as_draws_are_made_end_in_the_bytes_of_the_whole() -> None:
    change = [{"kind": "withdrawal", "states": "AAA", "when": "+1"}]
    asked = Scenario.of({**SMALL, "interventions": change})
    ground = Ground.of(asked, world())
    found = list(stages(asked, ground=ground))

    assert [a.drawn for a in found] == [10, 20, 40, 80, 100, 100]
    assert [a.whole for a in found] == [False] * 5 + [True]
    # All draws are shown before blocs and poles are measured.
    assert found[-2].measures == found[-1].measures
    assert "still to be measured" in found[-2].shapes.reservation
    assert json.dumps(of_json(found[-1])) == json.dumps(of_json(whatif(asked, world=world())))
    # Each rests on the draws that the ones after it rest on too, and is told apart by their number alone.
    assert all(a.digest == found[-1].digest for a in found)
    assert all(len(a.pairs) == len(found[-1].pairs) for a in found)


def test_draws_of_the_baseline_that_a_ground_keeps_change_no_byte() -> None:
    asked = Scenario.of(SMALL)
    ground = Ground.of(asked, world())
    change = [{"kind": "withdrawal", "states": "AAA", "when": "+1"}]
    same_seed = asked.with_values(interventions=change)
    others = (same_seed, same_seed.with_values(seed=5), same_seed.with_values(draws=60))
    list(stages(asked, ground=ground))

    for one in others:
        *_, last = stages(one, ground=ground)
        assert json.dumps(of_json(last)) == json.dumps(of_json(whatif(one, world=world())))


def test_no_more_draws_of_a_baseline_are_kept_than_there_is_room_for() -> None:
    kept = KeptDraws(most=1)
    tied = np.array([[0, 1, 1], [1, 0, 0]], dtype=np.uint8)
    drawn = Measured(tied=tied, measures=np.zeros((2, len(MEASURES)), dtype=np.int64))
    kept.put((1,), drawn)
    kept.put((2,), drawn)
    found = kept.get((1,), tied.shape)

    assert found is not None
    assert np.array_equal(found.tied, tied)
    assert kept.get((2,), tied.shape) is None


def test_a_ground_answers_several_scenarios_and_refuses_those_of_another() -> None:
    asked = Scenario.of(SMALL)
    ground = Ground.of(asked, world())
    change = [{"kind": "treaty_ended", "treaty": "circle", "when": "+1"}]
    other = asked.with_values(interventions=change)

    for one in (asked, other, asked):
        alone, shared = whatif(one, world=world()), whatif(one, ground=ground)
        assert json.dumps(of_json(shared)) == json.dumps(of_json(alone))
    with pytest.raises(BadInput, match="horizon is 5"):
        whatif(asked.with_values(horizon=5), ground=ground)
