"""A what-if as a tidy table: one row for each number and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from symmachy.scenarios import Answer

__all__ = ["tidy"]


def tidy(of: Answer) -> pl.DataFrame:
    """Return one row for each pair of interest or measure and year.

    Columns: ``what`` (``pact`` or the measure's name), ``one``, ``other`` (codes; null for measures), ``year``,
    ``baseline``, ``scenario``, ``difference``, ``monte_carlo``, ``parameters``, ``lo``, ``hi`` (as in `Effect`).
    """
    import polars as pl

    numbers = [("pact", p.one, p.other, p.years) for p in of.pairs]
    numbers += [(m.name, None, None, m.years) for m in of.measures]  # type: ignore[misc]  # a measure is of no pair
    rows = [
        (
            what,
            one,
            other,
            e.year,
            e.baseline,
            e.scenario,
            e.difference,
            e.monte_carlo,
            e.parameters,
            *e.interval,
        )
        for what, one, other, years in numbers
        for e in years
    ]
    text = dict.fromkeys(("what", "one", "other"), pl.String)
    floats = ("baseline", "scenario", "difference", "monte_carlo", "parameters", "lo", "hi")
    return pl.DataFrame(
        rows, schema={**text, "year": pl.Int32, **dict.fromkeys(floats, pl.Float64)}, orient="row"
    )
