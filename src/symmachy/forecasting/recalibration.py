"""Recalibration: a straight line on the log-odds, learnt from how often it came when it was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Recalibration", "bins_of", "centres", "log_odds", "recalibrate"]

_WIDTH = 0.02
_REACH = 16.0
_PULL_INTERCEPT = 1.0
_PULL_SLOPE = 10.0
_FLATTEST = 0.1
"""The smallest slope: at 0 all cases would be alike, and what told them apart could not be said any more."""


@dataclass(frozen=True, slots=True)
class Recalibration:
    """Log-odds ``intercept + slope * said``; as it stands, nothing is changed (Cox 1958).

    Examples
    --------
    >>> import numpy as np
    >>> Recalibration(intercept=-0.5, slope=1.0)(np.array([0.5])).round(3).tolist()
    [0.378]
    """

    intercept: float = 0.0
    slope: float = 1.0

    def __call__(self, said: FloatArray) -> FloatArray:
        """Return the recalibrated chances; what was said to be impossible or certain stays so."""
        with np.errstate(divide="ignore", over="ignore"):
            eta = self.intercept + self.slope * log_odds(said)
            moved = 1.0 / (1.0 + np.exp(-eta))
        return np.where((said <= 0) | (said >= 1), said, moved)


def log_odds(p: FloatArray) -> FloatArray:
    """Return the log-odds of chances; minus or plus infinity at 0 and 1."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(p) - np.log1p(-p))


def centres() -> FloatArray:
    """``(B,)``: the log-odds in the middle of each bin of `bins_of`."""
    return np.arange(-_REACH + _WIDTH / 2, _REACH, _WIDTH)


def bins_of(said: FloatArray, came: FloatArray, weight: FloatArray) -> FloatArray:
    """``(2, B)``: the weight of cases, and of those to which it came, in narrow bins of the log-odds said.

    Sums over origins are sums of these, which is why they are kept in place of the cases.
    """
    bins = len(centres())
    eta = np.clip(log_odds(said), -_REACH, _REACH - _WIDTH / 2)
    place = np.minimum(((eta + _REACH) / _WIDTH).astype(np.int64), bins - 1)
    return np.stack(
        [
            np.bincount(place, weights=weight, minlength=bins),
            np.bincount(place, weights=weight * came, minlength=bins),
        ]
    )


def recalibrate(counts: FloatArray) -> Recalibration:
    """Learn a recalibration from counts by what was said.

    The line is that of a logistic regression of what came on the log-odds said, with the intercept and
    the slope drawn a little to 0 and 1 so that few events do not turn it round. Where the slope would be
    less than 0.1 it is 0.1, and the intercept is fitted to that.

    Parameters
    ----------
    counts
        ``(2, B)`` as `bins_of` gives them, summed over origins.
    """
    n, k = counts
    used = n > 0
    n, k, x = n[used], k[used], centres()[used]
    intercept, slope = _line(n, k, x, np.array([0.0, 1.0]), np.array([_PULL_INTERCEPT, _PULL_SLOPE]))
    if slope < _FLATTEST:
        fixed = _line(n, k, _FLATTEST * x, np.array([0.0, 1.0]), np.array([_PULL_INTERCEPT, np.inf]))
        return Recalibration(fixed[0], _FLATTEST)
    return Recalibration(intercept, slope)


def _line(
    n: FloatArray, k: FloatArray, x: FloatArray, towards: FloatArray, pull: FloatArray
) -> tuple[float, float]:
    """Return intercept and slope by Newton's method, drawn towards two values; an infinite pull keeps one there."""
    free = np.isfinite(pull)
    theta, strength = towards.copy(), np.where(free, pull, 0.0)
    for _ in range(100):
        p = 1.0 / (1.0 + np.exp(-(theta[0] + theta[1] * x)))
        residual, spread = k - n * p, n * p * (1 - p)
        score = np.array([residual.sum(), residual @ x]) - strength * (theta - towards)
        cross = spread @ x
        information = np.array([[spread.sum(), cross], [cross, spread @ x**2]]) + np.diag(strength)
        step = np.zeros(2)
        step[free] = np.linalg.solve(information[np.ix_(free, free)], score[free])
        size = float(np.abs(step).max())
        theta = theta + step * min(1.0, 1.0 / max(size, 1e-300))
        if size < 1e-10:
            break
    return float(theta[0]), float(theta[1])
