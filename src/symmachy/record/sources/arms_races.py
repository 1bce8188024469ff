"""Arms races between rivals."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, whole
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

SOURCE = Source(
    id="arms_races",
    title="Arms races (Gibler, Rider and Hutchison)",
    version="appendix of the article of 2005",
    citations=(
        Citation(
            key="gibler2005",
            author="Gibler, D.M., T.J. Rider and M.L. Hutchison",
            year="2005",
            title="Taking Arms Against a Sea of Troubles: Conventional Arms Races During Periods of Rivalry",
            where="Journal of Peace Research 42(2): 131-147",
        ),
    ),
    terms="Published in an R package under GPL-2.",
    tables=(
        Table(
            name="arms_races",
            what="an arms race of an unordered pair",
            key=("race_id",),
            columns=(
                whole("race_id", "number of the race", 1, filled=True),
                ccode("ccode1", "COW code, the smaller of the two"),
                ccode("ccode2", "COW code, the larger of the two"),
                whole("styear", "first year", 1816, 2100, filled=True),
                whole("endyear", "last year", 1816, 2100, filled=True),
            ),
            years=Coverage(1854, 1984),
            size=71,
            year_columns=("styear", "endyear"),
            ascending=("ccode1", "ccode2"),
        ),
    ),
    measures=(
        Measure(
            name="arms_races.race",
            tables=("arms_races",),
            rows=rows.pair_spells("arms_races", start="styear", end="endyear"),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=Coverage(1854, 1984),
            absent=0.0,
            meaning="whether two rivals were in an arms race in the year",
            hindsight=True,
        ),
    ),
    limits=("Only pairs that are rivals in another list were examined.",),
)
