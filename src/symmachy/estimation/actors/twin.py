"""The slow plain twin of the simulation: every opportunity is drawn, also those that change nothing.

It is written to be read beside the definition of the model, and it is what the fast one is checked against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import System

if TYPE_CHECKING:
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["draw_every_opportunity", "worths"]


def draw_every_opportunity(
    problem: Problem, number: int, rate: float, values: FloatArray, generator: np.random.Generator
) -> tuple[BoolArray, FloatArray]:
    """Return the ties at the end of one path of a period, and its score.

    Parameters
    ----------
    problem
        The model and its data.
    number
        Of the period; no state may come or go in it.
    rate
        Opportunities of a state, where no variable makes them more or less frequent.
    values
        ``(Q,)``: the coefficients.
    generator
        Of the random numbers.

    Returns
    -------
    array
        ``(N, N)``: the ties.
    array
        ``(1 + Q,)``: derivatives of the log-likelihood of all that was drawn, by the logarithm of the rate and
        by the coefficients.
    """
    period, rule = problem.periods[number], problem.rule
    ties, size = period.start.copy(), len(period.states)
    pairs = [(i, j) for i in range(size) for j in range(size) if i != j]
    choosers = len(pairs) if rule.pairwise else size
    pace = rule.pace(rate)
    times = 2.0 if rule.pairwise else 1.0
    often = problem.pace(number, values)
    variables = problem.paced[number] if problem.paced else np.zeros((0, size))
    weighed = len(values) - len(variables)
    score = np.zeros(1 + len(values))
    # Which states have opportunities, and when, is a Poisson process for each; all else is conditional on it.
    score[0] = -times * pace * (choosers if rule.pairwise else often.sum())
    score[1 + weighed :] = -pace * (variables @ often)
    for _ in range(generator.poisson(pace * (choosers if rule.pairwise else often.sum()))):
        score[0] += times
        worth, slopes = worths(problem, number, ties, values)
        if rule.pairwise:
            i, j = pairs[generator.integers(len(pairs))]
            if not period.allowed[i, j]:
                continue
        else:
            i = int(generator.choice(size, p=often / often.sum()))
            score[1 + weighed :] += variables[:, i]
            options = [i, *np.flatnonzero(period.allowed[i])]
            gains = np.array([0.0 if j == i else worth[i, j] for j in options])
            chances = np.exp(gains - gains.max())
            chances /= chances.sum()
            j = int(options[generator.choice(len(options), p=chances)])
            expected = sum(p * slopes[:, i, k] for p, k in zip(chances, options, strict=True) if k != i)
            score[1 : 1 + weighed] -= expected
            if j == i:
                continue
            score[1 : 1 + weighed] += slopes[:, i, j]
        tied = bool(ties[i, j])
        chance = rule.accepted(worth[i, j], worth[j, i], tied=tied)
        happens = generator.random() < chance
        score[1 : 1 + weighed] += _slope_of_chance(problem, worth, slopes, i, j, tied=tied, happens=happens)
        if happens:
            ties[i, j] = not tied
            if not rule.directed:
                ties[j, i] = not tied
    return ties, score


def worths(
    problem: Problem, number: int, ties: BoolArray, values: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return what changing each tie is worth to its row ``(N, N)``, and the derivatives by what is weighed."""
    layout = problem.layout
    system = System.made(
        layout.terms, ties=ties, fixed=list(problem.fixed[number]), directed=problem.rule.directed
    )
    own = system.own_every()
    sign = np.where(ties, -1.0, 1.0)
    slopes = np.concatenate(
        [
            sign * own[list(layout.evaluation)],
            np.where(ties, 0.0, own[list(layout.creation)]),
            np.where(ties, -own[list(layout.endowment)], 0.0),
        ]
    )
    return np.einsum("q,qij->ij", values[: len(slopes)], slopes), slopes


def _slope_of_chance(  # the pair and what is known of it
    problem: Problem, worth: FloatArray, slopes: FloatArray, i: int, j: int, *, tied: bool, happens: bool
) -> FloatArray:
    """Return the derivative of the logarithm of the chance that a proposed change happens, or does not."""
    accepted, step = problem.rule.accepted, 1e-6
    found = np.zeros(len(slopes))
    for k, (mine, theirs) in enumerate(((1.0, 0.0), (0.0, 1.0))):
        high = accepted(worth[i, j] + step * mine, worth[j, i] + step * theirs, tied=tied)
        low = accepted(worth[i, j] - step * mine, worth[j, i] - step * theirs, tied=tied)
        chance = accepted(worth[i, j], worth[j, i], tied=tied)
        if high == low:
            continue
        slope = (high - low) / (2 * step) / (chance if happens else chance - 1.0)
        found += slope * (slopes[:, i, j] if k == 0 else slopes[:, j, i])
    return found
