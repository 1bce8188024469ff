"""Intervals read off the draws of a bootstrap: percentile and BCa."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.codec import storable
from symmachy.estimation.inference import check_level

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Interval", "interval_ends"]


@storable
class Interval(StrEnum):
    """How an interval is read off the draws."""

    PERCENTILE = "percentile"
    """Quantiles of the draws."""
    BCA = "BCa"
    """Quantiles corrected for bias and acceleration (Efron 1987), acceleration from the blocks' influence."""


def interval_ends(
    draws: FloatArray, estimates: FloatArray, acceleration: FloatArray, level: float, interval: Interval
) -> FloatArray:
    """Return the ends of the intervals, ``(2, k)``; NaN where all draws lie to one side of the estimate.

    Parameters
    ----------
    draws
        ``(draws, k)``.
    estimates, acceleration
        ``(k,)``: the estimates, and Efron's acceleration.
    level
        Strictly between 0 and 1.
    interval
        How they are read off the draws.

    Examples
    --------
    >>> import numpy as np
    >>> draws = np.arange(101.0)[:, None]
    >>> interval_ends(draws, np.array([50.0]), np.zeros(1), 0.9, Interval.PERCENTILE).ravel().round(
    ...     9
    ... ).tolist()
    [5.0, 95.0]
    """
    check_level(level)
    low, high = _shares(draws, estimates, acceleration, level, interval)
    ends = np.full((2, estimates.size), np.nan)
    for j in range(estimates.size):
        if np.isfinite(low[j]) and np.isfinite(high[j]):
            ends[:, j] = np.quantile(draws[:, j], [low[j], high[j]])
    return ends


def _shares(
    draws: FloatArray, estimates: FloatArray, acceleration: FloatArray, level: float, interval: Interval
) -> tuple[FloatArray, FloatArray]:
    from scipy import special

    tail = (1.0 - level) / 2.0
    if interval is Interval.PERCENTILE:
        return np.full(acceleration.size, tail), np.full(acceleration.size, 1.0 - tail)
    below = (draws < estimates).mean(axis=0) + (draws == estimates).mean(axis=0) / 2.0
    with np.errstate(invalid="ignore"):
        bias = special.ndtri(below)
        low, high = (
            special.ndtr(bias + (bias + z) / (1.0 - acceleration * (bias + z)))
            for z in (special.ndtri(tail), special.ndtri(1.0 - tail))
        )
    one_sided = ~np.isfinite(bias)
    return np.where(one_sided, np.nan, low), np.where(one_sided, np.nan, high)
