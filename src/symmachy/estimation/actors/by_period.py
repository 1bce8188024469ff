"""What simulations at the estimates say: moments by period, and how they answer to each coefficient."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.estimation.actors.simulate import Draws
    from symmachy.typing import FloatArray, IntArray

__all__ = ["ByPeriod"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ByPeriod:
    """The M periods in which a tie changed, each with 1 + Q statistics; periods are independent of each other."""

    numbers: IntArray
    """``(M,)``: which periods they are."""
    deviation: FloatArray = field(repr=False)
    """``(M, 1 + Q)``: observed less the mean of the simulated."""
    derivative: FloatArray = field(repr=False)
    """``(M, 1 + Q, 1 + Q)``: of the expected statistics by the rate's logarithm and the coefficients."""
    covariance: FloatArray = field(repr=False)
    """``(M, 1 + Q, 1 + Q)``: of the statistics."""

    @classmethod
    def of(cls, draws: Draws, targets: FloatArray, numbers: IntArray) -> ByPeriod:
        """Return the moments of draws with scores; the derivatives are covariances with the score function."""
        statistics = draws.statistics[:, numbers]
        scores = np.asarray(draws.scores, dtype=np.float64)[:, numbers]
        s = statistics - statistics.mean(axis=0)
        w = scores - scores.mean(axis=0)
        n = len(s) - 1
        return cls(
            numbers=numbers,
            deviation=targets[numbers] - statistics.mean(axis=0),
            derivative=np.einsum("bmp,bmq->mpq", s, w) / n,
            covariance=np.einsum("bmp,bmq->mpq", s, s) / n,
        )

    def joint(self, mixing: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return deviation, derivative and covariance of sums over periods.

        Parameters
        ----------
        mixing
            ``(p, M, 1 + Q)``: which statistics of which periods each of the p belongs to, and so does its
            coefficient.
        """
        return (
            np.einsum("amp,mp->a", mixing, self.deviation),
            np.einsum("amp,mpq,bmq->ab", mixing, self.derivative, mixing),
            np.einsum("amp,mpq,bmq->ab", mixing, self.covariance, mixing),
        )
