"""Allies of allies: what third states a pact is embedded in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.embedded import change_of_embedded, common_of, embedded
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, NetworkMechanism, Readings, Standing, StandingMechanism
from symmachy.mechanisms.option import option
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import KnownAs, Reason
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.scale import Scale, geometric
from symmachy.mechanisms.words import common_allies

if TYPE_CHECKING:
    from symmachy.kernels.view import View
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["CommonAllies", "IndirectAllies", "SharedAllies", "Triangles"]


@mechanism
class SharedAllies(NetworkMechanism):
    """Pacts between states with a common ally, each further common ally counting less.

    With decay 0 a pact counts 1 where the two have any common ally. The larger the decay, the more further
    ones count. A new pact also makes each of the two a common ally of the other and its allies, which is
    part of what it changes in the network.

    A state in an actor-oriented model weighs a pact by the allies that it has in common with the other, and
    not by what the pact does to its further pacts: it is an elementary effect, as RSiena's ``gwesp`` is.
    ``embeddedness`` is the same number where states weigh that too.
    """

    name = "shared_allies"
    title = "shared allies"
    group = Group.NETWORK
    reach = Reach.COMMON
    elementary = True
    formula = r"\sum_{i<j} y_{ij}\, e^{a}\{1-(1-e^{-a})^{s_{ij}}\}"
    readings = Readings(
        positive="pairs with common allies were tied more often",
        negative="pairs with common allies were tied less often",
    )
    references = (
        works.CRANMER_2012A,
        works.WARREN_2010,
        works.SNIJDERS_2006.because(Reason.FORMULA),
        works.HUNTER_2007.because(Reason.FORMULA),
    )
    known_as = KnownAs(ergm=("gwesp",), rsiena=("gwesp",), literature=("transitivity", "triadic closure"))
    equals = works.equal_in_ergm("gwesp(0, fixed = TRUE)", "shared_allies(decay=0)")
    example = Example(
        ties="AB AC BC CD",
        options={"decay": 0.0},
        value=3,
        count="AB, AC and BC each have a common ally, CD has none",
    )

    decay: float = option(
        default=0.5,
        low=0.0,
        high=20.0,
        symbol="a",
        meaning="the larger, the more further common allies count",
    )

    def constants(self, states: int) -> FloatArray:
        return geometric(self.decay, states)

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 2

    change_statistic = staticmethod(change_of_embedded)

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return embedded(self.decay, ties)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        return float(options[view.common[i, j]])

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return common_allies(network, one, other)


@mechanism
class Triangles(NetworkMechanism):
    """Three states with pacts among all of them, each triangle counting 1: shared allies without weights.

    In simulation a positive coefficient of unweighted triangles tends to fill the network or to empty it;
    ``shared_allies`` is the steadier choice.
    """

    name = "triangles"
    title = "triangles of pacts"
    group = Group.NETWORK
    reach = Reach.COMMON
    formula = r"\sum_{i<j<k} y_{ij}\, y_{jk}\, y_{ik}"
    readings = Readings(
        positive="pairs were tied more often, the more common allies they had",
        negative="pairs were tied less often, the more common allies they had",
    )
    references = (works.CRANMER_2012B, works.WARREN_2010)
    known_as = KnownAs(ergm=("triangle", "triangles"), rsiena=("transTriads",))
    equals = works.equal_in_rsiena("transTriads", "triangles")
    example = Example(ties="AB AC BC CD", value=1, count="ABC")

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 3

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return float(view.common[i, j])

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return np.asarray((ties * common_of(ties)).sum(axis=1) / 2, dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return float(view.common[i, j])

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return common_allies(network, one, other)


@mechanism
class IndirectAllies(NetworkMechanism):
    """Pairs, tied or not, that have a common ally, each further common ally counting less.

    Beside ``shared_allies`` it tells common allies of pairs with a pact from those of pairs without one.
    A state's own part are the states that it reaches through an ally.
    """

    name = "indirect_allies"
    title = "pairs linked through an ally"
    group = Group.NETWORK
    reach = Reach.NEIGHBOURS
    formula = r"\sum_{i<j} e^{a}\{1-(1-e^{-a})^{s_{ij}}\}"
    readings = Readings(
        positive="pacts that link a state to many allies of an ally were more frequent",
        negative="pacts that link a state to many allies of an ally were less frequent",
    )
    references = (works.SNIJDERS_2006.because(Reason.FORMULA), works.HUNTER_2007.because(Reason.FORMULA))
    known_as = KnownAs(ergm=("gwdsp",))
    example = Example(
        ties="AB AC BC CD",
        options={"decay": 0.0},
        value=5,
        count="AB, AC, BC, AD and BD have a common ally, CD has none",
    )

    decay: float = option(
        default=0.5,
        low=0.0,
        high=20.0,
        symbol="a",
        meaning="the larger, the more further common allies count",
    )

    def constants(self, states: int) -> FloatArray:
        return geometric(self.decay, states)

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 2

    @staticmethod
    def change_statistic(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found = 0.0
        for at in range(view.degrees[i]):
            k = view.tied_to[i, at]
            if k != j:
                a = view.common[j, k] - here
                found += options[a + 1] - options[a]
        for at in range(view.degrees[j]):
            k = view.tied_to[j, at]
            if k != i:
                b = view.common[i, k] - here
                found += options[b + 1] - options[b]
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        counted = geometric(self.decay, len(ties))[common_of(ties)]
        return np.asarray(counted.sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found = 0.0
        for at in range(view.degrees[j]):
            k = view.tied_to[j, at]
            if k != i:
                b = view.common[i, k] - here
                found += options[b + 1] - options[b]
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return common_allies(network, one, other)


@mechanism
class CommonAllies(StandingMechanism):
    """Third states that have a defence pact with each of the two: their scaled number."""

    name = "common_allies"
    title = "common allies"
    group = Group.NETWORK
    formula = r"g(s_{ij})"
    readings = Readings(
        positive="pairs with common allies were tied more often",
        negative="pairs with common allies were tied less often",
    )
    references = (works.CRANMER_2012A, works.WARREN_2010)
    example = Example(ties="AC AD BC BD", pair="AB", options={"scale": Scale.PLAIN}, value=2, count="C and D")

    scale: Scale = option(default=Scale.LOG, symbol="g", meaning="how the number of common allies counts")

    def values(self, network: Network) -> FloatArray:
        tied = network.ties().astype(np.float64)
        return self.scale.of(tied @ tied)

    def standing(self, states: int) -> Standing:
        number = np.arange(states + 1, dtype=np.float64)
        return Standing(common=self.scale.of(number), elsewhere=np.zeros_like(number))

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return common_allies(network, one, other)
