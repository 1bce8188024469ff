"""Wars between states of the Correlates of War project: who fought whom, and who beside whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, flag, text, whole, year
from symmachy.record.source import Citation, Column, Measure, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2007)
_OUTCOME = (
    "1 won, 2 lost, 3 tied, 4 turned into another war, 5 goes on, 6 stalemate, 7 below war, 8 changed sides"
)


def _spell(n: str) -> tuple[Column, ...]:
    special = () if n == "1" else (-8.0,)
    return (
        whole(f"startmonth{n}", f"month in which spell {n} begins", 1, 12, special=special),
        whole(f"startday{n}", f"day on which spell {n} begins", 1, 31, special=(*special, -9)),
        whole(f"startyear{n}", f"year in which spell {n} begins", 1816, 2100, special=special, filled=True),
        whole(f"endmonth{n}", f"month in which spell {n} ends", 1, 12, special=special),
        whole(f"endday{n}", f"day on which spell {n} ends", 1, 31, special=(*special, -9)),
        whole(f"endyear{n}", f"year in which spell {n} ends", 1816, 2100, special=special, filled=True),
    )


def _yes() -> pl.Expr:
    import polars as pl

    return pl.lit(1.0)


def _beside(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    import polars as pl

    frame = tables["cow_interstate_war_participant"]
    who = ["warnum", "side", "ccode"]
    spells = pl.concat(
        [
            frame.filter(pl.col(f"startyear{n}") > 0).select(
                *who, pl.col(f"startyear{n}").alias("start"), pl.col(f"endyear{n}").alias("end")
            )
            for n in (1, 2)
        ]
    )
    spelt = rows.years_of(spells, pl.col("start"), pl.col("end")).select(*who, "year").unique()
    pairs = spelt.join(spelt, on=["warnum", "side", "year"], suffix="_other").filter(
        pl.col("ccode") < pl.col("ccode_other")
    )
    pairs = pairs.select("year", pl.col("ccode").alias("code"), pl.col("ccode_other").alias("other")).unique()
    return pairs.with_columns(pl.lit(1.0).alias("value"))


SOURCE = Source(
    id="cow_war",
    title="COW wars between states",
    version="4.0",
    citations=(
        Citation(
            key="sarkees2010",
            author="Sarkees, M.R. and F.W. Wayman",
            year="2010",
            title="Resort to War, 1816-2007",
            where="CQ Press",
            kind="book",
        ),
    ),
    terms=COW,
    address="https://correlatesofwar.org/",
    tables=(
        Table(
            name="cow_interstate_war_dyad_year",
            what="an ordered pair of opponents in a spell of a war in a year",
            key=("warnum", "ccode1", "ccode2", "year", "resume"),
            columns=(
                whole("warnum", "number of the war", 1, filled=True),
                ccode("ccode1", "COW code of the first state"),
                ccode("ccode2", "COW code of its opponent"),
                year(first=1816),
                flag("cowinterongoing", "whether the war goes on in the year"),
                flag("cowinteronset", "whether it begins in the year"),
                whole("sidea1", "side of the first state", 1, 2),
                whole("sidea2", "side of the second state", 1, 2),
                flag("initiator1", "whether the first state began it"),
                flag("initiator2", "whether the second state began it"),
                whole("outcome1", f"outcome for the first state: {_OUTCOME}", 1, 8),
                whole("outcome2", f"outcome for the second state: {_OUTCOME}", 1, 8),
                whole("batdeath1", "battle deaths of the first state", 0, special=(-9,)),
                whole("batdeath2", "battle deaths of the second state", 0, special=(-9,)),
                flag("resume", "whether the fighting between the two was resumed later in the war"),
            ),
            years=Coverage(1823, 2003),
            size=1932,
        ),
        Table(
            name="cow_interstate_war_participant",
            what="a state on a side of a war, with up to two spells",
            key=("warnum", "ccode", "side", "startyear1", "startmonth1"),
            columns=(
                whole("warnum", "number of the war", 1, filled=True),
                text("warname", "name of the war", filled=True),
                ccode(),
                text("statename", "name of the state"),
                whole("side", "side it was on", 1, 2, filled=True),
                *_spell("1"),
                *_spell("2"),
                whole("initiator", "whether it began the war: 1 yes, 2 no", 1, 2),
                whole("outcome", f"outcome: {_OUTCOME}", 1, 8),
                whole("batdeath", "battle deaths", 0, special=(-9,)),
            ),
            years=Coverage(1823, 2003),
            size=337,
            year_columns=("startyear1", "endyear1"),
        ),
    ),
    measures=(
        Measure(
            name="cow_war.opponents",
            tables=("cow_interstate_war_dyad_year",),
            rows=rows.pair("cow_interstate_war_dyad_year", _yes, largest=True),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=0.0,
            meaning="whether the two were on opposite sides of a war between states in the year",
        ),
        Measure(
            name="cow_war.beside",
            tables=("cow_interstate_war_participant",),
            rows=_beside,
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=0.0,
            meaning="whether the two were on the same side of a war between states in the year",
        ),
    ),
    limits=(
        "The list of wars ends in 2007, and its last war between states in 2003.",
        "Opponents in a war of many need not have met in battle.",
    ),
)
