"""Power: how much, how equal, and whether a great power is in the pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.registry import mechanism

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = [
    "SMALLEST",
    "BothGreatPowers",
    "GreatPower",
    "JointCapabilities",
    "JointMilitary",
    "NuclearPower",
    "PowerDifference",
    "PowerRatio",
]

SMALLEST = 1e-5
"""Shares below this (a hundred-thousandth of the world) count as this, so that logarithms stay finite."""


@mechanism
class GreatPower(PairMechanism):
    """Whether at least one of the two is a great power (1 or 0)."""

    name = "great_power"
    title = "a great power in the pair"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij} \max(p_i, p_j)"
    readings = Readings(
        positive="pairs with a great power were tied more often",
        negative="pairs with a great power were tied less often",
    )
    references = (works.MORROW_1991,)
    needs = ("great_power",)
    example = Example(
        ties="AB BC CD",
        states={"great_power": "A=1 B=1 C=0 D=0"},
        value=2,
        count="AB and BC have a great power, CD has none",
    )

    def values(self, network: Network) -> FloatArray:
        power = network.state("great_power")
        return np.maximum(power[:, None], power)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _who_is_great(network, one, other)


@mechanism
class BothGreatPowers(PairMechanism):
    """Whether both are great powers (1 or 0)."""

    name = "both_great_powers"
    title = "two great powers"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij}\, p_i\, p_j"
    readings = Readings(
        positive="pairs of great powers were tied more often",
        negative="pairs of great powers were tied less often",
    )
    references = (works.MORROW_1991,)
    needs = ("great_power",)
    example = Example(
        ties="AB BC", states={"great_power": "A=1 B=1 C=0"}, value=1, count="both of AB are great powers"
    )

    def values(self, network: Network) -> FloatArray:
        power = network.state("great_power")
        return np.minimum(power[:, None], power)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _who_is_great(network, one, other)


@mechanism
class JointCapabilities(PairMechanism):
    """The two states' shares of the world's capabilities together: logarithm of the sum."""

    name = "joint_capabilities"
    title = "capabilities together"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij} \log(c_i + c_j)"
    readings = Readings(
        positive="strong pairs were tied more often",
        negative="strong pairs were tied less often",
    )
    references = (works.ALTFELD_1984, works.FORDHAM_2016)
    needs = ("capabilities",)
    example = Example(ties="AB", states={"capabilities": "A=0.6 B=0.4"}, value=0, count="log(0.6 + 0.4)")

    def values(self, network: Network) -> FloatArray:
        share = np.maximum(network.state("capabilities"), SMALLEST)
        return np.asarray(np.log(share[:, None] + share), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        share = network.state("capabilities")
        a, b = share[network.place[one]], share[network.place[other]]
        return f"together they hold {_percent(a + b)} of the world's capabilities"


@mechanism
class PowerRatio(PairMechanism):
    """How unequal the two are: logarithm of the larger share of capabilities over the smaller."""

    name = "power_ratio"
    title = "inequality of power"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij}\, |\log c_i - \log c_j|"
    readings = Readings(
        positive="unequal pairs were tied more often",
        negative="unequal pairs were tied less often",
    )
    references = (works.MORROW_1991, works.BENNETT_1997, works.LAKE_2009)
    needs = ("capabilities",)
    example = Example(
        ties="AB AC", states={"capabilities": "A=0.2 B=0.2 C=0.05"}, value=1.3862944, count="log 1 + log 4"
    )

    def values(self, network: Network) -> FloatArray:
        share = np.log(np.maximum(network.state("capabilities"), SMALLEST))
        return np.asarray(np.abs(share[:, None] - share), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _shares(network, one, other)


@mechanism
class PowerDifference(PairMechanism):
    """How far apart the two states' shares of the world's capabilities are, 0 to 1."""

    name = "power_difference"
    title = "difference of power"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij}\, |c_i - c_j|"
    readings = Readings(
        positive="pairs far apart in their shares were tied more often",
        negative="pairs far apart in their shares were tied less often",
    )
    references = (works.MORROW_1991,)
    needs = ("capabilities",)
    example = Example(
        ties="AB AC", states={"capabilities": "A=0.3 B=0.2 C=0.1"}, value=0.3, count="0.1 + 0.2"
    )

    def values(self, network: Network) -> FloatArray:
        share = network.state("capabilities")
        return np.asarray(np.abs(share[:, None] - share), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _shares(network, one, other)


@mechanism
class JointMilitary(PairMechanism):
    """The two states' shares of the world's military strength together: logarithm of the sum."""

    name = "joint_military"
    title = "military strength together"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij} \log(m_i + m_j)"
    readings = Readings(
        positive="pairs with much military strength were tied more often",
        negative="pairs with much military strength were tied less often",
    )
    references = (works.ALTFELD_1984,)
    needs = ("military",)
    example = Example(ties="AB", states={"military": "A=0.5 B=0.5"}, value=0, count="log(0.5 + 0.5)")

    def values(self, network: Network) -> FloatArray:
        share = np.maximum(network.state("military"), SMALLEST)
        return np.asarray(np.log(share[:, None] + share), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        share = network.state("military")
        a, b = share[network.place[one]], share[network.place[other]]
        return f"together they hold {_percent(a + b)} of the world's military strength"


@mechanism
class NuclearPower(PairMechanism):
    """How many of the two (0 to 2) have nuclear weapons."""

    name = "nuclear_power"
    title = "nuclear powers in the pair"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij} (w_i + w_j)"
    readings = Readings(
        positive="pairs with nuclear powers were tied more often",
        negative="pairs with nuclear powers were tied less often",
    )
    references = ()
    needs = ("nuclear",)
    example = Example(ties="AB BC", states={"nuclear": "A=1 B=1 C=0"}, value=3, count="2 for AB, 1 for BC")

    def values(self, network: Network) -> FloatArray:
        weapons = network.state("nuclear")
        return np.asarray(weapons[:, None] + weapons, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        number = self.values(network)[network.place[one], network.place[other]]
        if np.isnan(number):
            return "whether the two have nuclear weapons is not known"
        return f"{('neither has', 'one of the two has', 'both have')[int(number)]} nuclear weapons"


def _shares(network: Network, one: StateCode, other: StateCode) -> str:
    share = network.state("capabilities")
    a, b = share[network.place[one]], share[network.place[other]]
    return (
        f"{network.named(one)} holds {_percent(a)} of the world's capabilities and "
        f"{network.named(other)} {_percent(b)}"
    )


def _who_is_great(network: Network, one: StateCode, other: StateCode) -> str:
    power = network.state("great_power")
    unknown = [network.named(c) for c in (one, other) if np.isnan(power[network.place[c]])]
    if unknown:
        return f"whether {' or '.join(unknown)} counts as a great power is not known"
    great = [network.named(c) for c in (one, other) if power[network.place[c]] > 0]
    if not great:
        return "neither counts as a great power"
    return "both count as great powers" if len(great) == 2 else f"{great[0]} counts as a great power"


def _percent(share: float) -> str:
    if np.isnan(share):
        return "an unknown part"
    if share < SMALLEST:
        return "less than 0.001 %"
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.2g} %"
