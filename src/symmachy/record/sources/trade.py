"""Trade between states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, number, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1870, 2014)
_UNIT = "millions of current US dollars"


def _both_flows() -> pl.Expr:
    import polars as pl

    return pl.col("flow1") + pl.col("flow2")


SOURCE = Source(
    id="trade",
    title="COW trade",
    version="4.0, rounded to whole millions",
    citations=(
        Citation(
            key="barbieri2009",
            author="Barbieri, K., O.M.G. Keshk and B. Pollins",
            year="2009",
            title="Trading Data: Evaluating our Assumptions and Coding Rules",
            where="Conflict Management and Peace Science 26(5): 471-491",
        ),
    ),
    terms=COW,
    address="https://correlatesofwar.org/",
    tables=(
        Table(
            name="trade_dyad_year",
            what="an unordered pair of states in a year",
            key=("ccode1", "ccode2", "year"),
            columns=(
                ccode("ccode1", "COW code, the smaller of the two"),
                ccode("ccode2", "COW code, the larger of the two"),
                year(first=1870),
                number("flow1", "imports of the first from the second", 0, unit=_UNIT, missing=(-9,)),
                number("flow2", "imports of the second from the first", 0, unit=_UNIT, missing=(-9,)),
                number("smoothflow1", "the first, smoothed", 0, unit=_UNIT, missing=(-9,)),
                number("smoothflow2", "the second, smoothed", 0, unit=_UNIT, missing=(-9,)),
            ),
            years=_YEARS,
            size=673_654,
            ascending=("ccode1", "ccode2"),
            keeps_others=False,
        ),
    ),
    measures=(
        Measure(
            name="trade.total",
            tables=("trade_dyad_year",),
            rows=rows.pair("trade_dyad_year", _both_flows),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning="imports of each from the other, added; missing where either is",
            unit=_UNIT,
        ),
        Measure(
            name="trade.imports",
            tables=("trade_dyad_year",),
            rows=rows.both_ways("trade_dyad_year", "flow1", "flow2"),
            unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning="imports of the first state from the second",
            unit=_UNIT,
        ),
    ),
    limits=("Values are rounded: trade below half a million dollars reads 0.",),
)
