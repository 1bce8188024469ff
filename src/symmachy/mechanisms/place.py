"""Place: borders, distance, region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.mechanism import Mechanism, Readings, mechanism

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Distance", "LandBorder", "SameRegion"]


@mechanism
@dataclass(frozen=True, kw_only=True)
class LandBorder(Mechanism):
    """Whether the two share a land border (1 or 0)."""

    name = "land_border"
    title = "a land border"
    readings = Readings(
        positive="neighbours were tied more often",
        negative="neighbours were tied less often",
    )
    literature = ("Lai and Reiter 2000", "Gibler and Wolford 2006")
    needs = ("contiguity",)

    def values(self, network: Network) -> FloatArray:
        return network.pair("contiguity")

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        border = network.pair("contiguity")[network.place[one], network.place[other]]
        if np.isnan(border):
            return "whether they share a land border is not known"
        return "they share a land border" if border > 0 else "they share no land border"


@mechanism
@dataclass(frozen=True, kw_only=True)
class Distance(Mechanism):
    """How far apart the capitals are: logarithm of 1 + thousands of km on a great circle."""

    name = "distance"
    title = "distance between capitals"
    readings = Readings(
        positive="distant pairs were tied more often",
        negative="distant pairs were tied less often",
    )
    literature = ("Lai and Reiter 2000", "Cranmer, Desmarais and Menninga 2012")

    def values(self, network: Network) -> FloatArray:
        return np.log1p(network.distance() / 1000)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        km = network.distance()[network.place[one], network.place[other]]
        if np.isnan(km):
            return "the distance between their capitals is not known"
        return f"their capitals lie {_rounded(km):,} km apart"


@mechanism
@dataclass(frozen=True, kw_only=True)
class SameRegion(Mechanism):
    """Whether the two lie in the same of the record's regions (1 or 0)."""

    name = "same_region"
    title = "the same region"
    readings = Readings(
        positive="pairs within a region were tied more often",
        negative="pairs within a region were tied less often",
    )
    literature = ("Lai and Reiter 2000",)

    def values(self, network: Network) -> FloatArray:
        region = np.array([network.world.states[c].region for c in network.states])
        return np.asarray(region[:, None] == region, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        regions = [network.world.states[c].region for c in (one, other)]
        if regions[0] == regions[1]:
            return f"both lie in one region ({regions[0]})"
        return f"they lie in different regions ({regions[0]}, {regions[1]})"


def _rounded(km: float) -> int:
    return round(km / 50) * 50 if km >= 100 else round(km)
