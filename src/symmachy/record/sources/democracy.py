"""Three measures of democracy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, number, whole, year
from symmachy.record.source import Citation, Form, Measure, Source, Table
from symmachy.record.sources._terms import UNREAD
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

    from symmachy.record.source import Rows

__all__ = ["SOURCE"]


def _more_than_half() -> pl.Expr:
    import polars as pl

    return (pl.col("v2x_polyarchy") > 0.5).cast(pl.Float64)


def _from_vdem(frame: pl.DataFrame) -> pl.DataFrame:
    """Read V-Dem's own file from 1816, without the countries that have no COW code."""
    import polars as pl

    code, year = (pl.col(c).cast(pl.Float64, strict=False) for c in ("cowcode", "year"))
    return frame.filter(code.is_not_null() & code.is_not_nan(), year >= 1816).select(
        pl.col("cowcode").alias("ccode"), "year", "v2x_polyarchy"
    )


def _measure(
    name: str,
    made: Rows,
    last: int,
    meaning: str,
    unit: str = "",
    *,
    hindsight: bool = False,
    made_by: str = "",
) -> Measure:
    return Measure(
        name=f"democracy.{name}",
        tables=("democracy",),
        rows=made,
        unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
        coverage=Coverage(1816, last),
        absent=None,
        meaning=meaning,
        unit=unit,
        hindsight=hindsight,
        made_by=made_by,
    )


SOURCE = Source(
    id="democracy",
    title="Measures of democracy (V-Dem, Polity, extended UDS)",
    version="V-Dem 16, Polity5, democracyData 0.7.1",
    citations=(
        Citation(
            key="vdem16",
            author="Coppedge, M. and others",
            year="undated",
            title="V-Dem Country-Year Dataset, version 16",
            where="Varieties of Democracy (V-Dem) Project",
            kind="misc",
            address="https://www.v-dem.net",
        ),
        Citation(key="marshall2020", author="Marshall, M.G.", year="2020", title="Polity5", kind="misc"),
        Citation(
            key="marquez2016",
            author="Marquez, X.",
            year="2016",
            title="A Quick Method for Extending the Unified Democracy Scores",
            kind="misc",
        ),
        Citation(
            key="pemstein2010",
            author="Pemstein, D., S.A. Meserve and J. Melton",
            year="2010",
            title="Democratic Compromise: A Latent Variable Analysis of Ten Measures of Regime Type",
            where="Political Analysis 18(4): 426-449",
        ),
    ),
    terms="Published in an R package under GPL-2. The three data sets behind it have terms of their own: "
    + UNREAD,
    address="https://www.v-dem.net",
    tables=(
        Table(
            name="democracy",
            what="a state in a year",
            key=("ccode", "year"),
            columns=(
                ccode(),
                year(first=1700),
                number("v2x_polyarchy", "V-Dem index of electoral democracy", 0, 1, unit="0 to 1"),
                whole("polity2", "Polity score, -10 autocracy to 10 democracy", -10, 10, required=False),
                number("euds", "extended Unified Democracy Score, posterior mean", -5, 5, required=False),
                number(
                    "aeuds",
                    "the same, with 0 at the cut between democracy and autocracy",
                    -5,
                    5,
                    required=False,
                ),
            ),
            years=Coverage(1816, 2025),
            size=17_706,
            keeps_others=False,
            forms=(Form(columns=("cowcode", "year", "v2x_polyarchy"), reshape=_from_vdem),),
        ),
    ),
    measures=(
        _measure(
            "polyarchy",
            rows.state("democracy", "v2x_polyarchy"),
            2025,
            "V-Dem index of electoral democracy; estimated anew with every release",
            "0 to 1",
        ),
        _measure(
            "electoral",
            rows.state("democracy", _more_than_half),
            2025,
            "whether the V-Dem index of electoral democracy is above 0.5",
            made_by="polyarchy above 0.5, a cut chosen here",
        ),
        _measure(
            "polity2",
            rows.state("democracy", "polity2"),
            2020,
            "Polity score",
            "-10 autocracy to 10 democracy",
        ),
        _measure(
            "uds",
            rows.state("democracy", "euds"),
            2025,
            "extended Unified Democracy Score, posterior mean",
            "latent scale",
            hindsight=True,
        ),
    ),
    limits=("V-Dem does not rate every state in every year: where it is silent the value is missing.",),
)
