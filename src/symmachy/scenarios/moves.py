"""When states move: pacts come many at once, as where a state accedes to a treaty, and seldom one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.wars import in_world_war

if TYPE_CHECKING:
    import numpy.typing as npt

    from symmachy.forecasting.history import History
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import FloatArray

__all__ = ["Moves", "Pace"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Moves:
    """Random numbers of P pairs that leave each pair's yearly chance as it is and let pacts come together.

    With the chance r a year is one of movement, and in such a year state i moves with the chance ``q_i / r``,
    so that it moves in a share q_i of all years. A pair goes with the one of the two that had fewer pacts in
    the base year, the one that would accede, and then in a share ``g = q_i`` of years; where both had as many,
    it goes where both move, in a share ``g = q_i q_j / r``. From a number u of its own, uniform between 0 and
    1, a pair has ``g u`` where it goes and ``g + (1 - g) u`` where it does not. That is uniform again, so that
    an event of chance h comes with chance h; but where h is below g it comes only where the pair goes, and then
    with the chance h / g.
    """

    wave: float
    """r."""
    share: FloatArray = field(repr=False)
    """``(N,)``: q_i, at most r."""
    one: npt.NDArray[np.intp] = field(repr=False)
    """``(P,)``: the place of the state with which the pair goes."""
    other: npt.NDArray[np.intp] = field(repr=False)
    """``(P,)``: the place of the second one, where it goes with both; else `one` again."""

    @classmethod
    def of(cls, baseline: Timeline, pace: Pace, likely: FloatArray | None = None) -> Moves:
        """Return the moves of a baseline's states.

        Parameters
        ----------
        baseline
            Whose pacts of the base year say which pair goes with whom.
        pace
            How often states move.
        likely
            ``(P,)`` chances of forming a pact in the first year: a state moves at least as often as the
            likeliest of its pairs forms one, which could not come in moves alone otherwise.
        """
        one, other = (rows.astype(np.intp) for rows in baseline.pairs)
        degree = baseline.network(0).ties().sum(axis=1)
        lesser = np.where(degree[other] < degree[one], other, one)
        equal = degree[one] == degree[other]
        share = np.full(len(degree), pace.share)
        if likely is not None:
            np.maximum.at(share, lesser[~equal], likely[~equal])
        return cls(
            wave=pace.wave,
            share=np.minimum(share, pace.wave),
            one=lesser,
            other=np.where(equal, other, lesser),
        )

    def uniforms(self, seed: int, draw: int, years: int) -> FloatArray:
        """``(years, P)``: the random numbers of one draw, by one counter-based stream (Philox) for each draw.

        They depend on nothing but the seed, the draw and the base year, so that the baseline and the scenario
        have the same.
        """
        rng = np.random.Generator(np.random.Philox(key=np.array([seed, draw], dtype=np.uint64)))
        found = rng.random((years, len(self.one)))
        moving = rng.random((years, 1)) < self.wave
        moves = moving & (rng.random((years, len(self.share))) < self.share / self.wave)
        goes = np.flatnonzero(np.take(moves, self.one, axis=1) & np.take(moves, self.other, axis=1))
        flat = found.reshape(-1)
        those = flat[goes] * self._goes[goes % len(self.one)]
        found *= 1.0 - self._goes
        found += self._goes
        flat[goes] = those
        return found

    @cached_property
    def _goes(self) -> FloatArray:
        """``(P,)``: g."""
        both = self.share[self.one] * self.share[self.other] / self.wave
        return np.where(self.one == self.other, self.share[self.one], both)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How often states move, as a record has it; 1 and 1 where pacts came no more together than chance has them."""

    share: float
    """q: the share of state-years in which a state moves."""
    wave: float
    """r: the share of years in which states move at all; at least q."""

    @classmethod
    def of(cls, history: History) -> Pace:
        """Return the pace of a record up to its last year, by the method of moments.

        With O the share of state-years in which a state formed one pact or more with a state that had more of
        them, or as many, and M the mean number of these, q solves ``O = q (1 - exp(-M / q))``: the share in
        which a state that moves forms at least one, were their number Poisson. With n states in a year of
        which k formed one, ``r = O^2 sum n (n - 1) / sum k (k - 1)``, since two states both move in a share
        ``q^2 / r`` of years. The years of the world wars are left out, as in the hazards.
        """
        year, size = history.year, len(history.world.codes)
        place = year - history.world.coverage.first
        years = int(place.max()) + 1
        one, other = place * size + history.one, place * size + history.other
        tied = history.tied.astype(np.float64)
        degree = np.bincount(one, tied, years * size) + np.bincount(other, tied, years * size)
        after = history.tied_after(1)
        known = ~np.isnan(after) & ~in_world_war(year + 1)
        members = np.bincount(np.concatenate([one[known], other[known]]), minlength=years * size) > 0
        lesser = np.where(degree[other] < degree[one], other, one)[known & (after == 1) & ~history.tied]
        formed = np.bincount(lesser, minlength=years * size)
        if not formed.any():
            return cls(share=1.0, wave=1.0)
        some, mean = float((formed > 0)[members].mean()), float(formed[members].mean())
        if some >= 1.0 - np.exp(-mean):
            return cls(share=1.0, wave=1.0)
        share = _solved(some, mean)
        n = members.reshape(years, size).sum(axis=1).astype(np.float64)
        k = (formed > 0).reshape(years, size).sum(axis=1).astype(np.float64)
        twice = float((k * (k - 1)).sum())
        wave = some**2 * float((n * (n - 1)).sum()) / twice if twice else 1.0
        return cls(share=share, wave=min(max(wave, share), 1.0))


def _solved(some: float, mean: float) -> float:
    low, high = some, 1.0
    for _ in range(60):  # the right side grows with q, so that halving finds it
        middle = (low + high) / 2
        low, high = (middle, high) if middle * -np.expm1(-mean / middle) < some else (low, middle)
    return (low + high) / 2
