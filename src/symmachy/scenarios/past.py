"""What a model that is carried forward keeps of the record up to its base year: clocks, and what was ever seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.scenarios.moves import Pace

if TYPE_CHECKING:
    from symmachy.forecasting.history import History
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.typing import BoolArray, FloatArray, IntArray, StateCode, Year

__all__ = ["Past"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Past:
    """The little of a `History` that a simulation reads, for S states and K mechanisms."""

    year: Year
    """The base year."""
    codes: tuple[StateCode, ...] = field(repr=False)
    mechanisms: tuple[Mechanism, ...]
    seen: FloatArray = field(repr=False)
    """``(K, 2)``: the lowest and the highest value that any pair had; without bounds where none was known."""
    clock: IntArray = field(repr=False)
    """``(S, S)``: years with a pact, or without one, the base year included; 0 where one is no member."""
    tied: BoolArray = field(repr=False)
    """``(S, S)``: whether the two had a pact in the base year."""
    pace: Pace
    """How often states move."""

    @classmethod
    def of(cls, history: History) -> Past:
        """Take it from a history, whose last year is the base year."""
        codes, year = history.world.codes, int(history.year.max())
        clock, tied = np.zeros((len(codes),) * 2, dtype=np.int64), np.zeros((len(codes),) * 2, dtype=np.bool_)
        here = np.flatnonzero(history.year == year)
        one, other, age = history.one[here], history.other[here], history.age[here]
        clock[one, other] = clock[other, one] = np.where(age > 0, age, history.waiting[here])
        tied[one, other] = tied[other, one] = age > 0
        seen = [_range(history.values[:, k]) for k in range(len(history.mechanisms))]
        return cls(
            year=year,
            codes=codes,
            mechanisms=history.mechanisms,
            seen=np.array(seen, dtype=np.float64).reshape(-1, 2),
            clock=clock,
            tied=tied,
            pace=Pace.of(history),
        )

    def range_of(self, mechanism: Mechanism) -> tuple[float, float]:
        """Return the lowest and the highest value that any pair had."""
        low, high = self.seen[self.mechanisms.index(mechanism)].tolist()
        return low, high


def _range(values: FloatArray) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    return (float(known.min()), float(known.max())) if len(known) else (-np.inf, np.inf)
