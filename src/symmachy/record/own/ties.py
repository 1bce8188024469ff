"""Observed ties by wave, from matrices or from a long table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.record.own.reading import columns_of, labels_of, read_matrix, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from symmachy.record.own.declared import Ties
    from symmachy.typing import BoolArray, FloatArray, IntArray, StateCode, Year

__all__ = ["Observed", "observe"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Observed:
    """What was seen at one wave."""

    year: Year
    states: tuple[StateCode, ...]
    """The labels of its rows; for a table, the states that it names."""
    ties: FloatArray
    """``(N, N)``: 1, 0, or NaN where it is not known; 0 on the diagonal."""
    given: BoolArray
    """``(N, N)``: where the tie, or its absence, could not change."""
    where: str
    """The file, for messages."""


def observe(ties: Ties, years: Sequence[Year], folder: Path) -> tuple[Observed, ...]:
    """Read the ties of all waves.

    Raises
    ------
    BadInput, BadFile, UnknownName
        Where a file is not there or cannot be read, the number of files and of waves differ, a value is neither
        0, 1 nor a declared code, a pair stands twice or a state is tied to itself.
    """
    return _from_matrices(ties, years, folder) if ties.files else _from_table(ties, years, folder)


def _from_matrices(ties: Ties, years: Sequence[Year], folder: Path) -> tuple[Observed, ...]:
    waves = tuple(years) or tuple(range(1, len(ties.files) + 1))
    if len(waves) != len(ties.files):
        raise BadInput(
            f"there are {len(ties.files)} files of ties but {len(waves)} years; give one year for each file"
        )
    found = []
    for year, name in zip(waves, ties.files, strict=True):
        matrix = read_matrix(folder, name)
        values, given = _decoded(ties, matrix.values, name, matrix.labels)
        found.append(Observed(year=year, states=matrix.labels, ties=values, given=given, where=name))
    return tuple(found)


def _from_table(ties: Ties, years: Sequence[Year], folder: Path) -> tuple[Observed, ...]:
    import polars as pl

    name = ties.table or ""
    frame = read_table(folder, name)
    columns_of(frame, name, [ties.year, ties.one, ties.other, *([ties.tie] if ties.tie else [])])
    if not frame.schema[ties.year].is_integer():
        raise BadInput(
            f"the column {ties.year!r} of {name!r} holds {frame.schema[ties.year]}, not whole numbers"
        )
    one, other = labels_of(frame, ties.one, name), labels_of(frame, ties.other, name)
    if (one == other).any():
        raise BadInput(f"{one.filter(one == other)[0]!r} is tied to itself in {name!r}; take such rows out")
    value = frame[ties.tie].cast(pl.Float64, strict=False) if ties.tie else pl.Series(np.ones(frame.height))
    rows = pl.DataFrame({"year": frame[ties.year].cast(pl.Int64), "one": one, "other": other, "value": value})
    if rows.select("year", "one", "other").is_duplicated().any():
        twice = rows.filter(rows.select("year", "one", "other").is_duplicated()).row(0)
        raise BadInput(f"{twice[1]} and {twice[2]} stand twice in {twice[0]} in {name!r}; keep one row")
    waves = tuple(years) or tuple(sorted(rows["year"].unique().to_list()))
    found = []
    for year in waves:
        here = rows.filter(pl.col("year") == year)
        if not here.height:
            raise BadInput(f"{name!r} has no row of the year {year}; leave it out of years")
        states = tuple(sorted({*here["one"], *here["other"]}))
        place = {code: k for k, code in enumerate(states)}
        raw = np.full((len(states), len(states)), np.nan if ties.absent is None else 0.0)
        np.fill_diagonal(raw, 0.0)
        i = np.array([place[c] for c in here["one"]])
        j = np.array([place[c] for c in here["other"]])
        raw[i, j] = here["value"].fill_null(np.nan).to_numpy()
        if ties.absent is None:
            _refuse_holes(raw, i, j, name, year)
            raw = np.where(np.isnan(raw), raw.T, raw)  # a pair that stands once is meant both ways
        values, given = _decoded(ties, raw, f"{name} ({year})", states)
        found.append(Observed(year=year, states=states, ties=values, given=given, where=name))
    return tuple(found)


def _refuse_holes(raw: FloatArray, i: IntArray, j: IntArray, name: str, year: Year) -> None:
    named = np.eye(len(raw), dtype=np.bool_)
    named[i, j] = True
    holes = int(np.triu(~(named | named.T), 1).sum())
    if holes:
        raise BadInput(
            f"{holes:,} pairs of {year} have no row in {name!r}: say absent = 0 if no row means no tie, or add the "
            "rows, with an empty value where it is not known"
        )


def _decoded(ties: Ties, raw: FloatArray, name: str, labels: Sequence[str]) -> tuple[FloatArray, BoolArray]:
    values, given = raw.copy(), np.zeros(raw.shape, dtype=np.bool_)
    for unknown in ties.missing:
        values[raw == unknown] = np.nan
    for code, means in ((ties.structural_zero, 0.0), (ties.structural_one, 1.0)):
        if code is not None:
            given |= raw == code
            values[raw == code] = means
    np.fill_diagonal(values, 0.0)  # a state's tie to itself is nothing, whatever stands there
    np.fill_diagonal(given, val=False)
    odd = np.argwhere(~(np.isnan(values) | (values == 0) | (values == 1)))
    if len(odd):
        i, j = odd[0]
        raise BadInput(
            f"{name!r} has {values[i, j]:g} for {labels[i]} and {labels[j]} ({len(odd)} such cells); a tie is 0 or 1, "
            "or a code declared as missing, structural_zero or structural_one"
        )
    return values, given
