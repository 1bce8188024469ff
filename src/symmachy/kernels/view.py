"""What a change statistic reads: ties, degrees, two-paths and fixed matrices, kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import inlined

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.typing import BoolArray, FloatArray

__all__ = ["View", "copy_of", "toggle", "view_of"]


class View(NamedTuple):
    """One network of N nodes, as arrays in row order that a simulation changes in place.

    Directed or not, it is one type, so that every loop over it is compiled once. Where the network is
    undirected `incoming` is `degrees` itself and `paths` is `common`, the same arrays.
    """

    ties: npt.NDArray[np.uint8]
    """``(N, N)``: 1 where the row is tied to the column; the diagonal is empty."""
    degrees: npt.NDArray[np.int32]
    """``(N,)``: how many ties each node has; those that it sends, where they are directed."""
    common: npt.NDArray[np.int32]
    """``(N, N)``: how many nodes both are tied to; 0 on the diagonal."""
    fixed: FloatArray
    """``(F, N, N)``: matrices that no tie changes, such as values of pairs; NaN where not known."""
    incoming: npt.NDArray[np.int32]
    """``(N,)``: how many ties each node receives."""
    paths: npt.NDArray[np.int32]
    """``(N, N)``: how many nodes the row is tied to that are tied to the column; 0 on the diagonal."""
    directed: bool
    """Whether a tie from one node to another is not also one back."""


def view_of(ties: BoolArray, fixed: FloatArray | None = None, *, directed: bool = False) -> View:
    """Make the view of a network.

    Parameters
    ----------
    ties
        ``(N, N)``, symmetric unless `directed`; the diagonal is not read.
    fixed
        ``(F, N, N)``; none where it is not given.
    directed
        Whether rows send ties to columns.

    Examples
    --------
    >>> view = view_of(np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]], dtype=bool))
    >>> view.degrees.tolist(), int(view.common[1, 2])
    ([2, 1, 1], 1)
    >>> view = view_of(np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool), directed=True)
    >>> view.degrees.tolist(), view.incoming.tolist(), int(view.paths[0, 2])
    ([1, 1, 0], [0, 1, 1], 1)
    """
    tied = np.array(ties, dtype=np.uint8, order="C")
    np.fill_diagonal(tied, 0)
    kept = np.zeros((0, *tied.shape)) if fixed is None else np.ascontiguousarray(fixed, dtype=np.float64)
    as_single = tied.astype(np.float32)  # exact for counts, and multiplied by the fast routine
    degrees, common = tied.sum(axis=1, dtype=np.int32), _counts(as_single, as_single.T)
    return View(
        ties=tied,
        degrees=degrees,
        common=common,
        fixed=kept,
        incoming=tied.sum(axis=0, dtype=np.int32) if directed else degrees,
        paths=_counts(as_single, as_single) if directed else common,
        directed=directed,
    )


def copy_of(view: View) -> View:
    """Return a new view that a simulation may change without changing this one; `fixed` is shared.

    Examples
    --------
    >>> view = view_of(np.zeros((2, 2), dtype=bool))
    >>> toggle(copy_of(view), 0, 1)
    >>> int(view.ties.sum())
    0
    """
    degrees, common = view.degrees.copy(), view.common.copy()
    return View(
        ties=view.ties.copy(),
        degrees=degrees,
        common=common,
        fixed=view.fixed,
        incoming=view.incoming.copy() if view.directed else degrees,
        paths=view.paths.copy() if view.directed else common,
        directed=view.directed,
    )


@inlined
def toggle(view: View, i: int, j: int) -> None:
    """Make the tie of `i` to `j` where there is none and undo it where there is one, in place.

    Degrees and two-paths follow, in time proportional to the number of nodes. Plain Python may call it,
    and so may compiled loops.
    """
    step = np.int32(1) - np.int32(2) * np.int32(view.ties[i, j])
    if view.directed:
        for k in range(view.ties.shape[0]):
            if k in (i, j):
                continue
            if view.ties[k, j]:
                view.common[i, k] += step
                view.common[k, i] += step
            if view.ties[j, k]:
                view.paths[i, k] += step
            if view.ties[k, i]:
                view.paths[k, j] += step
        view.ties[i, j] = 1 - view.ties[i, j]
        view.degrees[i] += step
        view.incoming[j] += step
        return
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


def _counts(left: npt.NDArray[np.float32], right: npt.NDArray[np.float32]) -> npt.NDArray[np.int32]:
    found: npt.NDArray[np.int32] = np.rint(left @ right).astype(np.int32)
    np.fill_diagonal(found, 0)
    return found
