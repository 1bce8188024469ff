"""The shape of some of the futures: blocs and poles, by the rule that `symmachy structure` reads signs with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import OutsideCoverage
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.scenarios.run import Futures
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import BoolArray
    from symmachy.world.world import World

__all__ = ["LATER", "MEASURED", "Drawing", "ShapeMeasure", "Shapes", "shapes"]

MEASURED = {
    "blocs": "blocs: groups of two or more that pacts and hostility draw together with least contradiction",
    "largest_bloc": "states in the largest bloc",
    "poles": "states with at least half of the capabilities of the largest",
    "bloc_poles": "blocs, or states in none, with at least half of the capabilities of the largest of these",
    "at_odds": "ties against this division: hostility within a bloc and pacts across",
}
"""What is measured of each shape."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """What is measured of one network."""

    values: dict[str, float]
    """By the names of `MEASURED`; NaN where not known."""
    proven: bool
    """Whether no division into blocs is better."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShapeMeasure:
    """One measure in the base year, and in the last year in each of the futures looked at."""

    name: str
    title: str
    start: float
    baseline: tuple[float, ...]
    scenario: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shapes:
    """The shape of the system in some of the draws, or why it was not measured."""

    draws: tuple[int, ...]
    """Their numbers, evenly spread over the draws and so over the sets of coefficients."""
    measures: tuple[ShapeMeasure, ...]
    unproven: int
    """How many divisions into blocs are the best found but not proven to be the best."""
    reservation: str
    """What to know of them, or why there are none."""


LATER = Shapes(
    draws=(),
    measures=(),
    unproven=0,
    reservation="Blocs and poles are still to be measured: they come with the last answer.",
)
"""In place of shapes in answers that come before the last one."""


def shapes(
    futures: Futures,
    baseline: Timeline,
    scenario: Timeline,
    *,
    sample: int,
    draws: int,
    per_set: int,
    kept: dict[str, Drawing] | None = None,
) -> Shapes:
    """Measure blocs and poles in the base year, and at the end of some draws without and with the changes.

    Parameters
    ----------
    futures
        What draws; the draws are made again by their numbers.
    baseline, scenario
        The worlds whose hostility and capabilities are read.
    sample
        How many draws; 0 for none.
    draws, per_set
        How many there are, in all and for each set of coefficients.
    kept
        What was measured of this baseline before, and is not measured again; what is measured is put in.
    """
    numbers = tuple(k * draws // sample for k in range(min(sample, draws)))
    if not numbers:
        return Shapes(draws=(), measures=(), unproven=0, reservation="No draw was to be looked at.")
    held = {} if kept is None else kept
    try:
        drawn = [pair for n in numbers for pair in futures.draws(n, n + 1, per_set)]
        start = _known(held, baseline, 0, baseline.network(0).ties()[baseline.pairs])
        without = [_known(held, baseline, baseline.horizon, one.tied[-1] > 0) for one, _ in drawn]
        same = scenario.worlds[-1] is baseline.worlds[-1]
        with_changes = [
            _known(held if same else {}, scenario, scenario.horizon, other.tied[-1] > 0) for _, other in drawn
        ]
    except OutsideCoverage as fault:
        return Shapes(draws=(), measures=(), unproven=0, reservation=f"Blocs were not measured: {fault}.")
    found = (start, *without, *with_changes)
    return Shapes(
        draws=numbers,
        measures=tuple(
            ShapeMeasure(
                name=name,
                title=title,
                start=start.values[name],
                baseline=tuple(d.values[name] for d in without),
                scenario=tuple(d.values[name] for d in with_changes),
            )
            for name, title in MEASURED.items()
            if not np.isnan([d.values[name] for d in found]).any()
        ),
        unproven=sum(not d.proven for d in found),
        reservation=(
            f"Of {len(numbers)} of the {draws:,} futures only, so these are examples and not estimates; "
            "hostility is that of the record and the scenario, which no simulated pact changes"
        ),
    )


def _known(held: dict[str, Drawing], timeline: Timeline, ahead: int, tied: BoolArray) -> Drawing:
    name = f"{ahead} {hashlib.blake2b(np.packbits(tied).tobytes(), digest_size=16).hexdigest()}"
    if name not in held:
        held[name] = _drawing(timeline, timeline.worlds[ahead], timeline.base_year + ahead, tied)
    return held[name]


def _drawing(timeline: Timeline, world: World, year: int, tied: BoolArray) -> Drawing:
    from symmachy.structure import SignRule, Window, blocs, clustering, poles
    from symmachy.structure.shape import poles_with_blocs

    places = np.array([world.index[code] for code in timeline.states])
    square = np.zeros((len(places),) * 2, dtype=np.bool_)
    square[timeline.pairs] = tied
    cube = world.pledged.copy()
    row, grid = cube[year - world.coverage.first], np.ix_(places, places)
    others = row[grid] & ~np.uint8(Obligation.DEFENSE)
    row[grid] = np.where(square | square.T, others | np.uint8(Obligation.DEFENSE), others)
    # Either side's pledge makes a pact here, as in the futures.
    rule = SignRule(reading=Reading.EITHER)
    for role in rule.acts:
        if role in world.roles or role in world.variables:
            world.array(role)  # kept there, and not once for every drawing
    network = rule.read(world.with_pledged(cube), Window(year, year)).unweighted()
    known = "capabilities" in world.roles
    table = world.array("capabilities")[year - world.coverage.first] if known else None
    held = np.array([np.nan if table is None else float(table[world.index[code]]) for code in network.nodes])
    division = clustering(network)
    found = blocs(division, held)
    states = poles(network.nodes, held) if (held > 0).any() else None
    with_blocs = poles_with_blocs(network.nodes, found, held)
    return Drawing(
        values={
            "blocs": float(len(found)),
            "largest_bloc": float(max((len(b.members) for b in found), default=0)),
            "poles": float("nan") if states is None else float(len(states.names)),
            "bloc_poles": float("nan") if with_blocs is None else float(len(with_blocs.names)),
            "at_odds": float(division.value),
        },
        proven=division.proven,
    )
