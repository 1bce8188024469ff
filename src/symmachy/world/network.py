"""One year of a world: the states that were members, what bound them, and what was known of them by then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.world.naming import named
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray, StateCode, Year
    from symmachy.world.world import World

__all__ = ["EARTH_RADIUS", "Network", "Reading"]

EARTH_RADIUS = 6371.0
"""Mean radius of the earth in km."""


class Reading(Enum):
    """How a directed relation is read as one of unordered pairs."""

    EITHER = "either"
    """At least one of the two has pledged: the plain reading."""
    BOTH = "both"
    """Each has pledged to the other."""
    DIRECTED = "directed"
    """As it stands: from the first state to the second."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """The system of alliances in one year.

    States that were no members of the system that year are not rows. Values of earlier years can be
    asked for, values of later years cannot.
    """

    world: World
    year: Year

    @cached_property
    def places(self) -> IntArray:
        """``(N,)``: the places of this year's members in the world's `codes`."""
        return np.flatnonzero(self.world.membership[self.year - self.world.coverage.first])

    @cached_property
    def states(self) -> tuple[StateCode, ...]:
        """The codes of the N members, in alphabetical order: the axes of every array here."""
        return tuple(self.world.codes[i] for i in self.places)

    @cached_property
    def place(self) -> dict[StateCode, int]:
        """The place of each member in `states`."""
        return {code: i for i, code in enumerate(self.states)}

    def name(self, code: StateCode) -> str:
        """Return the common English name of a state in this year."""
        return self.world.states[code].name(self.year)

    def named(self, code: StateCode) -> str:
        """Return that name as a sentence writes it, with its article where usage has one."""
        return named(self.name(code))

    def ties(
        self, obligation: Obligation = Obligation.DEFENSE, reading: Reading = Reading.EITHER
    ) -> BoolArray:
        """``(N, N)``: whether all the given obligations were owed on any day of the year."""
        return self._ties(self.year, obligation, reading)

    def state(self, name: str, *, years_ago: int = 0) -> FloatArray:
        """``(N,)``: a state variable in this year or some years before; NaN where it is not known."""
        values = self.world.array(name)
        _need(values, 2, name, "a variable of states")
        place = self._place(years_ago)
        if place is None:
            return np.full(len(self.places), np.nan)
        return np.asarray(values[place, self.places], dtype=np.float64)

    def pair(self, name: str, *, years_ago: int = 0) -> FloatArray:
        """``(N, N)``: a pair variable in this year or some years before; NaN where it is not known."""
        values = self.world.array(name)
        _need(values, 3, name, "a variable of pairs")
        place = self._place(years_ago)
        if place is None:
            return np.full((len(self.places),) * 2, np.nan)
        return np.asarray(values[place][np.ix_(self.places, self.places)], dtype=np.float64)

    def pair_within(self, name: str, *, years: int) -> FloatArray:
        """``(N, N)``: 1 where a yes/no pair variable was true in any of the last years, this one included.

        NaN where none of those years is known; a yes in a known year stands even if others are unknown.
        """
        if years < 1:
            raise BadInput(f"a window of {years} years was asked; it must hold at least 1")
        kept = self._windows.get((name, years))
        if kept is None:
            kept = self._windows[name, years] = self._pair_within(name, years)
        return kept

    @cached_property
    def _windows(self) -> dict[tuple[str, int], FloatArray]:
        return {}

    def _pair_within(self, name: str, years: int) -> FloatArray:
        values = self.world.array(name)
        _need(values, 3, name, "a variable of pairs")
        last = self.year - self.world.coverage.first
        window = values[max(0, last - years + 1) : last + 1][:, self.places][:, :, self.places]
        known = ~np.isnan(window)
        yes = (known & (window > 0)).any(axis=0).astype(np.float64)
        found = np.where(known.any(axis=0), yes, np.nan)
        found.flags.writeable = False  # kept, and shared by the mechanisms that read it
        return found

    def distance(self) -> FloatArray:
        """``(N, N)``: great-circle distance between capitals in km; NaN where a capital is not recorded."""
        seats = self.world.seats[self.year - self.world.coverage.first, self.places]
        latitude, longitude = np.radians(seats).T
        # The haversine formula: stable for near points, where the law of cosines is not.
        half = (
            np.sin((latitude[:, None] - latitude) / 2) ** 2
            + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
        )
        return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)

    def lapsed(self, obligation: Obligation = Obligation.DEFENSE) -> BoolArray:
        """``(N, N)``: whether all the given obligations were owed in an earlier year and then no longer.

        Read as ``EITHER``, and from the first year of the record on, members of the system then or not. A
        tie that has been in force without a gap has not lapsed; one that was renewed after a gap has.
        """
        _need_obligation(obligation)
        place = self.year - self.world.coverage.first
        lapsed = self.world.lapsed(obligation)[place]
        return np.asarray(lapsed[np.ix_(self.places, self.places)], dtype=np.bool_)

    def _ties(self, year: Year, obligation: Obligation, reading: Reading) -> BoolArray:
        _need_obligation(obligation)
        owed = self.world.pledged[year - self.world.coverage.first][np.ix_(self.places, self.places)]
        directed: BoolArray = np.asarray((owed & np.uint8(obligation)) == obligation, dtype=np.bool_)
        if reading is Reading.DIRECTED:
            return directed
        back = directed.T
        return np.asarray(directed | back if reading is Reading.EITHER else directed & back, dtype=np.bool_)

    def _place(self, years_ago: int) -> int | None:
        if years_ago < 0:
            raise BadInput(f"years_ago is {years_ago}: a network of {self.year} cannot see later years")
        place = self.year - years_ago - self.world.coverage.first
        return place if place >= 0 else None


def _need_obligation(obligation: Obligation) -> None:
    if not obligation:
        raise BadInput("no obligation was named; name at least one, such as Obligation.DEFENSE")


def _need(values: FloatArray, dimensions: int, name: str, what: str) -> None:
    if values.ndim != dimensions:
        raise BadInput(f"{name!r} is not {what}")
