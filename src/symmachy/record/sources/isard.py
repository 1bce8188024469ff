"""State-years with both the COW and the Gleditsch-Ward code, one table from the side of each list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.columns import ccode, code, text, year
from symmachy.record.source import Citation, Measure, Scheme, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = ["SOURCE"]

_COLUMNS = (
    text("stateabb", "letters of the state", filled=True),
    year(first=1816),
    code("gwcode", "Gleditsch-Ward code, where that list has the state", filled=False),
    ccode(meaning="COW code, where that list has the state", filled=False),
    text("gw_name", "name in the Gleditsch-Ward list"),
    text("cw_name", "name in the COW list"),
)
_YEARS = Coverage(1816, 2025)


def _share_without_cow_code(frame: pl.DataFrame) -> float:
    return frame["ccode"].null_count() / max(frame.height, 1)


def _listed(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    import polars as pl

    listed = tables["state_year_gw"].filter(pl.col("gwcode").is_not_null())
    return listed.select("year", pl.col("gwcode").alias("code"), pl.lit(1.0).alias("value")).unique()


SOURCE = Source(
    id="isard",
    title="State-years of the COW and Gleditsch-Ward lists, matched",
    version="isard 0.2.0, carried forward to 2025",
    citations=(
        Citation(
            key="isard",
            author="Miller, S.V.",
            year="undated",
            title="isard: Overflow Data for Quantitative Peace Science Research (R package)",
            kind="misc",
        ),
    ),
    terms=(
        "Published in an R package under GPL-2; the lists behind it have terms of their own, which were "
        "not found."
    ),
    tables=(
        Table(
            name="state_year_cow",
            what="a state in a year, by the COW list",
            key=("ccode", "gwcode", "year"),
            columns=_COLUMNS,
            years=_YEARS,
            size=17_916,
            admits=lambda frame: _share_without_cow_code(frame) < 0.05,
            admits_says="nearly every row has a COW code",
        ),
        Table(
            name="state_year_gw",
            what="a state in a year, by the Gleditsch-Ward list",
            key=("ccode", "gwcode", "year"),
            columns=_COLUMNS,
            years=_YEARS,
            size=20_990,
            admits=lambda frame: _share_without_cow_code(frame) >= 0.05,
            admits_says="about every seventh row has no COW code",
        ),
    ),
    measures=(
        Measure(
            name="isard.gw_member",
            tables=("state_year_gw",),
            rows=_listed,
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=Coverage(1816, 2020),
            absent=0.0,
            meaning="whether the state is in the Gleditsch-Ward list on any day of the year",
            scheme=Scheme.GW,
        ),
    ),
    limits=("Where the two lists cut a state's life differently, a row has one of the two codes only.",),
)
