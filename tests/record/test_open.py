from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from symmachy import record
from symmachy.errors import StoreError, UnknownName

if TYPE_CHECKING:
    from pathlib import Path


def test_records_are_opened_by_name(home: Path) -> None:
    assert record.open_record("chronicle").record == "chronicle"
    with pytest.raises(StoreError, match=str(home)):
        record.open_record("full")
    with pytest.raises(UnknownName, match="Did you mean 'full'"):
        record.open_record("fulll")


def test_what_is_exported_is_there_however_it_was_imported_before() -> None:
    from symmachy.record.full import full

    for name in record.__all__:
        assert getattr(record, name) is not None
    assert record.full.full is full
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = record.nothing


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    script = "import sys, symmachy.record, symmachy.cli.record; print({'polars', 'pooch'} & set(sys.modules))"
    said = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert said.strip() == "set()"
