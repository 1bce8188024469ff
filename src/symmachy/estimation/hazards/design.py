"""From a frame to arrays: checked outcome, design by coefficient, weights, with every dropped row counted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified, UnknownName
from symmachy.estimation.identify import quoted
from symmachy.estimation.weights import FrequencyWeights, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.hazards.hazard import Hazard
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["INTERCEPT", "Design", "build", "covariate_rows", "require_columns"]

INTERCEPT = "(Intercept)"


@dataclass(frozen=True, kw_only=True)
class Design:
    """Arrays of one fit; the covariates are centred and scaled, and `back` undoes that."""

    model: Hazard
    """The model with knots and levels written out."""
    names: tuple[str, ...]
    x: FloatArray
    """Shape ``(k, n)``, the first row ones."""
    y: FloatArray
    w: FloatArray
    centre: FloatArray
    """Shape ``(k - 1,)``: what was taken from each covariate."""
    scale: FloatArray
    """Shape ``(k - 1,)``: what each covariate was divided by afterwards."""
    keys: pl.DataFrame
    """The columns that the covariance reads, one row for each row used."""
    dropped: tuple[tuple[str, int], ...]
    """Rows with a missing value, by column; a row may count for several columns."""
    dropped_rows: int
    checksum: str

    @property
    def units(self) -> FloatArray:
        """What turns coefficients of scaled covariates into those of centred ones, by multiplication."""
        return np.concatenate([[1.0], 1.0 / self.scale])

    @property
    def back(self) -> FloatArray:
        """The matrix that turns coefficients of scaled covariates into those of the covariates given."""
        matrix = np.diag(np.concatenate([[1.0], 1.0 / self.scale]))
        matrix[0, 1:] = -self.centre / self.scale
        return matrix


def require_columns(frame: pl.DataFrame, names: Sequence[str]) -> None:
    """Raise an error unless `frame` is a polars frame with all these columns.

    Raises
    ------
    BadInput
        If it is no polars frame.
    UnknownName
        If a column is absent.
    """
    import polars as pl

    if not isinstance(frame, pl.DataFrame):
        hint = (
            "call .collect() first" if isinstance(frame, pl.LazyFrame) else "polars.from_pandas() makes one"
        )
        msg = f"the data must be a polars DataFrame, not {type(frame).__name__}; {hint}."
        raise BadInput(msg)
    for name in names:
        if name not in frame.columns:
            kind = "column"
            raise UnknownName.among(kind, name, frame.columns)


def numbers(frame: pl.DataFrame, name: str) -> pl.Series:
    """Return a column as floating-point numbers, with missing values as null.

    Raises
    ------
    BadInput
        If the column holds something else than numbers or truth values, or an infinite number.
    """
    import polars as pl

    column = frame[name]
    if column.dtype == pl.Float64 and not column.null_count() and np.isfinite(column.to_numpy()).all():
        return column
    if not (column.dtype.is_numeric() or column.dtype in (pl.Boolean, pl.Null)):
        msg = f"column {name!r} holds {column.dtype}, not numbers; to_dummies() makes 0/1 columns of it."
        raise BadInput(msg)
    values = column.cast(pl.Float64).fill_nan(None)
    if values.is_infinite().any():
        msg = f"column {name!r} has infinite values; a logarithm of 0 may be behind them."
        raise BadInput(msg)
    return values


def covariate_rows(model: Hazard, columns: dict[str, FloatArray]) -> list[FloatArray]:
    """Return one array for each coefficient but the intercept, from arrays by column name."""
    rows = [columns[name] for name in model.covariates]
    if model.duration is not None:
        rows.extend(model.duration.basis(columns[model.duration.source]))
    return rows


def build(model: Hazard, frame: pl.DataFrame) -> Design:
    """Return the arrays of `model` for `frame`.

    Raises
    ------
    BadInput, UnknownName, NotIdentified
        If a column is absent or unfit, nothing is left, or a covariate or the outcome does not vary.
    """
    require_columns(frame, model.columns)
    numeric = {name: numbers(frame, name) for name in model.numeric_columns}
    numeric, keys, dropped, dropped_rows = _complete(model, frame, numeric)
    arrays = {name: series.to_numpy() for name, series in numeric.items()}
    if model.weights is not None:
        counted = _positive(model.weights.column, arrays)
        if not counted.all():  # a row that stands for no rows is no row, and no cluster either
            arrays = {name: values[counted] for name, values in arrays.items()}
            keys = _kept(keys, counted)
    y = _outcome(model.outcome, arrays[model.outcome])
    w = np.ones(y.size) if model.weights is None else np.array(arrays[model.weights.column])
    _refuse_constant(model.outcome, y)
    if model.duration is not None:
        counts = w if isinstance(model.weights, FrequencyWeights) else None
        model = replace(model, duration=model.duration.resolve(arrays[model.duration.source], counts, y))
    names = (INTERCEPT, *model.terms)
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        msg = f"{quoted(twice)} would be more than one coefficient; name each covariate once."
        raise BadInput(msg)
    rows = covariate_rows(model, arrays)
    digest = hashlib.sha256("\n".join(names).encode())
    x = np.empty((len(names), y.size))
    x[0] = 1.0
    centre, scale = np.zeros(len(rows)), np.ones(len(rows))
    total = float(np.sum(w))
    for j, row in enumerate(rows):
        x[j + 1] = row
        digest.update(x[j + 1].data)
        centre[j] = float(np.einsum("i,i->", w, x[j + 1])) / total
        x[j + 1] -= centre[j]
        scale[j] = np.sqrt(float(np.einsum("i,i,i->", w, x[j + 1], x[j + 1])) / total)
        if not scale[j] > 1e-13 * abs(centre[j]):
            msg = (
                f"{names[j + 1]!r} has the same value ({centre[j]:g}) in every row used "
                "and cannot be told from the intercept. Leave it out."
            )
            raise NotIdentified(msg)
        x[j + 1] /= scale[j]
    digest.update(y.data)
    digest.update(w.data)
    return Design(
        model=model,
        names=names,
        x=x,
        y=y,
        w=w,
        centre=centre,
        scale=scale,
        keys=keys,
        dropped=dropped,
        dropped_rows=dropped_rows,
        checksum=digest.hexdigest(),
    )


def _complete(
    model: Hazard, frame: pl.DataFrame, numeric: dict[str, pl.Series]
) -> tuple[dict[str, pl.Series], pl.DataFrame, tuple[tuple[str, int], ...], int]:
    import polars as pl

    keys = frame.select(model.covariance.columns)
    used = {**{name: keys[name] for name in keys.columns}, **numeric}
    dropped = tuple((name, series.null_count()) for name, series in used.items() if series.null_count())
    if not dropped:
        if frame.height == 0:
            msg = "the frame has no rows; check the filter that made it."
            raise BadInput(msg)
        return numeric, keys, (), 0
    counted = ", ".join(f"{name} {count}" for name, count in dropped)
    if model.missing is Missing.REFUSE:
        msg = f"values are missing ({counted}); missing=Missing.DROP leaves such rows out and counts them."
        raise BadInput(msg)
    whole = pl.Series(np.ones(frame.height, dtype=bool))
    for name, _ in dropped:
        whole &= used[name].is_not_null()
    if not whole.any():
        msg = f"no row is complete, of {frame.height}; missing values: {counted}."
        raise BadInput(msg)
    left = {name: series.filter(whole) for name, series in numeric.items()}
    return left, _kept(keys, whole.to_numpy()), dropped, int((~whole).sum())


def _kept(keys: pl.DataFrame, rows: BoolArray) -> pl.DataFrame:
    """Return these rows of `keys`, which may have no columns and then no height."""
    import polars as pl

    return keys.filter(pl.Series(rows)) if keys.width else keys


def _outcome(name: str, values: FloatArray) -> FloatArray:
    good = (values == 0) | (values == 1)
    if not good.all():
        odd = np.unique(values[~good])[:3]
        msg = f"the outcome {name!r} must be 0 or 1, and has {', '.join(f'{v:g}' for v in odd)}."
        raise BadInput(msg)
    return np.array(values, dtype=np.float64)  # a copy, since the frame keeps its own read-only


def _positive(name: str, arrays: dict[str, FloatArray]) -> BoolArray:
    values = arrays[name]
    if values.min() < 0:
        msg = f"the weights {name!r} must be 0 or above, and go down to {values.min():g}."
        raise BadInput(msg)
    if not values.any():
        msg = f"the weights {name!r} are all 0, so that no row counts."
        raise BadInput(msg)
    return values > 0


def _refuse_constant(name: str, y: FloatArray) -> None:
    if y.min() == y.max():
        what = "no row" if y[0] == 0 else "every row"
        msg = (
            f"{what} of {y.size} has the event {name!r}, so that nothing can be estimated. "
            "Check the outcome column and the rows at risk."
        )
        raise NotIdentified(msg)
