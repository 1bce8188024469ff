"""Sparse graphs for scipy's algorithms, with the short indices that every version of it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from symmachy.typing import FloatArray, IntArray

__all__ = ["graph", "parts", "parts_of"]


def graph(one: IntArray, other: IntArray, weight: FloatArray, nodes: int) -> csr_array:
    """Return the graph of ties ``one[k]`` to ``other[k]`` with their weights.

    scipy before 1.17 wants indices of 32 bits here and does not shorten them itself.
    """
    from scipy.sparse import csr_array

    places = (np.asarray(one, dtype=np.int32), np.asarray(other, dtype=np.int32))
    return csr_array((weight, places), shape=(nodes, nodes))


def parts(one: IntArray, other: IntArray, nodes: int) -> IntArray:
    """Return the number of its connected part for each node, ``(nodes,)``, from 0.

    Examples
    --------
    >>> parts(np.array([0, 2]), np.array([1, 3]), 5).tolist()
    [0, 0, 1, 1, 2]
    """
    from scipy.sparse.csgraph import connected_components

    tied = graph(one, other, np.ones(len(one)), nodes)
    return np.asarray(connected_components(tied, directed=False)[1], dtype=np.int64)


def parts_of(matrix: NDArray[Any]) -> IntArray:
    """Return the number of its connected part for each node of a symmetric matrix; a tie is what is not 0."""
    one, other = np.nonzero(matrix)
    return parts(one, other, len(matrix))
