"""Gross domestic product of the World Development Indicators."""

from __future__ import annotations

from symmachy.record import rows
from symmachy.record.columns import number, text, year
from symmachy.record.source import Citation, Measure, Scheme, Source, Table
from symmachy.world import Coverage, UnitOfAnalysis

__all__ = ["SOURCE"]

_YEARS = Coverage(1960, 2023)
_ADDRESS = "http://data.worldbank.org/indicator/NY.GDP.MKTP.CD"

SOURCE = Source(
    id="world_bank",
    title="GDP of the World Bank",
    version="NY.GDP.MKTP.CD, as packaged in March 2026",
    citations=(
        Citation(
            key="wdi",
            author="World Bank",
            year="undated",
            title="World Development Indicators, NY.GDP.MKTP.CD",
            kind="misc",
            address=_ADDRESS,
        ),
    ),
    terms=(
        "The package that it was taken from is under the Open Data Commons Public Domain Dedication and "
        "Licence 1.0."
    ),
    address=_ADDRESS,
    tables=(
        Table(
            name="gdp_world_bank",
            what="a country, or a group of countries, in a year",
            key=("country_code", "year"),
            columns=(
                text("country_name", "name", filled=True),
                text(
                    "country_code", "ISO 3166 alpha-3 code, or the World Bank's own for a group", filled=True
                ),
                year(first=1960),
                number("gdp_current_usd", "gross domestic product", 0, unit="current US dollars"),
            ),
            years=_YEARS,
            size=13_979,
        ),
    ),
    measures=(
        Measure(
            name="world_bank.gdp",
            tables=("gdp_world_bank",),
            rows=rows.state("gdp_world_bank", "gdp_current_usd", code="country_code"),
            unit_of_analysis=UnitOfAnalysis.STATE_YEAR,
            coverage=_YEARS,
            absent=None,
            meaning="gross domestic product",
            unit="current US dollars",
            scheme=Scheme.ISO3,
        ),
    ),
)
