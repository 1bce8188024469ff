"""Good divisions in two, quickly: many descents at once, each moving the node that helps most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.structure._graph import graph

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, IntArray

__all__ = ["descend", "frustration_of", "halves", "spanned"]


def frustration_of(matrix: FloatArray, sides: FloatArray) -> float:
    """Return the weight of the frustrated ties of a division; sides are +1 and -1, ``(N,)``."""
    return float((np.abs(matrix).sum() - sides @ matrix @ sides) / 4)


def descend(matrix: FloatArray, sides: FloatArray) -> FloatArray:
    """Move single nodes while that lowers the frustration, each time the node that lowers it most.

    Parameters
    ----------
    matrix
        Signed weights, ``(N, N)``.
    sides
        +1 and -1, ``(R, N)``: R divisions, each descended on its own.
    """
    sides = sides.copy()
    pull = sides * (sides @ matrix)
    active = np.arange(len(sides))
    while len(active):
        worst = np.argmin(pull[active], axis=1)
        going = pull[active, worst] < -1e-9
        active, worst = active[going], worst[going]
        moved = sides[active, worst]
        pull[active] -= 2 * moved[:, None] * matrix[worst] * sides[active]
        pull[active, worst] *= -1
        sides[active, worst] = -moved
    return sides


def halves(matrix: FloatArray, *, starts: int, rounds: int, seed: int) -> FloatArray:
    """Return the best division found by descents, +1 and -1, ``(N,)``; kicked and descended again some times."""
    n = len(matrix)
    rng = np.random.default_rng(seed)
    sides = rng.choice([-1.0, 1.0], size=(starts, n))
    values, vectors = np.linalg.eigh(matrix)
    leading = vectors[:, np.argsort(-values)[: min(4, n)]].T
    sides[: len(leading)] = np.where(leading >= 0, 1.0, -1.0)
    best = descend(matrix, sides)
    value = _all(matrix, best)
    for _ in range(rounds):
        kick = rng.random(best.shape) < rng.uniform(0.02, 0.3, size=(starts, 1))
        tried = descend(matrix, np.where(kick, -best, best))
        got = _all(matrix, tried)
        taken = got <= value
        best[taken], value[taken] = tried[taken], got[taken]
    return np.asarray(best[np.argmin(value)], dtype=np.float64)


def spanned(nodes: int, ends: IntArray, negative: FloatArray, f: FloatArray) -> FloatArray:
    """Round a point to a division: follow the ties that are surest to be frustrated or not.

    ``f`` is ``(M,)``, in [0, 1]; ``negative`` is 1 for a negative tie and 0 for a positive one.
    """
    from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

    one, other = ends.T
    doubt = np.minimum(f, 1 - f) + 1e-6
    tree = minimum_spanning_tree(graph(one, other, doubt, nodes))
    parity = np.zeros((nodes, nodes))
    parity[one, other] = parity[other, one] = np.where(negative + np.round(f) == 1, -1.0, 1.0)
    sides = np.ones(nodes)
    seen = np.zeros(nodes, dtype=np.bool_)
    for root in range(nodes):
        if seen[root]:
            continue
        order, before = breadth_first_order(tree, root, directed=False)
        seen[order] = True
        for v in order[1:]:
            sides[v] = sides[before[v]] * parity[before[v], v]
    return sides


def _all(matrix: FloatArray, sides: FloatArray) -> FloatArray:
    return np.asarray((np.abs(matrix).sum() - ((sides @ matrix) * sides).sum(axis=1)) / 4)
