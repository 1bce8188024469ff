"""International crises and the states in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.columns import ccode, text, whole
from symmachy.record.source import Citation, Column, Measure, Reference, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1918, 2016)


def _crises(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    import polars as pl

    frame = tables["icb_actor"].filter(pl.col("yrtrig") > 0)
    counted = frame.group_by(pl.col("yrtrig").alias("year"), pl.col("cracid").alias("code"))
    return counted.agg(pl.len().cast(pl.Float64).alias("value"))


def _dates(what: str) -> tuple[Column, ...]:
    return (
        whole("yrtrig", f"year in which {what} begins", 1900, 2100),
        whole("motrig", f"month in which {what} begins", 1, 99),
        whole("datrig", f"day on which {what} begins", 1, 99),
        whole("yrterm", f"year in which {what} ends", 1900, 2100),
        whole("moterm", f"month in which {what} ends", 1, 99),
        whole("daterm", f"day on which {what} ends", 1, 99),
    )


_CRISNO = whole("crisno", "number of the crisis", 1, filled=True)
_NAME = text("crisname", "name of the crisis", filled=True)

SOURCE = Source(
    id="icb",
    title="International Crisis Behavior",
    version="13",
    citations=(
        Citation(
            key="brecher2000",
            author="Brecher, M. and J. Wilkenfeld",
            year="2000",
            title="A Study of Crisis",
            where="University of Michigan Press",
            kind="book",
        ),
        Citation(
            key="icb13",
            author="Brecher, M., J. Wilkenfeld, K. Beardsley, P. James and D. Quinn",
            year="undated",
            title="International Crisis Behavior Data Codebook, Version 13",
            kind="misc",
            address="https://www.icb.umd.edu/dataviewer/",
        ),
    ),
    terms=NOT_FOUND,
    address="https://www.icb.umd.edu/dataviewer/",
    tables=(
        Table(
            name="icb_crisis",
            what="a crisis",
            key=("crisno",),
            columns=(
                _CRISNO,
                _NAME,
                *_dates("the crisis"),
                whole("gravcr", "gravest value at stake, 0 to 7", 0, 7),
                whole("viol", "violence: 1 none to 4 full-scale war", 1, 4),
                whole("cenviosy", "how central violence was, 1 to 4", 1, 4),
            ),
            years=Coverage(1918, 2017),
            size=482,
            year_columns=("yrtrig", "yrterm"),
        ),
        Table(
            name="icb_actor",
            what="a state in a crisis",
            key=("cracno",),
            columns=(
                _CRISNO,
                whole("cracno", "number of the state in the crisis", 1, filled=True),
                ccode("cracid", "COW code of the state", beyond=(219, 671, 672)),
                text("actor", "letters of the state"),
                _NAME,
                *_dates("the crisis of the state"),
                whole("triggr", "what set it off", 1, 9),
                whole("outcom", "outcome for the state", 1, 9),
                whole("gravty", "gravest value at stake, 0 to 7", 0, 7),
            ),
            years=Coverage(1918, 2017),
            size=1065,
            year_columns=("yrtrig", "yrterm"),
            references=(Reference(column="crisno", table="icb_crisis", to="crisno"),),
        ),
    ),
    measures=(
        Measure(
            name="icb.crises",
            tables=("icb_actor",),
            rows=_crises,
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=_YEARS,
            absent=0.0,
            meaning="how many international crises began for the state in the year",
            unit="crises",
        ),
    ),
    limits=("Which two states faced each other in a crisis is not in these tables.",),
)
