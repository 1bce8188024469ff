"""Place: borders, distance, region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.reference import KnownAs
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import of_pair, yes_no

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Distance", "LandBorder", "SameRegion"]


@mechanism
class LandBorder(PairMechanism):
    """Whether the two share a land border (1 or 0)."""

    name = "land_border"
    title = "a land border"
    group = Group.PLACE
    formula = r"\sum_{i<j} y_{ij}\, b_{ij}"
    readings = Readings(
        positive="neighbours were tied more often",
        negative="neighbours were tied less often",
    )
    references = (works.LAI_2000, works.GIBLER_2006)
    known_as = KnownAs(literature=("contiguity",))
    needs = ("contiguity",)
    example = Example(ties="AB BC", pairs={"contiguity": "AB AC"}, value=1, count="AB is tied and touches")

    def values(self, network: Network) -> FloatArray:
        return network.pair("contiguity")

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return yes_no(
            of_pair(self.values(network), network, one, other),
            "they share a land border",
            "they share no land border",
            "whether they share a land border is not known",
        )


@mechanism
class Distance(PairMechanism):
    """How far apart the capitals are: logarithm of 1 + thousands of km on a great circle."""

    name = "distance"
    title = "distance between capitals"
    group = Group.PLACE
    formula = r"\sum_{i<j} y_{ij} \log(1 + \delta_{ij})"
    readings = Readings(
        positive="distant pairs were tied more often",
        negative="distant pairs were tied less often",
    )
    references = (works.LAI_2000, works.CRANMER_2012A)
    example = Example(
        ties="AB AC",
        capitals="A=0,0 B=0,0 C=0,180",
        value=3.0452406,
        count="0 km, and half way round the earth: log(1 + 20.015)",
    )

    def values(self, network: Network) -> FloatArray:
        return np.log1p(network.distance() / 1000)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        km = of_pair(network.distance(), network, one, other)
        if np.isnan(km):
            return "the distance between their capitals is not known"
        return f"their capitals lie {_rounded(km):,} km apart"


@mechanism
class SameRegion(PairMechanism):
    """Whether the two lie in the same of the record's regions (1 or 0)."""

    name = "same_region"
    title = "the same region"
    group = Group.PLACE
    formula = r"\sum_{i<j} y_{ij}\, 1\{r_i = r_j\}"
    readings = Readings(
        positive="pairs within a region were tied more often",
        negative="pairs within a region were tied less often",
    )
    references = (works.LAI_2000,)
    example = Example(
        ties="AB BC", regions="A=north B=north C=south", value=1, count="A and B lie in the north"
    )

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
