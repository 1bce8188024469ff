"""Differences between scenario and baseline, with what chance and what the coefficients leave open, apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.scenarios.tally import Tally
    from symmachy.typing import FloatArray, IntArray, StateCode, Year

__all__ = ["SHARES", "Effect", "MeasureEffect", "Moved", "PairEffect", "effects", "moved"]

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles over draws that are given of the measures of the whole system."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """One number in one year: mean of the baseline's draws, of the scenario's, and of their differences."""

    year: Year
    baseline: float
    scenario: float
    difference: float
    monte_carlo: float
    """Standard error of the difference from the finite number of draws: more draws make it smaller."""
    parameters: float
    """Standard deviation of the difference over coefficients that the record allows: more draws leave it."""
    possible: tuple[float, float] = (-float("inf"), float("inf"))
    """Between what the difference must lie: -1 and 1 for chances."""

    @property
    def interval(self) -> tuple[float, float]:
        """The difference less and plus 1.96 times both uncertainties taken together, within what is possible."""
        half = 1.959964 * float(np.hypot(self.monte_carlo, self.parameters))
        low, high = self.possible
        return max(low, self.difference - half), min(high, self.difference + half)


@dataclass(frozen=True, kw_only=True, slots=True)
class PairEffect:
    """The chance of a pact between two states, year by year."""

    one: StateCode
    other: StateCode
    names: tuple[str, str]
    allied: bool
    """Whether they had a pact in the base year."""
    years: tuple[Effect, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureEffect:
    """A measure of the whole system, year by year."""

    name: str
    title: str
    start: int
    """Its value in the base year."""
    years: tuple[Effect, ...]
    quantiles: tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]], ...]
    """For each year those of the baseline, the scenario and the difference, at `SHARES`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A pair whose chance of a pact at the horizon differs most."""

    one: StateCode
    other: StateCode
    baseline: float
    scenario: float
    error: float
    """Standard error of the difference from the finite number of draws."""


def effects(
    sums: IntArray,
    squared: IntArray,
    draws: IntArray,
    first: Year,
    *,
    possible: tuple[float, float] = (-float("inf"), float("inf")),
) -> tuple[tuple[Effect, ...], ...]:
    """Turn the sums of a tally into effects, for each of Q numbers and H years.

    With G sets of coefficients and n draws of each, the Monte Carlo error is the standard deviation of the
    sets' means over the root of G; the variance over coefficients is the variance of these means less what
    n draws leave in them (within-set variance / n), and 0 where that is less than 0: a one-way analysis of
    variance with random groups.

    Parameters
    ----------
    sums
        ``(G, 3, H, Q)`` by set and which: baseline, scenario, difference.
    squared
        ``(H, Q)`` sums of squared differences.
    draws
        ``(G,)`` draws of each set.
    first
        The year of the first of H.
    possible
        Between what every difference must lie.
    """
    sets, each, total = len(draws), float(draws[0]), float(draws.sum())
    means = sums.sum(axis=0) / total
    by_set = sums[:, 2] / draws[:, None, None]
    between = by_set.var(axis=0, ddof=1)
    within = (squared - each * (by_set**2).sum(axis=0)) / (total - sets)
    within = np.maximum(within, 0.0)  # what rounding leaves below 0
    error = np.sqrt(between / sets)
    spread = np.sqrt(np.maximum(between - within / each, 0.0))
    return tuple(
        tuple(
            Effect(
                year=first + h,
                baseline=float(means[0, h, q]),
                scenario=float(means[1, h, q]),
                difference=float(means[2, h, q]),
                monte_carlo=float(error[h, q]),
                parameters=float(spread[h, q]),
                possible=possible,
            )
            for h in range(sums.shape[2])
        )
        for q in range(sums.shape[3])
    )


def moved(
    tally: Tally, pairs: tuple[IntArray, IntArray], states: tuple[StateCode, ...], *, number: int = 15
) -> tuple[Moved, ...]:
    """Name the pairs whose chance of a pact in the last year differs most, the largest difference first.

    Only pairs whose difference is more than three standard errors are named.
    """
    total = float(tally.draws.sum())
    base, gained, lost = tally.every[:, -1].astype(np.float64)
    difference: FloatArray = (gained - lost) / total
    error = np.sqrt(np.maximum((gained + lost) / total - difference**2, 0.0) / total)
    clear = np.flatnonzero(np.abs(difference) > np.maximum(3 * error, 1e-12))
    order = clear[np.lexsort((clear, -np.abs(difference[clear])))][:number]
    return tuple(
        Moved(
            one=states[pairs[0][p]],
            other=states[pairs[1][p]],
            baseline=float(base[p] / total),
            scenario=float((base[p] + gained[p] - lost[p]) / total),
            error=float(error[p]),
        )
        for p in order
    )
