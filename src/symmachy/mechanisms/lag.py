"""A mechanism of an earlier year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.mechanisms.direction import Direction
from symmachy.mechanisms.mechanism import Mechanism, PairMechanism, Readings
from symmachy.mechanisms.option import option

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Lag"]


@dataclass(frozen=True, kw_only=True)
class Lag(PairMechanism):
    """The value that a mechanism had for the pair some years before.

    Not known where the record does not reach back, or one of the two was no member of the system then.
    What is read belongs to the past, so that the value is the same whatever ties there are now.

    Examples
    --------
    >>> from symmachy.mechanisms import SharedAllies
    >>> print(Lag(of=SharedAllies(), years=5))
    lag(shared_allies(decay=0.5), years=5)
    """

    of: Mechanism
    years: int = option(default=1, low=1, high=200, meaning="how many years before")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.of.lagged_as:
            raise BadInput(
                f"lag({self.of.label}) is the same for all pairs; for what it was between the two write "
                f"{self.of.lagged_as}"
            )
        ago = "the year before" if self.years == 1 else f"{self.years} years before"
        for name, value in {
            "name": self.label,
            "title": f"{self.of.title}, {ago}",
            "group": self.of.group,
            "formula": rf"\mathrm{{lag}}_{{{self.years}}}\left({self.of.formula}\right)",
            "readings": Readings(
                positive=f"{self.of.readings.positive} (as it was {ago})",
                negative=f"{self.of.readings.negative} (as it was {ago})",
            ),
            "references": self.of.references,
            "needs": self.of.variables(),
            "direction": self.of.direction if self.of.direction is Direction.DIRECTED else Direction.ANY,
            "recalls": self.of.recalls or not self.of.dyad_independent,
        }.items():
            object.__setattr__(self, name, value)

    def values(self, network: Network) -> FloatArray:
        size = len(network.states)
        found = np.full((size, size), np.nan)
        year = network.year - self.years
        if year not in network.world.coverage:
            return found
        earlier = network.world.in_year(year)
        here = [k for k, code in enumerate(network.states) if code in earlier.place]
        there = [earlier.place[network.states[k]] for k in here]
        if here:
            found[np.ix_(here, here)] = self.of.values(earlier)[np.ix_(there, there)]
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        year = network.year - self.years
        if year in network.world.coverage:
            earlier = network.world.in_year(year)
            if one in earlier.place and other in earlier.place:
                return f"in {year}: {self.of.say(earlier, one, other)}"
        return f"the record does not speak of the two in {year}"

    @property
    def label(self) -> str:
        """Its short text."""
        return f"lag({self.of.label})" if self.years == 1 else f"lag({self.of.label}, years={self.years})"

    def __str__(self) -> str:
        return f"lag({self.of}, years={self.years})"
