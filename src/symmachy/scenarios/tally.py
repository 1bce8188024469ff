"""Sums over many draws, of whole numbers only: the same whatever the order in which batches come, and of one size."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.scenarios.run import Measured
    from symmachy.typing import IntArray

__all__ = ["Tally"]

_BASELINE, _SCENARIO, _DIFFERENCE = range(3)


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """What is kept of D draws in G sets of coefficients, for H years, Q pairs of interest, P pairs, M measures.

    Its size depends on none of D. Indices named "which" are baseline, scenario, and scenario less baseline.
    """

    draws: IntArray
    """``(G,)``: how many draws each set has had."""
    pairs: IntArray
    """``(G, 3, H, Q)``: sums over draws of whether each pair of interest has a pact, by which."""
    pairs_squared: IntArray
    """``(H, Q)``: sums of squared differences."""
    measures: IntArray
    """``(G, 3, H, M)``: sums of the measures, by which."""
    measures_squared: IntArray
    """``(H, M)``: sums of squared differences."""
    every: np.ndarray[tuple[int, int, int], np.dtype[np.int32]]
    """``(3, H, P)``: in how many draws each pair has a pact in the baseline; only in the scenario; only in the
    baseline."""
    values: IntArray = field(repr=False)
    """``(V, 5)``: which, year, measure, value, in how many draws; ordered."""

    @classmethod
    def empty(cls, *, sets: int, years: int, of_interest: int, pairs: int, measures: int) -> Tally:
        """Return the tally of no draws."""

        def zeros(*shape: int) -> IntArray:
            return np.zeros(shape, dtype=np.int64)

        return cls(
            draws=zeros(sets),
            pairs=zeros(sets, 3, years, of_interest),
            pairs_squared=zeros(years, of_interest),
            measures=zeros(sets, 3, years, measures),
            measures_squared=zeros(years, measures),
            every=np.zeros((3, years, pairs), dtype=np.int32),
            values=zeros(0, 5),
        )

    @classmethod
    def of(
        cls,
        drawn: Iterable[tuple[int, Measured, Measured]],
        *,
        sets: int,
        shape: tuple[int, int],
        interest: IntArray,
        measures: int,
    ) -> Tally:
        """Count some draws, each with the number of its set.

        Parameters
        ----------
        drawn
            Number of the set, baseline, scenario.
        sets
            G.
        shape
            H and P.
        interest
            ``(Q,)``: the places of the pairs of interest among all P.
        measures
            M.
        """
        found = cls.empty(
            sets=sets, years=shape[0], of_interest=len(interest), pairs=shape[1], measures=measures
        )
        seen = []
        for chosen, baseline, scenario in drawn:
            found.draws[chosen] += 1
            one, other = (
                baseline.tied[:, interest].astype(np.int64),
                scenario.tied[:, interest].astype(np.int64),
            )
            found.pairs[chosen] += np.stack([one, other, other - one])
            found.pairs_squared[:] += (other - one) ** 2
            both = np.stack([baseline.measures, scenario.measures, scenario.measures - baseline.measures])
            found.measures[chosen] += both
            found.measures_squared[:] += both[_DIFFERENCE] ** 2
            seen.append(both)
            found.every[_BASELINE] += baseline.tied
            found.every[1] += scenario.tied > baseline.tied
            found.every[2] += scenario.tied < baseline.tied
        values = _listed(np.stack(seen)) if seen else found.values
        return cls(**{**{f.name: getattr(found, f.name) for f in fields(cls)}, "values": values})

    def __add__(self, other: Tally) -> Tally:
        sums = {
            f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self) if f.name != "values"
        }
        return Tally(**sums, values=_merged(np.concatenate([self.values, other.values])))

    def to_arrays(self) -> dict[str, IntArray]:
        """Return the arrays by name, for a file."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def quantiles(
        self, year: int, measure: int, shares: tuple[float, ...]
    ) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Return the smallest values that at least these shares of the draws do not exceed.

        Of the baseline, of the scenario, and of their difference.

        Parameters
        ----------
        year, measure
            Their places.
        shares
            Above 0, up to 1.
        """
        one, other, difference = (self._quantiles(which, year, measure, shares) for which in range(3))
        return one, other, difference

    def _quantiles(self, which: int, year: int, measure: int, shares: tuple[float, ...]) -> tuple[int, ...]:
        rows = self.values[(self.values[:, :3] == (which, year, measure)).all(axis=1)]
        upto = np.cumsum(rows[:, 4])
        total = int(upto[-1])
        # Whole numbers, so that a share of 0.1 of 10 draws is the first of them.
        ranks = [int(np.ceil(round(share * total, 9))) for share in shares]
        return tuple(int(rows[np.searchsorted(upto, max(rank, 1)), 3]) for rank in ranks)


def _listed(seen: IntArray) -> IntArray:
    """``(V, 5)`` from ``(D, 3, H, M)``."""
    draws, which, years, measures = seen.shape
    index = np.indices((draws, which, years, measures)).reshape(4, -1)[1:]
    rows = np.concatenate([index, seen.reshape(1, -1), np.ones((1, seen.size), dtype=np.int64)]).T
    return _merged(rows)


def _merged(rows: IntArray) -> IntArray:
    if not len(rows):
        return rows
    keys, place = np.unique(rows[:, :4], axis=0, return_inverse=True)
    counts = np.zeros(len(keys), dtype=np.int64)
    np.add.at(counts, place.ravel(), rows[:, 4])
    return np.concatenate([keys, counts[:, None]], axis=1)
