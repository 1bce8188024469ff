"""From the rows of a table to the rows of a variable: the few shapes that sources come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from symmachy.record.source import Rows

__all__ = ["both_ways", "column", "pair", "pair_spells", "state", "state_spells", "years_of"]


def column(name: str) -> Callable[[], pl.Expr]:
    """Return a maker of the expression for a column, so that polars is imported only when rows are read."""

    def make() -> pl.Expr:
        import polars as pl

        return pl.col(name)

    return make


def state(
    table: str,
    value: str | Callable[[], pl.Expr],
    *,
    code: str = "ccode",
    where: Callable[[], pl.Expr] | None = None,
) -> Rows:
    """Take one row a state-year: a column, or what an expression makes of some."""

    def rows(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
        import polars as pl

        frame = tables[table] if where is None else tables[table].filter(where())
        worth = pl.col(value) if isinstance(value, str) else value()
        return frame.select("year", pl.col(code).alias("code"), worth.alias("value"))

    return rows


def pair(
    table: str,
    value: str | Callable[[], pl.Expr],
    *,
    codes: tuple[str, str] = ("ccode1", "ccode2"),
    where: Callable[[], pl.Expr] | None = None,
    largest: bool = False,
) -> Rows:
    """Take one row a pair-year, or with `largest` the largest value of a pair-year's rows in either order."""

    def rows(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
        import polars as pl

        frame = tables[table] if where is None else tables[table].filter(where())
        worth = pl.col(value) if isinstance(value, str) else value()
        one, other = pl.col(codes[0]), pl.col(codes[1])
        if not largest:
            return frame.select("year", one.alias("code"), other.alias("other"), worth.alias("value"))
        low, high = pl.min_horizontal(one, other), pl.max_horizontal(one, other)
        found = frame.select("year", low.alias("code"), high.alias("other"), worth.alias("value"))
        return found.group_by("year", "code", "other").agg(pl.col("value").max())

    return rows


def both_ways(table: str, there: str, back: str) -> Rows:
    """Two columns of an unordered table, as two directed rows: the first state's and the second's."""

    def rows(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
        import polars as pl

        frame = tables[table]
        one, other = pl.col("ccode1"), pl.col("ccode2")
        forth = frame.select("year", one.alias("code"), other.alias("other"), pl.col(there).alias("value"))
        again = frame.select("year", other.alias("code"), one.alias("other"), pl.col(back).alias("value"))
        return pl.concat([forth, again])

    return rows


def years_of(frame: pl.LazyFrame, start: pl.Expr, end: pl.Expr) -> pl.LazyFrame:
    """Spell out each row for every year from `start` to `end`, both included; none where they are unknown."""
    import polars as pl

    known = frame.filter(end >= start)
    spelt = known.with_columns(pl.int_ranges(start.cast(pl.Int32), end.cast(pl.Int32) + 1).alias("year"))
    return spelt.explode("year").with_columns(pl.col("year").cast(pl.Int32))


def state_spells(
    table: str, *, start: str, end: str, value: Callable[[], pl.Expr] | None = None, code: str = "ccode"
) -> Rows:
    """Spells of states: every year that a spell meets, with the largest value of those that meet it."""

    def rows(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
        import polars as pl

        worth = pl.lit(1.0) if value is None else value()
        frame = tables[table].with_columns(worth.alias("value"))
        spelt = years_of(frame, _year(frame, start), _year(frame, end))
        return spelt.group_by("year", pl.col(code).alias("code")).agg(pl.col("value").max())

    return rows


def pair_spells(
    table: str,
    *,
    start: str,
    end: str,
    value: Callable[[], pl.Expr] | None = None,
    where: Callable[[], pl.Expr] | None = None,
    latest: bool = False,
) -> Rows:
    """Spells of pairs: every year that a spell meets, with the largest value, or the latest spell's."""

    def rows(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
        import polars as pl

        worth = pl.lit(1.0) if value is None else value()
        frame = tables[table] if where is None else tables[table].filter(where())
        one, other = pl.col("ccode1"), pl.col("ccode2")
        frame = frame.with_columns(
            worth.alias("value"),
            pl.min_horizontal(one, other).alias("code"),
            pl.max_horizontal(one, other).alias("other"),
        )
        spelt = years_of(frame, _year(frame, start), _year(frame, end))
        chosen = pl.col("value").sort_by(start).last() if latest else pl.col("value").max()
        return spelt.group_by("year", "code", "other").agg(chosen)

    return rows


def _year(frame: pl.LazyFrame, name: str) -> pl.Expr:
    import polars as pl

    return pl.col(name).dt.year() if frame.collect_schema()[name] == pl.Date else pl.col(name)
