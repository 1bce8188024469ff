"""Likeness: how the two are governed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import each

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["JointDemocracy", "MixedRegimes", "RegimeDistance", "SameRegime"]


@mechanism
class JointDemocracy(PairMechanism):
    """Whether both are democracies (1 or 0)."""

    name = "joint_democracy"
    title = "two democracies"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij}\, d_i\, d_j"
    readings = Readings(
        positive="pairs of democracies were tied more often",
        negative="pairs of democracies were tied less often",
    )
    references = (works.SIVERSON_1991, works.LAI_2000, works.GIBLER_2006)
    needs = ("democracy",)
    example = Example(
        ties="AB AC", states={"democracy": "A=1 B=1 C=0"}, value=1, count="A and B are democracies"
    )

    def values(self, network: Network) -> FloatArray:
        democracy = network.state("democracy")
        return democracy[:, None] * democracy

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _regimes(network, one, other)


@mechanism
class MixedRegimes(PairMechanism):
    """Whether one is a democracy and the other is not (1 or 0)."""

    name = "mixed_regimes"
    title = "one democracy, one not"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij}\, |d_i - d_j|"
    readings = Readings(
        positive="mixed pairs were tied more often",
        negative="mixed pairs were tied less often",
    )
    references = (works.SIVERSON_1991, works.LAI_2000, works.GARTZKE_2013)
    needs = ("democracy",)
    example = Example(
        ties="AB AC", states={"democracy": "A=1 B=1 C=0"}, value=1, count="A is a democracy and C is not"
    )

    def values(self, network: Network) -> FloatArray:
        democracy = network.state("democracy")
        return np.abs(democracy[:, None] - democracy)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _regimes(network, one, other)


@mechanism
class SameRegime(PairMechanism):
    """Whether both are democracies or neither is (1 or 0)."""

    name = "same_regime"
    title = "the same kind of regime"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij}\, 1\{d_i = d_j\}"
    readings = Readings(
        positive="pairs of the same kind of regime were tied more often",
        negative="pairs of the same kind of regime were tied less often",
    )
    references = (works.SIVERSON_1991, works.LAI_2000)
    needs = ("democracy",)
    example = Example(
        ties="AB AC CD", states={"democracy": "A=1 B=1 C=0 D=0"}, value=2, count="AB and CD are alike"
    )

    def values(self, network: Network) -> FloatArray:
        democracy = network.state("democracy")
        return 1.0 - np.abs(democracy[:, None] - democracy)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _regimes(network, one, other)


@mechanism
class RegimeDistance(PairMechanism):
    """How far apart the two are on a scale of democracy, in the units of that scale."""

    name = "regime_distance"
    title = "distance between regimes"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij}\, |x_i - x_j|"
    readings = Readings(
        positive="pairs far apart in their regimes were tied more often",
        negative="pairs far apart in their regimes were tied less often",
    )
    references = (works.LAI_2000,)
    needs = ("polyarchy",)
    example = Example(ties="AB AC", states={"polyarchy": "A=0.9 B=0.8 C=0.2"}, value=0.8, count="0.1 + 0.7")

    def values(self, network: Network) -> FloatArray:
        index = network.state("polyarchy")
        return np.asarray(np.abs(index[:, None] - index), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return each(network, one, other, network.state("polyarchy"), "index of democracy")


def _regimes(network: Network, one: StateCode, other: StateCode) -> str:
    democracy = network.state("democracy")
    said = []
    for code in (one, other):
        value = democracy[network.place[code]]
        coded = (
            "has no coding" if np.isnan(value) else f"is {'' if value > 0 else 'not '}coded as a democracy"
        )
        said.append(f"{network.named(code)} {coded}")
    return " and ".join(said)
