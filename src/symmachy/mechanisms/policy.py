"""Policy: declared stances, bases on a host's soil, new governments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.past import state_within
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import of_pair, yes_no

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Base", "Neutrality", "NewGovernment", "Nonalignment"]


@mechanism
class Neutrality(PairMechanism):
    """How many of the two (0 to 2) are neutral by treaty or declaration."""

    name = "neutrality"
    title = "neutral states in the pair"
    group = Group.POLICY
    formula = r"\sum_{i<j} y_{ij} (n_i + n_j)"
    readings = Readings(
        positive="pairs with neutral states were tied more often",
        negative="pairs with neutral states were tied less often",
    )
    references = ()
    needs = ("neutral",)
    example = Example(
        ties="AB BC", states={"neutral": "A=1 B=0 C=0"}, value=1, count="A is neutral, B and C are not"
    )

    def values(self, network: Network) -> FloatArray:
        neutral = network.state("neutral")
        return np.asarray(neutral[:, None] + neutral, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _how_many(of_pair(self.values(network), network, one, other), "neutral")


@mechanism
class Nonalignment(PairMechanism):
    """How many of the two (0 to 2) have declared themselves non-aligned."""

    name = "nonalignment"
    title = "non-aligned states in the pair"
    group = Group.POLICY
    formula = r"\sum_{i<j} y_{ij} (n_i + n_j)"
    readings = Readings(
        positive="pairs with non-aligned states were tied more often",
        negative="pairs with non-aligned states were tied less often",
    )
    references = ()
    needs = ("nonaligned",)
    example = Example(ties="AB BC", states={"nonaligned": "A=1 B=1 C=0"}, value=3, count="2 for AB, 1 for BC")

    def values(self, network: Network) -> FloatArray:
        stance = network.state("nonaligned")
        return np.asarray(stance[:, None] + stance, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _how_many(of_pair(self.values(network), network, one, other), "non-aligned")


@mechanism
class Base(PairMechanism):
    """Whether one of the two has a military base on the other's soil (1 or 0)."""

    name = "base"
    title = "a base on the other's soil"
    group = Group.POLICY
    formula = r"\sum_{i<j} y_{ij} \max(b_{ij}, b_{ji})"
    readings = Readings(
        positive="pairs with a base were tied more often",
        negative="pairs with a base were tied less often",
    )
    references = (works.LAKE_2009,)
    needs = ("base_host",)
    example = Example(
        ties="AB BC",
        pairs={"base_host": "A>B A>C"},
        value=1,
        count="a base stands between A and B, none between B and C",
    )

    def values(self, network: Network) -> FloatArray:
        base = network.pair("base_host")
        return np.maximum(base, base.T)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return yes_no(
            of_pair(self.values(network), network, one, other),
            "one of them has a base on the other's soil",
            "neither has a base on the other's soil",
            "whether one has a base on the other's soil is not known",
        )


@mechanism
class NewGovernment(PairMechanism):
    """In how many of the two (0 to 2) a new leader or government came to office in the last years.

    NaN where one of the years is not known and no known year saw it.
    """

    name = "new_government"
    title = "new governments in the pair"
    group = Group.POLICY
    formula = r"\sum_{i<j} y_{ij} (g_i + g_j)"
    readings = Readings(
        positive="pairs with a new government were tied more often",
        negative="pairs with a new government were tied less often",
    )
    references = (works.LEEDS_2007,)
    needs = ("new_government",)
    example = Example(
        ties="AB BC",
        states={"new_government": "A=1 B=0 C=0"},
        options={"years": 1},
        value=1,
        count="A has a new government, B and C have not",
    )

    years: int = option(
        default=3, low=1, high=200, meaning="how many years back, the network's own year included"
    )

    def values(self, network: Network) -> FloatArray:
        new = state_within(network, "new_government", self.years)
        return np.asarray(new[:, None] + new, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        number = of_pair(self.values(network), network, one, other)
        if np.isnan(number):
            return f"whether new governments came to office in the last {self.years} years is not known"
        said = ("in neither", "in one of the two", "in both")[int(number)]
        return f"{said} a new government came to office in the last {self.years} years"


def _how_many(number: float, what: str) -> str:
    if np.isnan(number):
        return f"whether the two are {what} is not known"
    return f"{('neither is', 'one of the two is', 'both are')[int(number)]} {what}"
