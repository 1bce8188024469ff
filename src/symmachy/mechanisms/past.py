"""What mechanisms read of earlier years: ties, and whether something was so within a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import FloatArray
    from symmachy.world.network import Network

__all__ = ["hostile", "state_within", "ties_before", "years_tied_before"]


def ties_before(network: Network, years: int = 1) -> FloatArray:
    """``(N, N)``: whether the two owed each other defence some years before, NaN where no record reaches.

    A state that was no member of the system then may have had a pact, and its pact counts.
    """
    place = network.year - years - network.world.coverage.first
    size = len(network.states)
    if place < 0:
        return np.full((size, size), np.nan)
    owed = network.world.pledged[place][np.ix_(network.places, network.places)] & np.uint8(Obligation.DEFENSE)
    found: FloatArray = ((owed | owed.T) > 0).astype(np.float64)
    np.fill_diagonal(found, 0.0)
    return found


def years_tied_before(network: Network) -> FloatArray:
    """``(N, N)``: for how many years without a gap the two had a pact up to the year before."""
    place = network.year - network.world.coverage.first
    size = len(network.states)
    if place == 0:
        return np.full((size, size), np.nan)
    owed = network.world.pledged[:place][:, network.places][:, :, network.places] & np.uint8(
        Obligation.DEFENSE
    )
    tied = (owed | owed.transpose(0, 2, 1)) > 0
    return np.asarray(np.logical_and.accumulate(tied[::-1], axis=0).sum(axis=0), dtype=np.float64)


def state_within(network: Network, name: str, years: int) -> FloatArray:
    """``(N,)``: 1 where a yes/no variable of states was so in any of the last years, this one included.

    NaN where it was so in no known year and one of the years is not known.
    """
    window = np.array([network.state(name, years_ago=ago) for ago in range(years)])
    yes = (np.nan_to_num(window) > 0).any(axis=0)
    return np.where(yes, 1.0, np.where(np.isnan(window).any(axis=0), np.nan, 0.0))


def hostile(network: Network, years: int) -> tuple[FloatArray, FloatArray]:
    """``(N, N)`` twice: 1 where hostility is recorded within the last years, and where it is or may be."""
    found = network.pair_within("hostility", years=years)
    sure, possible = np.nan_to_num(found), np.nan_to_num(found, nan=1.0)
    np.fill_diagonal(possible, 0.0)
    return sure, possible
