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

    keys = frame.select(pl.col(name).alias(f"k{i}") for i, name in enumerate(columns))
    distinct = keys.unique(maintain_order=True)
    numbered = distinct.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("number"))
    joined = keys.join(numbered, on=keys.columns, how="left", nulls_equal=True, maintain_order="left")
    return np.array(joined["number"].to_numpy(), dtype=np.int64), distinct.height


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
