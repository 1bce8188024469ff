"""The slow way: each simulated year as a world of its own, in which every mechanism measures itself.

It is what the compiled loop is compared with, and it carries forward mechanisms that the loop does not know.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from symmachy.scenarios.prepare import clocks_of, known_or_usual
from symmachy.scenarios.run import MEASURES, Measured
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.scenarios.hazards import HazardModel
    from symmachy.scenarios.moves import Moves
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import BoolArray, FloatArray, IntArray
    from symmachy.world.world import World

__all__ = ["SlowFutures", "measures_of"]


@dataclass(frozen=True, kw_only=True, eq=False)
class SlowFutures:
    """Futures by yearly hazards, one world for each simulated year."""

    model: HazardModel = field(repr=False)
    baseline: Timeline
    scenario: Timeline
    sets: tuple[FloatArray, FloatArray] = field(repr=False)
    """``(G, k)`` for each fit: the coefficients, in the order of its names."""
    means: FloatArray = field(repr=False)
    """``(2, K)`` from `symmachy.scenarios.prepare.usual`."""
    moves: Moves = field(repr=False)
    seed: int

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of years and of pairs."""
        return self.baseline.horizon, len(self.baseline.pairs[0])

    def draws(self, first: int, last: int, per_set: int) -> Iterator[tuple[Measured, Measured]]:
        """Yield baseline and scenario of some draws."""
        for draw in range(first, last):
            chance = self.moves.uniforms(self.seed, draw, self.shape[0])
            coefficients = tuple(rows[draw // per_set] for rows in self.sets)
            yield (
                self._one(self.baseline, chance, coefficients),
                self._one(self.scenario, chance, coefficients),
            )

    def _one(self, timeline: Timeline, chance: FloatArray, coefficients: tuple[FloatArray, ...]) -> Measured:
        start = timeline.network(0).ties()[timeline.pairs]
        ties, clock = start.copy(), clocks_of(self.model, timeline)
        course: list[BoolArray] = []
        measures = np.empty((timeline.horizon, len(MEASURES)), dtype=np.int64)
        for h in range(timeline.horizon):
            world = _with_pacts(timeline, h, course)
            p = self._chances(
                timeline, world, h, start=start, ties=ties, clock=clock, coefficients=coefficients
            )
            after = np.where(chance[h] < p, ~ties, ties)
            after = np.where(timeline.forced[h] > 0, True, np.where(timeline.forced[h] < 0, False, after))
            clock = np.where(after == ties, clock + 1, 1)
            ties = after
            course.append(ties)
            measures[h] = measures_of(timeline, ties, h + 1)
        return Measured(tied=np.array(course, dtype=np.uint8), measures=measures)

    def _chances(
        self,
        timeline: Timeline,
        world: World,
        h: int,
        *,
        start: BoolArray,
        ties: BoolArray,
        clock: IntArray,
        coefficients: tuple[FloatArray, ...],
    ) -> FloatArray:
        """``(P,)``: the chance that each pair's status changes."""
        from symmachy.estimation.hazards.design import covariate_rows

        network = world.in_year(timeline.base_year + h)
        columns = {
            m.name: known_or_usual(m.values(network)[timeline.pairs], self.means[:, k], start)
            for k, m in enumerate(self.model.mechanisms)
        }
        columns |= {"waiting": clock.astype(np.float64), "age": clock.astype(np.float64)}
        found = []
        for fit, beta in zip(self.model.fits, coefficients, strict=True):
            design = np.stack([np.ones(len(ties)), *covariate_rows(fit.model, columns)])
            found.append(fit.model.link.probability(beta @ design))
        return np.where(ties, found[1], found[0])


def _with_pacts(timeline: Timeline, h: int, course: list[BoolArray]) -> World:
    """Return the world of a year with the simulated pacts of the years after the base in place of its own."""
    import polars as pl

    world = timeline.worlds[h]
    if not course:
        return world
    day = date(timeline.base_year + 1, 1, 1)
    here = (pl.col("end").is_null() | (pl.col("end") > day)) & (pl.col("start") < day)
    clipped = pl.when(here).then(pl.lit(day)).otherwise(pl.col("end"))
    defence = (pl.col("obligations") & int(Obligation.DEFENSE)) > 0
    past = world.pledges.filter(defence & (pl.col("start") < day)).with_columns(clipped.alias("end"))
    # What else is owed goes on as the interventions have it.
    others = world.pledges.with_columns(
        (pl.col("obligations") & (255 - int(Obligation.DEFENSE))).cast(pl.UInt8)
    ).filter(pl.col("obligations") > 0)
    one, other = timeline.pairs
    rows = [
        (
            timeline.states[one[p]],
            timeline.states[other[p]],
            int(Obligation.DEFENSE),
            date(timeline.base_year + 1 + k, 1, 1),
            date(timeline.base_year + 2 + k, 1, 1),
            None,
        )
        for k, ties in enumerate(course)
        for p in np.flatnonzero(ties)
    ]
    made = pl.DataFrame(rows, schema=world.pledges.schema, orient="row")
    return replace(world, pledges=pl.concat([past, others, made]))


def measures_of(timeline: Timeline, ties: BoolArray, ahead: int) -> list[int]:
    """Count the `MEASURES` of ties ``(P,)`` so many years after the base year, by plain definitions."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(timeline.states)))
    graph.add_edges_from(zip(timeline.pairs[0][ties].tolist(), timeline.pairs[1][ties].tolist(), strict=True))
    sizes = [len(c) for c in nx.connected_components(graph) if len(c) > 1]
    network = timeline.network(ahead)
    known = "great_power" in network.world.roles
    powers = np.flatnonzero(network.state("great_power") > 0).tolist() if known else []
    camps = 0
    for a, b in combinations(powers, 2):
        beside = Counter(x for k in (a, b) for x in (k, *graph[k]))
        camps = max(camps, sum(count == 1 for count in beside.values()))
    alone = sum(degree == 0 for _, degree in graph.degree)
    return [int(ties.sum()), alone, len(sizes), max(sizes, default=0), camps]
