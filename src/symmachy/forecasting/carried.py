"""Values carried forward: where a source is silent in a year, the last value it gave for the pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.forecasting.history import History
    from symmachy.typing import SingleArray

__all__ = ["carried"]


def carried(past: History) -> SingleArray:
    """``(N, K)``: the values of a history with each gap filled from earlier years alone.

    A pair that has no value takes the last one it had; a pair that never had any takes the mean of the
    pairs that have one in the same year, those carried on included. What nobody has a value of stays NaN.
    Single precision.
    """
    values = past.values.astype(np.float32)
    states, k = len(past.world.codes), values.shape[1]
    gaps = np.isnan(values)
    columns = np.flatnonzero(gaps.any(axis=0))
    if not len(columns):
        return values
    last = np.full((k, states, states), np.nan, dtype=np.float32)
    starts = np.flatnonzero(np.diff(past.year, prepend=past.year[0] - 1))
    for begin, end in zip(starts, [*starts[1:], len(values)], strict=True):
        one, other = past.one[begin:end], past.other[begin:end]
        for column in columns:
            here = values[begin:end, column]
            here = np.where(np.isnan(here), last[column, one, other], here)
            last[column, one, other] = here
            unknown = np.isnan(here)
            if unknown.any() and not unknown.all():
                here = np.where(unknown, here[~unknown].mean(), here)
            values[begin:end, column] = here
    return values
