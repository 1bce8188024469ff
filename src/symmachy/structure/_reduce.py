"""What can be settled about a signed network before any search.

- Twins, nodes tied alike to all others and not against each other, may stand together: whichever of them stands
  cheaper can be joined by the others.
- A tie that weighs at least as much as all other ties of one of its nodes together need not be frustrated: moving
  that node would cost no more. Its two nodes can be taken as one.
- Pieces that share a single node can be solved apart.

Nodes that were taken together are one node; their ties to a third add up, or cancel where their signs differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable

    from symmachy.typing import FloatArray

__all__ = ["Link", "Reduced", "reduced"]

Link = tuple[int, int, int]
"""Two nodes and whether they stand on one side (+1) or on two (-1)."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """What is left of a network."""

    pieces: tuple[tuple[tuple[int, ...], FloatArray], ...]
    """The nodes of each biconnected piece and the signed weights among them; numbers above N stand for copies."""
    links: tuple[Link, ...]
    """What was settled."""


def reduced(matrix: FloatArray, *, two_sides: bool = True) -> Reduced:
    """Reduce signed weights, ``(N, N)``, to what needs a search.

    Parameters
    ----------
    matrix
        Symmetric, with a diagonal of 0.
    two_sides
        Whether there are two sides only, so that a heavy negative tie, too, settles where its nodes stand.

    Examples
    --------
    >>> triangle = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, -1.0], [1.0, -1.0, 0.0]])
    >>> reduced(triangle).pieces
    ()
    """
    ties = _Ties([{int(j): float(row[j]) for j in np.flatnonzero(row)} for row in matrix], two_sides, [])
    pieces = []
    waiting = [set(range(len(matrix)))]
    while waiting:
        left = ties.contract(waiting.pop())
        blocks = ties.blocks(left)
        if len(blocks) == 1 and blocks[0] == left:
            order = tuple(sorted(left))
            pieces.append((order, ties.dense(order)))
        else:
            waiting += [ties.copy(block) for block in blocks]
    return Reduced(tuple(pieces), tuple(ties.links))


@dataclass(slots=True)
class _Ties:
    """Signed weights that change as nodes are taken together."""

    weight: list[dict[int, float]]
    two_sides: bool
    links: list[Link]

    def contract(self, nodes: set[int]) -> set[int]:
        """Take nodes together as long as there are twins or heavy ties; return what is left with a tie."""
        left = set(nodes)
        while True:
            self._heavy(left)
            if not self._twins(left):
                return left

    def copy(self, block: set[int]) -> set[int]:
        """Return copies of some nodes with the ties among them: pieces that share a node may each change it."""
        copies = {v: len(self.weight) + k for k, v in enumerate(sorted(block))}
        for v, copied in copies.items():
            self.weight.append({copies[u]: w for u, w in self.weight[v].items() if u in block})
            self.links.append((v, copied, 1))
        return set(copies.values())

    def blocks(self, nodes: set[int]) -> list[set[int]]:
        """Return the biconnected pieces among some nodes."""
        import networkx as nx

        graph = nx.Graph()
        graph.add_edges_from((v, u) for v in sorted(nodes) for u in self.weight[v] if v < u)
        return [set(block) for block in nx.biconnected_components(graph)]

    def dense(self, order: tuple[int, ...]) -> FloatArray:
        """Return the weights among some nodes as a matrix."""
        place = {v: i for i, v in enumerate(order)}
        made = np.zeros((len(order),) * 2)
        for v in order:
            for u, w in self.weight[v].items():
                made[place[v], place[u]] = w
        return made

    def _heavy(self, left: set[int]) -> None:
        waiting = sorted(left)
        while waiting:
            v = waiting.pop()
            if v not in left:
                continue
            around = self.weight[v]
            if not around:
                left.discard(v)
                continue
            u = max(around, key=lambda k: (abs(around[k]), -k))
            heavy = 2 * abs(around[u]) >= sum(map(abs, around.values())) - 1e-12
            if heavy and (self.two_sides or around[u] > 0):
                waiting += self._join(u, v, 1 if around[u] > 0 else -1)
                left.discard(v)

    def _twins(self, left: set[int]) -> bool:
        """Take twins together, those with a tie between them and those without; say whether there were any."""
        groups: dict[Hashable, list[int]] = {}
        for v in sorted(left):
            around = self.weight[v]
            groups.setdefault(frozenset(around.items()), []).append(v)
            for w in {w for w in around.values() if w > 0}:
                groups.setdefault(frozenset([*around.items(), (v, w)]), []).append(v)
        merged = False
        for group in groups.values():
            alive = [v for v in group if v in left]
            # Nodes of another group may have been taken together meanwhile: then this group's turn comes again.
            if len(alive) < 2 or len(alive) < len(group):
                continue
            if (
                len({frozenset((k, w) for k, w in self.weight[v].items() if k not in group) for v in group})
                > 1
            ):
                continue
            for v in alive[1:]:
                self._join(alive[0], v, 1)
                left.discard(v)
            merged = True
        return merged

    def _join(self, u: int, v: int, sign: int) -> list[int]:
        """Take v into u; return the nodes whose ties changed."""
        self.links.append((u, v, sign))
        around = self.weight[v]
        self.weight[v] = {}
        self.weight[u].pop(v, None)
        touched = [u]
        for k, w in around.items():
            if k == u:
                continue
            del self.weight[k][v]
            total = self.weight[u].get(k, 0.0) + sign * w
            if abs(total) < 1e-12:
                self.weight[u].pop(k, None)
                self.weight[k].pop(u, None)
            else:
                self.weight[u][k] = self.weight[k][u] = total
            touched.append(k)
        return touched
