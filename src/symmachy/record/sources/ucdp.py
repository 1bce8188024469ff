"""Armed conflicts since 1946, with the states on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record import rows
from symmachy.record.columns import code, day, flag, text, whole, year
from symmachy.record.source import Citation, Measure, Scheme, Source, Table
from symmachy.record.sources._terms import UNREAD
from symmachy.world import Coverage, UnitOfAnalysis

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SOURCE"]

_YEARS = Coverage(1946, 2024)


def _between_states() -> pl.Expr:
    import polars as pl

    return (pl.col("type_of_conflict") == "interstate") & pl.col("gwno_b").is_not_null()


def _intensity() -> pl.Expr:
    import polars as pl

    return pl.col("intensity_level")


SOURCE = Source(
    id="ucdp",
    title="UCDP/PRIO armed conflicts",
    version="25.1",
    citations=(
        Citation(
            key="gleditsch2002",
            author="Gleditsch, N.P. and others",
            year="2002",
            title="Armed Conflict 1946-2001",
            where="Journal of Peace Research 39(5)",
        ),
        Citation(
            key="davies2025",
            author="Davies, S. and others",
            year="2025",
            title="Organized Violence 1989-2024",
            where="Journal of Peace Research 62(4): 1223-1240",
        ),
    ),
    terms="Said elsewhere to be public and free of charge. " + UNREAD,
    address="https://ucdp.uu.se/downloads/",
    tables=(
        Table(
            name="ucdp_acd",
            what="a conflict in a year, for each pair of states listed on its sides",
            key=("conflict_id", "year", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "start_date2"),
            columns=(
                whole("conflict_id", "number of the conflict", 1, filled=True),
                year(first=1946),
                code("gwno_a", "Gleditsch-Ward code of side A", beyond=(751,)),
                code("gwno_a_2nd", "Gleditsch-Ward code of a state with troops on side A", filled=False),
                code("gwno_b", "Gleditsch-Ward code of side B; empty where it is no state", filled=False),
                code("gwno_b_2nd", "Gleditsch-Ward code of a state with troops on side B", filled=False),
                text("incompatibility", "territory, government or both"),
                whole(
                    "intensity_level",
                    "1 minor (25 to 999 deaths in battle a year), 2 war (1,000 and more)",
                    1,
                    2,
                ),
                text(
                    "type_of_conflict",
                    "interstate, intrastate, II (internationalised) or extrasystemic",
                    filled=True,
                ),
                day("start_date", "first death in battle"),
                day("start_date2", "first day with 25 deaths in battle in a year"),
                flag("ep_end", "whether an episode ends in the year"),
                day("ep_end_date", "end of the episode"),
            ),
            years=_YEARS,
            size=5652,
        ),
    ),
    measures=(
        Measure(
            name="ucdp.interstate",
            tables=("ucdp_acd",),
            rows=rows.pair(
                "ucdp_acd", _intensity, codes=("gwno_a", "gwno_b"), where=_between_states, largest=True
            ),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=0.0,
            meaning="armed conflict between the two as primary parties in the year",
            unit="0 none, 1 minor, 2 war",
            scheme=Scheme.GW,
        ),
    ),
    limits=("States that only sent troops to one side are not counted as opponents of the other.",),
)
