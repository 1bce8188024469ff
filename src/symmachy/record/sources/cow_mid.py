"""Militarized interstate disputes of the Correlates of War project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import flag, whole
from symmachy.record.source import Citation, Measure, Reference, Source, Table
from symmachy.record.sources._disputes import dispute_columns
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2014)


def _yes() -> pl.Expr:
    import polars as pl

    return pl.lit(1.0)


SOURCE = Source(
    id="cow_mid",
    title="COW militarized interstate disputes",
    version="5.0",
    citations=(
        Citation(
            key="palmer2022",
            author="Palmer, G. and others",
            year="2022",
            title="The MID5 Dataset, 2011-2014",
            where="Conflict Management and Peace Science 39(4): 470-482",
        ),
    ),
    terms=COW,
    address="https://correlatesofwar.org/",
    tables=(
        Table(
            name="cow_mid_disputes",
            what="a dispute",
            key=("dispnum",),
            columns=(
                whole("dispnum", "number of the dispute", 1, filled=True),
                whole("styear", "year in which it begins", 1816, 2100, filled=True),
                whole("stmon", "month in which it begins", 1, 12),
                whole("outcome", "outcome", 1, 9, special=(-9,)),
                whole("settle", "settlement", 1, 4, special=(-9,)),
                whole("fatality", "level of deaths, 0 to 6", 0, 6, special=(-9,)),
                whole("mindur", "shortest estimate of its length", 0, unit="days"),
                whole("maxdur", "longest estimate of its length", 0, unit="days"),
                whole("hiact", "highest action", 0, 22),
                whole("hostlev", "highest hostility: 2 threat, 3 display, 4 use of force, 5 war", 1, 5),
                flag("recip", "whether the other side answered"),
            ),
            years=_YEARS,
            size=2436,
            year_columns=("styear",),
        ),
        Table(
            name="cow_mid_directed",
            what="an ordered pair on opposite sides of a dispute in a year",
            key=("dispnum", "ccode1", "ccode2", "year"),
            columns=dispute_columns("dispongoing", "disponset"),
            years=_YEARS,
            size=11_390,
            references=(Reference(column="dispnum", table="cow_mid_disputes", to="dispnum"),),
        ),
    ),
    measures=(
        Measure(
            name="cow_mid.dispute",
            tables=("cow_mid_directed",),
            rows=rows.pair("cow_mid_directed", _yes, largest=True),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=0.0,
            meaning=(
                "whether the two were on opposite sides of a dispute in the year, from a threat of force "
                "upwards"
            ),
        ),
    ),
    limits=(
        "Two states on opposite sides of a dispute of many need not have met.",
        "It codes the same disputes as GML by other decisions: use one of the two.",
    ),
)
