"""A fitted TERGM carried forward: each year's network is drawn whole, given the year before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.scenarios.past import Past
from symmachy.scenarios.run import MEASURES, Measured
from symmachy.scenarios.slow import measures_of
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.estimation.relation import Relation
    from symmachy.estimation.tergm.fit import TergmFit
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world.world import World

__all__ = ["NetworkFutures", "NetworkModel", "refuse_other_ties"]


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


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkModel:
    """A TERGM, pooled or separable, of who owes defence to whom."""

    fit: TergmFit
    past: Past = field(repr=False)
    """Of the record up to the base year, for the mechanisms that have values for pairs."""

    @classmethod
    def made(cls, fit: TergmFit, known: World) -> NetworkModel:
        """Join a fit and the record up to the base year.

        Raises
        ------
        BadInput
            Where its ties are other than pacts of defence, or a mechanism reads directed ties.
        UnknownName
            Where the record lacks a variable.
        """
        from symmachy.forecasting import history

        refuse_other_ties(fit.model.relation)
        parts = (fit.model.specification, fit.model.formation, fit.model.persistence)
        terms = dict.fromkeys(t for part in parts if part is not None for t in part if t.label != "ties")
        for part in parts:
            if part is not None:
                part.check(known)
        first = max(known.coverage.first, min(fit.years) - 1)
        return cls(fit=fit, past=Past.of(history(known, tuple(terms), first=first)))

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """All that it reads, but for the number of ties."""
        return self.past.mechanisms

    @property
    def reads(self) -> frozenset[str]:
        """The variables and roles that its mechanisms read."""
        return frozenset(name for m in self.mechanisms for name in m.variables())

    def coefficients(self, number: int, seed: int) -> FloatArray:
        """Pick draws of its bootstrap over years, ``(number, k)``, by one stream for each set.

        Without a bootstrap all are the estimates, and what they leave open is not known.
        """
        found = np.repeat(self.fit.coefficients[None, :], number, axis=0)
        if not len(self.fit.draws):
            return found
        for g in range(number):
            rng = np.random.Generator(np.random.Philox(key=np.array([seed, 2**63 + g], dtype=np.uint64)))
            found[g] = self.fit.draws[rng.integers(len(self.fit.draws))]
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkFutures:
    """Futures by a TERGM: in each year one draw of a chain that sets out from the pacts of the year before.

    Baseline and scenario run the same steps with the same random numbers (which pair, and how likely a change
    must be), from a generator of its own for each draw and year. While their networks are the same, so is all
    that is drawn; once they differ, the chains go on with common numbers but apart, so that differences hold
    more of the chance of a chain than those of hazards do.
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
            fit = replace(self.model.fit, coefficients=self.sets[draw // per_set])
            yield self._one(fit, self.baseline, draw), self._one(fit, self.scenario, draw)

    @cached_property
    def _grid(self) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.intp]], ...]:
        index = self.baseline.worlds[0].index
        places = np.array([index[code] for code in self.baseline.states])
        return np.ix_(places, places)

    def _one(self, fit: TergmFit, timeline: Timeline, draw: int) -> Measured:
        from symmachy.estimation import Sampler
        from symmachy.estimation.tergm.simulate import draw_once

        pairs, base = timeline.pairs, timeline.base_year
        course = [timeline.network(0).ties()]
        measures = np.empty((timeline.horizon, len(MEASURES)), dtype=np.int64)
        for h in range(timeline.horizon):
            year = base + 1 + h
            # A year is drawn from what was so the year before: its own ties are at first those of then.
            world = self._world(timeline.worlds[h + 1], base, [*course, course[-1]])
            seeds = np.random.SeedSequence(self.seed, spawn_key=(draw, h))
            generator = np.random.Generator(np.random.Philox(seeds))
            drawn = draw_once(fit, world.in_year(year), world.in_year(year - 1), Sampler(), generator)
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
