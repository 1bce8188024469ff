"""How many international organisations two states share."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, whole, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._terms import COW
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2014)

SOURCE = Source(
    id="igo",
    title="COW intergovernmental organisations",
    version="3.0",
    citations=(
        Citation(
            key="pevehouse2020",
            author="Pevehouse, J.C. and others",
            year="2020",
            title="Tracking Organizations in the World: The Correlates of War IGO Version 3.0 Datasets",
            where="Journal of Peace Research 57(3)",
        ),
    ),
    terms=COW,
    address="https://correlatesofwar.org/wp-content/uploads/dyadic_formatv3.zip",
    tables=(
        Table(
            name="igo_dyad_year",
            what="an unordered pair of states in a year",
            key=("ccode1", "ccode2", "year"),
            columns=(
                ccode("ccode1", "COW code, the smaller of the two"),
                ccode("ccode2", "COW code, the larger of the two"),
                year(first=1816),
                whole("dyadigos", "organisations to which both belong", 0, 1000, filled=True),
            ),
            years=_YEARS,
            size=917_695,
            ascending=("ccode1", "ccode2"),
        ),
    ),
    measures=(
        Measure(
            name="igo.shared",
            tables=("igo_dyad_year",),
            rows=rows.pair("igo_dyad_year", "dyadigos"),
            unit_of_analysis=UnitOfAnalysis.DYAD_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning="how many intergovernmental organisations both states belong to",
            unit="organisations",
        ),
    ),
    limits=(
        "Which organisations they are is not in this table.",
        (
            "The owner's own file of pairs has a column for each organisation and is not read: import a "
            "table of counts."
        ),
    ),
)
