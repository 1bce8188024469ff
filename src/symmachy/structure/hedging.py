"""Where states stand between two powers: tied to one, to the other, to both alike, or to neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from symmachy.structure.signed import SignedNetwork

__all__ = ["Position", "hedging"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """How one node stands to two powers."""

    name: str
    closeness: tuple[float, float]
    """To each power: common positive ties of all that either has, each counted as tied to itself; 0 to 1."""
    signs: tuple[int, int]
    """The tie with each power itself: +1, -1, or 0 for none."""

    @property
    def hedging(self) -> float:
        """How evenly it stands: 1 as close to one as to the other, 0 close to one alone; NaN close to neither."""
        total = sum(self.closeness)
        return 2 * min(self.closeness) / total if total else float("nan")

    @property
    def leaning(self) -> float:
        """Closeness to the first less closeness to the second, -1 to 1."""
        return self.closeness[0] - self.closeness[1]


def hedging(network: SignedNetwork, one: str, other: str) -> tuple[Position, ...]:
    """Return the position of every other node between two powers, the most even first.

    Closeness is the overlap of partners: of all nodes with which the node or the power has a positive tie,
    themselves included, the part with which both have one (Jaccard's coefficient of closed neighbourhoods).

    Raises
    ------
    BadInput
        Where a name is no node, or both are the same.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork
    >>> pivot = SignedNetwork.of([("P", "A", 1), ("P", "B", 1), ("A", "B", -1)])
    >>> hedging(pivot, "A", "B")[0].hedging
    1.0
    """
    for name in (one, other):
        if name not in network.place:
            raise BadInput(f"{name!r} is no node of the network: name one of its {len(network.nodes)} nodes")
    if one == other:
        raise BadInput(f"{one!r} was named twice: name two different powers")
    near = (network.matrix > 0).astype(np.float64)
    np.fill_diagonal(near, 1.0)
    common = near @ near.T
    size = near.sum(axis=1)
    overlap = common / (size[:, None] + size - common)
    a, b = network.place[one], network.place[other]
    tied = near @ near  # 1 for a common partner at least
    found = []
    for i, name in enumerate(network.nodes):
        if i in (a, b):
            continue
        close = tuple(float(overlap[i, p]) if tied[i, p] else 0.0 for p in (a, b))
        signs = tuple(int(network.sign_matrix[i, p]) for p in (a, b))
        found.append(Position(name=name, closeness=(close[0], close[1]), signs=(signs[0], signs[1])))
    return tuple(sorted(found, key=lambda p: (-np.nan_to_num(p.hedging), -sum(p.closeness), p.name)))
