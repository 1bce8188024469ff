"""Panels: states or pairs of states by year, with columns joined from the record and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage, UnknownName
from symmachy.files import write_whole
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation
from symmachy.world.runs import runs
from symmachy.world.variable import Coverage, UnitOfAnalysis, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import polars as pl

    from symmachy.typing import FloatArray, IntArray, Json, Year
    from symmachy.world.world import World

__all__ = ["Column", "Panel"]


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
    >>> from symmachy.record import open_record
    >>> from symmachy.world import dyad_years
    >>> panel = dyad_years(open_record("chronicle"), years=range(1900, 1915)).add("defense", "capabilities")
    >>> panel.key
    ('year', 'state_1', 'state_2')
    """

    world: World = field(repr=False)
    unit_of_analysis: UnitOfAnalysis
    frame: pl.DataFrame = field(repr=False)
    """Sorted by `key`; one row for each."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """The added columns, by name in the frame."""
    named: tuple[str, ...] = ()
    """The columns that name a row, where the unit of analysis alone does not say them."""

    def __len__(self) -> int:
        return self.frame.height

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return self.named or _key(self.unit_of_analysis)

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

        if self.named:
            raise BadInput(
                f"a panel of the unit {self.unit_of_analysis.value} takes no further variables of the record; "
                "join a table of your own, or add to a state-year or dyad-year panel"
            )
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
                    raise BadInput(
                        f"the panel already has a column {name!r}; drop it or add the variable once"
                    )
                series.append(pl.Series(name, values, dtype=pl.Float64, nan_to_null=True))
                added[name] = replace(about, meaning=variable.meaning + _read_as(name, variable.name))
        return replace(self, frame=self.frame.with_columns(series), columns={**self.columns, **added})

    def join(self, table: pl.DataFrame, *, coverage: Coverage, source: str = "user") -> Panel:
        """Return a new panel with the columns of a user's own table, joined on the key (``m:1``).

        Parameters
        ----------
        table
            Columns ``year`` and at least one more of the key, with symmachy's codes of states, and the
            columns to join. Where the panel's pairs are unordered, ``state_1`` comes before ``state_2``.
        coverage
            The years of which the table speaks; it may hold no others.
        source
            What to name as the columns' source.

        Raises
        ------
        BadInput
            Where the table lacks a key column, repeats a key or leaves it empty, holds a code that is no
            state's, a pair in the wrong order or a year outside `coverage`, or a column that the panel has.
        """
        on = [k for k in self.key if k in table.columns]
        if "year" not in on or len(on) < 2:
            raise BadInput(
                f"the table has columns {table.columns}; it needs 'year' and one of {self.key[1:]}"
            )
        table = self._keyed(table, on, coverage)
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

        Missing where the row did not exist then; a gap in membership is not jumped. The coverage of the
        new column is that of the old one, moved on by as many years.

        Raises
        ------
        UnknownName
            Where the panel has no such column.
        BadInput
            Where the lag is not at least 1, or such a column is there already.
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
        about = {f"{n}_lag{years}": _later(self.columns[n], years) for n in names if n in self.columns}
        return replace(self, frame=self._beside(past), columns={**self.columns, **about})

    def spells(self, name: str) -> Panel:
        """Return a new panel with the risk sets of a yes/no column.

        Four columns are added: ``name_forms`` (1 in the year it begins, 0 in a year at risk, missing
        otherwise), ``name_ends`` (1 in the first year without it, 0 while it lasts, missing otherwise),
        ``name_age`` (years for which it had lasted, or had not, at the end of the year before) and
        ``name_earlier`` (how many spells of it the row's pair had before). A row is at risk only if it
        also existed, with a known value, in the year before.

        Raises
        ------
        UnknownName
            Where the panel has no such column.
        BadInput
            Where the column holds anything but 0, 1 and missing, or its risk sets are there already.
        """
        self._have([name])
        first, last = self.years
        of = self.columns.get(name)
        covered = Coverage(first, last) if of is None else of.coverage
        added = runs(self.frame, self.key, name)
        new = {
            column: Column(variable=column, coverage=covered, meaning=meaning, unit=unit, source="symmachy")
            for column, meaning, unit in _about_runs(name)
        }
        return replace(self, frame=self._beside(added), columns={**self.columns, **new})

    def codebook(self) -> Json:
        """Return what the panel holds, for a file beside it: unit, key, rows, columns with their sources."""
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
            raise BadInput(
                f"{path.name!r} ends in {path.suffix!r}; write to a path that ends in .csv or .parquet"
            )
        write_whole(path, writer)  # type: ignore[arg-type]  # the two writers differ in their further options

    def _keyed(self, table: pl.DataFrame, on: list[str], coverage: Coverage) -> pl.DataFrame:
        """Return the user's table with the panel's types in its key, or refuse what could never match."""
        import polars as pl

        schema = self.frame.schema
        try:
            table = table.with_columns(pl.col(k).cast(schema[k]) for k in on)
        except pl.exceptions.PolarsError:
            raise BadInput(
                f"the table's key columns are {[f'{k}: {table.schema[k]}' for k in on]}; "
                f"they must hold {[f'{k}: {schema[k]}' for k in on]}"
            ) from None
        if table.select(pl.any_horizontal(pl.col(on).is_null()).any()).item():
            raise BadInput(
                f"the table has rows with an empty key; fill {on} in every row, or drop those rows"
            )
        outside = table.filter(~pl.col("year").is_between(coverage.first, coverage.last))["year"]
        if len(outside):
            raise BadInput(
                f"the table holds the year {outside[0]}, outside the coverage that was given ({coverage}); "
                "give the years of which it speaks"
            )
        for column in on[1:]:
            strange = sorted(set(table[column].unique()) - set(self.world.codes))
            if strange:
                raise BadInput(
                    f"the table's {column} holds {strange[0]!r}, which is no state's code here; "
                    "write codes such as FRA (States.resolve finds them)"
                )
        if self.unit_of_analysis is UnitOfAnalysis.DYAD_YEAR and len(on) == len(self.key):
            turned = table.filter(pl.col("state_1") >= pl.col("state_2"))
            if turned.height:
                raise BadInput(
                    f"the table holds the pair {turned['state_1'][0]}, {turned['state_2'][0]}; in this panel "
                    "a pair stands once, the earlier code first: order the two, or build a directed panel"
                )
        return table

    def _beside(self, columns: pl.DataFrame) -> pl.DataFrame:
        """Return the frame with further columns, matched one to one on the key."""
        if clash := [c for c in columns.columns if c in self.frame.columns and c not in self.key]:
            raise BadInput(f"the panel already has the columns {clash}; they need not be made again")
        return self.frame.join(columns, on=list(self.key), how="left", validate="1:1", maintain_order="left")

    def _have(self, names: Iterable[str]) -> None:
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


def _later(column: Column, years: int) -> Column:
    covered = Coverage(column.coverage.first + years, column.coverage.last + years)
    when = "1 year before" if years == 1 else f"{years} years before"
    return replace(column, coverage=covered, meaning=f"{column.meaning}; {when}")


def _about_runs(name: str) -> tuple[tuple[str, str, str], ...]:
    return (
        (f"{name}_forms", f"whether {name} begins in the year, of rows without it the year before", ""),
        (f"{name}_ends", f"whether {name} is over in the year, of rows with it the year before", ""),
        (
            f"{name}_age",
            f"for how long {name} had lasted, or had not, at the end of the year before",
            "years",
        ),
        (f"{name}_earlier", f"how many spells of {name} the row had before", "spells"),
    )


def _key(unit: UnitOfAnalysis) -> tuple[str, ...]:
    return ("year", "state") if unit is UnitOfAnalysis.STATE_YEAR else ("year", "state_1", "state_2")


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
        return ((world.pledged & np.uint8(Obligation[variable.name.upper()])) > 0).astype(np.float32)
    return world._array(variable)  # noqa: SLF001  # the panel is the other half of the world


_READINGS = {
    "_1": "; of the first state",
    "_2": "; of the second state",
    "_12": "; from the first state to the second",
    "_21": "; from the second state to the first (read the meaning the other way round)",
    "_both": "; both ways at once",
}


def _read_as(name: str, variable: str) -> str:
    """Say how a column reads its variable, where the name of the column tells that."""
    return _READINGS.get(name.removeprefix(variable), "")
