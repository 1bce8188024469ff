"""When effective rulers came to office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import code, day, text, whole
from symmachy.record.source import Citation, Measure, Scheme, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = ["SOURCE"]


def _changes(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    import polars as pl

    first, last = pl.col("startdate").dt.year(), pl.col("enddate").dt.year()
    spelt = rows.years_of(tables["leaders_archigos"].with_columns(first.alias("first")), first, last)
    entered = (pl.col("first") == pl.col("year")).cast(pl.Float64)
    return spelt.group_by("year", pl.col("gwcode").alias("code")).agg(entered.max().alias("value"))


SOURCE = Source(
    id="leaders",
    title="Archigos: leaders of states",
    version="4.1",
    citations=(
        Citation(
            key="goemans2009",
            author="Goemans, H.E., K.S. Gleditsch and G. Chiozza",
            year="2009",
            title="Introducing Archigos: A Dataset of Political Leaders",
            where="Journal of Peace Research 46(2): 269-283",
        ),
    ),
    terms=NOT_FOUND,
    tables=(
        Table(
            name="leaders_archigos",
            what="a leader's time in office",
            key=("obsid",),
            columns=(
                text("obsid", "name of the row", filled=True),
                code("gwcode", "Gleditsch-Ward code of the state"),
                text("leadid", "number of the leader", filled=True),
                text("leader", "name of the leader", filled=True),
                whole("yrborn", "year of birth", 1700, 2100),
                day("startdate", "first day in office", filled=True),
                day("enddate", "last day in office; 2015-12-31 where it went on", filled=True),
                text("entry", "how the leader came to office"),
                text("exit", "how the leader left it"),
            ),
            years=Coverage(1840, 2015),
            size=3409,
            year_columns=("startdate", "enddate"),
        ),
    ),
    measures=(
        Measure(
            name="leaders.change",
            tables=("leaders_archigos",),
            rows=_changes,
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=Coverage(1875, 2015),
            absent=None,
            meaning=(
                "whether a leader came to office in the year; the state's first leader in the list counts"
            ),
            scheme=Scheme.GW,
        ),
    ),
    limits=("Where no leader is listed for a state and year, nothing is said.",),
)
