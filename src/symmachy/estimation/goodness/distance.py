"""How far an observation lies from simulations of it: Mahalanobis distance and its Monte Carlo p-value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["distance_test"]

_SAME = 1e-9
"""Two distances that differ by less, relatively, are taken for equal."""


def distance_test(observed: FloatArray, simulated: FloatArray) -> tuple[float, float]:
    r"""Return the Mahalanobis distance of an observation from n simulations, and its Monte Carlo p-value.

    The distance is :math:`\sqrt{(x - m)^\top S^{-1} (x - m)}` with mean m and covariance S of the
    simulations, and infinite where the observation differs in a direction in which they do not. Each of the
    simulations is measured against all others and the observation in the same way. The p-value is the
    share, among the n + 1, of those at least as far as the observation, so that it is never 0 and, were the
    model true with these coefficients, no more than p in a share p of cases.

    Parameters
    ----------
    observed
        ``(L,)``.
    simulated
        ``(n, L)``, n at least 2.

    Notes
    -----
    The test is that of Lospinoso and Snijders (2019), who measure the simulations against each other alone.

    Examples
    --------
    >>> simulated = np.array([[-1.0], [1.0], [-1.0], [1.0], [0.0]])
    >>> distance, p_value = distance_test(np.array([2.0]), simulated)
    >>> round(distance, 6), round(p_value, 6)
    (2.0, 0.166667)
    """
    points = np.vstack([observed, simulated])
    away = _rotated(points - points.mean(axis=0))
    m = len(points)
    # What a point adds to the scatter of all, between 0 and (m - 1) / m: from it follows the distance to the
    # others, whose scatter lacks that point (Sherman and Morrison), without a solution for each.
    added = np.minimum((away**2).sum(axis=1) * m / (m - 1), 1.0)
    alone = added > 1 - 1e-8
    squared = np.where(alone, np.inf, added / np.where(alone, 1.0, 1 - added)) * m * (m - 2) / (m - 1)
    at_least = squared >= squared[0] * (1 - _SAME) if np.isfinite(squared[0]) else alone
    return float(np.sqrt(squared[0])), float(at_least.mean())


def _rotated(centred: FloatArray) -> FloatArray:
    """``(m, r)``: the points with unit scatter in the r directions in which they differ."""
    scale = np.sqrt((centred**2).sum(axis=0))
    used = scale > 0
    if not used.any():
        return np.zeros((len(centred), 0))
    left, values, _ = np.linalg.svd(centred[:, used] / scale[used], full_matrices=False)
    return np.asarray(left[:, values > values[0] * 1e-8], dtype=np.float64)
