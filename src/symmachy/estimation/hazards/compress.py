"""Equal rows made one: the same fit from fewer rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.estimation.hazards.design import require_columns
from symmachy.estimation.weights import FrequencyWeights, SamplingWeights

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.hazards.hazard import Hazard

__all__ = ["compress"]

_COUNT = "equal rows"


def compress(model: Hazard, frame: pl.DataFrame) -> tuple[Hazard, pl.DataFrame]:
    """Return a model and a frame without equal rows whose fit is that of `model` to `frame`.

    Worth it when covariates take few values and the model is fitted more than once, as in a bootstrap. Knots
    and levels of a duration are fixed beforehand, from all rows. The new fit counts dropped rows after
    joining them.

    Parameters
    ----------
    model
        A model without weights or with frequency weights.
    frame
        One row for each unit and period at risk.

    Returns
    -------
    tuple of Hazard and polars.DataFrame
        The model now has the frequency weights "equal rows", and the frame only the columns that the model
        reads.

    Raises
    ------
    BadInput
        If the model has sampling weights: equal rows with a common weight are not one row with the sum of
        weights.

    Examples
    --------
    >>> import polars as pl
    >>> from symmachy.estimation import Hazard
    >>> rows = pl.DataFrame({"formed": [0, 1, 0, 0], "war": [0, 1, 0, 1]})
    >>> smaller, fewer = compress(Hazard(outcome="formed", covariates=("war",)), rows)
    >>> fewer.rows()
    [(0, 0, 2.0), (1, 1, 1.0), (0, 1, 1.0)]
    """
    import polars as pl

    if isinstance(model.weights, SamplingWeights):
        msg = "rows with sampling weights cannot be made one; fit the frame as it is."
        raise BadInput(msg)
    require_columns(frame, model.columns)
    own = model.weights.column if model.weights is not None else None
    if own is not None and (count := frame[own].null_count()):
        msg = f"the weights {own!r} have {count} missing values; fill or drop those rows first."
        raise BadInput(msg)
    weight = pl.lit(1.0) if own is None else pl.col(own).cast(pl.Float64)
    keys = [name for name in model.columns if name != own]
    rows = frame.select(*keys, weight.alias(_COUNT))
    if model.duration is not None:
        floats = [name for name in keys if rows.schema[name].is_float()]
        whole = rows.with_columns(pl.col(floats).fill_nan(None)).drop_nulls()
        times, came = (whole[n].cast(pl.Float64).to_numpy() for n in (model.duration.source, model.outcome))
        model = replace(model, duration=model.duration.resolve(times, whole[_COUNT].to_numpy(), came))
    fewer = rows.group_by(keys, maintain_order=True).agg(pl.col(_COUNT).sum())
    return replace(model, weights=FrequencyWeights(_COUNT)), fewer
