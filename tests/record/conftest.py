from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest

from symmachy.record.source import Column, Kind, Source, Table
from symmachy.record.sources import SOURCES
from symmachy.record.store import Store

if TYPE_CHECKING:
    from pathlib import Path

ALL_TABLES = [(source, table) for source in SOURCES.values() for table in source.tables]
Sample = Callable[..., pl.DataFrame]


def _value(column: Column, table: Table, row: int) -> object:
    first = table.years.first if table.years else 1950
    if column.kind is Kind.TEXT:
        return f"{chr(65 + row)}{column.name}"
    if column.kind is Kind.DAY:
        return date(first + 2 * row, 1, 1 + row)
    if column.name == (table.ascending or ("", ""))[0]:
        return 2 + row
    if column.name == (table.ascending or ("", ""))[1]:
        return 200 + row
    if column.name in table.year_columns or column.meaning.startswith("year"):
        return int(max(first, column.low)) + row
    value = max(column.low, 1) + row
    value = min(value, column.high)
    return value if column.kind is Kind.NUMBER else int(value)


def _sample(table: Table, rows: int = 3) -> pl.DataFrame:
    content = {c.name: [_value(c, table, r) for r in range(rows)] for c in table.columns}
    if table.name == "state_year_gw":
        content["ccode"] = [None] * rows
    if table.name == "atop_dyad_year":
        content["ccode2"] = [200, 1, *range(300, 298 + rows)]
    return pl.DataFrame(content)


@pytest.fixture
def sample() -> Sample:
    """Make a few rows that are valid for a table, from its declaration alone."""
    return _sample


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "declared" in metafunc.fixturenames:
        metafunc.parametrize("declared", ALL_TABLES, ids=lambda pair: pair[1].name)
    if "source" in metafunc.fixturenames:
        metafunc.parametrize("source", list(SOURCES.values()), ids=lambda s: s.id)


Declared = tuple[Source, Table]
