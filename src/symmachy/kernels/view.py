"""What a change statistic reads: ties, degrees, common neighbours and fixed matrices, kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import inlined

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.typing import BoolArray, FloatArray

__all__ = ["View", "toggle", "view_of"]


class View(NamedTuple):
    """One undirected network of N nodes, as arrays in row order that a simulation changes in place."""

    ties: npt.NDArray[np.uint8]
    """``(N, N)``: 1 where the two are tied; symmetric, with an empty diagonal."""
    degrees: npt.NDArray[np.int32]
    """``(N,)``: how many ties each node has."""
    common: npt.NDArray[np.int32]
    """``(N, N)``: how many nodes are tied to both; 0 on the diagonal."""
    fixed: FloatArray
    """``(F, N, N)``: matrices that no tie changes, such as values of pairs; NaN where not known."""


def view_of(ties: BoolArray, fixed: FloatArray | None = None) -> View:
    """Make the view of a network.

    Parameters
    ----------
    ties
        ``(N, N)`` symmetric; the diagonal is not read.
    fixed
        ``(F, N, N)``; none where it is not given.

    Examples
    --------
    >>> view = view_of(np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]], dtype=bool))
    >>> view.degrees.tolist(), int(view.common[1, 2])
    ([2, 1, 1], 1)
    """
    tied = np.array(ties, dtype=np.uint8, order="C")
    np.fill_diagonal(tied, 0)
    as_single = tied.astype(np.float32)  # exact for counts, and multiplied by the fast routine
    common = np.rint(as_single @ as_single).astype(np.int32)
    np.fill_diagonal(common, 0)
    kept = np.zeros((0, *tied.shape)) if fixed is None else np.ascontiguousarray(fixed, dtype=np.float64)
    return View(ties=tied, degrees=tied.sum(axis=1, dtype=np.int32), common=common, fixed=kept)


@inlined
def toggle(view: View, i: int, j: int) -> None:
    """Make the tie of `i` and `j` where there is none and undo it where there is one, in place.

    Degrees and common neighbours follow, in time proportional to the number of nodes. Plain Python may
    call it, and so may compiled loops.
    """
    step = np.int32(1) - np.int32(2) * np.int32(view.ties[i, j])
    for k in range(view.ties.shape[0]):
        if k != j and view.ties[i, k]:
            view.common[j, k] += step
            view.common[k, j] += step
        if k != i and view.ties[j, k]:
            view.common[i, k] += step
            view.common[k, i] += step
    view.ties[i, j] = view.ties[j, i] = 1 - view.ties[i, j]
    view.degrees[i] += step
    view.degrees[j] += step
