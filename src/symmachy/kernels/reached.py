"""Which pairs a change of one tie reaches, in the order of how far statistics look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.kernels._compile import inlined

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.uint8]
    Pairs = npt.NDArray[np.int32]
    Ends = npt.NDArray[np.int64]

__all__ = ["reached"]


@inlined
def reached(  # noqa: C901, PLR0912, PLR0917  # one pass, compiled as one
    ties: Flags, reach: int, marked: Flags, pairs: Pairs, ends: Ends, i: int, j: int
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
    """
    size = ties.shape[0]
    pairs[0, 0] = pairs[1, 1] = i
    pairs[0, 1] = pairs[1, 0] = j
    count = 2
    marked[i, j] = marked[j, i] = 1
    ends[0] = count
    if reach & (2 | 4):
        for k in range(size):
            if k not in (i, j):
                if ties[j, k] or ties[k, j]:
                    count = _mark(marked, pairs, i, k, count)
                if ties[i, k] or ties[k, i]:
                    count = _mark(marked, pairs, j, k, count)
    ends[1] = count
    if reach & 4:
        for c in range(size):
            if c not in (i, j) and (ties[i, c] or ties[c, i]) and (ties[j, c] or ties[c, j]):
                for k in range(size):
                    if ties[c, k] or ties[k, c]:
                        count = _mark(marked, pairs, i, k, count)
                        count = _mark(marked, pairs, j, k, count)
                    if ties[i, k] or ties[k, i] or ties[j, k] or ties[k, j]:
                        count = _mark(marked, pairs, c, k, count)
    ends[2] = count
    if reach & (1 | 8):
        for k in range(size):
            count = _mark(marked, pairs, i, k, count)
            count = _mark(marked, pairs, j, k, count)
    ends[3] = count
    if reach & 8:
        for k in range(size):
            if ties[i, k] or ties[k, i] or ties[j, k] or ties[k, j]:
                for m in range(k + 1, size):
                    if ties[i, m] or ties[m, i] or ties[j, m] or ties[m, j]:
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


@inlined
def _mark(marked: Flags, pairs: Pairs, k: int, m: int, count: int) -> int:
    if k == m or marked[k, m]:
        return count
    marked[k, m] = marked[m, k] = 1
    pairs[count, 0] = pairs[count + 1, 1] = k
    pairs[count, 1] = pairs[count + 1, 0] = m
    return count + 2
