"""Precision and recall: of those said to be likeliest, how many came, and how many of all that came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["PrecisionRecall", "precision_recall"]


@dataclass(frozen=True, kw_only=True, eq=False)
class PrecisionRecall:
    """What naming all cases above each chance finds."""

    recall: FloatArray
    """``(T,)`` ascending: the share of what came that lies at or above each distinct chance."""
    precision: FloatArray
    """``(T,)``: the share of the cases at or above it that came."""
    average: float
    """Mean precision over the recall gained at each chance (average precision)."""
    prevalence: float
    """The share that came: the average precision of one chance for all."""


def precision_recall(said: FloatArray, came: FloatArray, weight: FloatArray) -> PrecisionRecall:
    """Return precision and recall at every distinct chance, the highest first.

    Cases of equal chance are named together. Without an event the recall and the average are NaN.

    Examples
    --------
    >>> import numpy as np
    >>> precision_recall(np.array([0.9, 0.5, 0.1]), np.array([1.0, 0.0, 1.0]), np.ones(3)).average.__round__(
    ...     4
    ... )
    0.8333
    """
    chances, place = np.unique(said, return_inverse=True)
    cases = np.bincount(place, weights=weight, minlength=len(chances))[::-1]
    events = np.bincount(place, weights=weight * came, minlength=len(chances))[::-1]
    hits, total = np.cumsum(events), float(events.sum())
    precision = hits / np.cumsum(cases)
    recall = hits / total if total else np.full(len(hits), np.nan)
    return PrecisionRecall(
        recall=recall,
        precision=precision,
        average=float(np.diff(recall, prepend=0.0) @ precision),
        prevalence=total / float(cases.sum()),
    )
