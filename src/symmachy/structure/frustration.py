"""The frustration index: how few ties have to change sign before the whole system is two blocs."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.structure._branch import branch_and_cut
from symmachy.structure._cycles import Cycles
from symmachy.structure._reduce import Link, reduced
from symmachy.structure._search import descend, frustration_of, halves, spanned

if TYPE_CHECKING:
    from symmachy.structure.signed import SignedNetwork, Tie
    from symmachy.typing import FloatArray

__all__ = ["Division", "frustration"]


@dataclass(frozen=True, kw_only=True)
class Division:
    """The nodes divided so that as little as possible is frustrated, and how sure it is that no less is possible."""

    network: SignedNetwork
    groups: tuple[tuple[str, ...], ...]
    """The nodes on each side, each in alphabetical order; the first side holds the first node."""
    value: float
    """Weight of the frustrated ties: positive ties across, negative ones within."""
    bound: float
    """No division has less; equal to `value` where that is proven to be the least."""

    @property
    def gap(self) -> float:
        """How far the bound is below the value, as a share of the value: 0 where it is proven."""
        return (self.value - self.bound) / self.value if self.value > self.bound else 0.0

    @property
    def proven(self) -> bool:
        """Whether the value is proven to be the least."""
        return self.gap == 0

    @property
    def ties(self) -> tuple[Tie, ...]:
        """The frustrated ties, by pair."""
        group = {name: k for k, names in enumerate(self.groups) for name in names}
        return tuple(t for t in self.network.ties if (group[t.one] == group[t.other]) != (t.sign > 0))


def frustration(network: SignedNetwork, *, seconds: float = 60.0, seed: int = 0) -> Division:
    """Divide a network in two with the least weight of frustrated ties, exactly.

    A tie is frustrated where it is positive and its nodes are on different sides, or negative and they are on
    one. The least weight (with weights of 1, the least number) is the frustration index, or line index of
    balance (Harary 1959): 0 where the network is balanced.

    The network is cut into pieces that can be solved apart; each piece is solved by branch and cut with
    odd-cycle inequalities, from a division found by local search. Where the time is up, value and bound differ
    and say so.

    Parameters
    ----------
    network
        At least two nodes.
    seconds
        Time after which the search stops, above 0.
    seed
        Of the local search; without a time limit reached, value and bound do not depend on it.

    Raises
    ------
    BadInput
        Where `seconds` is not above 0.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork
    >>> rivals = SignedNetwork.of([("A", "B", 1), ("B", "C", 1), ("A", "C", -1)])
    >>> found = frustration(rivals)
    >>> found.value, found.bound, len(found.ties)
    (1.0, 1.0, 1)
    """
    if not seconds > 0:
        raise BadInput(f"a time limit of {seconds!r} seconds was given: give more than 0")
    deadline = time.perf_counter() + seconds
    small = reduced(network.matrix)
    links = list(small.links)
    slack = 0.0
    # The smaller pieces first: what is left of the time goes to the hardest one.
    for nodes, matrix in sorted(small.pieces, key=lambda piece: len(piece[0])):
        sides, bound = _solve(matrix, deadline, seed)
        slack += frustration_of(matrix, sides) - bound
        links += [(nodes[0], v, int(s * sides[0])) for v, s in zip(nodes[1:], sides[1:], strict=True)]
    sides = _spread(len(network.nodes), links)
    value = _tidy(frustration_of(network.matrix, sides))
    bound = value if slack < 1e-6 else _tidy(max(0.0, value - slack))
    return Division(network=network, groups=_groups(network, sides), value=value, bound=bound)


def _solve(matrix: FloatArray, deadline: float, seed: int) -> tuple[FloatArray, float]:
    """Return the sides of one piece and the bound on its frustration."""
    n = len(matrix)
    one, other = np.nonzero(np.triu(matrix))
    weights = matrix[one, other]
    negative = weights < 0
    cycles = Cycles(nodes=n, ends=np.column_stack([one, other]), negative=negative)

    def frustrated(sides: FloatArray) -> FloatArray:
        return np.asarray((sides[one] * sides[other] * np.sign(weights)) < 0, dtype=np.float64)

    def improve(f: FloatArray) -> tuple[FloatArray, float]:
        sides = descend(matrix, spanned(n, cycles.ends, negative.astype(np.float64), f)[None])[0]
        return frustrated(sides), frustration_of(matrix, sides)

    sides = halves(matrix, starts=24, rounds=min(30, 4 + n // 4), seed=seed)
    start = frustrated(sides), frustration_of(matrix, sides)
    answer = branch_and_cut(np.abs(weights), cycles.broken, improve, start, deadline=deadline)
    sides = spanned(n, cycles.ends, negative.astype(np.float64), answer.x)
    return sides, answer.bound


def _spread(nodes: int, links: list[Link]) -> FloatArray:
    """Put every node on a side by following links; a part without a link to another is put on the first side."""
    count = 1 + max([nodes - 1, *(max(u, v) for u, v, _ in links)])
    near: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for u, v, sign in links:
        near[u].append((v, sign))
        near[v].append((u, sign))
    sides = np.zeros(count)
    for root in range(nodes):
        if sides[root]:
            continue
        sides[root] = 1.0
        waiting = deque([root])
        while waiting:
            u = waiting.popleft()
            for v, sign in near[u]:
                if not sides[v]:
                    sides[v] = sides[u] * sign
                    waiting.append(v)
    return sides[:nodes]


def _groups(network: SignedNetwork, sides: FloatArray) -> tuple[tuple[str, ...], ...]:
    first = sides == sides[0]
    names = np.array(network.nodes)
    return tuple(tuple(names[part].tolist()) for part in (first, ~first))


def _tidy(value: float) -> float:
    """Take out the last digits that sums of floating-point weights leave."""
    near = round(value)
    return float(near) if abs(value - near) < 1e-9 else value
