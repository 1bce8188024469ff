"""Strategic rivalries."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, flag, text, whole
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

_KINDS = {
    "positional": "over rank",
    "spatial": "over territory",
    "ideological": "over political order",
    "interventionary": "over intervention in each other's affairs",
    "principal": "whether each is the other's main rival",
    "aprin": "whether one is the other's main rival",
}

SOURCE = Source(
    id="rivalries",
    title="Strategic rivalries (Thompson, Sakuwa and Suhas)",
    version="2021, entered from the book in peacesciencer 1.2.9",
    citations=(
        Citation(
            key="thompson2021",
            author="Thompson, W.R., K. Sakuwa and P.H. Suhas",
            year="2021",
            title="Analyzing Strategic Rivalries in World Politics",
            where="Springer",
            kind="book",
        ),
    ),
    terms=(
        "Entered by hand from the book in an R package under GPL-2; terms of the list itself were not found."
    ),
    tables=(
        Table(
            name="rivalries_tss",
            what="a spell of rivalry of an unordered pair",
            key=("tssr_id",),
            columns=(
                whole("tssr_id", "number of the rivalry", 1, filled=True),
                text("rivalry", "name of the rivalry", filled=True),
                ccode("ccode1", "COW code, the smaller of the two (324 for Venice)", beyond=(324,)),
                ccode("ccode2", "COW code, the larger of the two (324 for Venice)", beyond=(324,)),
                whole("start", "first year", 1400, 2100, filled=True),
                whole(
                    "end",
                    "last year; 2020 where it went on when the list was closed",
                    1400,
                    2100,
                    filled=True,
                ),
                *(flag(name, meaning) for name, meaning in _KINDS.items()),
            ),
            years=Coverage(1494, 2020),
            size=264,
            year_columns=("start", "end"),
            ascending=("ccode1", "ccode2"),
        ),
    ),
    measures=(
        Measure(
            name="rivalries.rivalry",
            tables=("rivalries_tss",),
            rows=rows.pair_spells("rivalries_tss", start="start", end="end"),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=Coverage(1816, 2020),
            absent=0.0,
            meaning="whether the two were strategic rivals in the year, as later historians see it",
            hindsight=True,
        ),
    ),
    limits=(
        "When a rivalry began and ended was judged afterwards: it may not be used as known at the time.",
    ),
)
