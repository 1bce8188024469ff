"""Who leads a bloc, who depends on whom in it, and who stands alone or between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.structure._graph import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.structure.frustration import Division
    from symmachy.structure.signed import SignedNetwork
    from symmachy.typing import FloatArray, IntArray

__all__ = ["Bloc", "Place", "Standing", "blocs", "places"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One member's standing in its bloc."""

    name: str
    capability: float
    """Share of the bloc's capabilities, 0 to 1; NaN where its own is not known."""
    centrality: float
    """By its positive ties within the bloc, those with central members counting more (eigenvector), 0 to 1."""
    ties: int
    """Positive ties within the bloc."""
    only: int
    """Members whose only positive tie within the bloc is the one with this member."""
    holds: int
    """Members that would be cut off from the largest rest of the bloc without this member."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bloc:
    """A group of a division, with its members' standing."""

    members: tuple[Standing, ...]
    """By capability share, the largest first."""
    share: float
    """The bloc's share of all capabilities that are known; NaN where none is."""
    density: float
    """Positive ties within, of all pairs within."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its members, in alphabetical order."""
        return tuple(sorted(m.name for m in self.members))

    @property
    def leader(self) -> Standing:
        """The member with the largest capability share; with none known, the most central one."""
        return self.members[0]

    @property
    def hub(self) -> Standing:
        """The member through which the most others are tied; then the most central, then the most capable one."""
        return min(
            self.members,
            key=lambda m: (-m.holds, -m.only, -round(m.centrality, 9), -_or_zero(m.capability), m.name),
        )

    @property
    def dependence(self) -> float:
        """The part of the other members that would be cut off without the hub."""
        return self.hub.holds / (len(self.members) - 1)


class Place:
    """Where a node stands in a division: words for `places`."""

    MEMBER = "in a bloc"
    BETWEEN = "between blocs"
    ALONE = "no positive tie"
    ISOLATED = "no tie at all"


def blocs(division: Division, capabilities: FloatArray) -> tuple[Bloc, ...]:
    """Return the groups of at least two that positive ties hold together, by capability share.

    Parameters
    ----------
    division
        Of a signed network with N nodes.
    capabilities
        ``(N,)``, in the order of its nodes; NaN where not known.

    Raises
    ------
    BadInput
        Where the capabilities are of another length.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork, clustering
    >>> star = SignedNetwork.of([("A", "B", 1), ("A", "C", 1), ("A", "D", 1)])
    >>> found = blocs(clustering(star), np.array([3.0, 1.0, 1.0, 1.0]))[0]
    >>> found.leader.name, found.hub.only, found.dependence
    ('A', 3, 0.6666666666666666)
    """
    network = division.network
    if capabilities.shape != (len(network.nodes),):
        raise BadInput(
            f"capabilities of shape {capabilities.shape} were given for {len(network.nodes)} nodes: give one a node"
        )
    total = float(np.nansum(capabilities))
    found = []
    for group in division.groups:
        places_ = np.array([network.place[name] for name in group])
        plus = (network.matrix[np.ix_(places_, places_)] > 0).astype(np.float64)
        for part in _parts(plus):
            if len(part) > 1:
                among = places_[part]
                found.append(_bloc(network, among, plus[np.ix_(part, part)], capabilities, total))
    return tuple(sorted(found, key=lambda b: (-np.nan_to_num(b.share), -len(b.members), b.names)))


def places(division: Division) -> dict[str, str]:
    """Say of each node where it stands: one of the words of `Place`.

    A node is between blocs where it has positive ties within more than one group of the division.

    Examples
    --------
    >>> from symmachy.structure import SignedNetwork, clustering
    >>> places(clustering(SignedNetwork.of([("A", "B", 1), ("A", "C", -1)], ["D"])))["C"]
    'no positive tie'
    """
    network = division.network
    group = {name: k for k, names in enumerate(division.groups) for name in names}
    label = np.array([group[name] for name in network.nodes])
    said = {}
    for i, name in enumerate(network.nodes):
        row = network.matrix[i]
        with_groups = set(label[row > 0].tolist())
        if not row.any():
            said[name] = Place.ISOLATED
        elif not with_groups:
            said[name] = Place.ALONE
        else:
            said[name] = Place.BETWEEN if with_groups - {int(label[i])} else Place.MEMBER
    return said


def _bloc(
    network: SignedNetwork, among: IntArray, plus: FloatArray, capabilities: FloatArray, total: float
) -> Bloc:
    own = capabilities[among]
    inside = float(np.nansum(own))
    values, vectors = np.linalg.eigh(plus)
    central = np.abs(vectors[:, np.argmax(values)])
    degree = plus.sum(axis=1)
    n = len(among)
    holds = _holds(plus)
    members = []
    for i, place in enumerate(among.tolist()):
        members.append(
            Standing(
                name=network.nodes[place],
                capability=float(own[i] / inside) if inside > 0 else float("nan"),
                centrality=float(central[i] / central.max()),
                ties=int(degree[i]),
                only=int((plus[i] * (degree == 1)).sum()),
                holds=holds.get(i, 0),
            )
        )
    members.sort(key=lambda m: (-_or_zero(m.capability), -round(m.centrality, 9), m.name))
    return Bloc(
        members=tuple(members),
        share=inside / total if total > 0 else float("nan"),
        density=float(plus.sum() / (n * (n - 1))),
    )


def _or_zero(value: float) -> float:
    return value if value == value else 0.0  # NaN  # noqa: PLR0124


def _holds(plus: FloatArray) -> dict[int, int]:
    """Return how many would be cut off from the largest rest without each node that holds parts together."""
    import networkx as nx

    found = {}
    for i in nx.articulation_points(nx.from_numpy_array(plus)):
        rest = np.delete(np.arange(len(plus)), i)
        found[i] = len(rest) - max(map(len, _parts(plus[np.ix_(rest, rest)])))
    return found


def _parts(plus: FloatArray) -> Sequence[IntArray]:
    label = parts_of(plus)
    return [np.flatnonzero(label == c).astype(np.int64) for c in range(label.max(initial=-1) + 1)]
