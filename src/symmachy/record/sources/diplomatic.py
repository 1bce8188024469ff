"""Diplomatic missions between states, every five years or so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, whole, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1817, 2000)
_LEVEL = "0 none, 1 charge d'affaires, 2 minister, 3 ambassador, 9 other"


def _mission() -> pl.Expr:
    import polars as pl

    return (pl.max_horizontal("dr_at_1", "dr_at_2") > 0).cast(pl.Float64)


SOURCE = Source(
    id="diplomatic",
    title="COW diplomatic exchange",
    version="an extract of 2006.1",
    citations=(
        Citation(
            key="bayer2006",
            author="Bayer, R.",
            year="2006",
            title="Diplomatic Exchange Data Set, v2006.1",
            kind="misc",
            address="https://correlatesofwar.org/wp-content/uploads/Diplomatic_Exchange_2006.1.zip",
        ),
    ),
    terms=COW,
    address="https://correlatesofwar.org/wp-content/uploads/Diplomatic_Exchange_2006.1.zip",
    download="https://correlatesofwar.org/wp-content/uploads/Diplomatic_Exchange_2006.1.zip",
    tables=(
        Table(
            name="diplomatic_representation",
            what="an unordered pair of states in a year of observation",
            key=("ccode1", "ccode2", "year"),
            columns=(
                ccode("ccode1", "COW code, the smaller of the two"),
                ccode("ccode2", "COW code, the larger of the two"),
                year(first=1816),
                whole("dr_at_1", f"mission of the second state at the first: {_LEVEL}", 0, 3, special=(9,)),
                whole("dr_at_2", f"mission of the first state at the second: {_LEVEL}", 0, 3, special=(9,)),
            ),
            years=_YEARS,
            size=46_365,
            ascending=("ccode1", "ccode2"),
        ),
    ),
    measures=(
        Measure(
            name="diplomatic.mission",
            tables=("diplomatic_representation",),
            rows=rows.pair("diplomatic_representation", _mission),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning="whether either state had a mission at the other, in years of observation",
        ),
    ),
    limits=(
        "Years between observations are missing, and so are pairs without any mission.",
        "From 1950 to 1965 the level of a mission is hardly known: read its presence only.",
    ),
)
