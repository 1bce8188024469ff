"""What a change statistic reads: ties, degrees, two-paths and fixed matrices, kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symmachy.kernels._compile import inlined

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.typing import BoolArray, FloatArray

__all__ = ["View", "copy_of", "neighbours_of", "toggle", "view_of"]


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
    tied_to: npt.NDArray[np.uint32]
    """``(N, N)``: the nodes that each is tied to, in no order, in the first places of its row."""


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
        tied_to=neighbours_of(tied),
    )


def neighbours_of(ties: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """``(N, N)``: the nodes that each row is tied to, in the first places of the row.

    Examples
    --------
    >>> neighbours_of(np.array([[0, 0, 1], [0, 0, 1], [1, 1, 0]], dtype=np.uint8))[:, 0].tolist()
    [2, 2, 0]
    """
    return np.ascontiguousarray(np.argsort(ties == 0, axis=1, kind="stable"), dtype=np.uint32)


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
        tied_to=view.tied_to.copy(),
    )


@inlined
def toggle(view: View, i: int, j: int) -> None:  # noqa: C901, PLR0912  # one pass, compiled as one
    """Make the tie of `i` to `j` where there is none and undo it where there is one, in place.

    Degrees, neighbours and two-paths follow, in time proportional to the number of nodes, or of ties of the
    two where ties are undirected. Plain Python may call it, and so may compiled loops.
    """
    ties, common, tied_to, degrees = view.ties, view.common, view.tied_to, view.degrees
    made = ties[i, j] == 0
    step = np.int32(1) if made else np.int32(-1)
    if view.directed:
        paths = view.paths
        for k in range(ties.shape[0]):
            if k in (i, j):
                continue
            if ties[k, j]:
                common[i, k] += step
                common[k, i] += step
            if ties[j, k]:
                paths[i, k] += step
            if ties[k, i]:
                paths[k, j] += step
        view.incoming[j] += step
    else:
        for side in range(2):
            a, b = (i, j) if side == 0 else (j, i)
            for at in range(degrees[a]):
                k = tied_to[a, at]
                if k != b:
                    common[b, k] += step
                    common[k, b] += step
    for side in range(1 if view.directed else 2):
        a, b = (i, j) if side == 0 else (j, i)
        last = degrees[a] if made else degrees[a] - 1
        if made:
            tied_to[a, last] = b
        else:
            at = 0
            while tied_to[a, at] != b:
                at += 1
            tied_to[a, at] = tied_to[a, last]
        degrees[a] = last + 1 if made else last
        ties[a, b] = 1 if made else 0


def _counts(left: npt.NDArray[np.float32], right: npt.NDArray[np.float32]) -> npt.NDArray[np.int32]:
    found: npt.NDArray[np.int32] = np.rint(left @ right).astype(np.int32)
    np.fill_diagonal(found, 0)
    return found
