"""Probabilities for new rows, with intervals by the delta method on the scale of the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.hazards.design import covariate_rows, numbers, require_columns
from symmachy.estimation.inference import quantile

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.hazards.fit import Fit
    from symmachy.typing import FloatArray, IntArray

__all__ = ["design_rows", "predict"]


def design_rows(fit: Fit, frame: pl.DataFrame) -> tuple[FloatArray, IntArray]:
    """Return the design of the complete rows, shape ``(k, m)``, and their positions, shape ``(m,)``."""
    model = fit.model
    wanted = tuple(
        dict.fromkeys((*model.covariates, *((model.duration.source,) if model.duration is not None else ())))
    )
    require_columns(frame, wanted)
    columns = {name: numbers(frame, name) for name in wanted}
    whole = np.ones(frame.height, dtype=bool)
    for series in columns.values():
        if series.null_count():
            whole &= series.is_not_null().to_numpy()
    positions = np.flatnonzero(whole)
    if positions.size == frame.height:
        arrays = {name: series.to_numpy() for name, series in columns.items()}
    else:
        arrays = {name: series.gather(positions).to_numpy() for name, series in columns.items()}
    x = np.empty((len(fit.names), positions.size))
    x[0] = 1.0
    if positions.size:
        for j, row in enumerate(covariate_rows(model, arrays), start=1):
            x[j] = row
    return x, positions


def predict(fit: Fit, frame: pl.DataFrame, interval: float | None) -> pl.DataFrame:
    """Return probabilities and intervals, as `Fit.predict` describes them."""
    import polars as pl

    reach = None if interval is None else quantile(interval, fit.degrees)
    x, positions = design_rows(fit, frame)
    link = fit.model.link
    predictor = fit.coefficients @ x
    found = {"probability": link.probability(predictor)}
    if reach is not None:
        x[1:] -= fit.centre[:, np.newaxis]
        error = np.sqrt(np.maximum(np.einsum("jn,jn->n", x, fit.centred_covariance @ x), 0.0))
        found["conf.low"] = link.probability(predictor - reach * error)
        found["conf.high"] = link.probability(predictor + reach * error)
    if positions.size == frame.height:
        return pl.DataFrame(found)
    rows = pl.DataFrame({"row": np.arange(frame.height)})
    known = pl.DataFrame({"row": positions, **found})
    return rows.join(known, on="row", how="left", maintain_order="left").drop("row")
