"""Which cycles a point breaks when any number of blocs is allowed: the rows of correlation clustering.

A network splits into blocs without frustration exactly where no cycle has a single negative tie (Davis 1967).
With ``y`` for the ties that are cut, every cycle C and every tie e of it ask for ``y_e <= sum(y over C without
e)``. The entries here are ``f``, how far a tie is frustrated: ``y`` of a positive tie, ``1 - y`` of a negative one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.structure._branch import Row
from symmachy.structure._cycles import triangles
from symmachy.structure._graph import graph

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Multicuts"]

_MOST = 400
_BROKEN = 1e-4


@dataclass(slots=True)
class Multicuts:
    """The cycles of one signed network; ``ends`` is ``(M, 2)``, ``negative`` ``(M,)``."""

    nodes: int
    ends: IntArray
    negative: BoolArray
    threes: IntArray = field(init=False)
    tie_of: IntArray = field(init=False)

    def __post_init__(self) -> None:
        self.tie_of = np.full((self.nodes,) * 2, -1)
        one, other = self.ends.T
        self.tie_of[one, other] = self.tie_of[other, one] = np.arange(len(self.ends))
        self.threes = triangles(self.tie_of)

    def broken(self, f: FloatArray, free: bool) -> list[Row]:
        """Return rows that a point breaks; without held entries, cycles with one negative tie are enough."""
        return self._threes(f, free) or self._longer(f, free)

    def _threes(self, f: FloatArray, free: bool) -> list[Row]:
        if not len(self.threes):
            return []
        cut = np.where(self.negative, 1 - f, f)[self.threes]
        signs = self.negative[self.threes]
        total = cut.sum(axis=1)
        found: list[tuple[float, int, int]] = []
        for k in range(3):
            broken = 2 * cut[:, k] - total
            if free:
                broken = np.where(signs[:, k] & (signs.sum(axis=1) == 1), broken, -1.0)
            found += [(float(broken[t]), int(t), k) for t in np.flatnonzero(broken > _BROKEN)]
        found.sort(key=lambda row: -row[0])
        used = np.zeros(len(f), dtype=np.int64)
        rows: list[Row] = []
        for _, t, k in found:
            three = self.threes[t]
            if used[three].max() < 6 and len(rows) < _MOST:
                used[three] += 1
                rows.append(self._row(int(three[k]), np.delete(three, k)))
        return rows

    def _longer(self, f: FloatArray, free: bool) -> list[Row]:
        from scipy.sparse.csgraph import dijkstra

        n = self.nodes
        cut = np.where(self.negative, 1 - f, f)
        roads = ~self.negative if free else np.ones(len(f), dtype=np.bool_)
        one, other = self.ends[roads].T
        ways = graph(one, other, cut[roads] + 1e-7, n)
        length, before = dijkstra(ways, directed=False, return_predecessors=True, limit=1 - _BROKEN)
        asked = np.flatnonzero(self.negative) if free else np.arange(len(f))
        broken = cut[asked] - length[tuple(self.ends[asked].T)]
        rows = []
        for k in np.argsort(-broken, kind="stable")[:_MOST].tolist():
            if not broken[k] > _BROKEN:
                break
            source, end = self.ends[asked[k]].tolist()
            walk = [end]
            while walk[-1] != source:
                walk.append(int(before[source, walk[-1]]))
            path = np.array([self.tie_of[a, b] for a, b in pairwise(walk)])
            rows.append(self._row(int(asked[k]), path))
        return rows

    def _row(self, tie: int, path: IntArray) -> Row:
        """``y_tie <= sum(y over path)``, written for ``f``."""
        minus = self.negative[path]
        least = float(self.negative[tie]) - float(minus.sum())
        coefficients = np.append(np.where(minus, -1.0, 1.0), 1.0 if self.negative[tie] else -1.0)
        return Row(np.append(path, tie), coefficients, least)
