"""When states move: pacts come many at once, as where a state accedes to a treaty, and seldom one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.wars import in_world_war

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.forecasting.history import History
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import FloatArray

__all__ = ["Moves", "share_of_years"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Moves:
    """Random numbers of P pairs that leave each pair's yearly chance as it is and let the pacts of a state come together.

    In each year each state moves with the chance q, by itself. A pair goes with the one of the two that had
    fewer pacts in the base year, the one that would accede; where both had as many, with one of them by lot in
    each draw. From a number u of its own, uniform between 0 and 1, a pair has ``q u`` where its state moves and
    ``q + (1 - q) u`` where it does not. That is uniform again, so that an event of chance h comes with chance h;
    but where h is below q it comes only in years in which the state moves, and then with the chance h / q.
    """

    share: float
    """q; 1 for pairs that go by themselves."""
    states: int
    mover: npt.NDArray[np.intp] = field(repr=False)
    """``(P,)``: the place of the state with which the pair goes."""
    equal: npt.NDArray[np.intp] = field(repr=False)
    """``(E,)``: the places of the pairs whose two states had as many pacts."""
    other: npt.NDArray[np.intp] = field(repr=False)
    """``(E,)``: the other state of each of these."""

    @classmethod
    def of(cls, baseline: Timeline, share: float) -> Moves:
        """Return the moves of a baseline's states, each in such a share of years."""
        one, other = baseline.pairs
        degree = baseline.network(0).ties().sum(axis=1)
        equal = np.flatnonzero(degree[one] == degree[other])
        return cls(
            share=share,
            states=len(baseline.states),
            mover=np.where(degree[other] < degree[one], other, one).astype(np.intp),
            equal=equal.astype(np.intp),
            other=other[equal].astype(np.intp),
        )

    def uniforms(self, seed: int, draw: int, years: int) -> FloatArray:
        """``(years, P)``: the random numbers of one draw, by one counter-based stream (Philox) for each draw.

        They depend on nothing but the seed, the draw and the base year's pacts, so that the baseline and the
        scenario have the same.
        """
        rng = np.random.Generator(np.random.Philox(key=np.array([seed, draw], dtype=np.uint64)))
        found = rng.random((years, len(self.mover)))
        moves = rng.random((years, self.states)) < self.share
        mover = self.mover.copy()
        swapped = rng.random(len(self.equal)) < 0.5
        mover[self.equal[swapped]] = self.other[swapped]
        with_them = np.flatnonzero(np.take(moves, mover, axis=1))
        flat = found.reshape(-1)
        those = flat[with_them] * self.share
        flat *= 1.0 - self.share
        flat += self.share
        flat[with_them] = those
        return found


def share_of_years(history: History) -> float:
    """Return the share of state-years in which a state moves, as the record up to the base year has it.

    With O the share of state-years in which a state formed one pact or more with a state that had more of
    them, or as many, and M the mean number of these, q solves ``O = q (1 - exp(-M / q))``: the share in which
    a state that moves forms at least one, were their number Poisson. The years of the world wars are left out,
    as in the hazards. It is 1 where the pacts came no more together than chance has them.
    """
    year, size = history.year, len(history.world.codes)
    place = year - history.world.coverage.first
    count = (int(place.max()) + 1) * size
    one, other = place * size + history.one, place * size + history.other
    tied = history.tied.astype(np.float64)
    degree = np.bincount(one, tied, count) + np.bincount(other, tied, count)
    after = history.tied_after(1)
    known = ~np.isnan(after) & ~in_world_war(year + 1)
    there = np.bincount(np.concatenate([one[known], other[known]]), minlength=count) > 0
    lesser = np.where(degree[other] < degree[one], other, one)[known & (after == 1) & ~history.tied]
    formed = np.bincount(lesser, minlength=count)[there]
    if not formed.any():
        return 1.0
    some, mean = float((formed > 0).mean()), float(formed.mean())
    if some >= 1.0 - np.exp(-mean):
        return 1.0
    low, high = some, 1.0
    for _ in range(60):  # the right side grows with q, so that halving finds it
        middle = (low + high) / 2
        low, high = (middle, high) if middle * -np.expm1(-mean / middle) < some else (low, middle)
    return (low + high) / 2
