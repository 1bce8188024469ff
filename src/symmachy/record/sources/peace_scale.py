"""The peace scale: how hostile or close the relation of a pair is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import ccode, flag, number, text, whole
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCE"]

_LEVELS = "0 serious rivalry, 0.25 lesser rivalry, 0.5 negative peace, 0.75 warm peace, 1 security community"


def _level() -> pl.Expr:
    import polars as pl

    return pl.when(pl.col("peace_level") >= 0).then("peace_level")


SOURCE = Source(
    id="peace_scale",
    title="Peace scale (Goertz, Diehl and Balas)",
    version="3.1",
    citations=(
        Citation(
            key="goertz2016",
            author="Goertz, G., P. Diehl and A. Balas",
            year="2016",
            title="The Puzzle of Peace",
            where="Oxford University Press",
            kind="book",
        ),
        Citation(
            key="diehl2021",
            author="Diehl, P., G. Goertz and Y. Gallegos",
            year="2021",
            title="Peace Data",
            where="Conflict Management and Peace Science 38: 605-624",
        ),
    ),
    terms=(
        "Its readme allows non-commercial use and asks for the book, the article and the version to be cited."
    ),
    noncommercial=True,
    tables=(
        Table(
            name="peace_scale_spells",
            what="a spell of a pair on one level of the scale",
            key=("ccode1", "ccode2", "start"),
            columns=(
                ccode("ccode1", "COW code of one state"),
                ccode("ccode2", "COW code of the other", beyond=(936, 937)),
                text("start", "first day as YYYYMMDD; 19009999 where before 1900", filled=True),
                text("end", "last day as YYYYMMDD; 20209999 where it went on after 2020", filled=True),
                number("peace_level", f"{_LEVELS}; -9 in transition", 0, 1, special=(-9,)),
                whole("start_year", "first year", 1900, 2100, filled=True),
                whole("end_year", "last year", 1900, 2100, filled=True),
                flag("left_censored", "began before 1900"),
                flag("right_censored", "went on after 2020"),
            ),
            years=Coverage(1900, 2020),
            size=3746,
            year_columns=("start_year", "end_year"),
        ),
    ),
    measures=(
        Measure(
            name="peace_scale.level",
            tables=("peace_scale_spells",),
            rows=rows.pair_spells(
                "peace_scale_spells", start="start_year", end="end_year", value=_level, latest=True
            ),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=Coverage(1900, 2020),
            absent=None,
            meaning="level of the pair on the peace scale at the end of the year; unknown in transition",
            unit=_LEVELS,
            hindsight=True,
        ),
    ),
    limits=(
        "Only pairs that the authors hold to matter to each other are coded.",
        "Germany is 255 throughout.",
    ),
)
