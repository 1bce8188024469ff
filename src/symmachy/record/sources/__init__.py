"""The sources of the full record, by name: one module each, listed here and nowhere else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from symmachy.errors import UnknownName

if TYPE_CHECKING:
    from symmachy.record.source import Source, Table

__all__ = ["SOURCES", "find_source", "find_table", "is_partial"]

_MODULES = (
    "alliance_depth",
    "arms_races",
    "arms_transfers",
    "atop",
    "axelrod_bennett",
    "btergm",
    "capitals",
    "contiguity",
    "country_codes",
    "cow_mid",
    "cow_states",
    "cow_war",
    "dcad",
    "democracy",
    "diplomatic",
    "gdp_population",
    "gml",
    "gw_states",
    "icb",
    "igo",
    "isard",
    "leaders",
    "majors",
    "mindist",
    "nmc",
    "peace_scale",
    "rivalries",
    "sanctions",
    "territorial_threat",
    "trade",
    "ucdp",
    "un_ideal",
    "un_votes",
    "world_bank",
    "world_map",
)

SOURCES: dict[str, Source] = {
    source.id: source for source in (import_module(f"{__name__}.{name}").SOURCE for name in _MODULES)
}
"""All sources by id, in alphabetical order."""


def find_source(name: str) -> Source:
    """Find a source by its id.

    Raises
    ------
    UnknownName
        With the nearest ids.

    Examples
    --------
    >>> find_source("nmc").version
    '7.0'
    """
    if name not in SOURCES:
        raise UnknownName.among("source", name, SOURCES)
    return SOURCES[name]


def is_partial(table: str, rows: int) -> bool:
    """Whether a file has so few rows that it is a part, or another version, of the table described.

    What such a file does not list cannot be read as absent.

    Examples
    --------
    >>> is_partial("nmc", 17_000), is_partial("nmc", 500)
    (False, True)
    """
    return rows < 0.9 * find_table(table)[1].size


def find_table(name: str) -> tuple[Source, Table]:
    """Find a table by its name, with its source.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> source, table = find_table("atop_dyad_year")
    >>> source.id, table.key
    ('atop', ('ccode1', 'ccode2', 'year'))
    """
    for source in SOURCES.values():
        for table in source.tables:
            if table.name == name:
                return source, table
    raise UnknownName.among("table", name, [t.name for s in SOURCES.values() for t in s.tables])
