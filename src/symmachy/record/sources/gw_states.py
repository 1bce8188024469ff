"""The Gleditsch-Ward list of independent states."""

from __future__ import annotations

from symmachy.record.columns import code, day, flag, text
from symmachy.record.source import Citation, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage

__all__ = ["SOURCE"]

SOURCE = Source(
    id="gw_states",
    title="Gleditsch-Ward independent states and microstates",
    version="as in isard 0.2.0, closed at the end of 2020",
    citations=(
        Citation(
            key="gleditsch1999",
            author="Gleditsch, K.S. and M.D. Ward",
            year="1999",
            title="A Revised List of Independent States since the Congress of Vienna",
            where="International Interactions 25(4): 393-413",
        ),
    ),
    terms=NOT_FOUND,
    tables=(
        Table(
            name="states_gw",
            what="a spell of independence of a state",
            key=("gwcode", "start"),
            columns=(
                code("gwcode", "Gleditsch-Ward code of the state"),
                text("gw_abb", "letters of the state"),
                text("gw_name", "name of the state", filled=True),
                flag("microstate", "population below about 250,000"),
                day("start", "first day", filled=True),
                day("end", "last day; 2020-12-31 where it went on when the list was closed", filled=True),
            ),
            years=Coverage(1816, 2020),
            size=239,
            year_columns=("start", "end"),
        ),
    ),
)
