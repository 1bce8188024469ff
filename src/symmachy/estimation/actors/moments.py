"""The method of moments: derivatives by the score function, covariances, steps and ratios of convergence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.problem import Problem
    from symmachy.estimation.actors.simulate import Draws
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["Moments", "mean_of", "moments_of", "pooled"]

_ENOUGH = 3
"""Draws for each coefficient of a period below which a regression on the scores is worse than none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Moments:
    """What B draws say at one set of coefficients; P statistics, the rates' R first.

    The rates are here by their logarithm.
    """

    draws: int
    mean: FloatArray = field(repr=False)
    """``(P,)``: means of the simulated statistics, at the scores' known mean of 0."""
    covariance: FloatArray = field(repr=False)
    """``(P, P)``: their covariance."""
    derivative: FloatArray = field(repr=False)
    """``(P, P)``: derivative of the mean of each statistic (row) by each coefficient (column)."""
    information: FloatArray = field(repr=False)
    """``(P, P)``: covariance of the scores."""
    targets: FloatArray = field(repr=False)
    """``(P,)``: what was observed."""
    control: FloatArray = field(repr=False)
    """``(M, 1 + Q, 1 + Q)``: by period, the regression of each statistic (column) on the scores (row)."""

    @property
    def deviations(self) -> FloatArray:
        """``(P,)``: simulated less observed, in standard deviations of the simulated."""
        spread = np.sqrt(np.diag(self.covariance))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num((self.mean - self.targets) / spread, nan=0.0, posinf=np.inf, neginf=-np.inf)

    @property
    def overall(self) -> float:
        """The overall maximum convergence ratio: the largest such ratio of any combination of statistics."""
        gap = self.mean - self.targets
        return _root(float(gap @ np.linalg.pinv(self.covariance, hermitian=True) @ gap))

    def blended(self, before: Moments) -> Moments:
        """Return new moments whose covariances and derivatives are half those of an earlier place."""
        return replace(
            self,
            covariance=(self.covariance + before.covariance) / 2,
            derivative=(self.derivative + before.derivative) / 2,
            information=(self.information + before.information) / 2,
            control=(self.control + before.control) / 2,
        )

    def step(self, longest: float) -> FloatArray:
        """``(P,)``: Newton's step towards the solution, shortened where it is long by the scores' measure."""
        step = np.linalg.lstsq(self.derivative, self.targets - self.mean, rcond=1e-10)[0]
        return self.shortened(np.asarray(step, dtype=np.float64), longest)

    def shortened(self, step: FloatArray, longest: float) -> FloatArray:
        """Return a step of at most `longest` standard errors that a whole path would give."""
        length = _root(float(step @ self.information @ step) / len(step))
        return step if length <= longest else step * (longest / length)


def moments_of(problem: Problem, draws: Draws, free: BoolArray) -> Moments:
    """Return the moments of scored draws, for the rates ``(M,)`` that are free and all other coefficients.

    Scores have a mean of 0, and what a draw's score is by chance goes with what its statistics are by chance.
    So the means are taken from the regression of statistics on scores, at a score of 0: the same means with
    less noise (scores as control variates).
    """
    statistics, scores = draws.statistics, draws.scores
    if scores is None:
        raise BadInput("these draws have no scores; draw with scored=True")
    count, periods, wide = statistics.shape
    places = np.cumsum(free) - 1
    rates = int(free.sum())
    size = rates + wide - 1
    covariance, derivative, information = np.zeros((3, size, size))
    targets = np.zeros(size)
    control = np.zeros((periods, wide, wide))
    for m in range(periods):
        at = np.concatenate([[places[m]] if free[m] else [], np.arange(rates, size)]).astype(np.int64)
        here = slice(0 if free[m] else 1, None)
        z, u = statistics[:, m], scores[:, m]
        # Periods are independent, so that what one period's score has to do with another's statistics is noise.
        centred, slopes = z - z.mean(axis=0), u - u.mean(axis=0)
        of_scores, of_both = slopes.T @ slopes / (count - 1), slopes.T @ centred / (count - 1)
        block = np.ix_(at, at)
        covariance[block] += (centred.T @ centred / (count - 1))[here, here]
        derivative[block] += of_both.T[here, here]
        information[block] += of_scores[here, here]
        if count > _ENOUGH * wide:
            control[m] = np.linalg.pinv(of_scores, rcond=1e-10, hermitian=True) @ of_both
        targets[at] += problem.targets[m, here]
    return Moments(
        draws=count,
        mean=mean_of(draws, free, control),
        covariance=covariance,
        derivative=derivative,
        information=information,
        targets=targets,
        control=control,
    )


def mean_of(draws: Draws, free: BoolArray, control: FloatArray) -> FloatArray:
    """Return the means ``(P,)`` of the statistics of draws, as `moments_of` orders them.

    Parameters
    ----------
    draws
        With scores.
    free
        ``(M,)``: which rates are estimated.
    control
        ``(M, 1 + Q, 1 + Q)``: as `Moments.control`.
    """
    mean = draws.statistics.mean(axis=0)
    if draws.scores is not None:
        mean = mean - np.einsum("mu,muz->mz", draws.scores.mean(axis=0), control)
    return np.concatenate([mean[free, 0], mean[:, 1:].sum(axis=0)])


def pooled(parts: Sequence[Draws]) -> Draws:
    """Return the draws of neighbouring places as one, without their networks."""
    scores = [part.scores for part in parts if part.scores is not None]
    return replace(
        parts[0],
        statistics=np.concatenate([part.statistics for part in parts]),
        scores=np.concatenate(scores) if len(scores) == len(parts) else None,
        changes=np.concatenate([part.changes for part in parts]),
        cut_off=sum(part.cut_off for part in parts),
        ends=None,
    )


def _root(square: float) -> float:
    return float(np.sqrt(square)) if square > 0 else 0.0
