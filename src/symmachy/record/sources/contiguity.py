"""Direct contiguity between states, on land and across water."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, day, whole
from symmachy.record.source import Citation, Form, Measure, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

    from symmachy.record.source import Rows

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2016)


def _by_land() -> pl.Expr:
    import polars as pl

    return pl.col("conttype") == 1


def _touching() -> pl.Expr:
    import polars as pl

    return pl.col("conttype") > 0


def _closeness() -> pl.Expr:
    import polars as pl

    return 6 - pl.col("conttype")  # the largest of a year's spells is then the closest


def _from_years(frame: pl.DataFrame) -> pl.DataFrame:
    """Read the owner's file with one row a year, as spells of unbroken years."""
    import polars as pl

    def whole_number(name: str, alias: str) -> pl.Expr:
        return pl.col(name).cast(pl.Float64, strict=False).cast(pl.Int64).alias(alias)

    rows_ = frame.select(
        whole_number("state1no", "ccode1"),
        whole_number("state2no", "ccode2"),
        whole_number("conttype", "conttype"),
        whole_number("year", "year"),
    ).sort("ccode1", "ccode2", "conttype", "year")
    key = ["ccode1", "ccode2", "conttype"]
    run = (pl.col("year").diff() != 1).fill_null(value=True).cum_sum().over(key).alias("run")
    spells = (
        rows_.with_columns(run)
        .group_by(*key, "run")
        .agg(pl.col("year").min(), pl.col("year").max().alias("last"))
    )
    return spells.select(
        *key,
        pl.date(pl.col("year"), 1, 1).cast(pl.String).alias("stdate"),
        pl.date(pl.col("last"), 12, 1).cast(pl.String).alias("enddate"),
    ).sort("ccode1", "ccode2", "stdate")


def _from_months(frame: pl.DataFrame) -> pl.DataFrame:
    """Read the owner's file of spells, with months as YYYYMM and each pair once, as spells in both orders."""
    import polars as pl

    def month(name: str) -> pl.Expr:
        at = pl.col(name).cast(pl.Float64, strict=False).cast(pl.Int64)
        return pl.date(at // 100, at % 100, 1).cast(pl.String)

    spells = frame.select(
        pl.col("statelno").alias("ccode1"),
        pl.col("statehno").alias("ccode2"),
        "conttype",
        month("begin").alias("stdate"),
        month("end").alias("enddate"),
    )
    back = spells.select(
        pl.col("ccode2").alias("ccode1"), pl.col("ccode1").alias("ccode2"), pl.exclude("ccode1", "ccode2")
    )
    return pl.concat([spells, back])


def _measure(name: str, meaning: str, made: Rows, *, absent: float | None = 0.0, unit: str = "") -> Measure:
    return Measure(
        name=f"contiguity.{name}",
        tables=("contiguity_spells",),
        rows=made,
        unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
        coverage=_YEARS,
        absent=absent,
        meaning=meaning,
        unit=unit,
    )


SOURCE = Source(
    id="contiguity",
    title="COW direct contiguity",
    version="3.2",
    citations=(
        Citation(
            key="stinnett2002",
            author="Stinnett, D.M., J. Tir, P. Schafer, P.F. Diehl and C. Gochman",
            year="2002",
            title="The Correlates of War Project Direct Contiguity Data, Version 3",
            where="Conflict Management and Peace Science 19(2): 58-66",
        ),
    ),
    terms=COW,
    address="https://correlatesofwar.org/wp-content/uploads/DirectContiguity320.zip",
    download="https://correlatesofwar.org/wp-content/uploads/DirectContiguity320.zip",
    tables=(
        Table(
            name="contiguity_spells",
            what="a spell in which an ordered pair of states touches in one way",
            key=("ccode1", "ccode2", "stdate", "conttype"),
            columns=(
                ccode("ccode1", "COW code of one state"),
                ccode("ccode2", "COW code of the other"),
                whole(
                    "conttype",
                    "1 on land, 2 across up to 12 miles of water, 3 up to 24, 4 up to 150, 5 up to "
                    "400, 0 not",
                    0,
                    5,
                    filled=True,
                ),
                day("stdate", "first day of the first month", filled=True),
                day("enddate", "first day of the last month", filled=True),
            ),
            years=_YEARS,
            size=1874,
            year_columns=("stdate", "enddate"),
            forms=(
                Form(columns=("state1no", "state2no", "year", "conttype"), reshape=_from_years),
                Form(columns=("statelno", "statehno", "conttype", "begin", "end"), reshape=_from_months),
            ),
        ),
    ),
    measures=(
        _measure(
            "land",
            "whether the two touch on land in any month of the year",
            rows.pair_spells("contiguity_spells", start="stdate", end="enddate", where=_by_land),
        ),
        _measure(
            "any",
            "whether the two touch on land or across at most 400 miles of water in any month of the year",
            rows.pair_spells("contiguity_spells", start="stdate", end="enddate", where=_touching),
        ),
        _measure(
            "closeness",
            "how closely the two touch in the year: 5 on land, 4 to 1 across ever more water, 0 not",
            rows.pair_spells(
                "contiguity_spells", start="stdate", end="enddate", where=_touching, value=_closeness
            ),
            unit="5 land to 0 none",
        ),
    ),
    limits=("Contiguity is known to the month; after 2016 it is unknown, not unchanged.",),
)
