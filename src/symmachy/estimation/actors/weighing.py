"""What states would choose at the start of a period, in plain numpy: gains from changes, and their chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["chances", "free", "gains", "own_parts"]


def own_parts(problem: Problem, number: int) -> FloatArray:
    """``(K, N, N)``: what each tie is to the row's own part of each term, at the start of a period."""
    return problem.systems[number].own_every()


def free(problem: Problem, number: int) -> BoolArray:
    """``(N, N)``: where the row may change its tie to the column, at the start of a period."""
    period = problem.periods[number]
    return period.allowed & np.outer(period.present, period.present)


def gains(problem: Problem, number: int, values: FloatArray, own: FloatArray) -> FloatArray:
    """``(N, N)``: what the row gains from changing its tie to the column, with coefficients ``(Q,)``."""
    making, keeping = problem.layout.directions(values)
    made, undone = np.tensordot(making, own, 1), -np.tensordot(keeping, own, 1)
    return np.where(problem.periods[number].start, undone, made)


def chances(problem: Problem, number: int, worth: FloatArray) -> FloatArray:
    """``(N, N)``: the chance that the row, if it may change one tie, chooses to change that to the column.

    What a row lacks to 1 is the chance to leave all as it is. Where ties are a matter of pairs it is the
    chance that the pair changes its tie if it may.
    """
    may, start = free(problem, number), problem.periods[number].start
    if problem.rule.pairwise:
        found = np.zeros_like(worth)
        for i, j in np.argwhere(may):
            found[i, j] = problem.rule.accepted(worth[i, j], worth[j, i], tied=bool(start[i, j]))
        return found
    allowed = np.where(may, worth, -np.inf)
    most = allowed.max(axis=1, initial=0.0)[:, None]  # to change nothing is worth 0
    weight = np.exp(allowed - most)
    return np.asarray(weight / (np.exp(-most) + weight.sum(axis=1, keepdims=True)), dtype=np.float64)
