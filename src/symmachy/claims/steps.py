"""Rows of pairs of states by year, once for each step of alignment above the pair's own.

A logit over these rows with one intercept for each step is a cumulative logit for the step of the following year,
in which what goes with the predictor is the same at each step; rows of one pair and year depend on each other, and
every answer to which rows do takes the rows of a pair together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.pair_columns import step
from symmachy.errors import UnknownName
from symmachy.panels.past import within
from symmachy.panels.triads import AGREED

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.claims.pairs import PairRows
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["StepRows"]

AGREEMENT, LAST = 3, 4
"""The step of an agreement on defence cooperation, and that of a pledge of defence or offence."""

_INTERCEPTS = {"to_second": 2, "to_third": AGREEMENT, "to_last": LAST}


@dataclass(frozen=True, kw_only=True, eq=False)
class StepRows:
    """Every pair in every year of a world but the last, once for each step that its pledges do not reach.

    The steps are 1 consultation, 2 non-aggression or neutrality, 3 an agreement on defence cooperation (only
    where the record speaks of them), 4 defence or offence.
    """

    pairs: PairRows = field(repr=False)

    @property
    def _made(self) -> tuple[IntArray, npt.NDArray[np.int8]]:
        """``(N,)`` each: the place of the pair's row, and the step that the row asks of."""
        found: tuple[IntArray, npt.NDArray[np.int8]] = self.pairs.past.own("rows of steps", self._make)
        return found

    def _make(self) -> tuple[IntArray, npt.NDArray[np.int8]]:
        y, a, b = self.pairs.places
        now = step(self.pairs.past)[y, a, b]
        told = self._told[y]
        found = [np.flatnonzero((now < s) & (told if s == AGREEMENT else True)) for s in range(1, LAST + 1)]
        steps = np.repeat(np.arange(1, LAST + 1, dtype=np.int8), [len(part) for part in found])
        return np.concatenate(found), steps

    @property
    def year(self) -> IntArray:
        """``(N,)`` the year of each row."""
        found: IntArray = self.pairs.past.own("years of steps", lambda: self.pairs.year[self._made[0]])
        return found

    def at(self, name: str, rows: IntArray) -> FloatArray:
        """``(n,)`` the values of a column at some rows: of the steps, or any of pairs; NaN where not known.

        Raises
        ------
        UnknownName
            Where there is no such column, or the record lacks what it needs.
        """
        base, asked = self._made[0][rows], self._made[1][rows]
        match name:
            case "reaches":
                return np.where(asked == AGREEMENT, np.nan, self._reaches(base, asked, agreeing=False))
            case "reaches_agreeing":
                if not self.pairs.past.has("cooperation"):
                    raise UnknownName.among(
                        f"variable of the record {self.pairs.past.world.record!r}",
                        "cooperation",
                        self.pairs.past.world.variables,
                    )
                return self._reaches(base, asked, agreeing=True)
            case "rung":
                return np.asarray(step(self.pairs.past)[self._cells(base)], dtype=np.float64)
            case "to_second" | "to_third" | "to_last":
                return np.asarray(asked == _INTERCEPTS[name], dtype=np.float64)
            case _:
                return self.pairs.at(name, base)

    def group(self, name: str) -> IntArray:
        """``(N,)`` a number for each pair, first or second state, or year."""
        own = self.pairs.past.own
        found: IntArray = own(("groups of steps", name), lambda: self.pairs.group(name)[self._made[0]])
        return found

    def code(self, name: str, row: int) -> str:
        """Return the code of the first or the second state of a row."""
        return self.pairs.code(name, self._made[0][row])

    def events(self, rows: IntArray) -> int:
        """Count groups of pairs of one year that share states, so that one treaty is one event."""
        return self.pairs.events(np.unique(self._made[0][rows]))

    def _cells(self, base: IntArray, ahead: int = 0) -> tuple[IntArray, IntArray, IntArray]:
        y, a, b = self.pairs.places
        return y[base] + ahead, a[base], b[base]

    @cached_property
    def _told(self) -> BoolArray:
        """``(Y,)``: whether the record speaks of agreements in the year and the next."""
        past = self.pairs.past
        if not past.has("cooperation"):
            return np.zeros(len(past.world.years), dtype=np.bool_)
        speaks = past.speaks("cooperation")
        return np.append(speaks[:-1] & speaks[1:], [False])

    def _reaches(self, base: IntArray, asked: npt.NDArray[np.int8], *, agreeing: bool) -> FloatArray:
        """``(n,)``: whether the pair's step of the next year is the asked one or above; NaN where it is now."""
        past, cells, later = self.pairs.past, self._cells(base), self._cells(base, 1)
        now, then = step(past)[cells], step(past)[later]
        known = past.both[later]
        if agreeing:
            signed = past.fact("agreements", lambda: within(past.yes("cooperation"), AGREED))
            now = np.maximum(now, np.where(signed[cells], AGREEMENT, 0))
            then = np.maximum(then, np.where(signed[later], AGREEMENT, 0))
            known = known & self._told[cells[0]]
        return np.where(known & (now < asked), then >= asked, np.nan)
