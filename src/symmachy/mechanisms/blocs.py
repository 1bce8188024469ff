"""Denser groups than a triangle: rings and closed blocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, NetworkMechanism, Readings
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import KnownAs, Reason
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import common_allies

if TYPE_CHECKING:
    from symmachy.kernels.view import View
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["BlocsOfFour", "FourCycles"]


@mechanism
class FourCycles(NetworkMechanism):
    """Rings of four states in which each has a pact with the next, whatever pacts cross the ring."""

    name = "four_cycles"
    title = "rings of four pacts"
    group = Group.NETWORK
    reach = Reach.NEIGHBOURS
    formula = r"\tfrac{1}{2}\sum_{i<j}\binom{s_{ij}}{2}"
    readings = Readings(
        positive="pairs joined by chains of three pacts were tied more often",
        negative="pairs joined by chains of three pacts were tied less often",
    )
    references = (works.SNIJDERS_2010.because(Reason.FORMULA),)
    known_as = KnownAs(ergm=("cycle",), rsiena=("cycle4",))
    example = Example(ties="AB BC CD AD", others="E", value=1, count="ABCD")

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 4

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found = 0
        for k in range(view.ties.shape[0]):
            if k != j and view.ties[i, k]:
                found += view.common[k, j] - here
        return float(found)

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        tied = ties.astype(np.float64)
        common = tied @ tied
        np.fill_diagonal(common, 0)
        return np.asarray((common * (common - 1) / 2).sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found = 0
        for k in range(view.ties.shape[0]):
            if k != j and view.ties[i, k]:
                found += view.common[k, j] - here
        return float(found)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        tied = network.ties().copy()
        i, j = network.place[one], network.place[other]
        tied[i, j] = tied[j, i] = False
        chains = int(tied[i].astype(np.int64) @ tied.astype(np.int64) @ tied[j])
        return f"chains of three pacts from one to the other: {chains}"


@mechanism
class BlocsOfFour(NetworkMechanism):
    """Four states with pacts among all of them: closed blocs, by their smallest number.

    Larger blocs count once for each four of their members.
    """

    name = "blocs_of_four"
    title = "closed blocs of four"
    group = Group.NETWORK
    reach = Reach.NEIGHBOURS
    formula = r"\sum_{i<j<k<l} y_{ij}\, y_{ik}\, y_{il}\, y_{jk}\, y_{jl}\, y_{kl}"
    readings = Readings(
        positive="pairs whose common allies are allied with each other were tied more often",
        negative="pairs whose common allies are allied with each other were tied less often",
    )
    references = (works.CRANMER_2012B,)
    example = Example(ties="AB AC AD BC BD CD DE", value=1, count="ABCD")

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 4

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        found = 0
        if view.common[i, j] > 1:
            for k in range(view.ties.shape[0]):
                if view.ties[i, k] and view.ties[j, k]:
                    for m in range(k + 1, view.ties.shape[0]):
                        if view.ties[i, m] and view.ties[j, m] and view.ties[k, m]:
                            found += 1
        return float(found)

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        found = np.zeros(len(ties))
        for i, row in enumerate(ties):
            among = ties[np.ix_(row, row)].astype(np.float64)
            found[i] = np.trace(among @ among @ among) / 6  # triangles among the allies
        return found

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        found = 0
        if view.common[i, j] > 1:
            for k in range(view.ties.shape[0]):
                if view.ties[i, k] and view.ties[j, k]:
                    for m in range(k + 1, view.ties.shape[0]):
                        if view.ties[i, m] and view.ties[j, m] and view.ties[k, m]:
                            found += 1
        return float(found)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return common_allies(network, one, other)
