"""How many allies states have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.direction import Direction
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import (
    Group,
    NetworkMechanism,
    PairMechanism,
    Readings,
    Standing,
    StandingMechanism,
)
from symmachy.mechanisms.option import option
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import KnownAs, Reason
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.scale import Scale, geometric
from symmachy.mechanisms.words import of_pair, pacts_elsewhere, yes_no

if TYPE_CHECKING:
    from symmachy.kernels.view import View
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["AlliesElsewhere", "Isolates", "Popularity", "Spread", "Ties"]


@mechanism
class Ties(PairMechanism):
    """The number of pacts: how common they are where all else is 0.

    Every model of a network has it, as other models have an intercept.
    """

    name = "ties"
    title = "number of pacts"
    group = Group.NETWORK
    formula = r"\sum_{i<j} y_{ij}"
    readings = Readings(
        positive="more than half of the pairs were tied where all else is 0",
        negative="fewer than half of the pairs were tied where all else is 0",
    )
    references = ()
    known_as = KnownAs(ergm=("edges",), rsiena=("density",))
    equals = works.equal_in_ergm("edges", "ties") + works.equal_in_rsiena("density", "ties")
    lagged_as = "inertia"
    example = Example(ties="AB BC", others="D", value=2, count="AB and BC")

    def values(self, network: Network) -> FloatArray:
        return np.ones((len(network.states),) * 2)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        tied = of_pair(network.ties(), network, one, other)
        return yes_no(tied, "a defence pact between them is in force", "no defence pact binds them", "")


@mechanism
class Popularity(NetworkMechanism):
    """Pacts with states that have many pacts: the sum over all pacts of both states' scaled numbers.

    With ``plain`` each ally of a state counts for each of its pacts; root and log count further ones less.
    A state's own part is the sum of its allies' scaled numbers. Where ties are directed the numbers are
    those of ties received, and a tie counts that of its receiver.
    """

    name = "popularity"
    title = "pacts with states that have many"
    group = Group.NETWORK
    reach = Reach.ALIKE
    formula = r"\sum_{i} d_i\, g(d_i)"
    readings = Readings(
        positive="states with many pacts were tied more often",
        negative="states with many pacts were tied less often",
    )
    references = (works.CRANMER_2012A, works.SNIJDERS_2010.because(Reason.FORMULA))
    known_as = KnownAs(ergm=("kstar",), rsiena=("degPlus", "inPop", "inPopSqrt"))
    equals = works.equal_in_rsiena("inPopSqrt", "popularity")
    direction = Direction.ANY
    example = Example(
        ties="AB AC AD",
        options={"scale": Scale.PLAIN},
        value=12,
        count="A has 3, B, C and D 1: 9 + 1 + 1 + 1",
    )

    scale: Scale = option(default=Scale.ROOT, symbol="g", meaning="how the number of a state's pacts counts")

    def constants(self, states: int) -> FloatArray:
        return self.scale.of(np.arange(states + 1, dtype=np.float64))

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        del fixed
        degrees = ties.sum(axis=0)
        return float((degrees * self.scale.of(degrees)).sum())

    @staticmethod
    def change_statistic(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        b = view.incoming[j] - view.ties[i, j]
        found: float = (b + 1) * options[b + 1] - b * options[b]
        if not view.directed:
            a = view.degrees[i] - view.ties[i, j]
            found += (a + 1) * options[a + 1] - a * options[a]
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return np.asarray(ties @ self.scale.of(ties.sum(axis=0)), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        found: float = options[view.incoming[j] - view.ties[i, j] + 1]
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pacts_elsewhere(network, one, other)


@mechanism
class Spread(NetworkMechanism):
    """Pacts spread over many states: a state's first pact counts most and each further one less."""

    name = "spread"
    title = "pacts spread over many states"
    group = Group.NETWORK
    reach = Reach.ALIKE
    formula = r"\sum_{i} e^{a}\{1-(1-e^{-a})^{d_i}\}"
    readings = Readings(
        positive="states with few pacts gained pacts more often",
        negative="states with many pacts gained pacts more often",
    )
    references = (works.SNIJDERS_2006.because(Reason.FORMULA), works.HUNTER_2007.because(Reason.FORMULA))
    known_as = KnownAs(ergm=("gwdegree",))
    example = Example(
        ties="AB AC AD", options={"decay": 0.0}, value=4, count="each of the four has a pact and counts 1"
    )

    decay: float = option(
        default=0.5, low=0.0, high=20.0, symbol="a", meaning="the larger, the more further pacts count"
    )

    def constants(self, states: int) -> FloatArray:
        return geometric(self.decay, states)

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum())

    @staticmethod
    def change_statistic(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        a = view.degrees[i] - view.ties[i, j]
        b = view.degrees[j] - view.ties[i, j]
        found: float = options[a + 1] - options[a] + options[b + 1] - options[b]
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return np.asarray(geometric(self.decay, len(ties))[ties.sum(axis=1)], dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        a = view.degrees[i] - view.ties[i, j]
        found: float = options[a + 1] - options[a]
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pacts_elsewhere(network, one, other)


@mechanism
class Isolates(NetworkMechanism):
    """States without any pact."""

    name = "isolates"
    title = "states without a pact"
    group = Group.NETWORK
    reach = Reach.ALIKE
    formula = r"\sum_{i} 1\{d_i = 0\}"
    readings = Readings(
        positive="states without a pact stayed so more often",
        negative="states without a pact stayed so less often",
    )
    references = (works.CRANMER_2012B,)
    known_as = KnownAs(ergm=("isolates",))
    example = Example(ties="AB", others="C D", value=2, count="C and D")

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum())

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        return -(1.0 if view.degrees[i] == here else 0.0) - (1.0 if view.degrees[j] == here else 0.0)

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return np.asarray(ties.sum(axis=1) == 0, dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return -1.0 if view.degrees[i] == view.ties[i, j] else 0.0

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pacts_elsewhere(network, one, other)


@mechanism
class AlliesElsewhere(StandingMechanism):
    """Defence pacts that the two have with third states: sum of the scaled numbers."""

    name = "allies_elsewhere"
    title = "pacts with third states"
    group = Group.NETWORK
    formula = r"g(d_i - y_{ij}) + g(d_j - y_{ij})"
    readings = Readings(
        positive="states with many allies were tied more often",
        negative="states with many allies were tied less often",
    )
    references = (works.CRANMER_2012A,)
    example = Example(
        ties="AB AC AD BE",
        pair="AB",
        options={"scale": Scale.PLAIN},
        value=3,
        count="A has pacts with C and D, B with E",
    )

    scale: Scale = option(default=Scale.ROOT, symbol="g", meaning="how the number of a state's pacts counts")

    def values(self, network: Network) -> FloatArray:
        tied = network.ties()
        scaled = self.scale.of(np.maximum(tied.sum(axis=1)[:, None] - tied, 0))
        return np.asarray(scaled + scaled.T, dtype=np.float64)

    def standing(self, states: int) -> Standing:
        number = np.arange(states + 1, dtype=np.float64)
        return Standing(common=np.zeros_like(number), elsewhere=self.scale.of(number))

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pacts_elsewhere(network, one, other)
