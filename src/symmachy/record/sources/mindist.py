"""The smallest distance between the territories of two states."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, number, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

SOURCE = Source(
    id="mindist",
    title="Minimum distance between states (CShapes)",
    version="CShapes 2.0, on 1 January of each year",
    citations=(
        Citation(
            key="schvitz2022",
            author="Schvitz, G. and others",
            year="2022",
            title="Mapping the International System, 1886-2017: The CShapes 2.0 Dataset",
            where="Journal of Conflict Resolution 66(1): 144-161",
        ),
    ),
    terms="The terms of CShapes were not read: treat as non-commercial until they are.",
    noncommercial=True,
    tables=(
        Table(
            name="min_distance",
            what="an unordered pair of states in a year",
            key=("ccode1", "ccode2", "year"),
            columns=(
                ccode("ccode1", "COW code, the smaller of the two"),
                ccode("ccode2", "COW code, the larger of the two"),
                year(first=1886),
                number(
                    "mindist",
                    "smallest distance between any parts of the two, 0 where they touch",
                    0,
                    20_100,
                    unit="km",
                ),
            ),
            years=Coverage(1886, 2019),
            size=952_244,
            ascending=("ccode1", "ccode2"),
        ),
    ),
    measures=(
        Measure(
            name="mindist.km",
            tables=("min_distance",),
            rows=rows.pair("min_distance", "mindist"),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=Coverage(1886, 2019),
            absent=None,
            meaning=(
                "smallest distance between any parts of the two states on 1 January, overseas lands included"
            ),
            unit="km",
        ),
    ),
)
