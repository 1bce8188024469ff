"""Rows of pairs of states by year, with any mechanism as a column, measured when it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.claims.rows import joined_groups
from symmachy.errors import UnknownName
from symmachy.panels.past import within

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.mechanisms import Mechanism
    from symmachy.panels import Past, Tie
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["PairRows"]

_FACED = re.compile(r"both_faced\(([A-Z]{3})\)")
_STEPS = ((16, 1), (8, 2), (4, 2), (2, 3), (1, 3))
"""Bits of obligations and their step: consultation, non-aggression or neutrality, defence or offence."""

_AHEAD = 5
"""Years ahead that ``forms_in_5`` looks."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PairRows:
    """Every unordered pair of members of the system in every year of a world but the last.

    Outcomes are of the following year, everything else of the row's own year and the years before.
    """

    past: Past = field(repr=False)
    tie: Tie
    years: int

    @classmethod
    def of(cls, past: Past, *, tie: Tie, years: int) -> PairRows:
        """Return the rows of a world; its mechanisms are measured once for all of them."""
        return cls(past=past, tie=tie, years=years)

    @cached_property
    def _places(self) -> tuple[IntArray, IntArray, IntArray]:
        upper = np.triu(np.ones((len(self.past.world.codes),) * 2, dtype=np.bool_), 1)
        y, a, b = np.nonzero(self.past.both[:-1] & upper)
        return y, a, b

    @cached_property
    def year(self) -> IntArray:
        """``(N,)`` the year of each row."""
        return self._places[0] + self.past.world.coverage.first

    def group(self, name: str) -> IntArray:
        """``(N,)`` a number for each pair, first or second state, or year."""
        y, a, b = self._places
        return {"pair": a * len(self.past.world.codes) + b, "state_1": a, "state_2": b, "year": y}[name]

    def codes(self, name: str) -> list[str]:
        """``(N,)`` the code of the first or the second state."""
        return [self.past.world.codes[i] for i in self.group(name)]

    def events(self, rows: IntArray) -> int:
        """Count groups of pairs of one year that share states, so that one treaty is one event."""
        y, a, b = self._places
        return joined_groups(y[rows], a[rows], b[rows])

    def column(self, name: str) -> FloatArray:
        """``(N,)`` an outcome, a column of this class, or a mechanism by its formula text.

        Raises
        ------
        UnknownName
            Where it is neither, or the record lacks what a mechanism needs.
        """
        own = name in self._own or name.startswith("both_faced") or ": " in name
        key = (name, self.tie, self.years) if own else (name,)
        kept = _kept(self.past)
        if key not in kept:
            kept[key] = self._make(name).astype(np.float32)
        return kept[key]

    def _make(self, name: str) -> FloatArray:
        if name in self._own:
            return np.asarray(self._own[name](), dtype=np.float64)
        if faced := _FACED.fullmatch(name):
            return self._both_faced(faced[1])
        about, _, term = name.partition(": ")
        if term:
            return self._changed(about, term)
        return self._mechanism(name)

    @cached_property
    def _own(self) -> dict[str, Callable[[], FloatArray | BoolArray]]:
        y, a, b = self._places
        past, tied = self.past, self.past.tied(self.tie)
        return {
            "tied": lambda: tied[y, a, b],
            "present": lambda: self._next(tied),
            "forms": lambda: np.where(tied[y, a, b], np.nan, self._next(tied)),
            "ends": lambda: np.where(tied[y, a, b], self._next(~tied), np.nan),
            "forms_in_5": self._forms_soon,
            "steps_up": self._steps_up,
            "rung": lambda: self._rung()[y, a, b],
            "log_age": lambda: np.where(
                tied[y, a, b], np.log(np.maximum(past.age(self.tie)[y, a, b], 1)), np.nan
            ),
            "waiting": self._waiting,
            "beside": self._beside,
            "joint_war": lambda: self._known("war", past.beside[y + 1, a, b]),
            "one_at_war": self._one_at_war,
            "same_opponent": lambda: self._known("hostility", self._common()[y, a, b] > 0),
            "opponent_distance": self._opponent_distance,
            "relevant": lambda: past.borders[y, a, b] | past.power[y, a] | past.power[y, b],
            "bordering": lambda: past.borders[y, a, b],
            "bilateral": self._bilateral,
            "same_region": lambda: past.region[a] == past.region[b],
            "mission": self._mission,
        }

    def _next(self, cube: BoolArray, ahead: int = 1) -> FloatArray:
        y, a, b = self._places
        after = (np.minimum(y + ahead, len(cube) - 1), a, b)
        there = self.past.both[after] & (y + ahead < len(cube))
        return np.where(there, cube[after], np.nan)

    def _known(self, variable: str, values: BoolArray, ahead: int = 0) -> FloatArray:
        y = self._places[0]
        speaks = self.past.speaks(variable)
        return np.where(speaks[np.minimum(y + ahead, len(speaks) - 1)], values, np.nan)

    def _forms_soon(self) -> FloatArray:
        y, a, b = self._places
        tied = self.past.tied(self.tie)
        ahead = np.stack([self._next(tied, k) for k in range(1, _AHEAD + 1)])
        came = (ahead == 1).any(axis=0)
        return np.where(
            tied[y, a, b], np.nan, np.where(came, 1.0, np.where(np.isnan(ahead[-1]), np.nan, 0.0))
        )

    def _rung(self) -> IntArray:
        owed = self.past.world.pledged | self.past.world.pledged.transpose(0, 2, 1)
        step = np.zeros(owed.shape, dtype=np.int8)
        for bit, value in _STEPS:
            np.maximum(step, np.where(owed & bit, value, 0), out=step, casting="unsafe")
        return step  # type: ignore[return-value]  # the smaller whole numbers save memory

    def _steps_up(self) -> FloatArray:
        y, a, b = self._places
        step = self._rung()
        now, then = step[y, a, b], step[y + 1, a, b]
        there = self.past.both[y + 1, a, b]
        return np.where(there & (now < 3), then > now, np.nan)

    def _waiting(self) -> FloatArray:
        y, a, b = self._places
        free = self.past.both & ~self.past.tied(self.tie)
        wait = np.zeros(free.shape, dtype=np.int16)
        for t in range(len(free)):
            wait[t] = np.where(free[t], (wait[t - 1] if t else 0) + 1, 0)
        return np.log(np.maximum(wait[y, a, b], 1))

    def _beside(self) -> FloatArray:
        y, a, b = self._places
        fresh = self.past.beside[y + 1, a, b] & ~self.past.beside[y, a, b]
        return np.where(self.past.beside[y, a, b], np.nan, self._known("war", fresh, 1))

    def _one_at_war(self) -> FloatArray:
        y, a, b = self._places
        war = np.any(self.past.at_war, axis=2)
        return self._known("war", (war[y + 1, a] | war[y + 1, b]) & ~self.past.at_war[y + 1, a, b], 1)

    def _common(self) -> FloatArray:
        """``(Y, S, S)``: third states hostile to both in the window."""
        kept = _kept(self.past)
        key = ("common", self.years)
        if key not in kept:
            hostile = self.past.hostile(self.years) & self.past.both
            kept[key] = np.stack(
                [(h.astype(np.float32) @ h.astype(np.float32)).astype(np.int16) for h in hostile]
            )
        return kept[key]

    def _both_faced(self, power: str) -> FloatArray:
        if power not in self.past.world.index:
            raise UnknownName.among("state", power, self.past.world.codes)
        y, a, b = self._places
        k = self.past.world.index[power]
        hostile = self.past.hostile(self.years) & self.past.both
        faced = hostile[y, a, k] & hostile[y, b, k]
        alive = self.past.member[y, k] & (a != k) & (b != k)
        return np.where(alive, self._known("hostility", faced), np.nan)

    def _opponent_distance(self) -> FloatArray:
        """Logarithm of the mean distance of the two to the nearest state hostile to both."""
        y, a, b = self._places
        found = np.full(len(y), np.nan)
        rows = np.flatnonzero(self._common()[y, a, b] > 0)
        hostile = self.past.hostile(self.years) & self.past.both
        for part in np.array_split(rows, max(1, len(rows) // 20_000)):
            t, i, j = y[part], a[part], b[part]
            both = hostile[t, i] & hostile[t, j]
            far = np.where(both, (self.past.distance[t, i] + self.past.distance[t, j]) / 2, np.inf)
            far = np.where(np.isnan(far), np.inf, far).min(axis=1)
            found[part] = np.where(np.isfinite(far), np.log(np.maximum(far, 1.0)), np.nan)
        return found

    def _bilateral(self) -> BoolArray:
        """Whether a treaty of these two alone has an obligation of the kind in the year."""
        world, first = self.past.world, self.past.world.coverage.first
        cube = np.zeros(self.past.both.shape, dtype=np.bool_)
        for treaty in world.treaties:
            who = sorted({world.index[m.state] for m in treaty.members if m.state in world.index})
            if len(who) == 2 and treaty.obligations & self.tie.obligations:
                last = world.coverage.last if treaty.spell.last_year is None else treaty.spell.last_year
                cube[max(treaty.spell.start.year - first, 0) : max(last - first + 1, 0), who[0], who[1]] = (
                    True
                )
        y, a, b = self._places
        return np.asarray(cube[y, a, b], dtype=np.bool_)

    def _mission(self) -> FloatArray:
        """Whether a mission was recorded in the last five years, where the source speaks of one of them."""
        y, a, b = self._places
        values = self.past.world.array("diplomatic.mission")
        told = within(np.asarray(~np.isnan(values).all(axis=(1, 2)), dtype=np.bool_), 5)
        some = within(self.past.yes("diplomatic.mission"), 5)
        return np.where(told[y], some[y, a, b], np.nan)

    def _mechanism(self, text: str) -> FloatArray:
        from symmachy.mechanisms import registry
        from symmachy.mechanisms.formula import read

        try:
            (found,) = read(text)
        except UnknownName:
            known = [*registry(), *self._own]
            raise UnknownName.among("column of pairs or mechanism", text.partition("(")[0], known) from None
        if missing := found.lacks(self.past.world):
            raise UnknownName.among(
                f"variable of the record {self.past.world.record!r}", missing[0], self.past.world.variables
            )
        return self._measured(found)

    def _changed(self, about: str, term: str) -> FloatArray:
        """Return what each pair's tie changes in a number of the network that a separable model is about.

        Formation is about the ties of the row's year and the next together, persistence about those of
        both, and a pooled model about those of the next year (Krivitsky and Handcock 2014).
        """
        from symmachy.mechanisms.formula import read
        from symmachy.mechanisms.system import System

        y, a, b = self._places
        world, tied = self.past.world, self.past.tied(self.tie)
        found = np.full(len(y), np.nan)
        ends = np.searchsorted(y, np.arange(len(world.years) + 1))
        for t, year in enumerate(world.years[:-1]):
            network = world.in_year(year + 1)
            own = np.ix_(network.places, network.places)
            then, now = tied[t][own], tied[t + 1][own]
            ties = {"formation": then | now, "persistence": then & now, "pooled": now}[about]
            values = System.of(read(term), network, ties=ties).every()[0]
            place = np.full(len(world.codes), -1)
            place[network.places] = np.arange(len(network.places))
            rows = slice(ends[t], ends[t + 1])
            i, j = place[a[rows]], place[b[rows]]
            found[rows] = np.where((i >= 0) & (j >= 0), values[i, j], np.nan)
        return found

    def _measured(self, mechanism: Mechanism) -> FloatArray:
        y, a, b = self._places
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


def _kept(past: Past) -> dict[tuple[object, ...], FloatArray]:
    """Return what was measured before from the same arrays, in single precision."""
    return past.memo
