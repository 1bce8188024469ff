"""Defence cooperation agreements between two states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, text, whole
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1980, 2010)


def _yes() -> pl.Expr:
    import polars as pl

    return pl.lit(1.0)


def _signed(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    import polars as pl

    renamed = {"dcad": tables["dcad"].with_columns(pl.col("signyear").alias("year"))}
    return rows.pair("dcad", _yes, largest=True)(renamed)


SOURCE = Source(
    id="dcad",
    title="Defense Cooperation Agreement Dataset",
    version="1.0",
    citations=(
        Citation(
            key="kinne2020",
            author="Kinne, B.J.",
            year="2020",
            title="The Defense Cooperation Agreement Dataset (DCAD)",
            where="Journal of Conflict Resolution 64(4): 729-755",
        ),
    ),
    terms="Offered on the pages of the Correlates of War project. " + NOT_FOUND,
    address="https://correlatesofwar.org/wp-content/uploads/kinne_dca.zip",
    download="https://correlatesofwar.org/wp-content/uploads/kinne_dca.zip",
    tables=(
        Table(
            name="dcad",
            what="an agreement between two states",
            key=("dcaid",),
            columns=(
                text("dcaid", "number of the agreement", filled=True),
                ccode("ccode1", "COW code of one state"),
                ccode("ccode2", "COW code of the other"),
                whole("signyear", "year of signature", 1980, 2100, filled=True),
                whole("signmonth", "month of signature", 1, 12),
                whole("signday", "day of signature", 1, 31),
                whole("eifyear", "year of entry into force", 1900, 2100),
                text("type", "general, or of one sector"),
                text("category1", "first category"),
            ),
            years=_YEARS,
            size=1871,
            year_columns=("signyear",),
        ),
    ),
    measures=(
        Measure(
            name="dcad.signed",
            tables=("dcad",),
            rows=_signed,
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=0.0,
            meaning="whether the two signed an agreement on defence cooperation in the year",
        ),
    ),
    limits=("Agreements with more than two parties are not in it.",),
)
