"""Gradient-boosted trees on every mechanism, for each horizon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.forecasting.rungs.hazards import FEWEST_EVENTS, thinned
from symmachy.forecasting.rungs.rung import Direct, Forecaster, rung
from symmachy.forecasting.wars import WORLD_WARS, touches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symmachy.forecasting.cases import Cases
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["BoostedTrees"]

_ROWS = 25_000


@dataclass(frozen=True, kw_only=True)
class _Trees(Forecaster):
    names: tuple[str, ...]
    by_horizon: Mapping[int, tuple[BoolArray, Any]] = field(repr=False)
    """The columns that were known in any case fitted to, and the trees."""

    def chances(self, now: Cases, horizons: Sequence[int]) -> FloatArray:
        """Return each horizon's own trees' chances; a longer window is never less likely."""
        from threadpoolctl import threadpool_limits

        x = _features(now)
        with threadpool_limits(limits=1):
            found = np.stack(
                [
                    trees.predict_proba(x[:, known])[:, 1]
                    for known, trees in map(self.by_horizon.__getitem__, horizons)
                ]
            )
        return np.maximum.accumulate(found, axis=0)


def _features(cases: Cases, rows: IntArray | slice = slice(None)) -> FloatArray:
    return np.column_stack([cases.values[rows], cases.clock[rows]])


@rung
class BoostedTrees(Direct):
    """Gradient-boosted trees."""

    name = "trees"
    title = "gradient-boosted trees"
    about = (
        "Boosted trees on every mechanism and the time at risk, one set for each horizon, fitted to windows "
        "that had passed; every event and a sample of the other cases."
    )
    rank = 30
    extra = "ml"
    refit_every = 10

    def fit(self, past: Cases) -> Mapping[str, Forecaster]:
        """Fit one set of trees for each horizon."""
        from sklearn.ensemble import HistGradientBoostingClassifier
        from threadpoolctl import threadpool_limits

        from symmachy.forecasting.targets import HORIZONS

        fitted = {}
        for horizon in HORIZONS:
            outcome = past.outcome(horizon)
            origins = np.unique(past.year)
            peace = {o for o in origins.tolist() if not any(touches(o, horizon, war) for war in WORLD_WARS)}
            rows, thin = thinned(past, ~np.isnan(outcome) & np.isin(past.year, list(peace)), _ROWS)
            y = outcome[rows]
            if y.sum() < FEWEST_EVENTS or y.all():
                return {}
            trees = HistGradientBoostingClassifier(
                learning_rate=0.1,
                max_iter=60,
                max_leaf_nodes=8,
                max_bins=63,
                min_samples_leaf=50,
                l2_regularization=10.0,
                early_stopping=False,
                random_state=1816,
            )
            # On one thread: the origins are what runs in parallel, and threads that wait for each other on
            # small tables cost ten times the work.
            x = _features(past, rows)
            known = np.asarray(~np.isnan(x).all(axis=0), dtype=np.bool_)
            with threadpool_limits(limits=1):
                trees.fit(x[:, known], y, sample_weight=thin * past.weights(horizon)[rows])
            fitted[horizon] = known, trees
        return {self.name: _Trees(names=past.names, by_horizon=fitted)}
