"""Proper scores: of chances of an event, and of a distribution of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["brier_score", "crps_sample", "log_score", "skill"]


def log_score(said: FloatArray, came: FloatArray) -> FloatArray:
    """``(n,)``: minus the logarithm of the chance given to what happened; 0 is best, infinite is possible.

    Parameters
    ----------
    said
        ``(n,)`` chances, 0 and 1 included.
    came
        ``(n,)`` 1 where the event came, 0 where not.

    Examples
    --------
    >>> import numpy as np
    >>> log_score(np.array([0.5, 0.9]), np.array([1.0, 1.0])).round(3).tolist()
    [0.693, 0.105]
    """
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(came == 1, -np.log(said), -np.log1p(-said)))


def brier_score(said: FloatArray, came: FloatArray) -> FloatArray:
    """``(n,)``: the squared difference of the chance and what happened; 0 is best, 1 is worst (Brier 1950).

    Examples
    --------
    >>> import numpy as np
    >>> brier_score(np.array([0.25]), np.array([1.0])).tolist()
    [0.5625]
    """
    return np.asarray((said - came) ** 2)


def skill(score: float, reference: float) -> float:
    """Return the share of a reference's score that is saved: 1 is perfect, 0 as good, below 0 is worse.

    Examples
    --------
    >>> skill(0.03, 0.04)
    0.25
    """
    return 1.0 - score / reference if reference else float("nan")


def crps_sample(draws: FloatArray, came: float) -> float:
    """Return the continuous ranked probability score of draws from a distribution, in the number's units.

    The mean distance of the draws from what came, less half the mean distance of two draws: what the
    integral of the squared difference of the distribution functions comes to.

    Parameters
    ----------
    draws
        ``(D,)`` numbers drawn from the forecast.
    came
        The number that came.

    References
    ----------
    .. [1] Gneiting and Raftery (2007), Strictly Proper Scoring Rules, Prediction, and Estimation, Journal
       of the American Statistical Association 102.

    Examples
    --------
    >>> import numpy as np
    >>> crps_sample(np.array([3.0]), 5.0)
    2.0
    """
    ordered = np.sort(draws)
    n = len(ordered)
    # Twice the mean distance of two draws, from the ranks alone.
    apart = float((2 * np.arange(1, n + 1) - n - 1) @ ordered) / n**2
    return float(np.abs(ordered - came).mean()) - apart
