"""Counts over a whole network that need a loop: shortest ways between pairs, and kinds of triads."""

from __future__ import annotations

from typing import Any

import numpy as np

from symmachy.kernels._compile import inlined, kernel

__all__ = ["distances", "triads"]

Array = np.ndarray[Any, Any]


@kernel("void(uint8[:, ::1], int64[::1])")
def distances(ties: Array, found: Array) -> None:
    """Count ordered pairs of nodes by the length of the shortest way from one to the other.

    Parameters
    ----------
    ties
        ``(N, N)``: 1 where the row is tied to the column.
    found
        ``(N + 1,)``, zeros to be filled: place d counts the pairs at distance d, place 0 those without a way.
    """
    n = ties.shape[0]
    heads, neighbours = _neighbours(ties)
    queue, length = np.empty(n, np.int64), np.empty(n, np.int64)
    for source in range(n):
        length[:] = -1
        length[source] = 0
        queue[0] = source
        first, last = 0, 1
        while first < last:
            here = queue[first]
            first += 1
            for p in range(heads[here], heads[here + 1]):
                there = neighbours[p]
                if length[there] < 0:
                    length[there] = length[here] + 1
                    queue[last] = there
                    last += 1
        for k in range(1, last):
            found[length[queue[k]]] += 1
        found[0] += n - last


@kernel("void(uint8[:, ::1], int64[::1])")
def triads(ties: Array, found: Array) -> None:
    """Count the sets of three nodes by which of their six ties are there.

    Parameters
    ----------
    ties
        ``(N, N)``: 1 where the row is tied to the column.
    found
        ``(64,)``, zeros to be filled. For i < j < k the place is the sum of 1 (i to j), 2 (j to i), 4 (i to
        k), 8 (k to i), 16 (j to k) and 32 (k to j).
    """
    n = ties.shape[0]
    for i in range(n):
        for j in range(i + 1, n):
            near = ties[i, j] + 2 * ties[j, i]
            for k in range(j + 1, n):
                far = 4 * ties[i, k] + 8 * ties[k, i] + 16 * ties[j, k] + 32 * ties[k, j]
                found[near + far] += 1


@inlined
def _neighbours(ties: Array) -> tuple[Array, Array]:
    """Return where each node's neighbours begin in a list of all, ``(N + 1,)``, and that list."""
    n = ties.shape[0]
    heads = np.zeros(n + 1, np.int64)
    for i in range(n):
        heads[i + 1] = heads[i]
        for j in range(n):
            if i != j and ties[i, j]:
                heads[i + 1] += 1
    neighbours = np.empty(heads[n], np.int64)
    place = 0
    for i in range(n):
        for j in range(n):
            if i != j and ties[i, j]:
                neighbours[place] = j
                place += 1
    return heads, neighbours
