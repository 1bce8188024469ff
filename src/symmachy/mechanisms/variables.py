"""Any variable of the record by its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.reference import KnownAs
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import each, number, of_pair, plain

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = [
    "OF_PAIRS",
    "OF_STATES",
    "Both",
    "Difference",
    "Larger",
    "Pair",
    "Same",
    "Similarity",
    "Smaller",
    "Sum",
]

OF_STATES = "a variable of states, by its name or the part it plays"
OF_PAIRS = "a variable of pairs, by its name or the part it plays"


class Both(Enum):
    """How a directed variable is read as one of a pair."""

    LARGER = "larger"
    """The larger of the two directions: for a yes/no variable, whether it is so in either."""
    SMALLER = "smaller"
    """The smaller of the two: whether it is so in both."""
    MEAN = "mean"


@dataclass(frozen=True, kw_only=True)
class _OfVariable(PairMechanism):
    def variables(self) -> tuple[str, ...]:
        return (self.variable,)

    variable: str = option(kind=str, kw_only=False, meaning=OF_STATES)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return each(network, one, other, network.state(self.variable), plain(self.variable))


@mechanism
class Sum(_OfVariable):
    """A variable of states, summed over the two."""

    name = "sum"
    title = "sum of a variable"
    group = Group.VARIABLES
    formula = r"\sum_{i<j} y_{ij} (x_i + x_j)"
    readings = Readings(
        positive="states high on the variable were tied more often",
        negative="states high on the variable were tied less often",
    )
    references = ()
    known_as = KnownAs(ergm=("nodecov",), rsiena=("egoX", "altX"))
    equals = works.equal_in_ergm('nodecov("x")', "sum('x')")
    spellings = ("state",)
    example = Example(
        ties="AB BC", states={"x": "A=1 B=2 C=3"}, options={"variable": "x"}, value=8, count="1 + 2 and 2 + 3"
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        return np.asarray(x[:, None] + x, dtype=np.float64)


@mechanism
class Difference(_OfVariable):
    """How far apart the two are on a variable of states."""

    name = "difference"
    title = "difference on a variable"
    group = Group.VARIABLES
    formula = r"\sum_{i<j} y_{ij}\, |x_i - x_j|"
    readings = Readings(
        positive="pairs far apart on the variable were tied more often",
        negative="pairs far apart on the variable were tied less often",
    )
    references = ()
    known_as = KnownAs(ergm=("absdiff",), rsiena=("absDiffX",))
    equals = works.equal_in_ergm('absdiff("x")', "difference('x')")
    example = Example(
        ties="AB AC", states={"x": "A=1 B=2 C=4"}, options={"variable": "x"}, value=4, count="1 + 3"
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        return np.asarray(np.abs(x[:, None] - x), dtype=np.float64)


@mechanism
class Same(_OfVariable):
    """Whether the two have the same value on a variable of states (1 or 0)."""

    name = "same"
    title = "same value of a variable"
    group = Group.VARIABLES
    formula = r"\sum_{i<j} y_{ij}\, 1\{x_i = x_j\}"
    readings = Readings(
        positive="pairs alike on the variable were tied more often",
        negative="pairs alike on the variable were tied less often",
    )
    references = ()
    known_as = KnownAs(ergm=("nodematch",), rsiena=("sameX",))
    example = Example(
        ties="AB AC",
        states={"x": "A=1 B=1 C=4"},
        options={"variable": "x"},
        value=1,
        count="A and B are alike",
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        unknown = np.isnan(x)
        alike = (x[:, None] == x).astype(np.float64)
        return np.where(unknown[:, None] | unknown, np.nan, alike)


@mechanism
class Similarity(_OfVariable):
    """How alike the two are on a variable of states: 1 for the same value, 0 for the largest difference.

    The largest difference is that of the year's states among themselves, so that it may change from year
    to year; give ``span`` where it should not. Where all have one value any two are alike.
    """

    name = "similarity"
    title = "similarity on a variable"
    group = Group.VARIABLES
    formula = r"\sum_{i<j} y_{ij} \left(1 - \frac{|x_i - x_j|}{r}\right)"
    readings = Readings(
        positive="pairs alike on the variable were tied more often",
        negative="pairs alike on the variable were tied less often",
    )
    references = ()
    known_as = KnownAs(rsiena=("simX",))
    equals = works.equal_in_rsiena("simX, x with a range of 4", "similarity('x', span=4)")
    example = Example(
        ties="AB BC",
        states={"x": "A=1 B=2 C=5"},
        options={"variable": "x"},
        value=1,
        count="0.75 for a difference of 1 where 4 is the largest, and 0.25 for one of 3",
    )

    span: float = option(
        default=0.0,
        low=0.0,
        high=1e12,
        symbol="r",
        meaning="the difference that counts as none alike; with 0 the largest among the states of the year",
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        apart = np.asarray(np.abs(x[:, None] - x), dtype=np.float64)
        largest = self.span or np.nanmax(apart, initial=0.0)
        return 1 - apart / largest if largest > 0 else 1 - apart


@mechanism
class Larger(_OfVariable):
    """The larger of the two states' values on a variable."""

    name = "larger"
    title = "larger value of a variable"
    group = Group.VARIABLES
    formula = r"\sum_{i<j} y_{ij} \max(x_i, x_j)"
    readings = Readings(
        positive="pairs with a state high on the variable were tied more often",
        negative="pairs with a state high on the variable were tied less often",
    )
    references = ()
    example = Example(
        ties="AB BC", states={"x": "A=1 B=2 C=3"}, options={"variable": "x"}, value=5, count="2 and 3"
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        return np.maximum(x[:, None], x)


@mechanism
class Smaller(_OfVariable):
    """The smaller of the two states' values on a variable: that of the weaker link."""

    name = "smaller"
    title = "smaller value of a variable"
    group = Group.VARIABLES
    formula = r"\sum_{i<j} y_{ij} \min(x_i, x_j)"
    readings = Readings(
        positive="pairs of which both are high on the variable were tied more often",
        negative="pairs of which both are high on the variable were tied less often",
    )
    references = ()
    known_as = KnownAs(literature=("weak link",))
    example = Example(
        ties="AB BC", states={"x": "A=1 B=2 C=3"}, options={"variable": "x"}, value=3, count="1 and 2"
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        return np.minimum(x[:, None], x)


@mechanism
class Pair(PairMechanism):
    """A variable of pairs; one that is directed is read as the larger of the two directions, or otherwise."""

    name = "pair"
    title = "variable of the pair"
    group = Group.VARIABLES
    formula = r"\sum_{i<j} y_{ij}\, x_{ij}"
    readings = Readings(
        positive="pairs high on the variable were tied more often",
        negative="pairs high on the variable were tied less often",
    )
    references = ()
    known_as = KnownAs(ergm=("edgecov", "dyadcov"), rsiena=("X",))
    equals = works.equal_in_ergm("edgecov(x)", "pair('x')")
    example = Example(
        ties="AB BC", pairs={"x": "AB=0.5 AC=2"}, options={"variable": "x"}, value=0.5, count="0.5 + 0"
    )

    variable: str = option(kind=str, kw_only=False, meaning=OF_PAIRS)
    both: Both = option(default=Both.LARGER, meaning="how a directed variable is read")

    def variables(self) -> tuple[str, ...]:
        return (self.variable,)

    def values(self, network: Network) -> FloatArray:
        x = network.pair(self.variable)
        if self.both is Both.MEAN:
            return np.asarray((x + x.T) / 2, dtype=np.float64)
        return np.maximum(x, x.T) if self.both is Both.LARGER else np.minimum(x, x.T)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        value = of_pair(self.values(network), network, one, other)
        return f"{plain(self.variable)} of the pair: {'not known' if np.isnan(value) else number(value)}"
