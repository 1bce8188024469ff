"""Cases: what was at risk of an event in each year, what was known of it, and when the event came."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import OutsideCoverage

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray, SingleArray, Year

__all__ = ["NEVER", "Cases"]

NEVER = 9999
"""Stands for the year of an event that is not known to have come."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cases:
    """N cases, each one unit (a pair, a treaty, a state and a treaty) in one year in which it was at risk.

    Rows are ordered by year. `values` and `clock` are what was known at the end of the row's year; the
    other columns look ahead, but never past `last`.
    """

    names: tuple[str, ...]
    """What the K values are."""
    year: IntArray = field(repr=False)
    """``(N,)``"""
    unit: IntArray = field(repr=False)
    """``(N,)`` a number for the unit: for a pair, the places of its states as one number."""
    values: SingleArray = field(repr=False)
    """``(N, K)`` in single precision."""
    clock: FloatArray = field(repr=False)
    """``(N,)`` for how many years the unit has been at risk, this one included."""
    event: IntArray = field(repr=False)
    """``(N,)`` the first later year in which the event had come; `NEVER` where it is not known to have."""
    seen: IntArray = field(repr=False)
    """``(N,)`` the last year in which the unit is observed, at risk or at its event."""
    weight: FloatArray = field(repr=False)
    """``(N,)`` how much the case counts if its event comes; where it does not, it counts 1."""
    place: IntArray = field(repr=False)
    """``(N,)`` its place in `places`."""
    places: tuple[str, ...]
    """The parts of the world; the last is for cases of more than one."""
    last: Year
    """The last year of which anything is known."""

    def __len__(self) -> int:
        return len(self.year)

    def until(self, year: Year) -> Cases:
        """Return the cases as they were known at the end of a year: no later row, no later event.

        Raises
        ------
        OutsideCoverage
            Where the year is later than `last`: a view that was cut cannot be widened again.
        """
        self._reached(year)
        end = int(np.searchsorted(self.year, year, side="right"))
        event = self.event[:end]
        return replace(
            self,
            year=self.year[:end],
            unit=self.unit[:end],
            values=self.values[:end],
            clock=self.clock[:end],
            event=np.where(event <= year, event, NEVER),
            seen=np.minimum(self.seen[:end], year),
            weight=np.where(event <= year, self.weight[:end], 1.0),
            place=self.place[:end],
            last=year,
        )

    def at(self, year: Year) -> slice:
        """Return the rows of one year.

        Raises
        ------
        OutsideCoverage
            Where the year is later than `last`.
        """
        self._reached(year)
        begin, end = np.searchsorted(self.year, [year, year + 1])
        return slice(int(begin), int(end))

    def outcome(self, horizon: int) -> FloatArray:
        """``(N,)`` whether the event came within so many years: 1, 0, or NaN where that is not known.

        Known only where the whole window has passed by `last` and either the event came in it or the unit
        was still observed at its end; so a window never counts early because its event came early.
        """
        over = self.year + horizon
        came = self.event <= over
        known = (over <= self.last) & (came | (self.seen >= over))
        return np.where(known, came.astype(np.float64), np.nan)

    def weights(self, horizon: int) -> FloatArray:
        """``(N,)`` how much each case counts when its outcome at a horizon is scored."""
        return np.where(self.event <= self.year + horizon, self.weight, 1.0)

    @cached_property
    def known(self) -> BoolArray:
        """``(N,)`` whether every value is known."""
        return np.asarray(~np.isnan(self.values).any(axis=1), dtype=np.bool_)

    def column(self, name: str) -> SingleArray:
        """``(N,)`` one of the values by its name."""
        column: SingleArray = self.values[:, self.names.index(name)]
        return column

    def _reached(self, year: Year) -> None:
        if year > self.last:
            raise OutsideCoverage(
                f"these cases are known to the end of {self.last} but {year} was asked: "
                "a forecaster reads nothing after its origin"
            )
