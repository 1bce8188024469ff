"""Rows of pairs of states by year, with any mechanism as a column, measured when it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.pair_columns import OF_ALLIANCES, OF_WINDOW, PLAIN, Pairs, both_faced
from symmachy.claims.rows import joined_groups
from symmachy.errors import UnknownName
from symmachy.mechanisms.mechanism import PairMechanism

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from symmachy.mechanisms import Mechanism
    from symmachy.panels import Past, Tie
    from symmachy.typing import FloatArray, IntArray

__all__ = ["NETWORK_TERMS", "PairRows"]

NETWORK_TERMS = ("shared_allies", "popularity")
"""What the tie of a pair changes in the network, in every network model; measured together."""

_FACED = re.compile(r"both_faced\(([A-Z]{3})\)")


@dataclass(frozen=True, kw_only=True, eq=False)
class PairRows:
    """Every unordered pair of members of the system in every year of a world but the last.

    Outcomes are of the following year, everything else of the row's own year and the years before. Columns
    are kept with the world's arrays, in single precision; those that do not read alliances once for every
    source of alliances.
    """

    past: Past = field(repr=False)
    tie: Tie
    years: int

    @property
    def places(self) -> tuple[IntArray, IntArray, IntArray]:
        """``(N,)`` each: year, first state and second state, by place."""
        found: tuple[IntArray, IntArray, IntArray] = self.past.fact("places of pairs", self._every_place)
        return found

    def _every_place(self) -> tuple[IntArray, IntArray, IntArray]:
        upper = np.triu(np.ones((len(self.past.world.codes),) * 2, dtype=np.bool_), 1)
        y, a, b = np.nonzero(self.past.both[:-1] & upper)
        return y, a, b

    @property
    def year(self) -> IntArray:
        """``(N,)`` the year of each row."""
        first = self.past.world.coverage.first
        found: IntArray = self.past.fact("years of pairs", lambda: self.places[0] + first)
        return found

    def group(self, name: str) -> IntArray:
        """``(N,)`` a number for each pair, first or second state, or year."""
        y, a, b = self.places
        if name == "pair":
            found: IntArray = self.past.fact("pairs of rows", lambda: a * len(self.past.world.codes) + b)
            return found
        return {"state_1": a, "state_2": b, "year": y}[name]

    def code(self, name: str, row: int) -> str:
        """Return the code of the first or the second state of a row."""
        return str(self.past.world.codes[self.group(name)[row]])

    def events(self, rows: IntArray) -> int:
        """Count groups of pairs of one year that share states, so that one treaty is one event."""
        y, a, b = self.places
        return joined_groups(y[rows], a[rows], b[rows])

    def column(self, name: str) -> FloatArray:
        """``(N,)`` an outcome, a column of pairs, or a mechanism by its formula text.

        Raises
        ------
        UnknownName
            Where it is neither, or the record lacks what a mechanism needs.
        """
        if name in PLAIN:
            return self._fact((name,), lambda: PLAIN[name](self._pairs))
        if name in OF_WINDOW:
            return self._fact((name, self.years), lambda: OF_WINDOW[name](self._pairs))
        if name in OF_ALLIANCES:
            return self._own((name, self.tie), lambda: OF_ALLIANCES[name](self._pairs))
        if faced := _FACED.fullmatch(name):
            return self._fact((name, self.years), lambda: both_faced(self._pairs, faced[1]))
        about, _, term = name.partition(": ")
        if term:
            return self._changed(about, term)
        found = self._mechanism(name)
        standing = isinstance(found, PairMechanism) and found.dyad_independent and not found.recalls
        return (self._fact if standing else self._own)((name,), lambda: self._measured(found))

    def at(self, name: str, rows: IntArray) -> FloatArray:
        """``(n,)`` the values of a column at some rows; raises what `column` does."""
        return np.asarray(self.column(name)[rows], dtype=np.float64)

    @cached_property
    def _pairs(self) -> Pairs:
        return Pairs(past=self.past, tie=self.tie, years=self.years, places=self.places)

    def _fact(self, key: tuple[object, ...], make: Callable[[], npt.ArrayLike]) -> FloatArray:
        found: FloatArray = self.past.fact(("pairs", *key), lambda: np.asarray(make(), dtype=np.float32))
        return found

    def _own(self, key: tuple[object, ...], make: Callable[[], npt.ArrayLike]) -> FloatArray:
        found: FloatArray = self.past.own(("pairs", *key), lambda: np.asarray(make(), dtype=np.float32))
        return found

    def _mechanism(self, text: str) -> Mechanism:
        from symmachy.mechanisms import registry
        from symmachy.mechanisms.formula import read

        try:
            (found,) = read(text)
        except UnknownName:
            known = [*registry(), *PLAIN, *OF_WINDOW, *OF_ALLIANCES]
            raise UnknownName.among("column of pairs or mechanism", text.partition("(")[0], known) from None
        if missing := found.lacks(self.past.world):
            raise UnknownName.among(
                f"variable of the record {self.past.world.record!r}", missing[0], self.past.world.variables
            )
        return found

    def _measured(self, mechanism: Mechanism) -> FloatArray:
        y, a, b = self.places
        world = self.past.world
        found = np.empty(len(y))
        ends = np.searchsorted(y, np.arange(len(world.years) + 1))
        for t, year in enumerate(world.years[:-1]):
            rows = slice(ends[t], ends[t + 1])
            network = world.in_year(year)
            place = np.zeros(len(world.codes), dtype=np.int64)
            place[network.places] = np.arange(len(network.places))
            found[rows] = mechanism.values(network)[place[a[rows]], place[b[rows]]]
        return found

    def _changed(self, about: str, term: str) -> FloatArray:
        """Return what each pair's tie changes in a number of the network that a separable model is about.

        Formation is about the ties of the row's year and the next together, persistence about those of
        both, and a pooled model about those of the next year (Krivitsky and Handcock 2014).
        """
        terms = NETWORK_TERMS if term in NETWORK_TERMS else (term,)
        made = self.past.own(("changes", about, terms, self.tie), lambda: self._every_change(about, terms))
        found: FloatArray = made[terms.index(term)]
        return found

    def _every_change(self, about: str, terms: tuple[str, ...]) -> npt.NDArray[np.float32]:
        from symmachy.mechanisms.formula import read
        from symmachy.mechanisms.system import System

        y, a, b = self.places
        world, tied = self.past.world, self.past.tied(self.tie)
        found = np.full((len(terms), len(y)), np.nan, dtype=np.float32)
        ends = np.searchsorted(y, np.arange(len(world.years) + 1))
        formula = read(" + ".join(terms))
        for t, year in enumerate(world.years[:-1]):
            network = world.in_year(year + 1)
            own = np.ix_(network.places, network.places)
            then, now = tied[t][own], tied[t + 1][own]
            ties = {"formation": then | now, "persistence": then & now, "pooled": now}[about]
            values = System.of(formula, network, ties=ties).every()
            place = np.full(len(world.codes), -1)
            place[network.places] = np.arange(len(network.places))
            rows = slice(ends[t], ends[t + 1])
            i, j = place[a[rows]], place[b[rows]]
            found[:, rows] = np.where((i >= 0) & (j >= 0), values[:, i, j], np.nan)
        return found
