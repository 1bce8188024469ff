"""Latent external threat to a state's territory."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, number, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2010)

SOURCE = Source(
    id="territorial_threat",
    title="External territorial threat",
    version="as in peacesciencer 1.2.9",
    citations=(
        Citation(
            key="miller2022threat",
            author="Miller, S.V.",
            year="2022",
            title="A Random Item Response Model of External Territorial Threat, 1816-2010",
            where="Journal of Global Security Studies 7(4)",
        ),
    ),
    terms="Published in an R package under GPL-2.",
    tables=(
        Table(
            name="territorial_threat",
            what="a state in a year",
            key=("ccode", "year"),
            columns=(
                ccode(),
                year(first=1816),
                number("lterrthreat", "latent threat, posterior mean", -20, 20),
                number("sd", "its posterior standard deviation", 0),
                number("m_lterrthreat", "latent threat, variant on medians", -20, 20),
                number("m_sd", "standard deviation of the variant", 0),
            ),
            years=_YEARS,
            size=14_781,
        ),
    ),
    measures=(
        Measure(
            name="territorial_threat.mean",
            tables=("territorial_threat",),
            rows=rows.state("territorial_threat", "lterrthreat"),
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning="latent external threat to the state's territory, posterior mean",
            unit="latent scale",
            hindsight=True,
        ),
    ),
    limits=("It is estimated from disputes over all years: it may not explain disputes.",),
)
