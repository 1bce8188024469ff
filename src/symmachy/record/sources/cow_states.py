"""The Correlates of War list of members of the system of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.columns import ccode, day, text
from symmachy.record.source import Citation, Form, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CITATION", "SOURCE"]

CITATION = Citation(
    key="cow2017",
    author="Correlates of War Project",
    year="2017",
    title="State System Membership List, v2016",
    kind="misc",
    address="https://correlatesofwar.org/data-sets/state-system-membership/",
)
_PARTS = ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")


def _from_parts(frame: pl.DataFrame) -> pl.DataFrame:
    """Read the owner's file, with year, month and day in columns of their own."""
    import polars as pl

    def joined(*names: str) -> pl.Expr:
        parts = [pl.col(n).cast(pl.Float64, strict=False).cast(pl.Int64) for n in names]
        return pl.date(*parts).cast(pl.String)

    return frame.select(
        "ccode",
        pl.col("stateabb").alias("cw_abb"),
        pl.col("statenme").alias("cw_name"),
        joined(*_PARTS[:3]).alias("start"),
        joined(*_PARTS[3:]).alias("end"),
    )


SOURCE = Source(
    id="cow_states",
    title="COW state system membership",
    version="v2016",
    citations=(CITATION,),
    terms=COW,
    address="https://correlatesofwar.org/data-sets/state-system-membership/",
    tables=(
        Table(
            name="states_cow",
            what="a spell of membership of a state",
            key=("ccode", "start"),
            columns=(
                ccode(),
                text("cw_abb", "letters of the state", filled=True),
                text("cw_name", "name of the state", filled=True),
                day("start", "first day of membership", filled=True),
                day(
                    "end",
                    "last day of membership; 2016-12-31 where it went on when the list was closed",
                    filled=True,
                ),
            ),
            years=Coverage(1816, 2016),
            size=243,
            year_columns=("start", "end"),
            forms=(Form(columns=("stateabb", "ccode", "statenme", *_PARTS), reshape=_from_parts),),
        ),
    ),
    limits=(
        "The list of members was closed at the end of 2016; who was a member then is read as one still.",
    ),
)
