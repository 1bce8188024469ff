"""The shape of some of the futures: blocs and poles, by the rule that `symmachy structure` reads signs with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import OutsideCoverage
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.scenarios.run import Futures
    from symmachy.scenarios.timeline import Timeline
    from symmachy.structure import Shape
    from symmachy.typing import BoolArray
    from symmachy.world.world import World

__all__ = ["MEASURED", "ShapeMeasure", "Shapes", "shapes"]

MEASURED = {
    "blocs": "blocs: groups of two or more that pacts and hostility draw together with least contradiction",
    "largest_bloc": "states in the largest bloc",
    "poles": "states with at least half of the capabilities of the largest",
    "bloc_poles": "blocs, or states in none, with at least half of the capabilities of the largest of these",
    "at_odds": "ties against this division: hostility within a bloc and pacts across",
}
"""What is measured of each shape."""


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


def shapes(
    futures: Futures, baseline: Timeline, scenario: Timeline, *, sample: int, draws: int, per_set: int
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
    """
    numbers = tuple(k * draws // sample for k in range(min(sample, draws)))
    if not numbers:
        return Shapes(draws=(), measures=(), unproven=0, reservation="No draw was to be looked at.")
    base, last = baseline.base_year, baseline.base_year + baseline.horizon
    try:
        start = _shape(baseline, baseline.worlds[0], base, baseline.network(0).ties()[baseline.pairs])
        ends: list[list[Shape]] = [[], []]
        for number in numbers:
            (drawn,) = futures.draws(number, number + 1, per_set)
            for found, timeline, one in zip(ends, (baseline, scenario), drawn, strict=True):
                found.append(_shape(timeline, timeline.worlds[-1], last, one.tied[-1] > 0))
    except OutsideCoverage as fault:
        return Shapes(draws=(), measures=(), unproven=0, reservation=f"Blocs were not measured: {fault}.")
    by_name = {
        name: [_value(start, name), *(_value(s, name) for side in ends for s in side)] for name in MEASURED
    }
    count = len(numbers)
    return Shapes(
        draws=numbers,
        measures=tuple(
            ShapeMeasure(
                name=name,
                title=MEASURED[name],
                start=values[0],
                baseline=tuple(values[1 : 1 + count]),
                scenario=tuple(values[1 + count :]),
            )
            for name, values in by_name.items()
            if not np.isnan(values).any()
        ),
        unproven=sum(not s.many.proven for s in (start, *ends[0], *ends[1])),
        reservation=(
            f"Of {count} of the {draws:,} futures only, so these are examples and not estimates; "
            "hostility is that of the record and the scenario, which no simulated pact changes"
        ),
    )


def _shape(timeline: Timeline, world: World, year: int, tied: BoolArray) -> Shape:
    from symmachy.structure import SignRule, Window, shape_of

    places = np.array([world.index[code] for code in timeline.states])
    square = np.zeros((len(places),) * 2, dtype=np.bool_)
    square[timeline.pairs] = tied
    cube = world.pledged.copy()
    row, grid = cube[year - world.coverage.first], np.ix_(places, places)
    others = row[grid] & ~np.uint8(Obligation.DEFENSE)
    row[grid] = np.where(square | square.T, others | np.uint8(Obligation.DEFENSE), others)
    # Either side's pledge makes a pact here, as in the futures.
    network = SignRule(reading=Reading.EITHER).read(world.with_pledged(cube), Window(year, year)).unweighted()
    known = "capabilities" in world.roles
    table = world.array("capabilities")[year - world.coverage.first] if known else None
    held = [np.nan if table is None else float(table[world.index[code]]) for code in network.nodes]
    return shape_of(network, capabilities=np.array(held))


def _value(shape: Shape, name: str) -> float:
    if name == "blocs":
        return float(len(shape.blocs))
    if name == "largest_bloc":
        return float(max((len(b.members) for b in shape.blocs), default=0))
    if name == "at_odds":
        return float(shape.many.value)
    found = shape.poles if name == "poles" else shape.bloc_poles
    return float("nan") if found is None else float(len(found.names))
