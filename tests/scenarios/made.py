"""Small simulated worlds, models fitted to them, and one example of each intervention."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl
from tests.forecasting.conftest import FIRST, LAST, simulated
from tests.worlds import of_pairs, of_states

from symmachy.forecasting import PactModel, fit_pacts
from symmachy.mechanisms import (
    AlliesElsewhere,
    CommonAllies,
    GreatPower,
    HostilityBetween,
    LandBorder,
    Mechanism,
    PastAlliance,
    SharedAdversaries,
)
from symmachy.scenarios import Ground
from symmachy.scenarios.hazards import HazardModel
from symmachy.scenarios.readings import Readings

if TYPE_CHECKING:
    from symmachy.scenarios import Timeline
    from symmachy.scenarios.network_model import NetworkModel
    from symmachy.scenarios.run import Futures
    from symmachy.typing import Json
    from symmachy.world import World

BASE = LAST
READ: tuple[Mechanism, ...] = (
    SharedAdversaries(),
    HostilityBetween(),
    CommonAllies(),
    AlliesElsewhere(),
    PastAlliance(),
    GreatPower(),
    LandBorder(),
)

EXAMPLES: tuple[Json, ...] = (
    {"kind": "pressure", "by": "AAA", "on": ["AAB", "AAC"], "when": BASE + 2, "until": BASE + 4},
    {"kind": "accommodation", "by": "AAA", "of": "AAD", "when": BASE + 2},
    {"kind": "withdrawal", "states": "AAA", "when": BASE + 2},
    {"kind": "accession", "states": ["AAF", "AAG"], "to": "circle", "when": BASE + 2},
    {"kind": "treaty_founded", "members": ["AAA", "AAE", "AAF"], "when": f"{BASE + 2}-05-01"},
    {"kind": "treaty_ended", "treaty": "circle", "when": BASE + 2},
    {"kind": "war_begun", "one": ["AAA", "AAB"], "other": "AAC", "when": BASE + 2},
    {"kind": "war_ended", "one": "AAA", "other": "*", "when": BASE + 2},
    {"kind": "regime_change", "states": "AAA", "democracy": True, "when": BASE + 2},
    {"kind": "capability_change", "states": "AAA", "factor": 2.0, "when": BASE + 2},
    {"kind": "great_power_status", "states": "AAH", "holds": True, "when": BASE + 2},
    {"kind": "trade_change", "one": "AAA", "other": "*", "factor": 0.5, "when": BASE + 2},
    {"kind": "voting_position", "states": "AAA", "towards": "AAB", "share": 0.5, "when": BASE + 2},
    {"kind": "bases_closed", "by": "AAA", "when": BASE + 2},
    {"kind": "nonalignment_declared", "states": "*", "when": BASE + 2},
    {"kind": "nonalignment_given_up", "states": "AAB", "when": BASE + 2},
)


@cache
def world() -> World:
    """A simulated world with a treaty of many and a variable for every intervention."""
    from dataclasses import replace

    from tests.worlds import pledges, treaty

    plain = simulated(seed=7, states=14)
    years, codes = range(FIRST, LAST + 1), plain.codes
    circle = treaty("circle", "AAA AAB AAC AAD AAI AAJ", start=str(LAST - 5))
    covered = (FIRST, LAST)
    states = {
        "made.democracy": {(y, c): float(k % 2) for y in years for k, c in enumerate(codes)},
        "made.capabilities": {(y, c): (k + 1) / 105 for y in years for k, c in enumerate(codes)},
        "made.ideal_point": {(y, c): k / 7 - 1 for y in years for k, c in enumerate(codes)},
        "made.nonaligned": {(y, c): 1.0 for y in years for c in codes[:3]},
    }
    pairs = {
        "made.trade": {(y, a, b): 10.0 for y in years for a in codes[:3] for b in codes[3:]},
        "made.war": {(LAST, "AAA", "AAD"): 1.0},
        "made.armed_hostility": {(LAST, "AAA", "AAD"): 1.0},  # of a war that goes on when the record ends
    }
    made = [of_states(n, rows, absent=0.0, coverage=covered) for n, rows in states.items()]
    made += [of_pairs(n, rows, coverage=covered) for n, rows in pairs.items()]
    bases = {(y, "AAC", "AAA"): 1.0 for y in years}
    made.append(of_pairs("made.base_host", bases, coverage=covered, directed=True))
    return replace(
        plain,
        treaties=(*plain.treaties, circle),
        pledges=pl.concat([plain.pledges, pledges([circle])]),
        variables={**plain.variables, **{v.name: v for v in made}},
        roles={**plain.roles, **{v.name.rpartition(".")[2]: v.name for v in made}},
    )


@cache
def fitted(read: tuple[Mechanism, ...] = READ) -> PactModel:
    return fit_pacts(world(), read, ridge=50.0)


@cache
def hazards(read: tuple[Mechanism, ...] = READ) -> HazardModel:
    return HazardModel.of(fitted(read))


def futures_of(
    model: HazardModel | NetworkModel, baseline: Timeline, scenario: Timeline, *, sets: int, seed: int
) -> Futures:
    ground = Ground(model=model, baseline=baseline)
    return ground.futures(Readings(timeline=scenario, baseline=ground.readings), sets=sets, seed=seed)
