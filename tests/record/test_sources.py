from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import symmachy.record.sources as package
from symmachy.errors import UnknownName
from symmachy.record.sources import SOURCES, find_source, find_table

if TYPE_CHECKING:
    from symmachy.record.source import Source, Table


def test_the_list_of_sources_is_not_empty_and_in_order() -> None:
    assert len(SOURCES) == 35
    assert list(SOURCES) == sorted(SOURCES)


def test_a_source_is_named_as_its_module(source: Source) -> None:
    assert source.id in package._MODULES


def test_a_source_says_what_it_is_and_what_it_owes(source: Source) -> None:
    for said in (source.title, source.version, source.terms):
        assert said.strip()
    assert source.terms.endswith(".")
    assert source.citations
    assert all(limit.endswith(".") for limit in source.limits)
    assert not source.download or source.download == source.address


def test_names_of_tables_variables_and_works_are_unique() -> None:
    tables = [t.name for s in SOURCES.values() for t in s.tables]
    measures = [m.name for s in SOURCES.values() for m in s.measures]
    works: dict[str, str] = {}
    for source in SOURCES.values():
        for citation in source.citations:
            assert works.setdefault(citation.key, str(citation)) == str(citation)

    assert len(set(tables)) == len(tables)
    assert len(set(measures)) == len(measures)


def test_a_table_is_declared_soundly(declared: tuple[Source, Table]) -> None:
    _, table = declared
    names = [c.name for c in table.columns]

    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    assert set(table.year_columns) <= set(names)
    assert set(table.ascending or ()) <= set(names)
    assert all(n == n.lower() for n in names)
    assert all(c.meaning for c in table.columns)
    assert table.required
    for reference in table.references:
        other = find_table(reference.table)[1]

        assert reference.column in names
        assert reference.to in [c.name for c in other.columns]


def test_a_variable_is_declared_soundly(source: Source) -> None:
    for measure in source.measures:
        assert measure.name.startswith(f"{source.id}.")
        assert measure.meaning
        assert measure.absent in (None, 0.0)
        for name in measure.tables:
            assert name in [t.name for t in source.tables]
        years = source.table(measure.tables[0]).years
        assert years is None or measure.coverage.last >= years.first


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'nmc'"):
        find_source("nnc")
    with pytest.raises(UnknownName, match="atop_dyad_year"):
        find_table("atop_dyadyear")
    with pytest.raises(UnknownName, match="atop_member"):
        find_source("atop").table("atop_membr")


def test_bibtex_of_every_work_is_balanced(source: Source) -> None:
    for citation in source.citations:
        entry = citation.bibtex()

        assert entry.count("{") == entry.count("}")
        assert entry.startswith(f"@{citation.kind}{{{citation.key},")
