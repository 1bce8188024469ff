"""The CORP decomposition of a mean score, and its reliability curve, by pooling adjacent violators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.typing import FloatArray

__all__ = ["Corp", "corp", "recalibrated"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Corp:
    """A mean score as ``miscalibration - discrimination + uncertainty``."""

    miscalibration: float
    """What the best monotone recalibration in hindsight would save; 0 for a calibrated forecast."""
    discrimination: float
    """What telling cases apart saves, once recalibrated, against one chance for all."""
    uncertainty: float
    """The score of the share that came, said of all: what the outcomes alone decide."""

    @property
    def score(self) -> float:
        """The mean score that was decomposed."""
        return self.miscalibration - self.discrimination + self.uncertainty


def recalibrated(
    said: FloatArray, came: FloatArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the distinct chances said, ascending, their weight, and the monotone share that came.

    This is isotonic regression; equal chances are pooled first [1]_.

    References
    ----------
    .. [1] Dimitriadis, Gneiting and Jordan (2021), Stable reliability diagrams for probabilistic
       classifiers, Proceedings of the National Academy of Sciences 118.

    Examples
    --------
    >>> import numpy as np
    >>> _, _, share = recalibrated(np.array([0.1, 0.2, 0.3]), np.array([0.0, 1.0, 0.0]), np.ones(3))
    >>> share.tolist()
    [0.0, 0.5, 0.5]
    """
    from scipy.optimize import isotonic_regression

    chances, place = np.unique(said, return_inverse=True)
    weights = np.bincount(place, weights=weight, minlength=len(chances)).astype(np.float64)
    share = np.bincount(place, weights=weight * came, minlength=len(chances)) / weights
    return chances, weights, np.asarray(isotonic_regression(share, weights=weights).x)


def corp(
    said: FloatArray,
    came: FloatArray,
    weight: FloatArray,
    score: Callable[[FloatArray, FloatArray], FloatArray],
) -> Corp:
    """Decompose a weighted mean score.

    Parameters
    ----------
    said, came, weight
        ``(n,)`` chances, outcomes and weights.
    score
        A proper score of chances and outcomes, case by case.
    """
    chances, weights, share = recalibrated(said, came, weight)
    total = float(weights.sum())
    ones = np.bincount(np.searchsorted(chances, said), weights=weight * came, minlength=len(chances))
    zeros = weights - ones
    mean = float(ones.sum() / total)

    def expected(p: FloatArray) -> float:
        yes, no = score(p, np.ones_like(p)), score(p, np.zeros_like(p))
        # Where nothing came, an infinite score of "yes" does not count.
        with np.errstate(invalid="ignore"):
            parts = np.where(ones > 0, ones * yes, 0.0) + np.where(zeros > 0, zeros * no, 0.0)
        return float(parts.sum() / total)

    best, plain, own = expected(share), expected(np.full_like(share, mean)), expected(chances)
    return Corp(miscalibration=own - best, discrimination=plain - best, uncertainty=plain)
