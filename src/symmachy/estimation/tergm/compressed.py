"""Equal rows of a year made one: so many pairs alike, so many of them tied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Rows", "merge_equal"]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Pairs with equal change statistics, counted."""

    x: FloatArray
    """``(k, rows)``, C order: change statistics."""
    y: FloatArray
    """``(rows,)``: how many of the pairs were tied."""
    n: FloatArray
    """``(rows,)``: how many pairs there are."""
    starts: IntArray
    """``(T + 1,)``: year t holds the rows ``[starts[t], starts[t + 1])``."""


def merge_equal(x: FloatArray, tied: BoolArray) -> Rows:
    """Return the different columns of `x`, ``(k, pairs)``, with the number of pairs and of ties of each.

    Examples
    --------
    >>> import numpy as np
    >>> found = merge_equal(np.array([[1.0, 1.0, 1.0], [0.0, 2.0, 0.0]]), np.array([True, True, False]))
    >>> sorted(zip(found.x[1].tolist(), found.n.tolist(), found.y.tolist()))
    [(0.0, 2.0, 1.0), (2.0, 1.0, 1.0)]
    """
    x = x + 0.0  # a zero has one sign, so that equal numbers have equal bits
    _, first, group = np.unique(_digest(x), return_index=True, return_inverse=True)
    if not np.array_equal(x, x[:, first[group]]):  # two different rows have one digest
        first = group = np.arange(x.shape[1])
    size = len(first)
    return Rows(
        x=np.ascontiguousarray(x[:, first]),
        y=np.bincount(group, weights=tied, minlength=size).astype(np.float64),
        n=np.bincount(group, minlength=size).astype(np.float64),
        starts=np.array([0, size], dtype=np.int64),
    )


def _digest(x: FloatArray) -> npt.NDArray[np.uint64]:
    """``(pairs,)``: a number of 64 bits for each column, the same for equal columns."""
    found = np.zeros(x.shape[1], dtype=np.uint64)
    for row in x:
        found ^= np.ascontiguousarray(row).view(np.uint64)
        # The finaliser of splitmix64: every bit of the sum so far changes half of the bits.
        found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        found ^= found >> np.uint64(31)
    return found
