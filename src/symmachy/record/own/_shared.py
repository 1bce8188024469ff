"""What variables of states and of pairs have in common: their waves, their columns, their states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.record.own.composition import listed
from symmachy.record.own.declared import Column
from symmachy.world.variable import Coverage, UnitOfAnalysis, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from symmachy.record.own.declared import Columns
    from symmachy.typing import StateCode, Year

__all__ = [
    "SOURCE",
    "Setting",
    "by_wave",
    "in_years",
    "made",
    "named",
    "refuse_differing",
    "same_states",
    "values_of",
]

SOURCE = "own"
"""The source of everything that is read from own files."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the ties have settled before any variable is read."""

    codes: tuple[StateCode, ...]
    """All states, in alphabetical order."""
    order: tuple[StateCode, ...]
    """The states in the order of the rows of the ties' matrices; empty where these have different rows or none."""
    waves: tuple[Year, ...]
    folder: Path

    @property
    def span(self) -> Coverage:
        """From the first wave to the last."""
        return Coverage(self.waves[0], self.waves[-1])

    @property
    def years(self) -> range:
        """Every year of `span`."""
        return range(self.waves[0], self.waves[-1] + 1)

    def wave(self, year: Year) -> int:
        """Return the place of the last wave that is not after a year of `span`."""
        return sum(w <= year for w in self.waves) - 1


def made(name: str, rows: pl.DataFrame, setting: Setting, unit: UnitOfAnalysis, *, where: str) -> Variable:
    """Return a variable of its rows; a missing value stays one, whatever no row means."""
    import polars as pl

    known = rows.with_columns(pl.col("value").fill_nan(None), pl.col("year").cast(pl.Int32))
    return Variable(
        name=f"{SOURCE}.{name}",
        unit_of_analysis=unit,
        rows=known.select(*unit.key, "value").lazy(),
        coverage=setting.span,
        absent=None,
        meaning=f"{name}, from the file {where}",
        source=SOURCE,
    )


def by_wave(count: int, setting: Setting, what: str) -> Iterator[tuple[Year, int]]:
    """Give the years with the place of the part that holds for each.

    There is one part for all waves, one for each, or one for each but the last.

    Raises
    ------
    BadInput
        Where there is another number of parts.
    """
    waves = len(setting.waves)
    if count not in {1, waves, waves - 1}:
        raise BadInput(
            f"{what} for {waves} waves; give one for all, or one for each (the last may be absent)"
        )
    for year in setting.years:
        wave = setting.wave(year)
        if count == 1 or wave < count:
            yield year, 0 if count == 1 else wave


def in_years(rows: pl.DataFrame, year: pl.Series | None, setting: Setting, *, where: str) -> pl.DataFrame:
    """Return rows with a year each, where a year that is not in the table has the values of the wave before.

    Parameters
    ----------
    rows
        Columns ``state``, perhaps ``other``, and ``value``.
    year
        The year of each; None where the values hold for all.
    setting
        The waves.
    where
        The file, for messages.

    Raises
    ------
    BadInput
        Where a state or pair has two rows in one year, or a year is no whole number.
    """
    import polars as pl

    key = [name for name in rows.columns if name != "value"]
    if year is None:
        _refuse_twice(rows, key, where, "say which column is its year, or keep one row")
        every = pl.DataFrame({"year": pl.Series(setting.years, dtype=pl.Int64)})
        return rows.join(every, how="cross").select("year", *key, "value")
    if not year.dtype.is_integer():
        raise BadInput(f"the column {year.name!r} of {where!r} holds {year.dtype}, not whole numbers")
    dated = rows.with_columns(year=year.cast(pl.Int64)).select("year", *key, "value")
    _refuse_twice(dated, ["year", *key], where, "keep one")
    there = set(dated["year"].to_list())
    return pl.concat(
        dated.filter(pl.col("year") == (y if y in there else setting.waves[setting.wave(y)])).with_columns(
            year=pl.lit(y, dtype=pl.Int64)
        )
        for y in setting.years
    )


def _refuse_twice(rows: pl.DataFrame, key: list[str], where: str, way_out: str) -> None:
    double = rows.filter(rows.select(key).is_duplicated())
    if double.height:
        who = " and ".join(str(part) for part in double.select(c for c in key if c != "year").row(0))
        when = f" in {double['year'][0]}" if "year" in key else ""
        raise BadInput(f"{who} has two rows{when} in {where!r}: {way_out}")


def named(columns: Columns) -> Mapping[str, Column]:
    """Return the column of each variable.

    Examples
    --------
    >>> list(named(("polity",)))
    ['polity']
    """
    if not isinstance(columns, dict):
        return {name: Column(column=name) for name in columns}
    return {name: c if isinstance(c, Column) else Column(column=c) for name, c in columns.items()}


def values_of(frame: pl.DataFrame, column: Column, where: str) -> pl.Series:
    """Return a column's numbers in the units wanted.

    Raises
    ------
    BadInput
        Where it holds no numbers.
    """
    import polars as pl

    series = frame[column.column]
    if not (series.dtype.is_numeric() or series.dtype in (pl.Boolean, pl.Null)):
        raise BadInput(
            f"the column {column.column!r} of {where!r} holds {series.dtype}, not numbers; code it in numbers"
        )
    return series.cast(pl.Float64) * column.times


def same_states(
    labels: Sequence[str], labelled: bool, setting: Setting, *, where: str
) -> Sequence[StateCode]:
    """Return which state each row of a file is about; without labels it is that of the ties' matrices.

    Raises
    ------
    BadInput
        Where they are not the states of the ties.
    """
    if labelled:
        refuse_differing(set(labels), setting, where)
        return labels
    if len(labels) != len(setting.order):
        rows = f"the ties' matrices have {len(setting.order)}" if setting.order else "the ties are in a table"
        raise BadInput(f"{where!r} has {len(labels)} rows without labels, but {rows}; give its rows labels")
    return setting.order


def refuse_differing(there: set[StateCode], setting: Setting, where: str, *, every: bool = True) -> None:
    """Refuse a file whose states are not those of the ties; `every` says that it must have them all.

    Raises
    ------
    BadInput
        Naming the states.
    """
    if strangers := there - set(setting.codes):
        verb = "is" if len(strangers) == 1 else "are"
        raise BadInput(
            f"{listed(strangers)} {verb} in {where!r} but not in the ties or the composition; write the labels "
            "alike, or take the rows out"
        )
    if every and (lacking := set(setting.codes) - there):
        raise BadInput(
            f"{listed(lacking)} {'has' if len(lacking) == 1 else 'have'} no row in {where!r}; add it, with empty "
            "values where they are not known"
        )
