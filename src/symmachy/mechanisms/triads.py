"""Allies of allies: what third states a pact is embedded in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
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


def _ripple_of_shared_allies(  # the one signature, compiled as one
    view: View, i: int, j: int, options: FloatArray, _slot: int, values: FloatArray
) -> None:
    """Add what the change of the tie of i and j does to what further ties would add to shared allies.

    With G the table of values and D(c) = G(c+1) - G(c), a pair (k, l) is worth G(s_kl) and, for each common ally
    m, D(s_km - y_kl). The change moves s_im for allies m of j and s_jm for those of i, and lets i and j be
    common allies of their own; nothing else is touched.
    """
    ties, common, tied_to, degrees = view.ties, view.common, view.tied_to, view.degrees
    made = ties[i, j] == 1
    step = 1 if made else -1
    between = common[i, j]
    for side in range(2):
        a, b = (i, j) if side == 0 else (j, i)
        for of_b in range(degrees[b]):
            m = tied_to[b, of_b]
            if m == a:
                continue
            # m is an ally of b: the allies that a shares with m have changed by one.
            count, tied = common[a, m], ties[a, m]
            more = options[count] - options[count - step]
            # b is, or is no longer, a common ally of a and m; m and b share one ally more or less if m is a's too.
            shared = common[m, b] if made or tied == 0 else common[m, b] + 1
            values[a, m] += more + step * (options[between - tied + 1] - options[between - tied])
            values[m, a] += more + step * (options[shared - tied + 1] - options[shared - tied])
            if tied == 0:
                continue
            # m is an ally of both: as a common ally of a and k, and of k by way of a, it counts otherwise.
            last = count if made else count + 1
            untied_k = step * (options[last + 1] - 2 * options[last] + options[last - 1])
            tied_k = step * (options[last] - 2 * options[last - 1] + options[max(last - 2, 0)])
            if tied_k == 0.0 and untied_k == 0.0:  # common allies without end
                continue
            for at in range(degrees[m]):
                k = tied_to[m, at]
                if k not in (a, b):
                    values[a, k] += tied_k if ties[a, k] else untied_k
            for at in range(degrees[a]):
                k = tied_to[a, at]
                if k != m and k != b:  # noqa: PLR1714  # the compiler knows no tuple of two kinds of numbers
                    values[m, k] += tied_k if ties[m, k] else untied_k


@mechanism
class SharedAllies(NetworkMechanism):
    """Pacts between states with a common ally, each further common ally counting less.

    With decay 0 a pact counts 1 where the two have any common ally. The larger the decay, the more further
    ones count. A new pact also makes each of the two a common ally of the other and its allies, which is
    part of what it changes.
    """

    name = "shared_allies"
    title = "shared allies"
    group = Group.NETWORK
    reach = Reach.EMBEDDED
    ripple = staticmethod(_ripple_of_shared_allies)
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

    @staticmethod
    def change_statistic(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found: float = options[view.common[i, j]]
        if view.common[i, j] > 0:
            for at in range(view.degrees[i]):
                k = view.tied_to[i, at]
                if view.ties[j, k]:
                    a = view.common[i, k] - here
                    b = view.common[j, k] - here
                    found += options[a + 1] - options[a] + options[b + 1] - options[b]
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        counted = geometric(self.decay, len(ties))[_common(ties)]
        return np.asarray((ties * counted).sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found: float = options[view.common[i, j]]
        if view.common[i, j] > 0:
            for at in range(view.degrees[i]):
                k = view.tied_to[i, at]
                if view.ties[j, k]:
                    a = view.common[i, k] - here
                    found += options[a + 1] - options[a]
        return found

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
        return np.asarray((ties * _common(ties)).sum(axis=1) / 2, dtype=np.float64)

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
        counted = geometric(self.decay, len(ties))[_common(ties)]
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


def _common(ties: BoolArray) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """``(N, N)``: the number of common allies, 0 on the diagonal, by plain multiplication."""
    tied = ties.astype(np.int64)
    common = tied @ tied
    np.fill_diagonal(common, 0)
    return common
