"""Latent estimates of production and population."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import ccode, number, year
from symmachy.record.source import Citation, Measure, Source, Table
from symmachy.record.sources._terms import NOT_FOUND
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

_YEARS = Coverage(1816, 2019)
_PARTS = {
    "mrgdppc": ("gdp_per_head", "gross domestic product per head", "2011 international dollars"),
    "pwtrgdp": ("gdp", "gross domestic product", "millions of 2017 international dollars"),
    "pwtpop": ("population", "population", "millions"),
}

SOURCE = Source(
    id="gdp_population",
    title="GDP and population (Fariss and others)",
    version="isard 0.2.0",
    citations=(
        Citation(
            key="fariss2022",
            author="Fariss, C.J., T. Anders, J.N. Markowitz and M. Barnum",
            year="2022",
            title="New Estimates of Over 500 Years of Historic GDP and Population Data",
            where="Journal of Conflict Resolution 66(3): 553-591",
        ),
    ),
    terms=NOT_FOUND,
    tables=(
        Table(
            name="gdp_population_cow",
            what="a state in a year",
            key=("ccode", "year"),
            columns=(
                ccode(),
                year(first=1500),
                *(number(c, m, 0, unit=u) for c, (_, m, u) in _PARTS.items()),
                *(
                    number(f"sd_{c}", f"standard deviation of {m}", 0, unit=u)
                    for c, (_, m, u) in _PARTS.items()
                ),
            ),
            years=_YEARS,
            size=16_536,
        ),
    ),
    measures=tuple(
        Measure(
            name=f"gdp_population.{name}",
            tables=("gdp_population_cow",),
            rows=rows.state("gdp_population_cow", column),
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning=f"{meaning}, estimated from several sources over all years",
            unit=unit,
            hindsight=True,
        )
        for column, (name, meaning, unit) in _PARTS.items()
    ),
    limits=("Each estimate has a standard deviation, which the variables do not carry.",),
)
