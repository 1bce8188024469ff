"""Beginnings, ends and ages of a yes/no column: the risk sets of event-history models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.errors import BadInput

if TYPE_CHECKING:
    import polars as pl

__all__ = ["runs"]


def runs(frame: pl.DataFrame, key: tuple[str, ...], name: str) -> pl.DataFrame:
    """Find when a yes/no column begins, when it ends, and for how long it had stood as it was.

    Parameters
    ----------
    frame
        One row for each `key`, of which ``year`` is the first.
    key
        The columns that name a row.
    name
        A column of 0, 1 and missing.

    Returns
    -------
    polars.DataFrame
        The key, ``name_forms`` and ``name_ends`` (Int8), ``name_age`` and ``name_earlier`` (Int32). All but
        the last are missing where the row did not exist, or had no value, in the year before.

    Raises
    ------
    BadInput
        Where the column holds anything but 0, 1 and missing.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"year": [1900, 1901, 1902], "state": ["A"] * 3, "at_war": [0, 1, 0]})
    >>> runs(frame, ("year", "state"), "at_war")["at_war_forms"].to_list()
    [None, 1, None]
    """
    import polars as pl

    who = list(key[1:])
    strange = frame.filter(pl.col(name).is_not_null() & ~pl.col(name).cast(pl.Float64).is_in([0.0, 1.0]))
    if strange.height:
        raise BadInput(
            f"{name!r} is no yes/no column: it holds {strange[name][0]}; "
            "make one that holds 1 for yes and 0 for no"
        )
    value, before, begins = pl.col("value"), pl.col("before"), pl.col("begins")
    ordered = frame.select(*key, pl.col(name).cast(pl.Float64).alias("value")).sort([*who, "year"])
    together = (pl.col("year") - pl.col("year").shift(1) == 1) & value.is_not_null()
    ordered = (
        ordered.with_columns(before=pl.when(together.over(who)).then(value.shift(1).over(who)))
        .with_columns(
            starts=(before.is_null() | (before != value)).fill_null(value=True),
            # A spell that is under way when the row is first seen counts as one.
            begins=((value == 1) & (before.is_null() | (before == 0))).fill_null(value=False).cast(pl.Int32),
        )
        .with_columns(run=pl.col("starts").cum_sum().over(who))
        .with_columns(
            lasted=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over([*who, "run"]),
            earlier=begins.cum_sum().over(who) - begins,
        )
    )
    return ordered.select(
        *key,
        pl.when(before == 0).then((value == 1).cast(pl.Int8)).alias(f"{name}_forms"),
        pl.when(before == 1).then((value == 0).cast(pl.Int8)).alias(f"{name}_ends"),
        pl.when(before.is_not_null()).then(pl.col("lasted").shift(1).over(who)).alias(f"{name}_age"),
        pl.col("earlier").alias(f"{name}_earlier"),
    )
