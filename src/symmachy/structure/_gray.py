"""Every division of up to 24 actors in two, and the local minima among them.

A division is a whole number: bit k says on which side actor k + 1 stands, relative to actor 0. Up to 17 actors
all energies are made at once as matrices; beyond, a compiled loop walks through the divisions in Gray's order, in
which each differs from the one before by one actor, so that all changes are kept up to date by one addition each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, IntArray

__all__ = ["MOST_ACTORS", "minima_by_search", "minima_of_all", "steepest_compiled", "steepest_plain"]

MOST_ACTORS = 24
_PLAIN = 17
"""Up to this many actors, the plain way is quick enough not to wait for the compiler."""


def minima_of_all(terms: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return the sides at each local minimum, ``(K, N)`` of +1 and -1, and how many divisions lead to it, ``(K,)``.

    From every division the actor that lowers the energy most moves, the first of several; where none lowers it,
    the division is a minimum.
    """
    n = len(terms)
    after = steepest_plain(terms) if n <= _PLAIN else steepest_compiled(terms)
    return _signs(np.flatnonzero(after == np.arange(len(after))), n), _basins(after)


def steepest_plain(terms: FloatArray) -> IntArray:
    """Return for each division the one to which the steepest single move leads; itself at a minimum."""
    n = len(terms)
    sides = _signs(np.arange(2 ** (n - 1)), n)
    change = sides * (sides @ terms)
    best = np.argmin(change, axis=1)
    moves = change[np.arange(len(sides)), best] < -_least(terms)
    return np.where(moves, _flipped(np.arange(len(sides)), best, n), np.arange(len(sides)))


def steepest_compiled(terms: FloatArray) -> IntArray:
    """Return the same by the compiled loop; it takes the time of a first compilation."""
    from symmachy.structure._gray_kernel import steepest

    after = np.empty(2 ** (len(terms) - 1), dtype=np.int32)
    steepest(np.ascontiguousarray(terms), _least(terms), after)
    return after


def minima_by_search(terms: FloatArray, descents: int, seed: int) -> FloatArray:
    """Return the sides at the minima that descents from random divisions found, ``(K, N)``."""
    from symmachy.structure._search import descend

    starts = np.random.default_rng(seed).choice([-1.0, 1.0], size=(descents, len(terms)))
    ends = descend(terms, starts)
    return np.unique(ends * ends[:, :1], axis=0)


def _signs(divisions: IntArray, n: int) -> FloatArray:
    bits = (divisions[:, None] >> np.arange(n - 1)) & 1
    return np.concatenate([np.ones((len(divisions), 1)), 1.0 - 2.0 * bits], axis=1)


def _flipped(divisions: IntArray, actor: IntArray, n: int) -> IntArray:
    """Move one actor; where actor 0 moves, all others are turned instead."""
    others = np.int64(2 ** (n - 1) - 1)
    return np.where(actor == 0, divisions ^ others, divisions ^ (np.int64(1) << np.maximum(actor - 1, 0)))


def _basins(after: IntArray) -> IntArray:
    """Count for each minimum, in the order of the divisions, how many divisions lead to it."""
    end = after
    while True:  # each round doubles the steps taken
        further = end[end]
        if np.array_equal(further, end):
            break
        end = further
    return np.unique(end, return_counts=True)[1]


def _least(terms: FloatArray) -> float:
    return 5e-10 * float(np.abs(terms).max(initial=1e-300))
