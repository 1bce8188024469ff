"""Intervals by a block bootstrap over origins, whose windows overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import FloatArray

__all__ = ["block_length", "multiplicities", "percentiles"]

SHORTEST = 5
"""Blocks are at least of so many years: even yearly changes come in runs."""


def block_length(horizon: int) -> int:
    """Return how many years in a row are drawn together: the windows of as many origins overlap."""
    return max(SHORTEST, horizon)


def multiplicities(origins: int, length: int, draws: int, seed: Sequence[int]) -> FloatArray:
    """``(draws, origins)``: how often each origin stands in each resample of blocks of origins in a row.

    Blocks begin anywhere in the circle of origins, so that the first and the last are drawn as often as
    the others; the last block of a resample is cut to the number of origins [1]_.

    Parameters
    ----------
    origins
        How many there are, in the order of years.
    length
        How many in a row are drawn together.
    draws
        How many resamples.
    seed
        Numbers that name the stream; the same numbers give the same resamples.

    References
    ----------
    .. [1] Politis and Romano (1992), A circular block-resampling procedure for stationary data, in LePage
       and Billard, Exploring the Limits of Bootstrap.

    Examples
    --------
    >>> multiplicities(6, 2, 3, [1]).sum(axis=1).tolist()
    [6.0, 6.0, 6.0]
    """
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence(list(seed))))
    length = min(length, origins)
    blocks = -(-origins // length)
    starts = rng.integers(origins, size=(draws, blocks))
    rows = (starts[:, :, None] + np.arange(length)).reshape(draws, -1)[:, :origins] % origins
    counts = np.zeros((draws, origins))
    np.add.at(counts, (np.arange(draws)[:, None], rows), 1.0)
    return counts


def percentiles(values: FloatArray) -> tuple[float, float]:
    """Return the 2.5th and the 97.5th percentile of the resamples that have a value; NaN without any."""
    known = values[np.isfinite(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)
