"""Fitted models of whole networks carried forward: each year's network is drawn given the year before."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.scenarios.past import Past
from symmachy.scenarios.run import MEASURES, Measured
from symmachy.scenarios.slow import measures_of
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from symmachy.estimation.relation import Relation
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import BoolArray, FloatArray, Year
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["NetworkFutures", "NetworkModel", "past_of", "refuse_other_ties"]


def refuse_other_ties(relation: Relation) -> None:
    """Refuse a fit of ties that a what-if does not carry.

    Raises
    ------
    BadInput
        Where they are other than pacts of defence that either side pledged.
    """
    if relation.obligation != Obligation.DEFENSE or relation.reading is not Reading.EITHER:
        raise BadInput(
            f"the fit is of ties of {relation.obligation.name}, {relation.reading.value}; what-ifs carry pacts of "
            "defence, either side's pledge: fit the model of these"
        )


def past_of(known: World, terms: Sequence[Mechanism], years: Sequence[Year]) -> Past:
    """Return the record up to the base year for the mechanisms of a fit to some years, but for the number of ties."""
    from symmachy.forecasting import history

    kept = tuple(dict.fromkeys(t for t in terms if t.label != "ties"))
    return Past.of(history(known, kept, first=max(known.coverage.first, min(years) - 1)))


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkModel(ABC):
    """A fitted model of who owes defence to whom, which draws a year's network from that of the year before."""

    own_year: ClassVar[bool]
    """Whether it reads the world of the year that is drawn, rather than that of the year before."""

    past: Past = field(repr=False)
    """Of the record up to the base year, for the mechanisms that have values for pairs."""

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """All that it reads, but for the number of ties."""
        return self.past.mechanisms

    @property
    def reads(self) -> frozenset[str]:
        """The variables and roles that its mechanisms read."""
        return frozenset(name for m in self.mechanisms for name in m.variables())

    @property
    def limit(self) -> str:
        """What to know of how pacts come about in it."""
        return (
            "Each year's network is drawn whole from the year before, with and without the changes by the same random "
            "numbers; once the two networks differ they go apart, so that differences hold more of chance than with "
            "yearly hazards. Only the interventions make and end a treaty of many members as one."
        )

    @abstractmethod
    def coefficients(self, number: int, seed: int) -> FloatArray:
        """Draw sets of coefficients, ``(number, k)``, by one stream for each set."""

    @abstractmethod
    def drawn(
        self, coefficients: FloatArray, network: Network, before: Network, generator: np.random.Generator
    ) -> BoolArray:
        """``(N, N)``: the ties of a year.

        Parameters
        ----------
        coefficients
            ``(k,)``: one of the sets.
        network
            The year that is drawn; its own ties are those of the year before.
        before
            The year before.
        generator
            Of the random numbers of this draw and year.
        """


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkFutures:
    """Futures by a model of whole networks: each year's is drawn at once, from the pacts of the year before.

    Baseline and scenario have the same random numbers, from a generator of its own for each draw and year:
    which pair a chain proposes and how likely a change must be, or when who has an opportunity and what is
    chosen. While their networks are the same, so is all that is drawn; once they differ, they go on with common
    numbers but apart, so that differences hold more of chance than those of hazards do.
    """

    model: NetworkModel = field(repr=False)
    baseline: Timeline
    scenario: Timeline
    sets: FloatArray = field(repr=False)
    """``(G, k)`` coefficients."""
    seed: int

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of years and of pairs."""
        return self.baseline.horizon, len(self.baseline.pairs[0])

    def draws(self, first: int, last: int, per_set: int) -> Iterator[tuple[Measured, Measured]]:
        """Yield baseline and scenario of some draws."""
        for draw in range(first, last):
            values = self.sets[draw // per_set]
            yield self._one(values, self.baseline, draw), self._one(values, self.scenario, draw)

    @cached_property
    def _grid(self) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.intp]], ...]:
        index = self.baseline.worlds[0].index
        places = np.array([index[code] for code in self.baseline.states])
        return np.ix_(places, places)

    def _one(self, values: FloatArray, timeline: Timeline, draw: int) -> Measured:
        pairs, base = timeline.pairs, timeline.base_year
        course = [timeline.network(0).ties()]
        measures = np.empty((timeline.horizon, len(MEASURES)), dtype=np.int64)
        for h in range(timeline.horizon):
            year = base + 1 + h
            # A year is drawn from what was so the year before: its own ties are at first those of then.
            told = timeline.worlds[h + 1] if self.model.own_year else timeline.worlds[h]
            world = self._world(told, base, [*course, course[-1]])
            seeds = np.random.SeedSequence(self.seed, spawn_key=(draw, h))
            generator = np.random.Generator(np.random.Philox(seeds))
            drawn = self.model.drawn(values, world.in_year(year), world.in_year(year - 1), generator)
            forced = timeline.forced[h]
            tied = np.where(forced > 0, True, np.where(forced < 0, False, drawn[pairs]))
            square = np.zeros_like(drawn)
            square[pairs] = tied
            course.append(square | square.T)
            measures[h] = measures_of(timeline, tied, h + 1)
        tied_by_year = np.array([ties[pairs] for ties in course[1:]], dtype=np.uint8)
        return Measured(tied=tied_by_year, measures=measures)

    def _world(self, world: World, base: int, course: list[BoolArray]) -> World:
        """Return a world whose pacts from the base year on are those of a course."""
        cube = world.pledged.copy()
        bits = np.uint8(Obligation.DEFENSE)
        for ahead, ties in enumerate(course):
            year = cube[base + ahead - world.coverage.first]
            others = year[self._grid] & ~bits
            year[self._grid] = np.where(ties, others | bits, others)
        return world.with_pledged(cube)
