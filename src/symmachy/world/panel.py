"""Panels: states or pairs of states by year, with columns joined from the record and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Literal

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation
from symmachy.world.variable import Coverage, UnitOfAnalysis, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import polars as pl

    from symmachy.typing import FloatArray, IntArray, Json, Year
    from symmachy.world.world import World

__all__ = ["Column", "Panel", "RiskSet", "dyad_years", "state_years"]


class RiskSet(Enum):
    """Which pairs of states a dyad-year panel holds."""

    ALL = "all"
    RELEVANT = "relevant"
    """Politically relevant: a land border between the two, or at least one great power."""
    SAME_REGION = "same-region"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """What is known of one added column of a panel."""

    variable: str
    coverage: Coverage
    meaning: str
    unit: str
    source: str
    hindsight: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Panel:
    """A frame whose unit, key and coverage cannot be lost in a join.

    Examples
    --------
    >>> from symmachy.record import chronicle
    >>> panel = dyad_years(chronicle(), years=range(1900, 1915)).add("defense", "capabilities")
    >>> panel.key
    ('year', 'state_1', 'state_2')
    """

    world: World = field(repr=False)
    unit_of_analysis: UnitOfAnalysis
    frame: pl.DataFrame = field(repr=False)
    """Sorted by `key`; one row for each."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """The added columns, by name in the frame."""

    def __len__(self) -> int:
        return self.frame.height

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return _key(self.unit_of_analysis)

    @property
    def years(self) -> tuple[Year, Year]:
        """The first and the last year that have a row."""
        low, high = self.frame["year"].min(), self.frame["year"].max()
        if low is None or high is None:
            raise BadInput("the panel has no rows: no two states were members in the years that were asked")
        return int(low), int(high)  # type: ignore[arg-type]  # polars types the minimum as any literal

    def add(
        self,
        *variables: str | Variable,
        reading: Reading = Reading.EITHER,
        missing: Literal["keep", "refuse"] = "keep",
    ) -> Panel:
        """Return a new panel with columns for the given variables.

        A variable of states gives one column on a state-year panel and two (``_1`` and ``_2``) on a
        dyad-year panel. A directed variable on an undirected panel gives one column by the `reading`:
        ``EITHER`` (the larger, under the plain name), ``BOTH`` (the smaller, ``_both``) or ``DIRECTED``
        (two columns, ``_12`` and ``_21``). The five obligations can be named in words (``defense``).
        Outside a variable's coverage the value is missing, never 0.

        Parameters
        ----------
        variables
            Names, ``source.*`` for all of a source, or `Variable` objects.
        reading
            How a directed variable is read on an undirected panel.
        missing
            ``refuse`` raises where the panel's years reach outside a variable's coverage.

        Raises
        ------
        UnknownName
            Where the record has no such variable.
        OutsideCoverage
            Where a variable speaks of none of the panel's years, or of not all with ``missing="refuse"``.
        """
        import polars as pl

        added: dict[str, Column] = {}
        series: list[pl.Series] = []
        places = self._places()
        for variable in self._expand(variables):
            first, last = self.years
            self._covered(variable, Coverage(first, last), missing)
            about = Column(
                variable=variable.name,
                coverage=variable.coverage,
                meaning=variable.meaning,
                unit=variable.unit,
                source=variable.source,
                hindsight=variable.hindsight,
            )
            for name, values in self._read(variable, places, reading):
                if name in self.frame.columns or name in added:
                    raise BadInput(f"the panel already has a column {name!r}; drop it or add the variable once")
                series.append(pl.Series(name, values, dtype=pl.Float64, nan_to_null=True))
                added[name] = about
        return replace(self, frame=self.frame.with_columns(series), columns={**self.columns, **added})

    def join(self, table: pl.DataFrame, *, coverage: Coverage, source: str = "user") -> Panel:
        """Return a new panel with the columns of a user's own table, joined on the key (``m:1``).

        Raises
        ------
        BadInput
            Where the table lacks a key column, repeats a key, or has a column that the panel has.
        """
        on = [k for k in self.key if k in table.columns]
        if "year" not in on or len(on) < 2:
            raise BadInput(f"the table has columns {table.columns}; it needs 'year' and one of {self.key[1:]}")
        repeated = table.select(on).is_duplicated()
        if repeated.any():
            first = table.select(on).filter(repeated).row(0, named=True)
            raise BadInput(f"the table holds more than one row for {first}; keep one row for each key")
        new = [c for c in table.columns if c not in on]
        if clash := [c for c in new if c in self.frame.columns]:
            raise BadInput(f"the panel already has the columns {clash}; rename them in the table")
        frame = self.frame.join(table, on=on, how="left", validate="m:1", maintain_order="left")
        about = {
            c: Column(variable=c, coverage=coverage, meaning="joined by the user", unit="", source=source)
            for c in new
        }
        return replace(self, frame=frame, columns={**self.columns, **about})

    def lag(self, *names: str, years: int = 1) -> Panel:
        """Return a new panel with ``name_lag1`` columns: the value of the same row some years before.

        Missing where the row did not exist then; a gap in membership is not jumped.
        """
        import polars as pl

        self._have(names)
        if years < 1:
            raise BadInput(f"a lag of {years} years was asked; it must be at least 1")
        past = self.frame.select(
            (pl.col("year") + years).alias("year"),
            *self.key[1:],
            *(pl.col(n).alias(f"{n}_lag{years}") for n in names),
        )
        frame = self.frame.join(past, on=list(self.key), how="left", validate="1:1", maintain_order="left")
        about = {f"{n}_lag{years}": self.columns[n] for n in names if n in self.columns}
        return replace(self, frame=frame, columns={**self.columns, **about})

    def spells(self, name: str) -> Panel:
        """Return a new panel with the risk sets of a yes/no column.

        Four columns are added: ``name_forms`` (1 in the year it begins, 0 in a year at risk, missing
        otherwise), ``name_ends`` (1 in the first year without it, 0 while it lasts, missing otherwise),
        ``name_age`` (years for which it had lasted, or had not, at the end of the year before) and
        ``name_earlier`` (how many spells of it the row's pair had before). A row is at risk only if it
        also existed, with a known value, in the year before.
        """
        import polars as pl

        self._have([name])
        who = list(self.key[1:])
        ordered = self.frame.select(*self.key, name).sort([*who, "year"])
        value = pl.col(name)
        together = (pl.col("year") - pl.col("year").shift(1) == 1) & value.shift(1).is_not_null() & value.is_not_null()
        ordered = ordered.with_columns(
            before=pl.when(together.over(who)).then(value.shift(1).over(who)),
        ).with_columns(
            starts=(pl.col("before").is_null() | (pl.col("before") != value)).fill_null(value=True),
            begins=(value == 1) & ((pl.col("before") == 0) | pl.col("before").is_null()),
        )
        ordered = ordered.with_columns(run=pl.col("starts").cum_sum().over(who)).with_columns(
            lasted=pl.int_range(pl.len(), dtype=pl.Int32).over([*who, "run"]) + 1,
            count=pl.col("begins").cast(pl.Int32).fill_null(0).cum_sum().over(who),
        )
        risk = ordered.select(
            *self.key,
            pl.when(pl.col("before") == 0).then((value == 1).cast(pl.Int8)).alias(f"{name}_forms"),
            pl.when(pl.col("before") == 1).then((value == 0).cast(pl.Int8)).alias(f"{name}_ends"),
            pl.when(pl.col("before").is_not_null())
            .then(pl.col("lasted").shift(1).over(who))
            .alias(f"{name}_age"),
            (pl.col("count") - pl.col("begins").cast(pl.Int32).fill_null(0)).alias(f"{name}_earlier"),
        )
        frame = self.frame.join(risk, on=list(self.key), how="left", validate="1:1", maintain_order="left")
        return replace(self, frame=frame)

    def codebook(self) -> Json:
        """What the panel holds, for a file beside it: unit, key, rows, columns with source and coverage."""
        first, last = self.years
        return {
            "record": self.world.record,
            "unit_of_analysis": self.unit_of_analysis.value,
            "key": list(self.key),
            "rows": len(self),
            "years": [first, last],
            "columns": {
                name: {
                    "variable": c.variable,
                    "meaning": c.meaning,
                    "unit": c.unit,
                    "source": c.source,
                    "coverage": [c.coverage.first, c.coverage.last],
                    "hindsight": c.hindsight,
                    "missing": self.frame[name].null_count(),
                }
                for name, c in self.columns.items()
            },
            "provenance": [
                {"source": p.source, "version": p.version, "citation": p.citation, "checksum": p.checksum}
                for p in self.world.provenance
            ],
        }

    def write(self, path: Path) -> None:
        """Write the frame as CSV or Parquet, by the ending of the path, whole or not at all.

        Raises
        ------
        BadInput
            Where the ending is neither ``.csv`` nor ``.parquet``.
        """
        writers = {".csv": self.frame.write_csv, ".parquet": self.frame.write_parquet}
        writer = writers.get(path.suffix.casefold())
        if writer is None:
            raise BadInput(f"{path.name!r} ends in {path.suffix!r}; write to a path that ends in .csv or .parquet")
        partial = path.with_name(f".{path.name}.partial")
        try:
            writer(partial)  # type: ignore[operator]  # the two writers differ in their further options
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def _have(self, names: Iterable[str]) -> None:
        from symmachy.errors import UnknownName

        for name in names:
            if name not in self.frame.columns:
                raise UnknownName.among("column of the panel", name, self.frame.columns)

    def _expand(self, variables: Iterable[str | Variable]) -> Iterable[Variable]:
        for asked in variables:
            if isinstance(asked, Variable):
                yield asked
            elif asked.endswith(".*"):
                found = [v for name, v in self.world.variables.items() if name.startswith(asked[:-1])]
                if not found:
                    self.world.variable(asked)
                yield from found
            elif asked.upper() in Obligation.__members__:
                yield _obligation(self.world, Obligation[asked.upper()])
            else:
                yield self.world.variable(asked)

    def _covered(self, variable: Variable, years: Coverage, missing: Literal["keep", "refuse"]) -> None:
        common = variable.coverage.overlap(years)
        if common is None:
            raise OutsideCoverage(
                f"{variable.name} covers {variable.coverage} but the panel holds {years}: "
                f"build the panel with years=range({variable.coverage.first}, {variable.coverage.last + 1})"
            )
        if missing == "refuse" and common != years:
            raise OutsideCoverage(
                f"{variable.name} covers {variable.coverage} but the panel holds {years}. "
                f"Build it with years=range({common.first}, {common.last + 1}), "
                'or pass missing="keep" to carry the gap as missing'
            )

    def _places(self) -> tuple[IntArray, ...]:
        years = self.frame["year"].to_numpy().astype(np.int64) - self.world.coverage.first
        codes = list(self.world.index)
        spots = [
            self.frame[k].replace_strict(codes, list(range(len(codes)))).to_numpy().astype(np.int64)
            for k in self.key[1:]
        ]
        return (years, *spots)

    def _read(
        self, variable: Variable, places: tuple[IntArray, ...], reading: Reading
    ) -> Iterable[tuple[str, FloatArray]]:
        name = variable.name
        values = _values(self.world, variable)
        year, *who = places
        if variable.unit_of_analysis is UnitOfAnalysis.STATE_YEAR:
            if len(who) == 1:
                yield name, values[year, who[0]]
            else:
                yield f"{name}_1", values[year, who[0]]
                yield f"{name}_2", values[year, who[1]]
            return
        if len(who) == 1:
            raise BadInput(f"{name} is a variable of pairs; add it to a dyad-year panel")
        there = values[year, who[0], who[1]]
        one_column = self.unit_of_analysis is UnitOfAnalysis.DIRECTED_DYAD_YEAR
        if one_column or variable.unit_of_analysis is UnitOfAnalysis.DYAD_YEAR:
            yield name, there
            return
        back = values[year, who[1], who[0]]
        if reading is Reading.DIRECTED:
            yield f"{name}_12", there
            yield f"{name}_21", back
        elif reading is Reading.BOTH:
            yield f"{name}_both", np.minimum(there, back)
        else:
            yield name, np.maximum(there, back)


def state_years(world: World, *, years: range | None = None) -> Panel:
    """Build the panel of the members of the system by year.

    Parameters
    ----------
    world
        The record to build from.
    years
        The years wanted; all that the record covers by default.

    Raises
    ------
    OutsideCoverage
        Where a year lies outside the record's coverage.
    """
    import polars as pl

    first, member = _membership(world, years)
    year, state = np.nonzero(member)
    frame = pl.DataFrame({"year": (year + first).astype(np.int32), "state": pl.Series(world.codes).gather(state)})
    return Panel(world=world, unit_of_analysis=UnitOfAnalysis.STATE_YEAR, frame=frame)


def dyad_years(
    world: World, *, years: range | None = None, directed: bool = False, risk: RiskSet = RiskSet.ALL
) -> Panel:
    """Build the panel of pairs of members of the system by year.

    Parameters
    ----------
    world
        The record to build from.
    years
        The years wanted; all that the record covers by default.
    directed
        Whether each pair stands once (``state_1 < state_2``) or in both orders.
    risk
        Which pairs.

    Raises
    ------
    OutsideCoverage
        Where a year lies outside the record's coverage.

    Examples
    --------
    >>> from symmachy.record import chronicle
    >>> dyad_years(chronicle(), years=range(1914, 1915)).frame.columns
    ['year', 'state_1', 'state_2']
    """
    import polars as pl

    first, member = _membership(world, years)
    parts: list[tuple[IntArray, IntArray, IntArray]] = []
    for offset, present in enumerate(member):
        places = np.flatnonzero(present)
        one, two = np.nonzero(~np.eye(len(places), dtype=bool)) if directed else np.triu_indices(len(places), 1)
        one, two = places[one], places[two]
        keep = _at_risk(world, risk, first + offset, one, two)
        one, two = one[keep], two[keep]
        parts.append((np.full(len(one), first + offset, dtype=np.int64), one, two))
    year, one, two = (np.concatenate(column) for column in zip(*parts, strict=True))
    codes = pl.Series(world.codes)
    frame = pl.DataFrame({"year": year.astype(np.int32), "state_1": codes.gather(one), "state_2": codes.gather(two)})
    unit = UnitOfAnalysis.DIRECTED_DYAD_YEAR if directed else UnitOfAnalysis.DYAD_YEAR
    return Panel(world=world, unit_of_analysis=unit, frame=frame)


def _key(unit: UnitOfAnalysis) -> tuple[str, ...]:
    return ("year", "state") if unit is UnitOfAnalysis.STATE_YEAR else ("year", "state_1", "state_2")


def _membership(world: World, years: range | None) -> tuple[Year, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    wanted = world.years if years is None else years
    if len(wanted) == 0 or wanted.step != 1:
        raise BadInput(f"years={wanted} holds no run of years; pass range(first, last + 1)")
    first, last = wanted[0], wanted[-1]
    if first not in world.coverage or last not in world.coverage:
        raise OutsideCoverage(
            f"the record {world.record!r} covers {world.coverage} but {first} to {last} was asked; "
            f"ask for years within it"
        )
    return first, world.membership[first - world.coverage.first : last - world.coverage.first + 1]


def _at_risk(world: World, risk: RiskSet, year: Year, one: IntArray, two: IntArray) -> IntArray:
    if risk is RiskSet.ALL:
        return np.arange(len(one))
    if risk is RiskSet.SAME_REGION:
        region = np.array([world.states[c].region for c in world.codes])
        return np.flatnonzero(region[one] == region[two])
    offset = year - world.coverage.first
    power = world.array("great_power")[offset] > 0
    border = world.array("contiguity")[offset] > 0
    return np.flatnonzero(power[one] | power[two] | border[one, two])


def _obligation(world: World, obligation: Obligation) -> Variable:
    import polars as pl

    word = obligation.words[0]
    return Variable(
        name=word,
        unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR,
        rows=pl.LazyFrame(),
        coverage=world.coverage,
        absent=0.0,
        meaning=f"the first state owes the second {word} on any day of the year",
        source=world.record,
    )


def _values(world: World, variable: Variable) -> FloatArray:
    if variable.name.upper() in Obligation.__members__:
        return ((world.pledged & np.uint8(Obligation[variable.name.upper()])) > 0).astype(np.float32)  # type: ignore[return-value]
    return world._array(variable)  # noqa: SLF001  # the panel is the other half of the world
