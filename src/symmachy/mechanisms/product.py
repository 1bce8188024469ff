"""Interactions: the product of several mechanisms' values for a pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.direction import Direction
from symmachy.mechanisms.mechanism import Mechanism, PairMechanism, PositionMechanism, Readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["PairProduct", "PositionProduct", "product"]


@dataclass(frozen=True, kw_only=True)
class PairProduct(PairMechanism):
    """The product of mechanisms that do not depend on the ties of the year; made by `product`."""

    factors: tuple[Mechanism, ...]

    def __post_init__(self) -> None:
        _describe(self, self.factors)

    def values(self, network: Network) -> FloatArray:
        return _product(self.factors, network)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _say(self.factors, network, one, other)

    @property
    def label(self) -> str:
        """Its short text."""
        return " * ".join(f.label for f in self.factors)

    def __str__(self) -> str:
        return " * ".join(map(str, self.factors))


@dataclass(frozen=True, kw_only=True)
class PositionProduct(PositionMechanism):
    """The product of mechanisms of which one reads the ties as they stand; made by `product`.

    What a tie changes in the whole network is no product, so that it stands in hazards and within
    ``lag(...)`` alone.
    """

    factors: tuple[Mechanism, ...]

    def __post_init__(self) -> None:
        _describe(self, self.factors)

    def values(self, network: Network) -> FloatArray:
        return _product(self.factors, network)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return _say(self.factors, network, one, other)

    @property
    def label(self) -> str:
        """Its short text."""
        return " * ".join(f.label for f in self.factors)

    def __str__(self) -> str:
        return " * ".join(map(str, self.factors))


def product(*mechanisms: Mechanism) -> Mechanism:
    """Return the product of mechanisms: their interaction, without the mechanisms themselves.

    The order of the factors does not matter.

    Examples
    --------
    >>> from symmachy.mechanisms import GreatPower, LandBorder
    >>> product(GreatPower(), LandBorder()) == LandBorder() * GreatPower()
    True
    """
    factors = tuple(sorted(_factors(mechanisms), key=str))
    if len(factors) == 1:
        return factors[0]
    kind = PairProduct if all(isinstance(f, PairMechanism) for f in factors) else PositionProduct
    return kind(factors=factors)


def _factors(mechanisms: tuple[Mechanism, ...]) -> Iterator[Mechanism]:
    for m in mechanisms:
        if isinstance(m, PairProduct | PositionProduct):
            yield from m.factors
        else:
            yield m


def _describe(made: PairProduct | PositionProduct, factors: tuple[Mechanism, ...]) -> None:
    for name, value in {
        "name": made.label,
        "title": " times ".join(f.title for f in factors),
        "group": factors[0].group,
        "formula": r" \times ".join(rf"\left({f.formula}\right)" for f in factors),
        "readings": Readings(
            positive=f"pairs high on all of these were tied more often: {', '.join(f.title for f in factors)}",
            negative=f"pairs high on all of these were tied less often: {', '.join(f.title for f in factors)}",
        ),
        "references": tuple(dict.fromkeys(r for f in factors for r in f.references)),
        "needs": tuple(dict.fromkeys(n for f in factors for n in f.variables())),
        "direction": Direction.joint(f.direction for f in factors),
        "recalls": any(f.recalls for f in factors),
    }.items():
        object.__setattr__(made, name, value)


def _product(factors: tuple[Mechanism, ...], network: Network) -> FloatArray:
    found = np.ones((len(network.states),) * 2)
    for f in factors:
        found = found * f.values(network)
    return found


def _say(factors: tuple[Mechanism, ...], network: Network, one: StateCode, other: StateCode) -> str:
    return "; ".join(f.say(network, one, other) for f in factors)
