"""Power: how much, how equal, and whether a great power is in the pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.mechanism import Mechanism, Readings, mechanism

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["BothGreatPowers", "GreatPower", "JointCapabilities", "PowerRatio"]

_SMALLEST = 1e-5
"""Shares below this (a hundred-thousandth of the world) count as this, so that logarithms stay finite."""


@mechanism
@dataclass(frozen=True, kw_only=True)
class GreatPower(Mechanism):
    """Whether at least one of the two is a great power (1 or 0)."""

    name = "great_power"
    title = "a great power in the pair"
    readings = Readings(
        positive="pairs with a great power were tied more often",
        negative="pairs with a great power were tied less often",
    )
    literature = ("Morrow 1991",)
    needs = ("great_power",)

    def values(self, network: Network) -> FloatArray:
        power = network.state("great_power")
        return np.maximum(power[:, None], power)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _who_is_great(network, one, other)


@mechanism
@dataclass(frozen=True, kw_only=True)
class BothGreatPowers(Mechanism):
    """Whether both are great powers (1 or 0)."""

    name = "both_great_powers"
    title = "two great powers"
    readings = Readings(
        positive="pairs of great powers were tied more often",
        negative="pairs of great powers were tied less often",
    )
    literature = ("Morrow 1991",)
    needs = ("great_power",)

    def values(self, network: Network) -> FloatArray:
        power = network.state("great_power")
        return np.minimum(power[:, None], power)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _who_is_great(network, one, other)


@mechanism
@dataclass(frozen=True, kw_only=True)
class JointCapabilities(Mechanism):
    """The two states' shares of the world's capabilities together: logarithm of the sum."""

    name = "joint_capabilities"
    title = "capabilities together"
    readings = Readings(
        positive="strong pairs were tied more often",
        negative="strong pairs were tied less often",
    )
    literature = ("Altfeld 1984", "Fordham and Poast 2016")
    needs = ("capabilities",)

    def values(self, network: Network) -> FloatArray:
        share = np.maximum(network.state("capabilities"), _SMALLEST)
        return np.asarray(np.log(share[:, None] + share), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        share = network.state("capabilities")
        a, b = share[network.place[one]], share[network.place[other]]
        return f"together they hold {_percent(a + b)} of the world's capabilities"


@mechanism
@dataclass(frozen=True, kw_only=True)
class PowerRatio(Mechanism):
    """How unequal the two are: logarithm of the larger share of capabilities over the smaller."""

    name = "power_ratio"
    title = "inequality of power"
    readings = Readings(
        positive="unequal pairs were tied more often",
        negative="unequal pairs were tied less often",
    )
    literature = ("Morrow 1991", "Bennett 1997", "Lake 2009")
    needs = ("capabilities",)

    def values(self, network: Network) -> FloatArray:
        share = np.log(np.maximum(network.state("capabilities"), _SMALLEST))
        return np.asarray(np.abs(share[:, None] - share), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        share = network.state("capabilities")
        a, b = share[network.place[one]], share[network.place[other]]
        return (
            f"{network.name(one)} holds {_percent(a)} of the world's capabilities and "
            f"{network.name(other)} {_percent(b)}"
        )


def _who_is_great(network: Network, one: StateCode, other: StateCode) -> str:
    power = network.state("great_power")
    unknown = [network.name(c) for c in (one, other) if np.isnan(power[network.place[c]])]
    if unknown:
        return f"whether {' or '.join(unknown)} counts as a great power is not known"
    great = [network.name(c) for c in (one, other) if power[network.place[c]] > 0]
    if not great:
        return "neither counts as a great power"
    return "both count as great powers" if len(great) == 2 else f"{great[0]} counts as a great power"


def _percent(share: float) -> str:
    if np.isnan(share):
        return "an unknown part"
    if share < _SMALLEST:
        return "less than 0.001 %"
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.2g} %"
