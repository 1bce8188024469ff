"""What a scenario makes of the world in each year: the baseline, and the worlds with what has been changed by then."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.scenarios.future import carried_on
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.scenarios.intervention import Intervention
    from symmachy.typing import IntArray, StateCode, Year
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["Timeline", "carried", "changed", "in_order", "timelines"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Timeline:
    """One course of events before chance: a base year, H years after it, and the world of each.

    What is known in a year comes from the world with the interventions up to that year, so that nothing
    announced for later is read.
    """

    base_year: Year
    worlds: tuple[World, ...] = field(repr=False)
    """H + 1 worlds, for the base year and each year after it; the same object where nothing was changed."""
    steps: tuple[World, ...] = field(default=(), repr=False)
    """The world after each intervention, in the order of their days."""

    @property
    def horizon(self) -> int:
        """The number of years after the base year, H."""
        return len(self.worlds) - 1

    @property
    def years(self) -> range:
        """The H years that are reached."""
        return range(self.base_year + 1, self.base_year + 1 + self.horizon)

    @cached_property
    def states(self) -> tuple[StateCode, ...]:
        """The N states, in alphabetical order."""
        return self.worlds[0].in_year(self.base_year).states

    @cached_property
    def pairs(self) -> tuple[IntArray, IntArray]:
        """The places in `states` of the two of each of P pairs, in row order."""
        one, other = np.triu_indices(len(self.states), 1)
        return one.astype(np.int64), other.astype(np.int64)

    def network(self, ahead: int) -> Network:
        """Return the network so many years after the base year, as the record and the interventions have it."""
        return self._networks[ahead]

    @cached_property
    def _networks(self) -> tuple[Network, ...]:
        return tuple(world.in_year(self.base_year + ahead) for ahead, world in enumerate(self.worlds))

    @cached_property
    def forced(self) -> npt.NDArray[np.int8]:
        """``(H, P)``: 1 where a pact is made that year by what the record or an intervention says, -1 ended."""
        one, other = self.pairs
        found = np.zeros((self.horizon, len(one)), dtype=np.int8)
        for ahead in range(1, self.horizon + 1):
            world, year = self.worlds[ahead], self.base_year + ahead
            before = world.in_year(year - 1).ties()[one, other]
            now = world.in_year(year).ties()[one, other]
            found[ahead - 1][before & ~now] = -1
            found[ahead - 1][self._begun(world, year) & now] = 1
        return found

    def _begun(self, world: World, year: Year) -> npt.NDArray[np.bool_]:
        """``(P,)``: whether a pledge of defence between the two begins in the year."""
        import polars as pl

        place = {code: i for i, code in enumerate(self.states)}
        square = np.zeros((len(place), len(place)), dtype=np.bool_)
        defence = (pl.col("obligations") & int(Obligation.DEFENSE)) > 0
        begun = world.pledges.filter((pl.col("start").dt.year() == year) & defence)
        for by, to in begun.select("by", "to").iter_rows():
            if by in place and to in place:
                square[place[by], place[to]] = square[place[to], place[by]] = True
        return np.asarray(square[self.pairs], dtype=np.bool_)


def carried(world: World, base_year: Year, horizon: int) -> Timeline:
    """Return the baseline: the world carried on without interventions."""
    plain = carried_on(world, base_year, base_year + horizon)
    return Timeline(base_year=base_year, worlds=(plain,) * (horizon + 1))


def changed(baseline: Timeline, interventions: tuple[Intervention, ...]) -> Timeline:
    """Return the timeline of the baseline's years with the interventions.

    Raises
    ------
    BadInput
        Where an intervention is dated before the base year or after the horizon.
    SymmachyError
        Where an intervention names what the world does not have.
    """
    base_year, last = baseline.base_year, baseline.base_year + baseline.horizon
    for one in interventions:
        if not base_year <= one.year <= last:
            raise BadInput(
                f"{one.kind} is dated {one.when}, outside {base_year} to {last}: give a day within the base year "
                "and the horizon, or change these"
            )
    worlds, steps, now = [], [], baseline.worlds[0]
    left = list(in_order(interventions))
    for year in range(base_year, last + 1):
        while left and left[0].year <= year:
            now = left.pop(0).apply(now)
            steps.append(now)
        worlds.append(now)
    return Timeline(base_year=base_year, worlds=tuple(worlds), steps=tuple(steps))


def in_order(interventions: tuple[Intervention, ...]) -> tuple[Intervention, ...]:
    """Return them by day, those of one day as they were given."""
    return tuple(sorted(interventions, key=lambda one: one.when))


def timelines(
    world: World, base_year: Year, horizon: int, interventions: tuple[Intervention, ...]
) -> tuple[Timeline, Timeline]:
    """Return the baseline and the scenario, by `carried` and `changed`."""
    baseline = carried(world, base_year, horizon)
    return baseline, changed(baseline, interventions)
