"""Pacts with and against the grain of hostility: an ally's adversary, structural balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, NetworkMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import KnownAs, Reason
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import listed

if TYPE_CHECKING:
    from symmachy.kernels.view import View
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["AllysAdversary", "Balance"]


@mechanism
class AllysAdversary(NetworkMechanism):
    """Pacts with an ally's adversary: triads of two pacts whose third pair was hostile in the last years.

    A state's own part counts its adversaries once for each ally that the two have in common. Not known
    where a gap in the record could change the number.
    """

    name = "allys_adversary"
    title = "an ally's adversary"
    group = Group.NETWORK
    reach = Reach.ENDS
    formula = r"\sum_{i<k} h_{ik}\, s_{ik}"
    readings = Readings(
        positive="states were tied more often with an ally's adversary",
        negative="states were tied less often with an ally's adversary",
    )
    references = (works.MAOZ_2007, works.WARREN_2010, works.SNYDER_1997)
    needs = ("hostility",)
    known_as = KnownAs(literature=("friend of a friend is an enemy",))
    example = Example(
        ties="AB BC CD",
        pairs={"hostility": "AC AD"},
        value=1,
        count="A and C were hostile and share the ally B",
    )

    years: int = option(
        default=10, low=1, high=200, meaning="how many years back, the network's own year included"
    )

    def fixed(self, network: Network) -> FloatArray:
        return network.pair_within("hostility", years=self.years)[None]

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 2

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, slot: int) -> float:
        found = 0.0
        for k in range(view.ties.shape[0]):
            if k != j and view.ties[i, k]:
                found += view.fixed[slot, j, k]
            if k != i and view.ties[j, k]:
                found += view.fixed[slot, i, k]
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        tied = ties.astype(np.float64)
        common = tied @ tied
        np.fill_diagonal(common, 0)
        paths = np.where(common > 0, fixed[0], 0.0) * common
        return np.asarray(paths.sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, slot: int) -> float:
        found = 0.0
        for k in range(view.ties.shape[0]):
            if k != i and view.ties[j, k]:
                found += view.fixed[slot, i, k]
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        tied = network.ties()
        hostile = np.nan_to_num(network.pair_within("hostility", years=self.years)) > 0
        i, j = network.place[one], network.place[other]
        who = np.flatnonzero((tied[i] & hostile[j]) | (tied[j] & hostile[i]))
        if not len(who):
            return (
                f"the record has no ally of one that was hostile to the other in the last {self.years} years"
            )
        names = listed([network.states[k] for k in who], network)
        return f"allies of one that were hostile to the other in the last {self.years} years: {names}"


@mechanism
class Balance(NetworkMechanism):
    """Structural balance of triads: a pact is a positive tie, hostility in the last years a negative one.

    A triad is balanced where the product of its three ties is positive: three pacts, or one pact and two
    hostile pairs. The statistic is the number of balanced triads less that of unbalanced ones. A pair with
    both a pact and hostility counts as neither. Not known where a gap in the record could change it.
    """

    name = "balance"
    title = "balanced triads"
    group = Group.NETWORK
    reach = Reach.ENDS
    formula = r"\sum_{i<j<k} \sigma_{ij}\,\sigma_{jk}\,\sigma_{ik},\quad \sigma_{ij} = y_{ij} - h_{ij}"
    readings = Readings(
        positive="pacts that balance triads were more frequent",
        negative="pacts that balance triads were less frequent",
    )
    references = (
        works.HEIDER_1946,
        works.CARTWRIGHT_1956.because(Reason.FORMULA),
        works.MAOZ_2007,
        works.WARREN_2010,
    )
    needs = ("hostility",)
    known_as = KnownAs(literature=("structural balance",))
    example = Example(
        ties="AB AC BC AD BD",
        pairs={"hostility": "CD CE DE"},
        value=-1,
        count="ABC and ABD are balanced; ACD, BCD and CDE are not",
    )

    years: int = option(
        default=10, low=1, high=200, meaning="how many years back, the network's own year included"
    )

    def fixed(self, network: Network) -> FloatArray:
        return network.pair_within("hostility", years=self.years)[None]

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 3

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, slot: int) -> float:
        found = 0.0
        for k in range(view.ties.shape[0]):
            if k not in (i, j):
                a = view.ties[i, k] - view.fixed[slot, i, k]
                b = view.ties[j, k] - view.fixed[slot, j, k]
                if a != 0 and b != 0:
                    found += a * b
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        sign = ties - fixed[0]
        np.fill_diagonal(sign, 0.0)
        known = np.nan_to_num(sign)
        matters = (sign != 0).astype(np.float64)  # one that is not known may matter
        sure = (known != 0).astype(np.float64)
        gap = ((matters @ matters) * matters).sum(axis=1) != ((sure @ sure) * sure).sum(axis=1)
        found = ((known @ known) * known).sum(axis=1) / 2
        return np.where(gap, np.nan, found)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, slot: int) -> float:
        found = 0.0
        for k in range(view.ties.shape[0]):
            if k not in (i, j):
                a = view.ties[i, k] - view.fixed[slot, i, k]
                b = view.ties[j, k] - view.fixed[slot, j, k]
                if a != 0 and b != 0:
                    found += a * b
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        hostile = np.nan_to_num(network.pair_within("hostility", years=self.years))
        sign = network.ties() - hostile
        i, j = network.place[one], network.place[other]
        product = np.delete(sign[i] * sign[j], [i, j])
        return (
            f"third states that are allied or hostile to both alike: {int((product > 0).sum())}, "
            f"allied with one and hostile to the other: {int((product < 0).sum())}"
        )
