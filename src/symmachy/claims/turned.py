"""Predictors that are the same for all rows of a year: how far chance alone moves them, by turning their years."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.estimate import NoEstimate, estimate, predictors

if TYPE_CHECKING:
    from symmachy.claims.codings import Coding
    from symmachy.claims.declaration import Comparison
    from symmachy.claims.rows import Rows
    from symmachy.claims.units import Unit
    from symmachy.typing import FloatArray, IntArray

__all__ = ["LEAST", "Turned", "of_the_year", "widening"]

STEP = 5
"""Years between one turn and the next."""

LEAST = 20
"""A turn moves the years by so many at least, forward or back: nearer ones still resemble what was."""

FEWEST_TURNS = 10
"""With fewer turns that give an estimate nothing is widened."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Turned:
    """Rows in which one column, the same for all rows of a year, has been moved on by some years.

    What falls off at the end begins again, so that the column keeps its values and their order.
    """

    rows: Rows = field(repr=False)
    name: str
    by: int

    @property
    def year(self) -> IntArray:
        """``(N,)`` the year of each row."""
        return self.rows.year

    def at(self, name: str, rows: IntArray) -> FloatArray:
        """``(n,)`` the values of a column at some rows."""
        if name != self.name:
            return self.rows.at(name, rows)
        years, first, place = np.unique(self.rows.year, return_index=True, return_inverse=True)
        told = np.roll(self.rows.at(name, first.astype(np.int64)), self.by % len(years))
        return np.asarray(told[place[rows]])

    def group(self, name: str) -> IntArray:
        """``(N,)`` a number for each value of a column that names rows."""
        return self.rows.group(name)

    def code(self, name: str, row: int) -> str:
        """Return the value of a column that names rows in one row, as text."""
        return self.rows.code(name, row)

    def events(self, rows: IntArray) -> int:
        """Count the independent events among some rows in which the outcome came."""
        return self.rows.events(rows)


def of_the_year(rows: Rows, name: str) -> bool:
    """Return whether a column has one value a year, and not the same in all years.

    Examples
    --------
    >>> from symmachy.claims.units import find_unit, rows_of
    >>> from symmachy.panels import Past, Tie
    >>> from symmachy.record import open_record
    >>> past = Past(world=open_record("chronicle").until(1850))
    >>> rows = rows_of(find_unit("position-year"), past, tie=Tie.DEFENSE, years=5)
    >>> of_the_year(rows, "powers_hostile"), of_the_year(rows, "log_opponents")
    (True, False)
    """
    newest = np.flatnonzero(rows.year == rows.year.max())
    if len(np.unique(rows.at(name, newest))) > 1:  # one year tells most columns apart, and costs least
        return False
    values = rows.at(name, np.arange(len(rows.year)))
    _, first, place = np.unique(rows.year, return_index=True, return_inverse=True)
    told = values[first]
    return bool(np.array_equal(values, told[place], equal_nan=True) and len(np.unique(told)) > 1)


def widening(test: Comparison, unit: Unit, rows: Rows, coding: Coding) -> dict[str, float]:
    """Return by how much the standard errors of a coding fall short, by the answer to which rows depend.

    All rows of a year tell of one predictor, whose neighbouring years are alike, so that clusters of rows know
    less than they seem to. The predictor's years are turned against all else, and the test is run at each turn:
    where nothing but chance joins the two histories, the estimates over their standard errors would have a root
    mean square of 1. What they have in its place is returned, and never less than 1.

    Parameters
    ----------
    test, unit
        What is compared, and on which rows.
    rows
        The rows, made with the coding's source, obligation and window.
    coding
        The other choices.
    """
    _, (name, *more) = predictors(coding.predictor, coding.window)
    if more or not of_the_year(rows, name):
        return {}
    found: dict[str, list[float]] = {}
    number = len(np.unique(rows.year))
    for by in range(LEAST, number - LEAST + 1, STEP):
        try:
            made = estimate(test, unit, Turned(rows=rows, name=name, by=by), coding)
        except NoEstimate:
            continue
        for e in made:
            found.setdefault(e.coding.errors, []).append(e.log_ratio / e.error)
    return {
        answer: max(1.0, float(np.sqrt(np.mean(np.square(z)))))
        for answer, z in found.items()
        if len(z) >= FEWEST_TURNS
    }
