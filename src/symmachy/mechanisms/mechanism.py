"""What a mechanism is: a reason for which states may ally, measured on a yearly network.

There are three kinds, each abstract; every mechanism of the registry is a final class of one of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from symmachy.mechanisms.direction import Direction
from symmachy.mechanisms.option import check_options, options_of, short, spelt
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import KnownAs

if TYPE_CHECKING:
    from symmachy.kernels.view import View
    from symmachy.mechanisms.example import Example
    from symmachy.mechanisms.reference import EqualTo, Reference
    from symmachy.mechanisms.specification import Specification
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = [
    "Group",
    "Mechanism",
    "NetworkMechanism",
    "PairMechanism",
    "PositionMechanism",
    "Readings",
    "Standing",
    "StandingMechanism",
]


class Group(Enum):
    """The question that a mechanism answers."""

    NETWORK = "the network itself"
    PRESSURE = "pressure and wedge"
    TIME = "time"
    POWER = "power"
    LIKENESS = "likeness and interest"
    PLACE = "place"
    POLICY = "policy"
    VARIABLES = "any variable by name"


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """What a positive and a negative coefficient mean, in words."""

    positive: str
    negative: str


@dataclass(frozen=True, kw_only=True)
class Mechanism(ABC):
    """A reason for which states may ally, measured on every pair of a yearly network.

    A subclass is one frozen dataclass whose fields are its options. It says what it measures, what the
    sign of its coefficient means, who wrote of it, and how to put a pair's value into words.
    """

    name: ClassVar[str]
    """The word for it in formulas and reports."""
    title: ClassVar[str]
    """A few words for an axis or a table row."""
    group: ClassVar[Group]
    """The question that it answers."""
    formula: ClassVar[str]
    """Its statistic in LaTeX; y is a tie, d a number of ties, s a number of shared allies, h hostility."""
    readings: ClassVar[Readings]
    references: ClassVar[tuple[Reference, ...]]
    """The works that are named for it; none for plain tools."""
    known_as: ClassVar[KnownAs] = KnownAs()
    """What other packages and the literature call it."""
    equals: ClassVar[tuple[EqualTo, ...]] = ()
    """Terms of other packages that have been shown to have the same numbers."""
    spellings: ClassVar[tuple[str, ...]] = ()
    """Other words that the formula language takes for it."""
    needs: ClassVar[tuple[str, ...]] = ()
    """The variables or roles that the world must have."""
    lagged_as: ClassVar[str] = ""
    """What to write in place of its lag, where that would be the same for all pairs."""
    example: ClassVar[Example]
    """A network small enough to count by hand."""
    dyad_independent: ClassVar[bool]
    """Whether a pair's value is the same whatever ties there are in its year."""
    direction: ClassVar[Direction] = Direction.UNDIRECTED
    """Whether the ties of the network may be directed ones."""
    recalls: ClassVar[bool] = False
    """Whether it reads the pacts of earlier years, so that a simulation of pacts must tell it of them."""

    def __post_init__(self) -> None:
        check_options(self)

    @abstractmethod
    def values(self, network: Network) -> FloatArray:
        """``(N, N)``: its value for every pair of the network's states.

        Symmetric, unless it is of directed ties: then from the row to the column. The diagonal does not
        matter; NaN where something it needs is not known. It may read the network's year and earlier
        years, nothing later.
        """

    @abstractmethod
    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        """One clause of fact on a pair of the network, such as ``they share a land border``."""

    def variables(self) -> tuple[str, ...]:
        """Return the variables or roles that it needs with these options."""
        return self.needs

    def lacks(self, world: World) -> tuple[str, ...]:
        """Return those of its `variables` that a world does not have."""
        return tuple(n for n in self.variables() if n not in world.roles and n not in world.variables)

    @property
    def label(self) -> str:
        """Its text with the options that differ from their defaults: short, and read by a formula."""
        return short(self.name, self)

    def __str__(self) -> str:
        return spelt(self.name, self)

    def __add__(self, other: Mechanism | Specification) -> Specification:
        from symmachy.mechanisms.specification import Specification

        return Specification(terms=(self,)) + other

    def __mul__(self, other: Mechanism) -> Mechanism:
        from symmachy.mechanisms.product import product

        return product(self, other)


@dataclass(frozen=True, kw_only=True)
class PairMechanism(Mechanism):
    """A mechanism whose value for a pair is known without the ties of its year.

    Its statistic is the sum of the values over tied pairs, so that one tie changes it by the pair's
    value. Values are symmetric and ties may be directed or not, unless a subclass says otherwise.
    """

    dyad_independent: ClassVar[bool] = True
    direction: ClassVar[Direction] = Direction.ANY

    def statistic(self, network: Network) -> float:
        """Return the sum of the values over tied pairs; NaN where one of these is not known."""
        ties = network.ties(reading=self.direction.reading)
        whole = self.directed_total if self.direction is Direction.DIRECTED else self.total
        return whole(ties, self.fixed(network))

    def fixed(self, network: Network) -> FloatArray:
        """``(1, N, N)``: the values."""
        return self.values(network)[None]

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        """Return the statistic of undirected ties ``(N, N)`` with the values that `fixed` gave."""
        return float(fixed[0][np.triu(ties, 1)].sum())

    def directed_total(self, ties: BoolArray, fixed: FloatArray) -> float:
        """Return the statistic of directed ties ``(N, N)``: the sum of the states' own parts."""
        return float(self.own(ties, fixed).sum())

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        """``(N,)``: each state's own part, the sum of the values over its ties."""
        return np.asarray(np.where(ties, fixed[0], 0.0).sum(axis=1), dtype=np.float64)


@dataclass(frozen=True, kw_only=True)
class PositionMechanism(Mechanism):
    """A mechanism that reads where a pair stands among the ties of its year, its own tie included.

    It is known for a pair and a year, as a hazard of the following year needs it, but it is not what one
    tie changes in any number of the whole network. In a network model it stands within ``lag(...)``.
    """

    dyad_independent: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A pair's value as a sum of three parts, each a number looked up by where the pair stands."""

    common: FloatArray
    """``(N + 1,)``: by the number of common allies."""
    elsewhere: FloatArray
    """``(N + 1,)``: by a state's number of pacts with third states; counted for each of the two."""
    lapsed: float = 0.0
    """Where a pact between the two has ended."""


@dataclass(frozen=True, kw_only=True)
class StandingMechanism(PositionMechanism):
    """A position that a loop can follow while ties change: its value is said a second time, as tables."""

    @abstractmethod
    def standing(self, states: int) -> Standing:
        """Return the tables whose sum is what `values` gives, for a network of so many states."""


@dataclass(frozen=True, kw_only=True)
class NetworkMechanism(Mechanism):
    """A mechanism that is a number of the whole network, and for a pair what its tie changes in it.

    A subclass says the number twice, by separate routes that the tests compare: slowly for the whole
    network (`total`), and for one pair within compiled loops (`change_statistic`). The same holds for
    each state's own part of it, which actors weigh.
    """

    dyad_independent: ClassVar[bool] = False
    elementary: ClassVar[bool] = False
    """Whether a state that weighs a tie looks at that tie alone: `own_change` is then the tie's share in `own`, and
    not what the tie changes in it."""
    reach: ClassVar[Reach] = Reach.SYSTEM
    """How far the change of one tie reaches into `own_change`; the less, the faster a simulation."""
    ripple: ClassVar[Any] = None
    """A function of the type `symmachy.kernels.listed.RIPPLE`, or None: a way to bring all values of `own_change`
    up to date after one tie was changed, where that is faster than measuring anew what the change reaches.
    ``ripple(view, i, j, options, slot, values)`` adds to `values`, ``(N, N)``, what has become different since
    the tie of `i` to `j` was changed in the view."""

    @abstractmethod
    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        """Return the number for ties ``(N, N)`` with an empty diagonal, in plain numpy.

        They are symmetric unless it is of directed ties: then the row is tied to the column. `fixed` is
        what the method of that name gave.
        """

    def directed_total(self, ties: BoolArray, fixed: FloatArray) -> float:
        """Return the number for directed ties ``(N, N)``.

        It is the sum of the states' own parts where a mechanism reads either kind of ties: an undirected
        tie belongs to two states and counts once, a directed one belongs to its sender.
        """
        whole = self.direction is Direction.DIRECTED
        return self.total(ties, fixed) if whole else float(self.own(ties, fixed).sum())

    @staticmethod
    @abstractmethod
    def change_statistic(view: View, i: int, j: int, options: FloatArray, slot: int) -> float:
        """Return `total` with a tie between `i` and `j` less `total` without it.

        Where ties are directed it is one from `i` to `j`, and the total is `directed_total`. It does not
        depend on whether the tie is there. It is compiled: a subset of numpy and math, no names of the
        module, no new arrays. `options` is what `constants` gave, and ``view.fixed[slot]`` is the first
        of the matrices that `fixed` gave.
        """

    @abstractmethod
    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        """``(N,)``: each state's own part of the number, in plain numpy."""

    @staticmethod
    @abstractmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, slot: int) -> float:
        """Return what a tie between `i` and `j` changes in the own part of `i`, as `change_statistic` does.

        Where the mechanism is `elementary` it is the share of that tie in the own part, were it there.
        """

    def fixed(self, network: Network) -> FloatArray:
        """``(F, N, N)``: matrices that it reads beside the ties; none unless a mechanism says so."""
        return np.zeros((0, len(network.states), len(network.states)))

    def constants(self, states: int) -> FloatArray:
        """Return its options as the compiled functions read them, for a network of so many states.

        A table of values by degree or number of shared allies may stand here.
        """
        del states
        values: list[Any] = [getattr(self, name) for name in options_of(self)]
        return np.array([v for v in values if isinstance(v, int | float)], dtype=np.float64)

    def statistic(self, network: Network) -> float:
        """Return the number of a yearly network."""
        return self.total(network.ties(reading=self.direction.reading), self.fixed(network))

    def values(self, network: Network) -> FloatArray:
        """``(N, N)``: what the tie of each pair changes, or would change."""
        from symmachy.mechanisms.system import System

        directed = self.direction is Direction.DIRECTED
        every: FloatArray = System.of((self,), network, directed=directed).every()
        return np.asarray(every[0], dtype=np.float64)
