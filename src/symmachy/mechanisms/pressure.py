"""Hostility: between the two, and of third states towards both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.mechanism import Mechanism, Readings, mechanism

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["HostilityBetween", "SharedAdversaries", "SharedGreatAdversary"]


@mechanism
@dataclass(frozen=True, kw_only=True)
class HostilityBetween(Mechanism):
    """Whether the two had a war or a hostile episode with each other in the last years (1 or 0)."""

    name = "hostility_between"
    title = "recent hostility between the two"
    readings = Readings(
        positive="pairs with recent hostility between them were tied more often",
        negative="pairs with recent hostility between them were tied less often",
    )
    literature = ("Diehl and Goertz 2000", "Weitsman 2004")
    needs = ("hostility",)

    years: int = 10
    """How many years back, the network's own year included."""

    def values(self, network: Network) -> FloatArray:
        return network.pair_within("hostility", years=self.years)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        had = self.values(network)[network.place[one], network.place[other]]
        if np.isnan(had):
            return f"the record does not speak of hostility between the two in the last {self.years} years"
        return (
            f"the record has {'a' if had > 0 else 'no'} war or hostile episode between the two "
            f"in the last {self.years} years"
        )


@mechanism
@dataclass(frozen=True, kw_only=True)
class SharedAdversaries(Mechanism):
    """Third states in a war or a hostile episode with each of the two in the last years: log(1 + number).

    NaN where a gap in the record could change the number.
    """

    name = "shared_adversaries"
    title = "shared adversaries"
    readings = Readings(
        positive="pairs with the same adversaries were tied more often",
        negative="pairs with the same adversaries were tied less often",
    )
    literature = ("Walt 1987", "Maoz, Terris, Kuperman and Talmud 2007", "Warren 2010", "Johnson 2017")
    needs = ("hostility",)

    years: int = 10
    """How many years back, the network's own year included."""

    def values(self, network: Network) -> FloatArray:
        sure, possible = _hostile(network, self.years)
        number = sure @ sure
        return np.where(number == possible @ possible, np.log1p(number), np.nan)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        who = _adversaries(network, self.years, one, other)
        if not who:
            return f"the record has no third state hostile to both in the last {self.years} years"
        them = _listed(who, network)
        return f"states with a hostile episode with each of the two in the last {self.years} years: {them}"


@mechanism
@dataclass(frozen=True, kw_only=True)
class SharedGreatAdversary(Mechanism):
    """Whether a great power was in a war or hostile episode with each of the two in the last years (1 or 0).

    NaN where a gap in the record could change the answer.
    """

    name = "shared_great_adversary"
    title = "a great power hostile to both"
    readings = Readings(
        positive="pairs that faced the same great power were tied more often",
        negative="pairs that faced the same great power were tied less often",
    )
    literature = ("Walt 1987", "Warren 2010")
    needs = ("hostility", "great_power")

    years: int = 10
    """How many years back, the network's own year included."""

    def values(self, network: Network) -> FloatArray:
        sure, possible = _hostile(network, self.years)
        power = network.state("great_power")
        found = (sure * (power > 0)) @ sure > 0
        could = (possible * (np.isnan(power) | (power > 0))) @ possible > 0
        return np.where(found == could, found.astype(np.float64), np.nan)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        powers = dict(zip(network.states, np.nan_to_num(network.state("great_power")) > 0, strict=True))
        who = [s for s in _adversaries(network, self.years, one, other) if powers[s]]
        if not who:
            return f"the record has no great power hostile to both in the last {self.years} years"
        return f"great powers with a hostile episode with each of the two: {_listed(who, network)}"


def _hostile(network: Network, years: int) -> tuple[FloatArray, FloatArray]:
    """``(N, N)`` twice: 1 where hostility is recorded, and 1 where it is recorded or unknown."""
    hostile = network.pair_within("hostility", years=years)
    sure, possible = np.nan_to_num(hostile), np.nan_to_num(hostile, nan=1.0)
    np.fill_diagonal(possible, 0.0)
    return sure, possible


def _adversaries(network: Network, years: int, one: StateCode, other: StateCode) -> list[StateCode]:
    hostile = np.nan_to_num(network.pair_within("hostility", years=years)) > 0
    both = hostile[network.place[one]] & hostile[network.place[other]]
    return [network.states[i] for i in np.flatnonzero(both)]


def _listed(codes: list[StateCode], network: Network) -> str:
    names = [network.name(c) for c in codes]
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
