"""Interest: what the two vote for, trade and belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.reference import Reason
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import each, of_pair, yes_no

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["IdealPointDistance", "SharedMemberships", "Trade", "TradeDependence"]


@mechanism
class IdealPointDistance(PairMechanism):
    """How far apart the two stand in the votes of the UN General Assembly, in the units of ideal points."""

    name = "ideal_point_distance"
    title = "distance in votes of the UN"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij}\, |\theta_i - \theta_j|"
    readings = Readings(
        positive="pairs far apart in their votes were tied more often",
        negative="pairs far apart in their votes were tied less often",
    )
    references = (works.BAILEY_2017.because(Reason.MEASURED),)
    needs = ("ideal_point",)
    example = Example(ties="AB AC", states={"ideal_point": "A=1.5 B=1 C=-1"}, value=3, count="0.5 + 2.5")

    def values(self, network: Network) -> FloatArray:
        point = network.state("ideal_point")
        return np.asarray(np.abs(point[:, None] - point), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return each(network, one, other, network.state("ideal_point"), "ideal point in the UN")


@mechanism
class Trade(PairMechanism):
    """How much the two trade with each other: logarithm of 1 + the value, in the units of the record."""

    name = "trade"
    title = "trade between the two"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij} \log(1 + v_{ij})"
    readings = Readings(
        positive="pairs with much trade were tied more often",
        negative="pairs with much trade were tied less often",
    )
    references = (works.FORDHAM_2016,)
    needs = ("trade",)
    example = Example(ties="AB", pairs={"trade": "AB=1 BC=5"}, value=0.6931472, count="log(1 + 1)")

    def values(self, network: Network) -> FloatArray:
        return np.asarray(np.log1p(_both_ways(network.pair("trade"))), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        value = of_pair(_both_ways(network.pair("trade")), network, one, other)
        return yes_no(
            value,
            f"the record has trade of {np.nan_to_num(value):,.0f} between them",
            "the record has no trade between them",
            "trade between them is not known",
        )


@mechanism
class TradeDependence(PairMechanism):
    """The share of its recorded trade that the less dependent of the two has with the other, 0 to 1."""

    name = "trade_dependence"
    title = "dependence on trade with each other"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij} \min\left(v_{ij}/\textstyle\sum_k v_{ik},\; v_{ij}/\sum_k v_{jk}\right)"
    readings = Readings(
        positive="pairs that depend on each other's trade were tied more often",
        negative="pairs that depend on each other's trade were tied less often",
    )
    references = (works.FORDHAM_2016,)
    needs = ("trade",)
    example = Example(
        ties="AB", pairs={"trade": "AB=1 BC=3"}, value=0.25, count="all of A's trade, a quarter of B's"
    )

    def values(self, network: Network) -> FloatArray:
        trade = _both_ways(network.pair("trade"))
        total = np.nansum(trade, axis=1)
        share = np.divide(trade, total[:, None], out=np.zeros_like(trade), where=total[:, None] > 0)
        return np.asarray(np.where(np.isnan(trade), np.nan, np.minimum(share, share.T)), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        share = of_pair(self.values(network), network, one, other)
        if np.isnan(share):
            return "trade between them is not known"
        return f"the less dependent of the two has {100 * share:.2g} % of its recorded trade with the other"


@mechanism
class SharedMemberships(PairMechanism):
    """To how many organisations of states both belong: logarithm of 1 + the number."""

    name = "shared_memberships"
    title = "shared organisations"
    group = Group.LIKENESS
    formula = r"\sum_{i<j} y_{ij} \log(1 + m_{ij})"
    readings = Readings(
        positive="pairs with many shared organisations were tied more often",
        negative="pairs with many shared organisations were tied less often",
    )
    references = (works.LAI_2000,)
    needs = ("igo",)
    example = Example(ties="AB BC", pairs={"igo": "AB=3 AC=1"}, value=1.3862944, count="log(1 + 3) + log 1")

    def values(self, network: Network) -> FloatArray:
        return np.asarray(np.log1p(network.pair("igo")), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        number = of_pair(network.pair("igo"), network, one, other)
        if np.isnan(number):
            return "the organisations to which both belong are not known"
        return f"organisations of states to which both belong: {number:.0f}"


def _both_ways(values: FloatArray) -> FloatArray:
    """``(N, N)``: of a flow that may be directed, the larger of the two directions."""
    return np.maximum(values, values.T)
