"""Which pairs a change of one tie reaches, in the order of how far statistics look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels._compile import inlined, swept

if TYPE_CHECKING:
    import numpy.typing as npt

    Flags = npt.NDArray[np.uint8]
    Pairs = npt.NDArray[np.int32]
    Ends = npt.NDArray[np.int64]

__all__ = ["reached"]


@inlined
def reached(  # noqa: C901, PLR0912, PLR0917  # one pass, compiled as one
    ties: Flags, reach: int, marked: Flags, pairs: Pairs, ends: Ends, i: int, j: int, directed: bool = True
) -> int:
    """List the pairs that the change of the tie from `i` to `j` may reach, each in both orders.

    Parameters
    ----------
    ties
        ``(N, N)``, before or after the change.
    reach
        Bits of `symmachy.mechanisms.Reach`.
    marked
        ``(N, N)`` of zeros, which it is again afterwards.
    pairs
        ``(N * (N - 1) + 2, 2)``, filled from the front: the pair itself first.
    ends
        ``(6,)``: how many rows a statistic must measure that looks no further than nothing, COMMON,
        EMBEDDED, ENDS, NEIGHBOURS and SYSTEM; the last is also returned.
    directed
        False where the ties are known to be symmetric: then columns are not read.
    """
    size = ties.shape[0]
    pairs[0, 0] = pairs[1, 1] = i
    pairs[0, 1] = pairs[1, 0] = j
    count = 2
    marked[i, j] = marked[j, i] = 1
    ends[0] = count
    if reach & (2 | 4 | 8):
        near = np.zeros((3, size), dtype=np.uint8)  # tied to i, tied to j, tied to what both are tied to
        _join(ties, near[0], i, directed)
        _join(ties, near[1], j, directed)
    if reach & (2 | 4):
        for k in range(size):
            if near[1, k]:
                count = _mark(marked, pairs, i, k, count)
            if near[0, k]:
                count = _mark(marked, pairs, j, k, count)
    ends[1] = count
    if reach & 4:
        either, wide, both = np.empty(size, dtype=np.int64), 0, 0
        for k in range(size):
            if near[0, k] or near[1, k]:
                either[wide] = k
                wide += 1
        for c in range(size):
            if near[0, c] and near[1, c]:
                both += 1
                _join(ties, near[2], c, directed)
                for at in range(wide):
                    count = _mark(marked, pairs, c, either[at], count)
        if both:
            for k in range(size):
                if near[2, k]:
                    count = _mark(marked, pairs, i, k, count)
                    count = _mark(marked, pairs, j, k, count)
    ends[2] = count
    if reach & (1 | 8):
        for k in range(size):
            count = _mark(marked, pairs, i, k, count)
            count = _mark(marked, pairs, j, k, count)
    ends[3] = count
    if reach & 8:
        for k in range(size):
            if near[0, k] or near[1, k]:
                for m in range(k + 1, size):
                    if near[0, m] or near[1, m]:
                        count = _mark(marked, pairs, k, m, count)
    ends[4] = count
    if reach & 16:
        for k in range(size):
            for m in range(k + 1, size):
                count = _mark(marked, pairs, k, m, count)
    ends[5] = count
    for p in range(count):
        marked[pairs[p, 0], pairs[p, 1]] = 0
    return count


@swept
def _join(ties: Flags, near: npt.NDArray[np.uint8], i: int, directed: bool) -> None:
    """Add to those that are near all that are tied to `i`."""
    for k in range(near.shape[0]):
        near[k] |= ties[i, k]
    if directed:
        for k in range(near.shape[0]):
            near[k] |= ties[k, i]


@inlined
def _mark(marked: Flags, pairs: Pairs, k: int, m: int, count: int) -> int:
    if k == m or marked[k, m]:
        return count
    marked[k, m] = marked[m, k] = 1
    pairs[count, 0] = pairs[count + 1, 1] = k
    pairs[count, 1] = pairs[count + 1, 0] = m
    return count + 2
