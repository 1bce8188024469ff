"""The major powers of the Correlates of War project."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, whole
from symmachy.record.source import Measure, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.record.sources.cow_states import CITATION
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

SOURCE = Source(
    id="majors",
    title="COW major powers",
    version="v2016",
    citations=(CITATION,),
    terms=COW,
    address="https://correlatesofwar.org/data-sets/state-system-membership/",
    tables=(
        Table(
            name="major_powers_cow",
            what="a spell in which a state is a major power",
            key=("ccode", "styear"),
            columns=(
                ccode(),
                whole("styear", "first year", 1816, 2100, filled=True),
                whole("stmonth", "first month", 1, 12),
                whole("stday", "first day", 1, 31),
                whole(
                    "endyear",
                    "last year; 2016 where it went on when the list was closed",
                    1816,
                    2100,
                    filled=True,
                ),
                whole("endmonth", "last month", 1, 12),
                whole("endday", "last day", 1, 31),
                whole("version", "year of the list", 2000, 2100, required=False),
            ),
            years=Coverage(1816, 2016),
            size=14,
            year_columns=("styear", "endyear"),
            admits=lambda frame: frame["ccode"].n_unique() <= 20,
            admits_says="a list of major powers has few states",
        ),
    ),
    measures=(
        Measure(
            name="majors.major",
            tables=("major_powers_cow",),
            rows=rows.state_spells("major_powers_cow", start="styear", end="endyear"),
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=Coverage(1816, 2016),
            absent=0.0,
            meaning="whether the state is a major power of the COW list on any day of the year",
        ),
    ),
)
