"""Militarized interstate disputes as recoded by Gibler, Miller and Little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import whole
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._disputes import dispute_columns
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

    from symmachy.record.source import Rows

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2010)


def _yes() -> pl.Expr:
    import polars as pl

    return pl.lit(1.0)


def _higher_of_both() -> pl.Expr:
    import polars as pl

    return pl.max_horizontal("hostlev1", "hostlev2")


def _used_force() -> pl.Expr:
    import polars as pl

    return pl.max_horizontal("hostlev1", "hostlev2") >= 4


def _measure(name: str, meaning: str, made: Rows, unit: str = "") -> Measure:
    return Measure(
        name=f"gml.{name}",
        tables=("gml_mid_directed",),
        rows=made,
        unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
        coverage=_YEARS,
        absent=0.0,
        meaning=meaning,
        unit=unit,
    )


SOURCE = Source(
    id="gml",
    title="Militarized interstate disputes (Gibler, Miller and Little)",
    version="2.2.1",
    citations=(
        Citation(
            key="gibler2016",
            author="Gibler, D.M., S.V. Miller and E.K. Little",
            year="2016",
            title="An Analysis of the Militarized Interstate Dispute (MID) Dataset, 1816-2001",
            where="International Studies Quarterly 60(4)",
        ),
    ),
    terms=NOT_FOUND,
    tables=(
        Table(
            name="gml_mid_directed",
            what="an ordered pair on opposite sides of a dispute in a year",
            key=("dispnum", "ccode1", "ccode2", "year"),
            columns=(
                *dispute_columns("midongoing", "midonset"),
                whole(
                    "hostlev",
                    "highest hostility of the dispute: 2 threat, 3 display, 4 use of force, 5 war",
                    1,
                    5,
                ),
            ),
            years=_YEARS,
            size=10_276,
        ),
    ),
    measures=(
        _measure(
            "dispute",
            "whether the two were on opposite sides of a dispute in the year, from a threat of force upwards",
            rows.pair("gml_mid_directed", _yes, largest=True),
        ),
        _measure(
            "force",
            "whether at least one of the two used force in a dispute in which they were on opposite sides",
            rows.pair("gml_mid_directed", _yes, where=_used_force, largest=True),
        ),
        _measure(
            "hostility",
            "highest hostility that either of the two reached in a dispute of the year",
            rows.pair("gml_mid_directed", _higher_of_both, largest=True),
            unit="0 no dispute, 1 none by these two, 2 threat, 3 display, 4 use of force, 5 war",
        ),
    ),
    limits=("Two states on opposite sides of a dispute of many need not have met.",),
)
