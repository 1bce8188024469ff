"""Where the estimation begins: the rates and the number of ties that the observed changes suggest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import Ties

if TYPE_CHECKING:
    from symmachy.estimation.actors.kinds import Rule
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["Theta", "outset"]

_STEEPEST = 12.0
"""No coefficient of the number of ties is sought beyond this, on either side of 0."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Theta:
    """Coefficients: ``(M,)`` rates, 0 where nothing changed, and ``(Q,)`` others."""

    rates: FloatArray
    values: FloatArray

    def moved(self, step: FloatArray, free: BoolArray) -> Theta:
        """Return new coefficients: free rates times the exponential of a step's first part, the others plus."""
        rates = self.rates.copy()
        rates[free] *= np.exp(np.clip(step[: int(free.sum())], -1.5, 1.5))
        return Theta(rates=rates, values=self.values + step[int(free.sum()) :])

    def between(self, other: Theta) -> Theta:
        """Return new coefficients half way to others."""
        return Theta(rates=np.sqrt(self.rates * other.rates), values=(self.values + other.values) / 2)


def outset(problem: Problem) -> Theta:
    """Return where the estimation begins.

    As if `ties` were the only mechanism: its coefficient is the one at which ties are made and undone in the
    proportion that was observed, and each rate is the one at which as many change. Where the evaluation has no
    `ties` all coefficients are 0.
    """
    layout, rule = problem.layout, problem.rule
    counts = np.array([_counts(problem, m) for m in range(len(problem.periods))])
    values = np.zeros(len(layout.names))
    place = next((k for k, t in enumerate(layout.evaluation) if isinstance(layout.terms[t], Ties)), None)
    if place is not None:
        values[place] = _drift(rule, counts.sum(axis=0))
    drift = 0.0 if place is None else float(values[place])
    rates = np.zeros(len(problem.periods))
    for m in problem.moving:
        free, made, held, lost = (float(count) for count in counts[m])
        # One's own share in what one may do: so many others to make a tie with, so many to undo one with.
        others = np.array([free, held]) / max(int(problem.periods[m].stays.sum()), 1)
        of_free, of_held = _weights(rule, drift)
        if not rule.pairwise:
            below = 1.0 + float(others @ np.exp([drift, -drift]))
            of_free, of_held = of_free / below, of_held / below
        each = (1.0 if rule.directed else 2.0) * (free * of_free + held * of_held)
        pace = (made + lost) / each
        rates[m] = np.sqrt(pace) if rule.pairwise else pace
    return Theta(rates=rates, values=values)


def _counts(problem: Problem, number: int) -> tuple[float, float, float, float]:
    """Return ordered pairs without a tie, those of them that made one, pairs with one, and that lost it."""
    period = problem.periods[number]
    untied, tied = period.counted & ~period.start, period.counted & period.start
    return (
        float(untied.sum()),
        float((untied & period.end).sum()),
        float(tied.sum()),
        float((tied & ~period.end).sum()),
    )


def _weights(rule: Rule, drift: float) -> tuple[float, float]:
    """Return how readily one tie is made and undone, before division by what else a state could do."""
    make, undo = (1.0, 1.0) if rule.pairwise else (np.exp(drift), np.exp(-drift))
    return (
        make * rule.accepted(drift, drift, tied=False),
        undo * rule.accepted(-drift, -drift, tied=True),
    )


def _drift(rule: Rule, counts: FloatArray) -> float:
    """Return the coefficient at which making and undoing stand in the observed proportion."""
    free, made, held, lost = counts
    # Half a change more of each kind, so that none is impossible because it was not seen.
    sought = np.log((made + 0.5) / (free + 1.0)) - np.log((lost + 0.5) / (held + 1.0))
    low, high = -_STEEPEST, _STEEPEST
    for _ in range(50):
        middle = (low + high) / 2
        made_as, undone_as = _weights(rule, middle)
        low, high = (middle, high) if np.log(made_as) - np.log(undone_as) < sought else (low, middle)
    return (low + high) / 2
