"""How long every pair has been tied, or has waited without a tie, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.world.network import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.estimation.relation import Relation
    from symmachy.typing import IntArray, Year
    from symmachy.world.world import World

__all__ = ["Clocks", "clocks"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Clocks:
    """The two clocks of all S states' pairs in one year."""

    year: Year
    age: IntArray
    """``(S, S)``: years without a gap for which the tie has been there, this one included; 0 where it is not."""
    waiting: IntArray
    """``(S, S)``: years for which both were members without the tie, this one included; 0 where it is there."""


def clocks(world: World, relation: Relation) -> Iterator[Clocks]:
    """Give the clocks of each year of a world, from its first year on, where they begin at 1.

    A tie that is marked as unknown counts as the record has it.
    """
    size = len(world.codes)
    age = np.zeros((size, size), dtype=np.int64)
    waiting = np.zeros_like(age)
    bits = np.uint8(relation.obligation)
    for place, year in enumerate(world.years):
        owed = (world.pledged[place] & bits) == bits
        if relation.reading is not Reading.DIRECTED:
            owed = owed | owed.T if relation.reading is Reading.EITHER else owed & owed.T
        there = world.membership[place]
        age = np.where(owed, age + 1, 0)
        waiting = np.where(~owed & there & there[:, None], waiting + 1, 0)
        yield Clocks(year=year, age=age, waiting=waiting)
