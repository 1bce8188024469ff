"""The history of all pairs of states: what was known of each pair in each year, and what came next."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import OutsideCoverage
from symmachy.estimation.pair_years import PairYears, pair_years
from symmachy.estimation.relation import Relation
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.typing import BoolArray, FloatArray, IntArray, StateCode, Year
    from symmachy.world.world import World

__all__ = ["History", "Latest", "history", "measured_in"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Latest:
    """What was last known of one pair, K values, and of the pairs that it is set against."""

    values: FloatArray
    """``(K,)`` the pair's own last known values; NaN where none was ever known."""
    averages: FloatArray
    """``(K,)`` means over the pairs of the same status in the year of the value; NaN where none is known."""
    years: IntArray
    """``(K,)`` the year of each value, or of the average where the pair has none; 0 where neither is known."""

    @property
    def filled(self) -> FloatArray:
        """``(K,)`` the values, or the averages in their place, or 0 where neither is known."""
        return np.nan_to_num(np.where(np.isnan(self.values), self.averages, self.values))


@dataclass(frozen=True, kw_only=True, eq=False)
class History:
    """Every unordered pair of members of the system in every year of a world, N rows in all.

    Rows are ordered by year, then by the two states' codes. Nothing in a row is later than its year but
    `tied_after`, which looks into the following years of the same world.
    """

    world: World = field(repr=False)
    mechanisms: tuple[Mechanism, ...]
    rows: PairYears = field(repr=False)
    """The rows as estimation reads them."""

    @property
    def year(self) -> IntArray:
        """``(N,)`` the year of each row."""
        return self.rows.year

    @property
    def one(self) -> IntArray:
        """``(N,)`` places of the first states in the world's `codes`."""
        return self.rows.one

    @property
    def other(self) -> IntArray:
        """``(N,)`` places of the second states; ``one < other``."""
        return self.rows.other

    @property
    def values(self) -> FloatArray:
        """``(N, K)`` values of the K mechanisms in the row's year."""
        return self.rows.values

    @property
    def age(self) -> IntArray:
        """``(N,)`` years for which the pact has been in force, this one included; 0 where there is none."""
        return self.rows.age

    @property
    def waiting(self) -> IntArray:
        """``(N,)`` years for which both have been members without a pact, this one included, or 0."""
        return self.rows.waiting

    @property
    def tied(self) -> BoolArray:
        """``(N,)`` whether a defence pact was in force on any day of the row's year."""
        return self.age > 0

    def tied_after(self, years: int) -> FloatArray:
        """``(N,)`` whether a defence pact was in force so many years later: 1, 0, or NaN where unknown.

        Unknown where the world ends sooner or one of the two was no longer a member of the system.
        """
        if years not in self._tied_after:
            self._tied_after[years] = self._look_ahead(years)
        return self._tied_after[years]

    @cached_property
    def _tied_after(self) -> dict[int, FloatArray]:
        return {}

    def _look_ahead(self, years: int) -> FloatArray:
        first = self.world.coverage.first
        place = self.year - first + years
        inside = place < len(self.world.years)
        place = np.minimum(place, len(self.world.years) - 1)
        there = self.world.membership[place, self.one] & self.world.membership[place, self.other]
        owed = (
            self.world.pledged[place, self.one, self.other] | self.world.pledged[place, self.other, self.one]
        )
        tied = ((owed & np.uint8(Obligation.DEFENSE)) > 0).astype(np.float64)
        after = np.where(inside & there, tied, np.nan)
        after.flags.writeable = False  # kept, and read by several
        return after

    @cached_property
    def complete(self) -> BoolArray:
        """``(N,)`` whether every mechanism has a known value."""
        return np.asarray(~np.isnan(self.values).any(axis=1), dtype=np.bool_)

    def rows_of(self, one: StateCode, other: StateCode) -> IntArray:
        """Return the rows of one pair, by year."""
        a, b = sorted((self.world.index[one], self.world.index[other]))
        return np.flatnonzero((self.one == a) & (self.other == b))

    def latest(self, row: int) -> Latest:
        """Return what was last known of a row's pair by its year, set against pairs of the same status.

        A source that ends before the record does leaves the last years without a value; the last value
        that it gave stands in, and `Latest.years` says of which year it is.
        """
        here = (self.one == self.one[row]) & (self.other == self.other[row]) & (self.year <= self.year[row])
        own = np.flatnonzero(here)
        k = self.values.shape[1]
        values, averages, years = np.full(k, np.nan), np.full(k, np.nan), np.zeros(k, dtype=np.int64)
        for column in range(k):
            known = own[~np.isnan(self.values[own, column])]
            years[column] = self.year[known[-1]] if len(known) else self._last_known(column, row)
            if len(known):
                values[column] = self.values[known[-1], column]
        for year in np.unique(years[years > 0]).tolist():
            peers = self.values[(self.year == year) & (self.tied == self.tied[row])]
            for place in np.flatnonzero(years == year):
                told = peers[:, place][~np.isnan(peers[:, place])]
                averages[place] = told.mean() if len(told) else np.nan
        return Latest(values=values, averages=averages, years=years)

    def _last_known(self, column: int, row: int) -> int:
        told = (
            ~np.isnan(self.values[:, column]) & (self.tied == self.tied[row]) & (self.year <= self.year[row])
        )
        return int(self.year[told].max()) if told.any() else 0

    def until(self, world: World) -> History:
        """Return a new history of the same pairs as a world that was cut at a year knows them.

        The rows are those of this one up to the last of that world's years, and take no memory of their own.
        Mechanisms that the cut world cannot measure yet are not in it.

        Parameters
        ----------
        world
            This one's, after `World.until`. Where values are interpolated it is another history that the cut
            world has, for the line is drawn with later values: cut what `World.as_known` gives.

        Raises
        ------
        OutsideCoverage
            Where the world ends later than this one: what was cut cannot be widened again.
        """
        last = world.coverage.last
        if last not in self.world.coverage:
            raise OutsideCoverage(
                f"this history covers {self.world.coverage} but is asked as of {last}; give a year in that range"
            )
        mechanisms = measured_in(world, self.mechanisms)
        kept = [self.mechanisms.index(m) for m in mechanisms]
        return History(world=world, mechanisms=mechanisms, rows=self.rows.until(world, last, kept))

    def frame(self, rows: BoolArray | IntArray) -> pl.DataFrame:
        """Return some rows as a frame, with the columns that a hazard reads.

        These are the mechanisms' own, ``age``, ``waiting``, ``year``, ``dyad``, ``state_1`` and ``state_2``.
        """
        return self.rows.frame(rows)


def measured_in(world: World, mechanisms: Sequence[Mechanism]) -> tuple[Mechanism, ...]:
    """Return those of some mechanisms whose needs a world has."""
    return tuple(m for m in mechanisms if all(n in world.roles or n in world.variables for n in m.needs))


def history(world: World, mechanisms: Sequence[Mechanism], *, first: Year | None = None) -> History:
    """Measure the mechanisms on every pair of every year of a world.

    Parameters
    ----------
    world
        What is known; cut it with `World.until` to ask as of an earlier year.
    mechanisms
        What to measure, K of them.
    first
        The first year wanted; the first of the world by default.

    Raises
    ------
    OutsideCoverage
        Where `first` is a year of which the world does not speak.
    BadInput
        Where a mechanism reads directed ties.
    """
    start = world.coverage.first if first is None else first
    if start not in world.coverage:
        raise OutsideCoverage(
            f"the record {world.record!r} covers {world.coverage} but first={start}; give a year in that range"
        )
    rows = pair_years(
        [world.in_year(year) for year in world.years if year >= start],
        mechanisms,
        Relation(),
        labels=[m.name for m in mechanisms],
    )
    return History(world=world, mechanisms=tuple(mechanisms), rows=rows)
