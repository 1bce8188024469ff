"""Counts over a whole network that need a loop: shortest ways, shared partners of ties, kinds of triads."""

from __future__ import annotations

from typing import Any

import numpy as np

from symmachy.kernels._compile import inlined, kernel

__all__ = ["distances", "partners", "triads"]

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
    # Each set with a tie is found from the first of its pairs that has one; most sets have none.
    n, counted = ties.shape[0], 0
    for i in range(n):
        for j in range(i + 1, n):
            if not (ties[i, j] or ties[j, i]):
                continue
            for k in range(n):
                if k < i:
                    a, b, c = k, i, j
                    first = not (ties[k, i] or ties[i, k] or ties[k, j] or ties[j, k])
                elif k < j:
                    a, b, c = i, k, j
                    first = k != i and not (ties[i, k] or ties[k, i])
                else:
                    a, b, c = i, j, k
                    first = k != j
                if first:
                    near = ties[a, b] + 2 * ties[b, a] + 4 * ties[a, c] + 8 * ties[c, a]
                    found[near + 16 * ties[b, c] + 32 * ties[c, b]] += 1
                    counted += 1
    found[0] += n * (n - 1) * (n - 2) // 6 - counted


@kernel("void(uint8[:, ::1], uint8[:, ::1], int64[::1])")
def partners(ties: Array, back: Array, found: Array) -> None:
    """Count ties by how many nodes the row is tied to that are tied to the column.

    A loop over ties costs less than the product of matrices, of whose entries few are asked for.

    Parameters
    ----------
    ties
        ``(N, N)``: 1 where the row is tied to the column; the diagonal is empty.
    back
        ``(N, N)``: the same, transposed.
    found
        ``(N + 1,)``, zeros to be filled: place s counts the ties with s such nodes.
    """
    n = ties.shape[0]
    for i in range(n):
        for j in range(n):
            if ties[i, j]:
                shared = 0
                for k in range(n):
                    shared += ties[i, k] & back[j, k]
                found[shared] += 1


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
