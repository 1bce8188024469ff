"""Capitals with dates and coordinates."""

from __future__ import annotations

from symmachy.record.columns import ccode, day, number, text
from symmachy.record.source import Citation, Source, Table
from symmachy.world import Coverage

__all__ = ["PEACESCIENCER", "SOURCE"]

PEACESCIENCER = Citation(
    key="miller2022",
    author="Miller, S.V.",
    year="2022",
    title="peacesciencer: An R Package for Quantitative Peace Science Research",
    where="Conflict Management and Peace Science 39(6)",
)

SOURCE = Source(
    id="capitals",
    title="Capitals of states",
    version="peacesciencer 1.2.9, to 2024",
    citations=(PEACESCIENCER,),
    terms="Published in an R package under GPL-2.",
    tables=(
        Table(
            name="capitals",
            what="a spell in which a city is a state's capital",
            key=("ccode", "stdate"),
            columns=(
                ccode(),
                text("statenme", "name of the state"),
                text("capital", "name of the city", filled=True),
                day("stdate", "first day; 1816-01-01 by convention where it was so before", filled=True),
                day("enddate", "last day; 2024-12-31 where it goes on", filled=True),
                number("lat", "latitude, north positive", -90, 90, unit="degrees"),
                number("lng", "longitude, east positive", -180, 180, unit="degrees"),
            ),
            years=Coverage(1816, 2024),
            size=242,
            year_columns=("stdate", "enddate"),
        ),
    ),
)
