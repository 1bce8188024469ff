"""Likeness: how the two are governed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.mechanism import Mechanism, Readings, mechanism

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["JointDemocracy", "MixedRegimes"]


@mechanism
@dataclass(frozen=True, kw_only=True)
class JointDemocracy(Mechanism):
    """Whether both are democracies (1 or 0)."""

    name = "joint_democracy"
    title = "two democracies"
    readings = Readings(
        positive="pairs of democracies were tied more often",
        negative="pairs of democracies were tied less often",
    )
    literature = ("Siverson and Emmons 1991", "Lai and Reiter 2000", "Gibler and Wolford 2006")
    needs = ("democracy",)

    def values(self, network: Network) -> FloatArray:
        democracy = network.state("democracy")
        return democracy[:, None] * democracy

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _regimes(network, one, other)


@mechanism
@dataclass(frozen=True, kw_only=True)
class MixedRegimes(Mechanism):
    """Whether one is a democracy and the other is not (1 or 0)."""

    name = "mixed_regimes"
    title = "one democracy, one not"
    readings = Readings(
        positive="mixed pairs were tied more often",
        negative="mixed pairs were tied less often",
    )
    literature = ("Siverson and Emmons 1991", "Lai and Reiter 2000", "Gartzke and Weisiger 2013")
    needs = ("democracy",)

    def values(self, network: Network) -> FloatArray:
        democracy = network.state("democracy")
        return np.abs(democracy[:, None] - democracy)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _regimes(network, one, other)


def _regimes(network: Network, one: StateCode, other: StateCode) -> str:
    democracy = network.state("democracy")
    said = []
    for code in (one, other):
        value = democracy[network.place[code]]
        coded = (
            "has no coding" if np.isnan(value) else f"is {'' if value > 0 else 'not '}coded as a democracy"
        )
        said.append(f"{network.name(code)} {coded}")
    return " and ".join(said)
