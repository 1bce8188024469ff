"""Outlines of the countries of the present."""

from __future__ import annotations

from symmachy.record.columns import ccode, text
from symmachy.record.source import Citation, Source, Table

__all__ = ["SOURCE"]

SOURCE = Source(
    id="world_map",
    title="Countries of the world, 1:110 million",
    version="Natural Earth 4.1.0, from world-atlas 2.0.2",
    citations=(
        Citation(
            key="naturalearth",
            author="Natural Earth",
            year="undated",
            title="Admin 0 countries, 1:110 million, version 4.1.0",
            kind="misc",
            address="http://www.naturalearthdata.com/downloads/110m-cultural-vectors/",
        ),
        Citation(
            key="worldatlas", author="Bostock, M.", year="undated", title="world-atlas 2.0.2", kind="misc"
        ),
    ),
    terms="world-atlas is under the ISC licence; Natural Earth declares its data to be in the public domain.",
    address="http://www.naturalearthdata.com/downloads/110m-cultural-vectors/",
    tables=(
        Table(
            name="world_countries_110m",
            what="a country of the present",
            key=("name",),
            columns=(
                text("name", "English name", filled=True),
                text("iso3n", "ISO 3166 numeric code"),
                text("iso3c", "ISO 3166 alpha-3 code"),
                ccode(meaning="COW code; empty where the COW list has no such state", filled=False),
                text("geometry", "outline, as a geometry of GeoJSON, in degrees", filled=True),
            ),
            years=None,
            size=177,
            year_columns=(),
        ),
    ),
    limits=("Borders of the present only; small states have no outline.",),
)
