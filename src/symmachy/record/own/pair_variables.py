"""Variables of pairs from own files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.record.own._shared import (
    by_wave,
    in_years,
    made,
    named,
    refuse_differing,
    same_states,
    values_of,
)
from symmachy.record.own.reading import columns_of, labels_of, read_matrix, read_table
from symmachy.world.variable import UnitOfAnalysis, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from symmachy.record.own._shared import Setting
    from symmachy.record.own.declared import PairVariables

__all__ = ["of_pairs"]


def of_pairs(declared: PairVariables, setting: Setting) -> Iterator[Variable]:
    """Read variables of pairs; between waves the value of the earlier wave stands.

    Raises
    ------
    BadInput, BadFile, UnknownName
        Where a file cannot be read, its states are not those of the ties, or a pair has two values.
    """
    import polars as pl

    if declared.files:
        rows = _from_matrices(declared, setting)
        yield _variable(declared, declared.name or "", rows, setting, where=declared.files[0])
        return
    name = declared.table or ""
    frame = read_table(setting.folder, name)
    wanted = named(declared.columns)
    keys = [declared.one, declared.other, *([declared.year] if declared.year else [])]
    columns_of(frame, name, [*keys, *(c.column for c in wanted.values())])
    one, other = labels_of(frame, declared.one, name), labels_of(frame, declared.other, name)
    refuse_differing({*one, *other}, setting, name, every=False)
    found = {variable: values_of(frame, column, name) for variable, column in wanted.items()}
    found = found or {declared.name or "": pl.Series(np.ones(frame.height))}  # every row is a yes
    year = frame[declared.year] if declared.year else None
    for variable, values in found.items():
        rows = in_years(
            pl.DataFrame({"state": one, "other": other, "value": values}), year, setting, where=name
        )
        yield _variable(
            declared, variable, rows.filter(pl.col("state") != pl.col("other")), setting, where=name
        )


def _from_matrices(declared: PairVariables, setting: Setting) -> pl.DataFrame:
    import polars as pl

    read = [read_matrix(setting.folder, file) for file in declared.files]
    parts = []
    for year, place in by_wave(len(read), setting, f"{declared.name!r} has {len(read)} files"):
        matrix = read[place]
        labels = pl.Series(
            same_states(matrix.labels, matrix.labelled, setting, where=declared.files[place]), dtype=pl.String
        )
        i, j = np.nonzero(~np.eye(len(labels), dtype=np.bool_))
        part = {"state": labels.gather(i), "other": labels.gather(j), "value": matrix.values[i, j]}
        parts.append(pl.DataFrame(part).select(pl.lit(year, dtype=pl.Int64).alias("year"), pl.all()))
    return pl.concat(parts)


def _variable(
    declared: PairVariables, name: str, rows: pl.DataFrame, setting: Setting, *, where: str
) -> Variable:
    unit = UnitOfAnalysis.DIRECTED_DYAD_YEAR if declared.directed else UnitOfAnalysis.DYAD_YEAR
    if not declared.directed:
        rows = _of_unordered_pairs(declared, name, rows, where)
    return replace(made(name, rows, setting, unit, where=where), absent=declared.absent)


def _of_unordered_pairs(declared: PairVariables, name: str, rows: pl.DataFrame, where: str) -> pl.DataFrame:
    import polars as pl

    one, other = pl.min_horizontal("state", "other"), pl.max_horizontal("state", "other")
    pairs = rows.select("year", one.alias("state"), other.alias("other"), "value")
    low, high = pl.col("value").min(), pl.col("value").max()
    key = ["year", "state", "other"]
    pairs = pairs.with_columns(pl.col("value").fill_nan(None))
    both = pairs.group_by(key, maintain_order=True).agg(low.alias("low"), high.alias("high"))
    odd = both.filter(pl.col("low") != pl.col("high"))
    if odd.height and declared.combine is None:
        year, a, b, least, most = odd.row(0)
        raise BadInput(
            f"{name!r} of {where!r} has two values for {odd.height} pairs, such as {least:g} and {most:g} for {a} and "
            f"{b} in {year}: say combine = 'larger' (as where only the upper triangle is filled), or directed = true"
        )
    return both.select(*key, value="low" if declared.combine == "smaller" else "high")
