"""Whether rows are what a table says: types, gaps, ranges, keys; the first offence is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.errors import BadFile
from symmachy.record.source import Kind

if TYPE_CHECKING:
    import polars as pl

    from symmachy.record.source import Column, Table

__all__ = ["conform", "years_of_rows"]

_GAPS = ("", "NA", "NaN", "nan", "N/A", ".", "null")


_GARBLED = "[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac"
"""What letters with accents and quotation marks look like when UTF-8 was read as Latin-1 or Windows-1252."""


def conform(frame: pl.DataFrame, table: Table, *, where: str, unfinished: bool = False) -> pl.DataFrame:
    """Return the rows with declared columns first, in their types, and everything checked.

    Raises
    ------
    BadFile
        With the first row that is empty where it must not be, of another type, out of range, a
        repeated key, or a pair in the wrong order; or where the file was cut off.
    """
    if not frame.height:
        raise BadFile(f"{where} has the columns of {table.name} but no rows")
    if unfinished and frame.height < 0.98 * table.size:
        raise BadFile(
            f"{where} is truncated: {table.name} has about {table.size:,} rows, the file has "
            f"{frame.height:,} "
            "and stops within a line"
        )
    declared = [c for c in table.columns if c.name in frame.columns]
    columns = [_typed(frame[c.name], c, where) for c in declared]
    if table.keeps_others:
        names = {c.name for c in declared}
        columns += [_guessed(frame[name]) for name in frame.columns if name not in names]
    typed = frame.select(columns) if columns else frame
    _check_order(typed, table, where)
    _check_key(typed, table, where)
    return typed


def years_of_rows(frame: pl.DataFrame, table: Table) -> tuple[int, int] | None:
    """Return the first and last year of the rows, or None where they have none.

    Gaps and codes for "still in force" (anything below 1) are no years.
    """
    import polars as pl

    found: list[int] = []
    for name in table.year_columns:
        if name in frame.columns:
            column = frame[name].dt.year() if frame[name].dtype == pl.Date else frame[name]
            known = column.filter(column > 0)
            found += [int(y) for y in (known.min(), known.max()) if isinstance(y, int)]
    return (min(found), max(found)) if found else None


def _typed(values: pl.Series, column: Column, where: str) -> pl.Series:
    import polars as pl

    raw = _without_gaps(values, column)
    if column.kind is Kind.TEXT:
        typed = raw if raw.dtype == pl.String else _as_text(raw)
        if not column.flawed:
            garbled = typed.str.contains(_GARBLED).fill_null(value=False)
            _first(
                garbled,
                typed,
                column,
                where,
                "holds {}, decoded in the wrong encoding: save the original as UTF-8",
            )
    elif column.kind is Kind.DAY:
        typed = _as_days(raw)
    else:
        typed = _as_numbers(raw, whole=column.kind is Kind.WHOLE)
    _first(
        raw.is_not_null() & typed.is_null(),
        raw,
        column,
        where,
        f"holds {{}} where {column.kind.value} belong",
    )
    if column.missing:
        typed = typed.set(_any_of(typed, column.missing), None)
    if column.filled:
        _first(typed.is_null(), values, column, where, "is empty")
    if column.kind in (Kind.WHOLE, Kind.NUMBER):
        inside = typed.is_between(column.low, column.high) | _any_of(typed, column.special)
        _first(~inside, typed, column, where, f"holds {{}}, outside {column.low:g} to {column.high:g}")
    return typed.alias(column.name)


def _any_of(values: pl.Series, codes: tuple[float, ...]) -> pl.Series:
    import polars as pl

    found = pl.repeat(value=False, n=len(values), eager=True, dtype=pl.Boolean)
    for code in codes:
        found |= (values == code).fill_null(value=False)
    return found


def _without_gaps(values: pl.Series, column: Column) -> pl.Series:
    import polars as pl

    if values.dtype == pl.String:
        stripped = values.str.strip_chars()
        gaps = [""] if column.keeps_na else (["", "NA"] if column.kind is Kind.TEXT else list(_GAPS))
        return stripped.set(stripped.is_in(gaps), None)
    if values.dtype.is_float():
        return values.fill_nan(None)
    return values


def _as_text(values: pl.Series) -> pl.Series:
    import polars as pl

    if values.dtype.is_float() and (values.drop_nulls() % 1 == 0).all():
        values = values.cast(pl.Int64)
    return values.cast(pl.String)


def _as_days(values: pl.Series) -> pl.Series:
    import polars as pl

    if values.dtype == pl.Date:
        return values
    if values.dtype.is_temporal():
        return values.cast(pl.Date)
    if values.dtype == pl.String:
        return values.str.to_date("%Y-%m-%d", strict=False)
    return pl.Series(values.name, [None] * len(values), dtype=pl.Date)


def _as_numbers(values: pl.Series, *, whole: bool) -> pl.Series:
    import polars as pl

    if values.dtype == pl.Boolean:
        return values.cast(pl.Int32)
    if values.dtype == pl.String:
        lowered = values.str.to_lowercase().replace({"true": "1", "false": "0"})
        numbers = lowered.cast(pl.Float64, strict=False)
    elif values.dtype.is_numeric():
        numbers = values
    else:
        return pl.Series(values.name, [None] * len(values), dtype=pl.Float64)
    if not whole:
        return numbers if numbers.dtype.is_float() else numbers.cast(pl.Float64)
    if numbers.dtype.is_float():
        numbers = numbers.set(numbers % 1 != 0, None)
    integers = numbers.cast(pl.Int64, strict=False)
    low, high = integers.min(), integers.max()
    small = isinstance(low, int) and isinstance(high, int) and low >= -(2**31) and high < 2**31
    return integers.cast(pl.Int32) if small or low is None else integers


def _guessed(values: pl.Series) -> pl.Series:
    """Read a column that is not declared as numbers where all of it is, else as text."""
    import polars as pl

    if values.dtype != pl.String:
        return values
    stripped = values.str.strip_chars()
    bare = stripped.set(stripped.is_in(["", "NA"]), None)
    for dtype in (pl.Int64, pl.Float64):
        cast = bare.cast(dtype, strict=False)
        if cast.null_count() == bare.null_count():
            return cast
    return bare


def _check_order(frame: pl.DataFrame, table: Table, where: str) -> None:
    import polars as pl

    if table.ascending is None:
        return
    one, other = table.ascending
    wrong = frame.with_row_index("row").filter(pl.col(one) >= pl.col(other))
    if wrong.height:
        row, a, b = wrong.select("row", one, other).row(0)
        raise BadFile(
            f"{where}: row {row + 1} has {one} {a} and {other} {b}; {table.name} holds each pair once, "
            "the smaller code first"
        )


def _check_key(frame: pl.DataFrame, table: Table, where: str) -> None:
    keys = frame.select(table.key)
    if keys.n_unique() < keys.height:
        row = int((~keys.to_struct("key").is_first_distinct()).arg_true()[0])
        values = ", ".join(f"{k} {v}" for k, v in zip(table.key, keys.row(row), strict=True))
        raise BadFile(f"{where}: row {row + 1} repeats the key {values}, which occurs once in {table.name}")


def _first(offends: pl.Series, values: pl.Series, column: Column, where: str, says: str) -> None:
    if offends.any():
        row = int(offends.fill_null(value=False).arg_true()[0])
        said = says.format(repr(values[row]))
        raise BadFile(f"{where}: row {row + 1} of the column {column.name!r} {said}")
