"""Numbers for the groups of rows that columns of a frame define."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.typing import IntArray

__all__ = ["group_numbers", "state_numbers"]

_WIDEST = 4_000_000
"""Range of whole numbers up to which groups are found by a table instead of by a join."""

_FURTHEST = 2**62
"""Whole numbers beyond this are left to the join, since differences of them may not fit."""


def group_numbers(frame: pl.DataFrame, columns: Sequence[str]) -> tuple[IntArray, int]:
    """Return the number of each row's group, in order of first appearance, and how many groups there are.

    Parameters
    ----------
    frame
        The rows.
    columns
        Rows are in one group if all these columns agree.

    Examples
    --------
    >>> import polars as pl
    >>> numbers, count = group_numbers(pl.DataFrame({"pair": ["b", "a", "b"]}), ["pair"])
    >>> numbers.tolist(), count
    ([0, 1, 0], 2)
    """
    import polars as pl

    whole = _whole_numbers(frame, columns)
    if whole is not None:
        return _by_first_place(whole)
    keys = frame.select(pl.col(name).alias(f"k{i}") for i, name in enumerate(columns))
    distinct = keys.unique(maintain_order=True)
    numbered = distinct.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("number"))
    joined = keys.join(numbered, on=keys.columns, how="left", nulls_equal=True, maintain_order="left")
    return np.array(joined["number"].to_numpy(), dtype=np.int64), distinct.height


def _whole_numbers(frame: pl.DataFrame, columns: Sequence[str]) -> IntArray | None:
    """Return one whole number from 0 on for each row's values; None where they are no such, or spread too wide."""
    if not frame.height:
        return None
    found = np.zeros(frame.height, dtype=np.int64)
    size = 1
    for name in columns:
        column = frame[name]
        if not column.dtype.is_integer() or column.null_count():
            return None
        low, high = int(column.min()), int(column.max())  # type: ignore[arg-type]  # of whole numbers
        size *= high - low + 1
        if size > _WIDEST or max(-low, high) >= _FURTHEST:
            return None
        found = found * (high - low + 1) + (column.to_numpy().astype(np.int64) - low)
    return found


def _by_first_place(values: IntArray) -> tuple[IntArray, int]:
    """Return a number for each value, in order of first appearance: by a table over their range, without sorting."""
    first = np.full(int(values.max()) + 1, -1, dtype=np.int64)
    first[values[::-1]] = np.arange(len(values) - 1, -1, -1)  # of equal places the last that is written stays
    there = np.flatnonzero(first >= 0)
    number = np.empty_like(first)
    number[there[np.argsort(first[there])]] = np.arange(len(there))
    return number[values], len(there)


def state_numbers(frame: pl.DataFrame, first: str, second: str) -> tuple[IntArray, IntArray, int]:
    """Return the numbers of the two states of each row's pair, and how many states there are.

    Raises
    ------
    BadInput
        If the columns have different types, or a state is paired with itself.

    Examples
    --------
    >>> import polars as pl
    >>> a, b, count = state_numbers(pl.DataFrame({"a": ["FRA", "GBR"], "b": ["GBR", "USA"]}), "a", "b")
    >>> a.tolist(), b.tolist(), count
    ([0, 1], [1, 2], 3)
    """
    import polars as pl

    if frame.schema[first] != frame.schema[second]:
        msg = (
            f"the states of {first!r} are {frame.schema[first]}, those of {second!r} {frame.schema[second]}; "
            "cast one to the type of the other."
        )
        raise BadInput(msg)
    both = pl.DataFrame({"state": pl.concat([frame[first].alias("state"), frame[second].alias("state")])})
    numbers, count = group_numbers(both, ["state"])
    a, b = numbers[: frame.height].copy(), numbers[frame.height :].copy()
    same = np.flatnonzero(a == b)
    if same.size:
        msg = (
            f"{same.size} rows pair a state with itself (the first: {frame[first][int(same[0])]!r}); "
            "drop them before fitting."
        )
        raise BadInput(msg)
    return a, b, count
