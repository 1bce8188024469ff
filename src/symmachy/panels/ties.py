"""What counts as a tie, and how long it has lasted."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.world import Obligation

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, IntArray
    from symmachy.world import World

__all__ = ["Tie", "age_of", "tied_in"]


class Tie(StrEnum):
    """Which pledges tie two states, read as a pledge of either to the other."""

    DEFENSE = "defense"
    """A pledge of defence."""
    ANY = "any"
    """A pledge of any of the five obligations."""
    LESSER = "lesser"
    """A pledge of neutrality, non-aggression or consultation."""

    @property
    def obligations(self) -> Obligation:
        """The obligations of which one is enough."""
        lesser = Obligation.NEUTRALITY | Obligation.NONAGGRESSION | Obligation.CONSULTATION
        match self:
            case Tie.DEFENSE:
                return Obligation.DEFENSE
            case Tie.LESSER:
                return lesser
            case _:
                return lesser | Obligation.DEFENSE | Obligation.OFFENSE

    @property
    def words(self) -> str:
        """How it is written in sentences."""
        return {
            Tie.DEFENSE: "a pledge of defence",
            Tie.ANY: "a pledge of any of the five obligations",
            Tie.LESSER: "a pledge of neutrality, non-aggression or consultation",
        }[self]


def tied_in(world: World, tie: Tie) -> BoolArray:
    """``(Y, S, S)``: whether two states were tied on any day of the year; symmetric."""
    owed = (world.pledged & np.uint8(tie.obligations)) > 0
    return np.asarray(owed | owed.transpose(0, 2, 1), dtype=np.bool_)


def age_of(tied: BoolArray) -> IntArray:
    """``(Y, S, S)``: for how many years without a gap it has been so, the year itself included.

    Examples
    --------
    >>> import numpy as np
    >>> age_of(np.array([True, True, False, True])[:, None, None]).ravel().tolist()
    [1, 2, 0, 1]
    """
    age = np.zeros(tied.shape, dtype=np.int16)
    for year in range(len(tied)):
        before = age[year - 1] if year else 0
        age[year] = np.where(tied[year], before + 1, 0)
    return age  # type: ignore[return-value]  # the smaller whole numbers save memory
