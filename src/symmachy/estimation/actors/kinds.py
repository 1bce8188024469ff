"""Who decides on a tie of a non-directed network, and whose tie it is in a directed one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from symmachy.estimation.codec import storable

__all__ = [
    "Compensatory",
    "Conjunctive",
    "Directed",
    "Disjunctive",
    "Forcing",
    "Reciprocal",
    "Rule",
]


@dataclass(frozen=True)
class Rule(ABC):
    """How a tie comes to be changed, given what each of the two gains from the change."""

    name: ClassVar[str]
    rule: ClassVar[int]
    """Its number in `symmachy.kernels.decide`."""
    siena: ClassVar[int]
    """The number of the model type in RSiena."""
    pairwise: ClassVar[bool] = False
    """Whether opportunities come to pairs; else they come to single states, which choose among all ties."""
    directed: ClassVar[bool] = False

    def pace(self, rate: float) -> float:
        """Return how often a chooser comes up in a period.

        A state comes up as often as its rate says. A pair comes up in each of its two orders as often as the
        product of its states' rates says, which is how RSiena's estimates of pairwise models are to be read
        (its numbers and these agree).
        """
        return rate * rate if self.pairwise else rate

    @abstractmethod
    def accepted(self, gain: float, other: float, *, tied: bool) -> float:
        """Return the chance that a change happens once it was proposed.

        A pair that has an opportunity proposes its change; a state proposes the change that it chose.

        Parameters
        ----------
        gain, other
            What the change is worth to the one that proposes and to the other.
        tied
            Whether the change is to undo a tie.
        """


@storable
class Forcing(Rule):
    """One state decides alone, to make a tie and to undo it.

    Examples
    --------
    >>> Forcing().accepted(0.5, -100.0, tied=False)
    1.0
    """

    name = "forcing"
    rule = 0
    siena = 2

    def accepted(self, gain: float, other: float, *, tied: bool) -> float:
        """Return 1: what it chose happens."""
        del gain, other, tied
        return 1.0


@storable
class Directed(Rule):
    """Ties are directed: each state decides on the ties that it sends.

    Examples
    --------
    >>> Directed().directed
    True
    """

    name = "directed"
    rule = 0
    siena = 1
    directed = True

    def accepted(self, gain: float, other: float, *, tied: bool) -> float:
        """Return 1: what it chose happens."""
        del gain, other, tied
        return 1.0


@storable
class Reciprocal(Rule):
    """One state proposes a tie and the other has to confirm it; either may undo it alone.

    Examples
    --------
    >>> Reciprocal().accepted(0.5, 0.0, tied=False), Reciprocal().accepted(0.5, 0.0, tied=True)
    (0.5, 1.0)
    """

    name = "unilateral initiative, reciprocal confirmation"
    rule = 1
    siena = 3

    def accepted(self, gain: float, other: float, *, tied: bool) -> float:
        """Return the chance that the other confirms a tie; 1 where a tie is undone."""
        del gain
        return 1.0 if tied else _yes(other)


@storable
class Conjunctive(Rule):
    """A pair reconsiders its tie, which is there afterwards if both wish it.

    Examples
    --------
    >>> Conjunctive().accepted(0.0, 0.0, tied=False), Conjunctive().accepted(0.0, 0.0, tied=True)
    (0.25, 0.75)
    """

    name = "pairwise conjunctive"
    rule = 2
    siena = 5
    pairwise = True

    def accepted(self, gain: float, other: float, *, tied: bool) -> float:
        """Return the chance that both wish a new tie, or that one of them wishes it undone."""
        return _one(gain, other) if tied else _yes(gain) * _yes(other)


@storable
class Disjunctive(Rule):
    """A pair reconsiders its tie, which is there afterwards if one of them wishes it.

    Examples
    --------
    >>> Disjunctive().accepted(0.0, 0.0, tied=False), Disjunctive().accepted(0.0, 0.0, tied=True)
    (0.75, 0.25)
    """

    name = "pairwise disjunctive"
    rule = 3
    siena = 4
    pairwise = True

    def accepted(self, gain: float, other: float, *, tied: bool) -> float:
        """Return the chance that one of them wishes a new tie, or that both wish it undone."""
        return _yes(gain) * _yes(other) if tied else _one(gain, other)


@storable
class Compensatory(Rule):
    """A pair reconsiders its tie by the sum of what it is worth to both: the tie-based model.

    Examples
    --------
    >>> Compensatory().accepted(1.0, -1.0, tied=False)
    0.5
    """

    name = "pairwise compensatory"
    rule = 4
    siena = 6
    pairwise = True

    def accepted(self, gain: float, other: float, *, tied: bool) -> float:
        """Return the chance that goes with the sum of the two."""
        del tied
        return _yes(gain + other)


def _yes(gain: float) -> float:
    return float(1.0 / (1.0 + np.exp(-gain)))


def _one(gain: float, other: float) -> float:
    return _yes(gain) + _yes(other) - _yes(gain) * _yes(other)
