"""The world as a record knows it: states, treaties, pledges and variables, with coverage and provenance."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage, UnknownName
from symmachy.world.network import Network
from symmachy.world.obligation import Obligation
from symmachy.world.variable import Coverage, Fill, UnitOfAnalysis, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from symmachy.typing import BoolArray, FloatArray, StateCode, Year
    from symmachy.world.episode import Episode
    from symmachy.world.states import States
    from symmachy.world.treaty import Pledge, Treaty

__all__ = ["Provenance", "World"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Where a part of a world came from, and what using it owes."""

    source: str
    version: str
    citation: str
    terms: str
    checksum: str = ""
    """SHA-256 of the file or files it was read from, in hexadecimal."""
    limits: tuple[str, ...] = ()
    """Sentences on what the source does not hold."""


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """Everything a record says, up to a day.

    Two worlds of the same record are the same object of thought however they were loaded; nothing in
    one can be changed, and `until` gives the world as it could have been known earlier.
    """

    record: str
    """The record's name: ``chronicle`` or ``full``."""
    coverage: Coverage
    """The years in which the record speaks of alliances."""
    last_day: date
    """The last day that the record covers: a treaty in force then has an open end."""
    states: States
    treaties: tuple[Treaty, ...] = field(default=(), repr=False)
    pledges: pl.DataFrame = field(repr=False)
    """Columns ``by``, ``to`` (codes), ``obligations`` (UInt8, bits of `Obligation`), ``start``, ``end``
    (Date, half-open, null = open), ``treaty`` (id or null)."""
    episodes: tuple[Episode, ...] = field(default=(), repr=False)
    variables: Mapping[str, Variable] = field(default_factory=dict, repr=False)
    roles: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Which variable plays a part that mechanisms ask for: ``{"capabilities": "nmc.cinc"}``."""
    tables: Mapping[str, pl.LazyFrame] = field(default_factory=dict, repr=False)
    """Lists that are neither of states nor of pairs by year (participants of wars, votes on roll calls), by
    name; each has a column ``year``, and codes of states where it names states."""
    provenance: tuple[Provenance, ...] = ()
    foundation: tuple[str, ...] = ()
    """The sources of the states, treaties and pledges: every answer rests on them."""
    limits: tuple[str, ...] = ()
    """Sentences on what the record as a whole does not hold."""
    withheld: frozenset[str] = frozenset()
    """Variables and roles that `as_known` left out, since they were coded with hindsight."""

    @property
    def years(self) -> range:
        """The years of `coverage`, first and last included."""
        return range(self.coverage.first, self.coverage.last + 1)

    @cached_property
    def codes(self) -> tuple[StateCode, ...]:
        """All states' codes: the axes of `array` and `pledged`, in alphabetical order, length S."""
        return self.states.codes

    @cached_property
    def index(self) -> dict[StateCode, int]:
        """The place of each code in `codes`."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def membership(self) -> BoolArray:
        """``(Y, S)``: whether the state was a member of the system in the year, for each of `years`."""
        member = np.zeros((len(self.years), len(self.codes)), dtype=np.bool_)
        for state in self.states:
            for spell in state.spells:
                first = max(spell.start.year, self.coverage.first) - self.coverage.first
                last = self.coverage.last if spell.last_year is None else spell.last_year
                member[first : max(last - self.coverage.first + 1, 0), self.index[state.code]] = True
        member.flags.writeable = False
        return member

    @cached_property
    def pledged(self) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
        """``(Y, S, S)``: bits of `Obligation` that the first state owes the second on any day of the year.

        Not bounded by membership of the system; `in_year` is.
        """
        import polars as pl

        cube = np.zeros((len(self.years), len(self.codes), len(self.codes)), dtype=np.uint8)
        first, last = self.coverage.first, self.coverage.last
        start, end = pl.col("start"), pl.col("end")
        # A pledge that ends on the first day of a year does not hold on any day of it.
        holds = end.dt.year() - ((end.dt.month() == 1) & (end.dt.day() == 1)).cast(pl.Int32)
        places = pl.Series(np.arange(len(self.codes)))
        found = self.pledges.select(
            pl.max_horizontal(start.dt.year(), pl.lit(first)).alias("begin") - first,
            pl.min_horizontal(holds.fill_null(last), pl.lit(last)).alias("stop") - first,
            pl.col("by").replace_strict(list(self.codes), places, return_dtype=pl.Int64),
            pl.col("to").replace_strict(list(self.codes), places, return_dtype=pl.Int64),
            "obligations",
        )
        # Of no rows at all the columns may be of any kind.
        begin, stop, by, to = (found[name].to_numpy().astype(np.int64) for name in found.columns[:4])
        bits = found["obligations"].to_numpy()
        spans = np.maximum(stop - begin + 1, 0)
        row = np.repeat(np.arange(len(spans)), spans)
        year = begin[row] + np.arange(len(row)) - np.repeat(np.cumsum(spans) - spans, spans)
        np.bitwise_or.at(cube, (year, by[row], to[row]), bits[row])
        cube.flags.writeable = False
        return cube

    def lapsed(self, obligation: Obligation) -> BoolArray:
        """``(Y, S, S)``: whether a tie of that kind, in either direction, had ended by the year.

        True from the first year without it; a tie that has lasted without a gap has not lapsed. A government
        that did not stand in its predecessor's alliances begins with none. Read-only and kept.
        """
        kept = self._lapsed.get(obligation)
        if kept is None:
            owed = (self.pledged & np.uint8(obligation)) == obligation
            tied = owed | owed.transpose(0, 2, 1)
            kept = np.zeros_like(tied)
            breaks = self._breaks
            for place in range(1, len(kept)):
                kept[place] = kept[place - 1] | (tied[place - 1] & ~tied[place])
                # A tie that held on any day of the year of the break is one of that year: it ends in the next.
                for state in (*breaks.get(place, ()), *breaks.get(place - 1, ())):
                    kept[place, state] = kept[place, :, state] = False
            kept.flags.writeable = False
            self._lapsed[obligation] = kept
        return kept

    @cached_property
    def _breaks(self) -> dict[int, list[int]]:
        """The states, by place, whose government broke with earlier alliances in a year, by place."""
        found: dict[int, list[int]] = {}
        for state in self.states:
            for day in state.breaks():
                found.setdefault(day.year - self.coverage.first, []).append(self.index[state.code])
        return found

    @cached_property
    def _lapsed(self) -> dict[Obligation, BoolArray]:
        return {}

    @cached_property
    def seats(self) -> FloatArray:
        """``(Y, S, 2)``: latitude and longitude of each state's capital at the year's end, in degrees."""
        seats = np.full((len(self.years), len(self.codes), 2), np.nan)
        for state in self.states:
            for capital in sorted(state.capitals, key=lambda c: c.spell.start):
                first = max(capital.spell.start.year - self.coverage.first, 0)
                last = self.coverage.last if capital.spell.last_year is None else capital.spell.last_year
                place = slice(first, max(last - self.coverage.first + 1, 0))
                seats[place, self.index[state.code]] = capital.latitude, capital.longitude
        seats.flags.writeable = False
        return seats

    def variable(self, name: str) -> Variable:
        """Find a variable by its name or by the part it plays.

        Raises
        ------
        UnknownName
            With the nearest names that this record has.
        """
        found = self.variables.get(self.roles.get(name, name))
        if found is None and name in self.withheld:
            raise OutsideCoverage(
                f"{name!r} is coded with hindsight, so that nobody knew it at the time; "
                "ask for it by as_known(hindsight=True)"
            )
        if found is None:
            raise UnknownName.among(
                f"variable of the record {self.record!r}", name, [*self.variables, *self.roles]
            )
        return found

    def table(self, name: str) -> pl.LazyFrame:
        """Find one of the `tables`.

        Raises
        ------
        UnknownName
            With the names of those that this record has.
        """
        if name not in self.tables:
            held = ", ".join(sorted(self.tables)) or "none"
            raise UnknownName(
                f"the record {self.record!r} has no list {name!r} (it has: {held}); import the full record with it"
            )
        return self.tables[name]

    def sources(self, names: Iterable[str]) -> tuple[Provenance, ...]:
        """Return the provenance of an answer that rests on some variables and on the `foundation`.

        Raises
        ------
        UnknownName
            With the nearest names that this record has.
        """
        used = {*self.foundation, *(self.variable(name).source for name in names)}
        return tuple(p for p in self.provenance if p.source in used)

    def array(self, name: str) -> FloatArray:
        """``(Y, S)`` or ``(Y, S, S)``: a variable over `years` and `codes`, NaN where it is not known.

        Unordered pairs are filled both ways; the diagonal is NaN. Read-only and kept.
        """
        return self._array(self.variable(name))

    def in_year(self, year: Year) -> Network:
        """Return the network of alliances of one year: the members of the system and what binds them.

        Raises
        ------
        OutsideCoverage
            Where the record does not speak of that year.
        """
        if year not in self.coverage:
            raise OutsideCoverage(
                f"the record {self.record!r} covers {self.coverage} but {year} was asked; "
                "ask for a year in that range"
            )
        return Network(world=self, year=year)

    def until(self, year: Year) -> World:
        """Return a new world that holds nothing later than the end of a year.

        Later treaties, entries, exits, states and values are not in it: what ended later is open.

        Raises
        ------
        OutsideCoverage
            Where the record does not speak of that year.
        """
        if year == self.coverage.last:
            return self
        self.in_year(year)
        import polars as pl

        day = date(year, 12, 31)
        spells = {
            s.code: tuple(known for spell in s.spells if (known := spell.until(day)) is not None)
            for s in self.states
        }
        cut = {name: part for name, v in self.variables.items() if (part := v.until(year)) is not None}
        pledges = self.pledges.filter(pl.col("start") <= day).with_columns(
            pl.when(pl.col("end") <= day).then(pl.col("end")).alias("end")
        )
        made = replace(
            self,
            coverage=Coverage(self.coverage.first, year),
            last_day=day,
            states=self.states.with_membership(spells),
            treaties=tuple(t for treaty in self.treaties if (t := treaty.until(day)) is not None),
            pledges=pledges,
            episodes=tuple(e for episode in self.episodes if (e := episode.until(day)) is not None),
            variables=cut,
            roles={role: name for role, name in self.roles.items() if name in cut},
            tables={name: rows.filter(pl.col("year") <= year) for name, rows in self.tables.items()},
        )
        # An array that was worked out is the same up to the year, but where later values draw the line.
        made.__dict__["_arrays"] = {
            cut[name]: kept[: len(made.years)]
            for name, v in self.variables.items()
            if name in cut and v.fill is not Fill.INTERPOLATE and (kept := self.kept_array(v)) is not None
        }
        return made

    def with_pledged(self, pledged: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> World:
        """Return a new world in which `pledged` is this array, for what reads alliances year by year.

        Networks and mechanisms of it read these ties, in their year and as the past of later years. The
        treaties stay as they are recorded, so that what asks for a treaty does not see the difference.

        Raises
        ------
        BadInput
            Where the array has another shape than `pledged`.
        """
        if pledged.shape != self.pledged.shape:
            raise BadInput(
                f"pledges of shape {pledged.shape} were given for a world of {self.pledged.shape} (years, "
                "states, states); begin from a copy of world.pledged"
            )
        other = self._kept_in(replace(self))
        cube = np.array(pledged, dtype=np.uint8)
        cube.flags.writeable = False
        other.__dict__["pledged"] = cube
        return other

    def with_alliances(self, *, treaties: tuple[Treaty, ...], pledges: pl.DataFrame) -> World:
        """Return a new world with other treaties and pledges; what was worked out of the rest is kept."""
        return self._kept_in(replace(self, treaties=treaties, pledges=pledges))

    def with_variable(self, changed: Variable, array: FloatArray | None = None) -> World:
        """Return a new world with a variable in place of the one of its name; what was worked out of the rest is kept.

        Parameters
        ----------
        changed
            The variable.
        array
            What `array` would make of it, where that is known already.
        """
        other = self._kept_in(replace(self, variables={**self.variables, changed.name: changed}))
        for name in ("pledged", "_lapsed"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        if array is not None:
            array.flags.writeable = False
            other._arrays[changed] = array  # noqa: SLF001  # a world of this class
        return other

    def kept_array(self, variable: Variable) -> FloatArray | None:
        """Return what `array` has made of a variable; None where it was not asked for yet."""
        return self._arrays.get(variable)

    def _kept_in(self, other: World) -> World:
        """Give a world that differs in alliances or variables what these do not change, and return it."""
        for name in ("codes", "index", "membership", "seats", "_breaks"):
            other.__dict__[name] = getattr(self, name)
        held = set(other.variables.values())
        other.__dict__["_arrays"] = {v: kept for v, kept in self._arrays.items() if v in held}
        return other

    def as_known(self, *, hindsight: bool = False) -> World:
        """Return a new world in which the values of every year are those that were known at its end.

        A variable measured now and then keeps its last measurement until the next, where a straight line
        would know the next one beforehand. Variables coded with hindsight are not in it, and asking for
        one raises. What a year of this world says is then what the same year says after `until`.

        Parameters
        ----------
        hindsight
            Whether variables coded with hindsight (the end of a rivalry, a revised index) stay in.
        """
        kept = {
            name: self._carried.get(name, v)
            for name, v in self.variables.items()
            if hindsight or not v.hindsight
        }
        withheld = {name for name in self.variables if name not in kept}
        withheld |= {role for role, name in self.roles.items() if name in withheld}
        made = replace(
            self,
            variables=kept,
            roles={role: name for role, name in self.roles.items() if name in kept},
            withheld=self.withheld | withheld,
        )
        # The years and states are the same, and what is kept is kept by the variable itself: both worlds add to it.
        made.__dict__["_arrays"] = self._arrays
        return made

    @cached_property
    def _carried(self) -> dict[str, Variable]:
        """Those that are interpolated, as they were known: made once, so that their arrays are kept once."""
        return {
            name: replace(v, fill=Fill.CARRY)
            for name, v in self.variables.items()
            if v.fill is Fill.INTERPOLATE
        }

    def between(self, one: StateCode, other: StateCode) -> tuple[tuple[Treaty, tuple[Pledge, ...]], ...]:
        """Return each treaty that ever bound two states to each other, with its pledges, by date."""
        pair = {one, other}
        found = []
        for treaty in self.treaties:
            if pair <= {m.state for m in treaty.members}:
                pledges = treaty.between(one, other)
                if pledges:
                    found.append((treaty, pledges))
        return tuple(sorted(found, key=lambda x: (x[1][0].spell.start, x[0].id)))

    def hostile_between(self, one: StateCode, other: StateCode) -> tuple[Episode, ...]:
        """Return the wars and hostile episodes between two states, by date."""
        pair = tuple(sorted((one, other)))
        found = [e for e in self.episodes if (e.one, e.other) == pair]
        return tuple(sorted(found, key=lambda e: (e.spell.start, e.id)))

    def pledged_pairs(self, year: Year, obligation: Obligation = Obligation.DEFENSE) -> tuple[int, int]:
        """Count unordered pairs in which at least one pledged the obligation to the other, and both did.

        Counted from the pledges alone, whether or not both were members of the system that year.

        Raises
        ------
        OutsideCoverage
            Where the record does not speak of that year.
        """
        self.in_year(year)
        owed = (self.pledged[year - self.coverage.first] & np.uint8(obligation)) == obligation
        upper = np.triu_indices(len(self.codes), 1)
        one, back = owed[upper], owed.T[upper]
        return int((one | back).sum()), int((one & back).sum())

    def _array(self, variable: Variable) -> FloatArray:
        kept = self._arrays.get(variable)  # by the object: another variable may bear the same name
        if kept is None:
            kept = _dense(variable, years=self.coverage, index=self.index)
            kept.flags.writeable = False
            self._arrays[variable] = kept
        return kept

    @cached_property
    def _arrays(self) -> dict[Variable, FloatArray]:
        return {}


def _dense(variable: Variable, *, years: Coverage, index: dict[StateCode, int]) -> FloatArray:
    import polars as pl

    n_years, n_states = years.last - years.first + 1, len(index)
    state_year = variable.unit_of_analysis is UnitOfAnalysis.STATE_YEAR
    shape = (n_years, n_states) if state_year else (n_years, n_states, n_states)
    dense = np.full(shape, np.nan, dtype=np.float64 if state_year else np.float32)
    spoken = variable.coverage.overlap(years)
    if spoken is None:
        return dense  # pairs are kept in single precision
    if variable.absent is not None:
        dense[spoken.first - years.first : spoken.last - years.first + 1] = variable.absent
    rows = variable.rows.filter(pl.col("year").is_between(spoken.first, spoken.last)).collect()
    places = pl.DataFrame(
        {"code": list(index), "place": np.arange(n_states, dtype=np.int64)},
        schema={"code": pl.String, "place": pl.Int64},
    )
    rows = rows.join(places.rename({"code": "state", "place": "i"}), on="state", how="inner", validate="m:1")
    y = rows["year"].to_numpy() - years.first
    if state_year:
        dense[y, rows["i"].to_numpy()] = rows["value"].to_numpy()
        if variable.fill is not Fill.NOTHING:
            fill = _interpolate if variable.fill is Fill.INTERPOLATE else _carry
            fill(dense[spoken.first - years.first : spoken.last - years.first + 1])
        return dense
    rows = rows.join(places.rename({"code": "other", "place": "j"}), on="other", how="inner", validate="m:1")
    y, i, j = (rows["year"].to_numpy() - years.first), rows["i"].to_numpy(), rows["j"].to_numpy()
    dense[y, i, j] = rows["value"].to_numpy()
    if variable.unit_of_analysis is UnitOfAnalysis.DYAD_YEAR:
        dense[y, j, i] = rows["value"].to_numpy()
    diagonal = np.arange(n_states)
    dense[:, diagonal, diagonal] = np.nan
    return dense  # pairs are kept in single precision


def _interpolate(dense: FloatArray) -> None:
    years = np.arange(len(dense))
    for column in dense.T:
        known = np.flatnonzero(~np.isnan(column))
        if len(known):
            column[:] = np.interp(years, known, column[known])


def _carry(dense: FloatArray) -> None:
    for earlier, row in itertools.pairwise(dense):
        row[:] = np.where(np.isnan(row), earlier, row)
