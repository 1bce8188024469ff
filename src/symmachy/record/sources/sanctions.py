"""Threats and impositions of economic sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.columns import flag, whole
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = ["SOURCE"]

_SENDERS = tuple(f"sender{n}" for n in range(1, 6))


def _begun(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    import polars as pl

    named = tables["sanctions_ties"].unpivot(
        on=[*_SENDERS, "primarysender"], index=["caseid", "startyear", "targetstate"], value_name="code"
    )
    pairs = named.filter(pl.col("code").is_not_null()).select(
        pl.col("startyear").alias("year"), "code", pl.col("targetstate").alias("other")
    )
    return pairs.unique().with_columns(pl.lit(1.0).alias("value"))


SOURCE = Source(
    id="sanctions",
    title="Threat and Imposition of Economic Sanctions (TIES)",
    version="4",
    citations=(
        Citation(
            key="morgan2014",
            author="Morgan, T.C., N. Bapat and Y. Kobayashi",
            year="2014",
            title="Threat and Imposition of Economic Sanctions 1945-2005",
            where="Conflict Management and Peace Science 31(5): 541-558",
        ),
    ),
    terms=NOT_FOUND,
    address="https://sanctions.web.unc.edu/",
    tables=(
        Table(
            name="sanctions_ties",
            what="a case of sanctions threatened or imposed",
            key=("caseid",),
            columns=(
                whole("caseid", "number of the case", 1, filled=True),
                whole("startyear", "year in which the case begins", 1945, 2005, filled=True),
                whole("startmonth", "month in which it begins", 1, 12),
                whole("endyear", "year in which it ends", 1945, 2100),
                whole(
                    "targetstate", "COW code of the target; 1000 for an organisation", 1, 9999, filled=True
                ),
                whole("primarysender", "COW code of the main sender; 1000 for an organisation", 1, 9999),
                *(whole(s, "COW code of a sender; 1000 for an organisation", 1, 9999) for s in _SENDERS),
                flag("threat", "whether sanctions were threatened"),
                flag("imposition", "whether sanctions were imposed"),
                whole("targetcosts", "costs to the target: 1 minor, 2 major, 3 severe", 1, 3),
                whole("sendercosts", "costs to the senders: 1 minor, 2 major, 3 severe", 1, 3),
                whole("finaloutcome", "final outcome, 1 to 10", 1, 10),
            ),
            years=Coverage(1945, 2005),
            size=1412,
            year_columns=("startyear",),
        ),
    ),
    measures=(
        Measure(
            name="sanctions.begun",
            tables=("sanctions_ties",),
            rows=_begun,
            unit_of_analysis=UnitOfAnalysis.DIRECTED_DYAD_YEAR,
            coverage=Coverage(1945, 2005),
            absent=0.0,
            meaning=(
                "whether the first state threatened or imposed economic sanctions against the second in a "
                "case begun that year"
            ),
        ),
    ),
    limits=("A case counts in the year it begins; how long sanctions lasted is not read.",),
)
