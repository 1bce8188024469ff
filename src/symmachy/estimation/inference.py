"""Wald statistics and intervals from estimates and standard errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.typing import FloatArray

__all__ = ["check_level", "quantile", "wald_table"]


def check_level(level: float) -> None:
    """Raise BadInput unless `level` lies strictly between 0 and 1."""
    if not 0 < level < 1:
        msg = f"the level of an interval must lie between 0 and 1, not {level!r}; for example 0.95."
        raise BadInput(msg)


def quantile(level: float, degrees: float | None) -> float:
    """Return how many standard errors an interval of this level reaches to each side.

    Examples
    --------
    >>> round(quantile(0.95, None), 4), round(quantile(0.95, 10.0), 4)
    (1.96, 2.2281)
    """
    from scipy import special

    check_level(level)
    tail = (1.0 + level) / 2.0
    return float(special.ndtri(tail) if degrees is None else special.stdtrit(degrees, tail))


def wald_table(
    names: Sequence[str],
    estimates: FloatArray,
    errors: FloatArray,
    *,
    degrees: float | None,
    conf_level: float,
    exponentiate: bool = False,
) -> pl.DataFrame:
    """Return estimates with statistics, two-sided p-values and intervals, in broom's columns.

    Parameters
    ----------
    names, estimates, errors
        Names, estimates and standard errors, one each.
    degrees
        Degrees of freedom of Student's t; None for the normal distribution.
    conf_level
        Level of the intervals.
    exponentiate
        Whether estimates and intervals are exponentiated.
    """
    import polars as pl
    from scipy import special

    reach = quantile(conf_level, degrees)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = estimates / errors
    below = -np.abs(statistic)
    p = 2.0 * (special.ndtr(below) if degrees is None else special.stdtr(degrees, below))
    shown = np.exp if exponentiate else np.positive
    return pl.DataFrame(
        {
            "term": list(names),
            "estimate": shown(estimates),
            "std.error": errors,
            "statistic": statistic,
            "p.value": p,
            "conf.low": shown(estimates - reach * errors),
            "conf.high": shown(estimates + reach * errors),
        },
        schema_overrides={"term": pl.String},
    )
