"""Directed ties: whether they are returned, how they close triads, and who sends many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.direction import Direction
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, NetworkMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import KnownAs, Reason
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.scale import Scale, geometric
from symmachy.mechanisms.words import pacts_elsewhere, pledges_between

if TYPE_CHECKING:
    from symmachy.kernels.view import View
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Activity", "Reciprocity", "ThreeCycles", "TransitiveClosure", "TransitiveTriplets"]

_SNIJDERS = works.SNIJDERS_2010.because(Reason.FORMULA)


@mechanism
class Reciprocity(NetworkMechanism):
    """Pairs of which each is tied to the other.

    A state's own part is the number of its ties that are returned.
    """

    name = "reciprocity"
    title = "ties that are returned"
    group = Group.NETWORK
    reach = Reach.NONE
    formula = r"\sum_{i<j} y_{ij}\, y_{ji}"
    readings = Readings(
        positive="states were tied more often to states that were tied to them",
        negative="states were tied less often to states that were tied to them",
    )
    references = (_SNIJDERS,)
    known_as = KnownAs(ergm=("mutual",), rsiena=("recip",), literature=("mutuality",))
    equals = works.equal_in_rsiena("recip", "reciprocity")
    direction = Direction.DIRECTED
    example = Example(ties="A>B B>A A>C", value=1, count="A and B; the tie of A to C is not returned")

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        del fixed
        return float((ties & ties.T)[np.triu_indices(len(ties), 1)].sum())

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return float(view.ties[j, i])

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return np.asarray((ties & ties.T).sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return float(view.ties[j, i])

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pledges_between(network, one, other)


@mechanism
class TransitiveTriplets(NetworkMechanism):
    """Ties to the friends of friends: a tie from one state to another, and a way by a third one.

    A state's own part counts the triplets from which its ties go out. Each way counts 1; for one that
    counts further ways less see ``transitive_closure``.
    """

    name = "transitive_triplets"
    title = "transitive triplets"
    group = Group.NETWORK
    reach = Reach.COMMON
    formula = r"\sum_{i,j,k} y_{ij}\, y_{ik}\, y_{kj}"
    readings = Readings(
        positive="states were tied more often to states to which their partners were tied",
        negative="states were tied less often to states to which their partners were tied",
    )
    references = (_SNIJDERS,)
    known_as = KnownAs(ergm=("ttriple",), rsiena=("transTrip",), literature=("transitivity",))
    equals = works.equal_in_rsiena("transTrip", "transitive_triplets")
    direction = Direction.DIRECTED
    example = Example(
        ties="A>B B>C A>C C>D", value=1, count="A to C, and A to C by B; B has a way to D but no tie to it"
    )

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        del fixed
        tied = ties.astype(np.int64)
        return float(np.trace(tied @ tied @ tied.T))

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        found = float(view.paths[i, j] + view.common[i, j])
        for k in range(view.ties.shape[0]):
            if view.ties[k, i] and view.ties[k, j]:
                found += 1.0
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return np.asarray((ties * _paths(ties)).sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return float(view.paths[i, j] + view.common[i, j])

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pledges_between(network, one, other)


@mechanism
class TransitiveClosure(NetworkMechanism):
    """Ties between states that are also linked by a third one, each further one counting less.

    The way goes from the sender by the third state to the receiver. With decay 0 a tie counts 1 where there
    is any such way. A state in an actor-oriented model weighs a tie by the ways beside it, and not by what the
    tie does to its further ties: it is an elementary effect, as RSiena's ``gwespFF`` is.
    """

    name = "transitive_closure"
    title = "ties beside a way by third states"
    group = Group.NETWORK
    reach = Reach.COMMON
    elementary = True
    formula = r"\sum_{i,j} y_{ij}\, e^{a}\{1-(1-e^{-a})^{\sum_k y_{ik} y_{kj}}\}"
    readings = Readings(
        positive="states were tied more often to states to which their partners were tied",
        negative="states were tied less often to states to which their partners were tied",
    )
    references = (
        works.SNIJDERS_2006.because(Reason.FORMULA),
        works.HUNTER_2007.because(Reason.FORMULA),
    )
    known_as = KnownAs(ergm=("dgwesp",), rsiena=("gwespFF",), literature=("transitivity",))
    direction = Direction.DIRECTED
    example = Example(
        ties="A>B B>C A>C A>D D>C",
        options={"decay": 0.0},
        value=1,
        count="A is tied to C beside the ways by B and by D, which count as one",
    )

    decay: float = option(
        default=0.5, low=0.0, high=20.0, symbol="a", meaning="the larger, the more further ways count"
    )

    def constants(self, states: int) -> FloatArray:
        return geometric(self.decay, states)

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        del fixed
        table = geometric(self.decay, len(ties))
        where = np.argwhere(ties)
        return float(sum(table[(ties[i] & ties[:, j]).sum()] for i, j in where))

    @staticmethod
    def change_statistic(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found: float = options[view.paths[i, j]]
        for k in range(view.ties.shape[0]):
            if view.ties[i, k] and view.ties[j, k]:
                a = view.paths[i, k] - here
                found += options[a + 1] - options[a]
            if view.ties[k, i] and view.ties[k, j]:
                b = view.paths[k, j] - here
                found += options[b + 1] - options[b]
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        counted = geometric(self.decay, len(ties))[_paths(ties)]
        return np.asarray((ties * counted).sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        return float(options[view.paths[i, j]])

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pledges_between(network, one, other)


@mechanism
class ThreeCycles(NetworkMechanism):
    """Three states of which each is tied to the next, in a round.

    A state's own part counts the rounds that it belongs to.
    """

    name = "three_cycles"
    title = "rounds of three"
    group = Group.NETWORK
    reach = Reach.COMMON
    formula = r"\tfrac{1}{3}\sum_{i,j,k} y_{ij}\, y_{jk}\, y_{ki}"
    readings = Readings(
        positive="states were tied more often where the tie closed a round of three",
        negative="states were tied less often where the tie closed a round of three",
    )
    references = (_SNIJDERS,)
    known_as = KnownAs(ergm=("ctriple",), rsiena=("cycle3",), literature=("generalised exchange",))
    equals = works.equal_in_rsiena("cycle3", "three_cycles")
    direction = Direction.DIRECTED
    example = Example(ties="A>B B>C C>A A>D", value=1, count="A to B to C to A")

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        del fixed
        tied = ties.astype(np.int64)
        return float(np.trace(tied @ tied @ tied)) / 3

    @staticmethod
    def change_statistic(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return float(view.paths[j, i])

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return np.asarray((ties.T * _paths(ties)).sum(axis=1), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, _options: FloatArray, _slot: int) -> float:
        return float(view.paths[j, i])

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pledges_between(network, one, other)


@mechanism
class Activity(NetworkMechanism):
    """Further ties of states that have ties already: each state's number times its scaled number.

    Where ties are directed these are the ties that it sends. For the whole of an undirected network it is
    the number that ``popularity`` is too; the own parts of states, which actors weigh, differ.
    """

    name = "activity"
    title = "further ties of states that have many"
    group = Group.NETWORK
    reach = Reach.ALIKE
    formula = r"\sum_{i} d_i\, g(d_i)"
    readings = Readings(
        positive="states with many ties took up further ties more often",
        negative="states with many ties took up further ties less often",
    )
    references = (_SNIJDERS,)
    known_as = KnownAs(ergm=("ostar",), rsiena=("outAct", "outActSqrt"))
    direction = Direction.ANY
    example = Example(
        ties="AB AC AD",
        options={"scale": Scale.PLAIN},
        value=12,
        count="A has 3, B, C and D 1: 9 + 1 + 1 + 1",
    )

    scale: Scale = option(default=Scale.ROOT, symbol="g", meaning="how the number of a state's ties counts")

    def constants(self, states: int) -> FloatArray:
        return self.scale.of(np.arange(states + 1, dtype=np.float64))

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum())

    @staticmethod
    def change_statistic(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        a = view.degrees[i] - view.ties[i, j]
        found: float = (a + 1) * options[a + 1] - a * options[a]
        if not view.directed:
            b = view.degrees[j] - view.ties[i, j]
            found += (b + 1) * options[b + 1] - b * options[b]
        return found

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        degrees = ties.sum(axis=1)
        return np.asarray(degrees * self.scale.of(degrees), dtype=np.float64)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        a = view.degrees[i] - view.ties[i, j]
        found: float = (a + 1) * options[a + 1] - a * options[a]
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return pacts_elsewhere(network, one, other)


def _paths(ties: BoolArray) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """``(N, N)``: the number of ways by one third state, 0 on the diagonal, by plain multiplication."""
    tied = ties.astype(np.int64)
    paths = tied @ tied
    np.fill_diagonal(paths, 0)
    return paths
