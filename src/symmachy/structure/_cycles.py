"""Which cycles of a signed network a point breaks: the rows of the frustration index.

Let ``f`` say of each tie how far it is frustrated. Round any cycle the number of frustrated ties is odd where
the cycle has an odd number of negative ties, and even otherwise. So for every cycle C and every subset F of it
whose size has the wrong parity, ``sum(f over C without F) - sum(f over F) >= 1 - |F|``: the odd-cycle
inequalities (Barahona and Mahjoub 1986), written for signed networks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.structure._branch import Row
from symmachy.structure._graph import graph

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Cycles", "triangles"]

_MOST = 400
"""Rows added in one round."""
_BROKEN = 1e-4


@dataclass(slots=True)
class Cycles:
    """The cycles of one signed network.

    ``ends`` is ``(M, 2)``, ``negative`` ``(M,)``; nodes are ``0 .. nodes - 1``.
    """

    nodes: int
    ends: IntArray
    negative: BoolArray
    threes: IntArray = field(init=False)
    """``(T, 3)``: the ties of each triangle."""
    odd: BoolArray = field(init=False)
    """``(T,)``: whether the triangle has an odd number of negative ties."""
    tie_of: IntArray = field(init=False)

    def __post_init__(self) -> None:
        self.tie_of = np.full((self.nodes,) * 2, -1)
        one, other = self.ends.T
        self.tie_of[one, other] = self.tie_of[other, one] = np.arange(len(self.ends))
        self.threes = triangles(self.tie_of)
        self.odd = self.negative[self.threes].sum(axis=1) % 2 == 1

    def broken(self, f: FloatArray, free: bool) -> list[Row]:
        """Return rows that a point breaks; without held entries, the plain ones (F empty) are enough.

        If a point that is optimal for the plain rows broke another one, each tie of F could be replaced by the
        rest of a tight cycle through it, which would give a plain row that is broken.
        """
        return self._threes(f, free) or self._longer(f, free)

    def _threes(self, f: FloatArray, free: bool) -> list[Row]:
        if not len(self.threes):
            return []
        on = f[self.threes]
        total = on.sum(axis=1)
        rows: list[tuple[float, int, tuple[int, ...]]] = []
        _gather(rows, np.where(self.odd, 1 - total, -1.0), ())
        if not free:
            _gather(rows, np.where(self.odd, -1.0, total - 2), (0, 1, 2))
            for k in range(3):
                others = tuple({0, 1, 2} - {k})
                rest = total - on[:, k]
                _gather(rows, np.where(self.odd, -1.0, on[:, k] - rest), (k,))
                _gather(rows, np.where(self.odd, rest - on[:, k] - 1, -1.0), others)
        rows.sort(key=lambda r: -r[0])
        return [_row(self.threes[t], chosen) for _, t, chosen in _spread(rows, self.threes, len(f))]

    def _longer(self, f: FloatArray, free: bool) -> list[Row]:
        """Shortest walks from each node to itself on the other layer of the twofold cover."""
        from scipy.sparse.csgraph import dijkstra

        n = self.nodes
        one, other = self.ends.T
        flip = self.negative.astype(np.int64)
        arcs = [(one + n * layer, other + n * (layer ^ flip), f) for layer in (0, 1)]
        if not free:
            arcs += [(one + n * layer, other + n * (1 - (layer ^ flip)), 1 - f) for layer in (0, 1)]
        rows = np.concatenate([a[0] for a in arcs])
        columns = np.concatenate([a[1] for a in arcs])
        cost = np.concatenate([a[2] for a in arcs]) + 1e-7  # a length of 0 would read as no arc
        roads = graph(rows, columns, cost, 2 * n)
        length, before = dijkstra(
            roads, directed=False, indices=np.arange(n), return_predecessors=True, limit=1 - _BROKEN
        )
        ends = length[np.arange(n), np.arange(n) + n]
        found: dict[tuple[tuple[int, ...], tuple[int, ...]], Row] = {}
        for v in np.argsort(ends, kind="stable").tolist():
            if not ends[v] < 1 - _BROKEN or len(found) >= _MOST:
                break
            ties, chosen = self._cycle(before[v], v)
            key = tuple(sorted(ties)), tuple(sorted(ties[k] for k in chosen))
            if key not in found:
                found[key] = _row(np.array(ties), chosen)
        return list(found.values())

    def _cycle(self, before: IntArray, source: int) -> tuple[list[int], tuple[int, ...]]:
        """Read back a walk and cut it down to a cycle that goes round an odd way."""
        n = self.nodes
        walk = [source + n]
        while walk[-1] != source:
            walk.append(int(before[walk[-1]]))
        walk.reverse()
        at = 1
        while at < len(walk):  # cut the first return to a node: take it if odd, leave it out if even
            here = [k for k in range(at) if walk[k] % n == walk[at] % n]
            if not here or (here[0] == 0 and at == len(walk) - 1):
                at += 1
                continue
            k = here[0]
            if walk[k] != walk[at]:
                walk = walk[k : at + 1]
                break
            del walk[k + 1 : at + 1]
            at = k + 1
        ties: list[int] = []
        chosen: list[int] = []
        for a, b in pairwise(walk):
            tie = int(self.tie_of[a % n, b % n])
            if ((a >= n) != (b >= n)) != bool(self.negative[tie]):
                chosen.append(len(ties))
            ties.append(tie)
        return ties, tuple(chosen)


def triangles(tie_of: IntArray) -> IntArray:
    """Return the three ties of every triangle, ``(T, 3)``; ``tie_of`` is ``(N, N)``, -1 where there is none.

    Examples
    --------
    >>> tie_of = np.array([[-1, 0, 1], [0, -1, 2], [1, 2, -1]])
    >>> triangles(tie_of).tolist()
    [[0, 1, 2]]
    """
    tied = tie_of >= 0
    found = []
    for i in range(len(tie_of)):
        later = np.flatnonzero(tied[i, i + 1 :]) + i + 1
        a, b = np.nonzero(np.triu(tied[np.ix_(later, later)], 1))
        j, k = later[a], later[b]
        found.append(np.column_stack([tie_of[i, j], tie_of[i, k], tie_of[j, k]]))
    return np.concatenate(found) if found else np.empty((0, 3), dtype=np.int64)


def _gather(
    rows: list[tuple[float, int, tuple[int, ...]]], broken: FloatArray, chosen: tuple[int, ...]
) -> None:
    places = np.flatnonzero(broken > _BROKEN)
    if len(places) > 4 * _MOST:
        places = places[np.argsort(-broken[places], kind="stable")[: 4 * _MOST]]
    rows.extend((float(broken[t]), int(t), chosen) for t in places)


def _spread(
    rows: list[tuple[float, int, tuple[int, ...]]], threes: IntArray, ties: int
) -> list[tuple[float, int, tuple[int, ...]]]:
    """Take the worst rows, no tie in very many of them."""
    used = np.zeros(ties, dtype=np.int64)
    taken = []
    for row in rows:
        three = threes[row[1]]
        if used[three].max() < 6:
            used[three] += 1
            taken.append(row)
            if len(taken) >= _MOST:
                break
    return taken


def _row(ties: IntArray, chosen: tuple[int, ...]) -> Row:
    coefficients = np.ones(len(ties))
    coefficients[list(chosen)] = -1.0
    return Row(ties, coefficients, 1.0 - len(chosen))
