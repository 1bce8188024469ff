"""What the network models behind a forecast look at, and how it stands at an origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import (
    Distance,
    GreatPower,
    HostilityBetween,
    JointDemocracy,
    LandBorder,
    Popularity,
    SharedAdversaries,
    SharedAllies,
    Ties,
)

if TYPE_CHECKING:
    from symmachy.mechanisms import NetworkMechanism, PairMechanism
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["OF_NETWORK", "held", "of_pairs"]

OF_NETWORK: tuple[NetworkMechanism | PairMechanism, ...] = (Ties(), SharedAllies(), Popularity())
"""What moves with the ties in a simulation."""

_OF_PAIRS: tuple[PairMechanism, ...] = (
    SharedAdversaries(),
    HostilityBetween(),
    LandBorder(),
    Distance(),
    JointDemocracy(),
    GreatPower(),
)
"""What is held as it was at the origin: every record that reads states, borders and hostility has them."""

_BACK = 15
"""Years for which a value that is not known any more is looked up."""


def of_pairs(world: World) -> tuple[PairMechanism, ...]:
    """Return the mechanisms of pairs that a world can measure."""
    return tuple(m for m in _OF_PAIRS if not m.lacks(world))


def held(mechanism: PairMechanism, network: Network) -> FloatArray:
    """``(1, N, N)``: the last known values for the pairs of a network; their mean where none is known."""
    found = mechanism.fixed(network).copy()
    world = network.world
    apart = ~np.eye(len(network.states), dtype=np.bool_)
    for year in range(network.year - 1, max(network.year - _BACK, world.coverage.first) - 1, -1):
        unknown = np.isnan(found[0]) & apart
        if not unknown.any():
            break
        earlier = world.in_year(year)
        here = [k for k, code in enumerate(network.states) if code in earlier.place]
        there = [earlier.place[network.states[k]] for k in here]
        values = np.full_like(found[0], np.nan)
        values[np.ix_(here, here)] = mechanism.values(earlier)[np.ix_(there, there)]
        found[0] = np.where(unknown, values, found[0])
    known = ~np.isnan(found[0]) & apart
    mean = float(found[0][known].mean()) if known.any() else 0.0
    return np.where(np.isnan(found), mean, found)
