"""Which pairs a change of one tie reaches, in the order of how far statistics look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from symmachy.kernels._compile import inlined

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.kernels.view import View

    Flags = npt.NDArray[np.uint8]
    Node: TypeAlias = int | np.uint32

__all__ = ["List", "list_of", "reached"]


class List(NamedTuple):
    """Pairs that a change reaches, and working memory for finding them."""

    pairs: npt.NDArray[np.uint32]
    """``(N * (N - 1) + 4, 2)``, filled from the front: the changed pair first, each pair in both orders."""
    places: npt.NDArray[np.uint32]
    """``(N * (N - 1) + 4,)``: where each pair stands in an ``(N, N)`` matrix that is read as one row."""
    ends: npt.NDArray[np.int64]
    """``(6,)``: how many rows a statistic must measure that looks no further than nothing, COMMON, EMBEDDED,
    ENDS, NEIGHBOURS and SYSTEM; all that are listed stand last."""
    marked: Flags
    """``(N, N)`` of zeros but for the diagonal, which it is again after each use."""
    near: npt.NDArray[np.uint32]
    """``(4, N)``: nodes tied to one node, to the other, to either, and to one that both are tied to."""
    flags: Flags
    """``(N,)`` of zeros, which it is again after each use."""


def list_of(size: int) -> List:
    """Return the working memory for so many nodes."""
    return List(
        pairs=np.zeros((size * (size - 1) + 4, 2), dtype=np.uint32),
        places=np.zeros(size * (size - 1) + 4, dtype=np.uint32),
        ends=np.zeros(6, dtype=np.int64),
        marked=np.eye(size, dtype=np.uint8),
        near=np.zeros((4, size), dtype=np.uint32),
        flags=np.zeros(size, dtype=np.uint8),
    )


@inlined
def reached(view: View, reach: int, found: List, i: Node, j: Node) -> int:  # noqa: C901, PLR0912  # one pass, compiled as one
    """List the pairs that the change of the tie from `i` to `j` may reach, and return how many rows they take.

    Parameters
    ----------
    view
        Before or after the change.
    reach
        Bits of `symmachy.mechanisms.Reach`.
    found
        What is filled.
    i, j
        The two nodes.
    """
    size, pairs, ends, marked, near = view.ties.shape[0], found.pairs, found.ends, found.marked, found.near
    flags, i, j = found.flags, np.uint32(i), np.uint32(j)  # unsigned: no place is counted from the end
    pairs[0, 0] = pairs[1, 1] = i
    pairs[0, 1] = pairs[1, 0] = j
    count = 2
    marked[i, j] = marked[j, i] = 1
    ends[0] = count
    to_i, to_j, wide = 0, 0, 0
    if reach & (2 | 4 | 8):
        to_i, to_j = _nearby(view, i, near[0]), _nearby(view, j, near[1])
    if reach & (2 | 4):
        for at in range(to_j):
            count = _mark(marked, pairs, i, near[1, at], count)
        for at in range(to_i):
            count = _mark(marked, pairs, j, near[0, at], count)
    ends[1] = count
    if reach & (4 | 8):
        for at in range(to_i):
            flags[near[0, at]] = 1
            near[2, at] = near[0, at]
        wide = to_i
        for at in range(to_j):
            if flags[near[1, at]] == 0:
                near[2, wide] = near[1, at]
                wide += 1
    if reach & 4:
        beyond = 0
        for at in range(to_j):
            c = near[1, at]
            if flags[c] & 1 == 0:
                continue
            for other in range(wide):
                count = _mark(marked, pairs, c, near[2, other], count)
            beyond = _gather(view, c, flags, near[3], beyond)
        for at in range(beyond):
            flags[near[3, at]] = 0
            count = _mark(marked, pairs, i, near[3, at], count)
            count = _mark(marked, pairs, j, near[3, at], count)
    ends[2] = count
    for at in range(to_i):
        flags[near[0, at]] = 0
    if reach & (1 | 8):
        for k in range(size):
            count = _mark(marked, pairs, i, np.uint32(k), count)
            count = _mark(marked, pairs, j, np.uint32(k), count)
    ends[3] = count
    if reach & 8:
        for at in range(wide):
            for other in range(at):
                count = _mark(marked, pairs, near[2, at], near[2, other], count)
    ends[4] = count
    if reach & 16:
        for k in range(size):
            for m in range(k + 1, size):
                count = _mark(marked, pairs, np.uint32(k), np.uint32(m), count)
    ends[5] = count
    places, unmark = found.places, marked.reshape(-1)
    for p in range(count):
        place = np.uint32(pairs[p, 0] * size + pairs[p, 1])
        places[p] = place
        unmark[place] = 0
    return count


@inlined
def _nearby(view: View, i: Node, near: npt.NDArray[np.uint32]) -> int:
    """Fill the nodes that are tied to `i`, in either direction, and return how many."""
    ties, many = view.ties, 0
    if not view.directed:
        for at in range(view.degrees[i]):
            near[at] = view.tied_to[i, at]
        return int(view.degrees[i])
    for k in range(ties.shape[0]):
        if ties[i, k] or ties[k, i]:
            near[many] = k
            many += 1
    return many


@inlined
def _gather(view: View, i: Node, flags: Flags, near: npt.NDArray[np.uint32], many: int) -> int:
    """Add the nodes tied to `i` that are not flagged as added yet, flag them, and return how many there are."""
    ties = view.ties
    if not view.directed:
        for at in range(view.degrees[i]):
            k = view.tied_to[i, at]
            if flags[k] & 2 == 0:
                flags[k] |= 2
                near[many] = k
                many += 1
        return many
    for k in range(ties.shape[0]):
        if (ties[i, k] or ties[k, i]) and flags[k] & 2 == 0:
            flags[k] |= 2
            near[many] = k
            many += 1
    return many


@inlined
def _mark(marked: Flags, pairs: npt.NDArray[np.uint32], k: Node, m: Node, count: int) -> int:
    """List a pair unless it is marked, as the diagonal is.

    It is written either way and counted only once: a branch would be guessed wrong half the time.
    """
    pairs[count, 0] = pairs[count + 1, 1] = k
    pairs[count, 1] = pairs[count + 1, 0] = m
    count += 0 if marked[k, m] else 2
    marked[k, m] = marked[m, k] = 1
    return count
