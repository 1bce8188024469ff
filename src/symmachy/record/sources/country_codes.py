"""Codes of countries by year, in the schemes of many sources."""

from __future__ import annotations

from symmachy.record.columns import ccode, code, text, whole, year
from symmachy.record.source import Citation, Source, Table
from symmachy.world import Coverage

__all__ = ["SOURCE"]

SOURCE = Source(
    id="country_codes",
    title="Country codes by year",
    version="countrycode 1.8.0, from 1816",
    citations=(
        Citation(
            key="arelbundock2018",
            author="Arel-Bundock, V., N. Enevoldsen and C.J. Yetman",
            year="2018",
            title="countrycode: An R package to convert country names and country codes",
            where="Journal of Open Source Software 3(28): 848",
        ),
    ),
    terms="Published in an R package under GPL-3.",
    tables=(
        Table(
            name="country_codes_year",
            what="a country in a year",
            key=("country_name_en", "year"),
            columns=(
                text("country_name_en", "English name", filled=True),
                year(first=1816),
                text("continent", "continent"),
                text("region", "region of the World Bank"),
                text("iso2c", "ISO 3166 alpha-2 code", keeps_na=True),
                text("iso3c", "ISO 3166 alpha-3 code"),
                whole("iso3n", "ISO 3166 numeric code", 1, 999),
                text("cowc", "COW letters"),
                ccode("cown", "COW number", filled=False),
                text("gwc", "Gleditsch-Ward letters"),
                code("gwn", "Gleditsch-Ward number", filled=False),
                whole("p5n", "Polity5 number", 1, 999),
                whole("vdem", "V-Dem number", 1, 999),
                whole("un", "number of the United Nations", 1, 999),
                text("wb", "letters of the World Bank"),
            ),
            years=Coverage(1816, 2024),
            size=27_736,
        ),
    ),
)
