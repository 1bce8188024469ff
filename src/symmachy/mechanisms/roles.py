"""Variables by name where ties are directed: of who sends, of who receives, from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.direction import Direction
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.reference import KnownAs
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.variables import OF_PAIRS, OF_STATES
from symmachy.mechanisms.words import each, number, of_pair, plain

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["DirectedPair", "Receiver", "Sender"]


@dataclass(frozen=True, kw_only=True)
class _OfOneSide(PairMechanism):
    direction = Direction.DIRECTED

    def variables(self) -> tuple[str, ...]:
        return (self.variable,)

    variable: str = option(kind=str, kw_only=False, meaning=OF_STATES)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return each(network, one, other, network.state(self.variable), plain(self.variable))


@mechanism
class Sender(_OfOneSide):
    """A variable of states: its value for the one from which the tie goes out."""

    name = "sender"
    title = "variable of the sender"
    group = Group.VARIABLES
    formula = r"\sum_{i,j} y_{ij}\, x_i"
    readings = Readings(
        positive="states high on the variable sent ties more often",
        negative="states high on the variable sent ties less often",
    )
    references = ()
    known_as = KnownAs(ergm=("nodeocov",), rsiena=("egoX",))
    example = Example(
        ties="A>B A>C B>C",
        states={"x": "A=1 B=2 C=4"},
        options={"variable": "x"},
        value=4,
        count="1 for each of the two ties of A, 2 for that of B",
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        return np.repeat(x[:, None], len(x), axis=1)


@mechanism
class Receiver(_OfOneSide):
    """A variable of states: its value for the one to which the tie goes."""

    name = "receiver"
    title = "variable of the receiver"
    group = Group.VARIABLES
    formula = r"\sum_{i,j} y_{ij}\, x_j"
    readings = Readings(
        positive="states high on the variable received ties more often",
        negative="states high on the variable received ties less often",
    )
    references = ()
    known_as = KnownAs(ergm=("nodeicov",), rsiena=("altX",))
    example = Example(
        ties="A>B A>C B>C",
        states={"x": "A=1 B=2 C=4"},
        options={"variable": "x"},
        value=10,
        count="2 for the tie to B, 4 for each of the two to C",
    )

    def values(self, network: Network) -> FloatArray:
        x = network.state(self.variable)
        return np.repeat(x[None], len(x), axis=0)


@mechanism
class DirectedPair(PairMechanism):
    """A variable of pairs as it stands, from the sender of the tie to its receiver."""

    name = "directed_pair"
    title = "variable from one to the other"
    group = Group.VARIABLES
    formula = r"\sum_{i,j} y_{ij}\, x_{ij}"
    readings = Readings(
        positive="states were tied more often to those towards which the variable was high",
        negative="states were tied less often to those towards which the variable was high",
    )
    references = ()
    known_as = KnownAs(ergm=("edgecov", "dyadcov"), rsiena=("X",))
    direction = Direction.DIRECTED
    example = Example(
        ties="A>B B>C",
        pairs={"x": "A>B=0.5 B>A=3 A>C=2"},
        options={"variable": "x"},
        value=0.5,
        count="0.5 from A to B, 0 from B to C; 3 from B to A has no tie",
    )

    variable: str = option(kind=str, kw_only=False, meaning=OF_PAIRS)

    def variables(self) -> tuple[str, ...]:
        return (self.variable,)

    def values(self, network: Network) -> FloatArray:
        return network.pair(self.variable)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        values = self.values(network)
        said = []
        for a, b in ((one, other), (other, one)):
            value = of_pair(values, network, a, b)
            known = "not known" if np.isnan(value) else number(value)
            said.append(f"{network.named(a)} to {network.named(b)}: {plain(self.variable)} {known}")
        return " and ".join(said)
