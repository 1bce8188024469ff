"""The curves of a section that are drawn: reliability with its band, precision against recall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.backtest.card import Point, Section
from symmachy.forecasting.backtest.score import resamples_of
from symmachy.forecasting.recalibration import bins_of, centres
from symmachy.forecasting.scores import precision_recall, recalibrated

if TYPE_CHECKING:
    from collections.abc import Collection

    from symmachy.forecasting.backtest.forecasts import AtHorizon
    from symmachy.typing import FloatArray

__all__ = ["with_curves"]

_POINTS = 60
_BAND = 300
"""Resamples for the band of the reliability curve."""


def with_curves(section: Section, at: AtHorizon, rungs: Collection[str], *, seed: int) -> Section:
    """Return a new section in which some rungs have the points of their curves.

    Parameters
    ----------
    section
        The section.
    at
        The forecasts and outcomes that it was scored from.
    rungs
        Which rungs: those that are drawn.
    seed
        Of the block bootstrap.
    """
    drawn = resamples_of(at, seed=seed, resamples=_BAND)
    came, weight = np.concatenate(at.came), np.concatenate(at.weight)
    scores = []
    for score in section.rungs:
        if score.rung not in rungs:
            scores.append(score)
            continue
        said = np.concatenate(at.said[score.rung])
        found = precision_recall(said, came, weight)
        scores.append(
            score.model_copy(
                update={
                    "curve": _reliability(said, at, drawn),
                    "precision_recall": _thinned(found.recall, found.precision),
                }
            )
        )
    return section.model_copy(update={"rungs": tuple(scores)})


def _reliability(said: FloatArray, at: AtHorizon, drawn: FloatArray) -> tuple[Point, ...]:
    """Return the CORP curve at up to sixty chances, with a band from the same regression on resamples."""
    came, weight = np.concatenate(at.came), np.concatenate(at.weight)
    chances, weights, share = recalibrated(said, came, weight)
    # Points at equal steps of the cases in order of chance, and closer among the likeliest.
    upto = np.cumsum(weights) / weights.sum()
    kept = np.unique(
        np.searchsorted(
            upto, 1 - np.geomspace(1.0, max(1e-6, 1 - upto[-2] if len(upto) > 1 else 1.0), _POINTS)
        )
    )
    kept = np.unique(np.append(np.minimum(kept, len(chances) - 1), len(chances) - 1))
    own = np.split(said, np.cumsum([len(w) for w in at.weight])[:-1])
    counts = np.stack([bins_of(p, y, w) for p, y, w in zip(own, at.came, at.weight, strict=True)])
    eta = np.clip(
        np.log(np.maximum(chances[kept], 1e-300)) - np.log1p(-np.minimum(chances[kept], 1 - 1e-12)), -16, 16
    )
    bands = np.empty((len(drawn), len(kept)))
    middle = centres()
    for k, times in enumerate(drawn):
        n, came = np.tensordot(times, counts, axes=1)
        used = n > 0
        _, _, line = recalibrated(middle[used], came[used] / n[used], n[used])
        bands[k] = np.interp(eta, middle[used], line)
    lo, hi = np.quantile(bands, [0.025, 0.975], axis=0)
    return tuple(
        Point(said=float(chances[p]), came=float(share[p]), lo=float(lo[k]), hi=float(hi[k]))
        for k, p in enumerate(kept)
    )


def _thinned(recall: FloatArray, precision: FloatArray) -> tuple[tuple[float, float], ...]:
    if not np.isfinite(recall).all():
        return ()
    at = np.unique(np.searchsorted(recall, np.linspace(0.02, 1.0, 50)).clip(max=len(recall) - 1))
    return tuple((float(recall[k]), float(precision[k])) for k in at)
