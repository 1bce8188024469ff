"""What tests of several rooms need: the folder of the full record, a home of one's own, the full world."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from symmachy.record.store import Store
    from symmachy.world import World


# No test is timed: the first example of one may import a library, and machines are busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def record_dir() -> Path:
    """The folder with the full record's files; the test is skipped where there is none."""
    named = os.environ.get("SYMMACHY_TEST_RECORD")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "record"
    if not folder.is_dir():
        pytest.skip(f"the full record is not at {folder}; set SYMMACHY_TEST_RECORD")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for imported tables, used by everything that asks for the default store."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SYMMACHY_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def full_store(record_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store into which the whole record was imported, once for all tests."""
    from symmachy.record.importing import import_files, table_files
    from symmachy.record.store import Store

    store = Store(tmp_path_factory.mktemp("store"))
    refused = [r for outcome in import_files(table_files([record_dir]), store) for r in outcome.refused]

    assert refused == []
    return store


@pytest.fixture(scope="session")
def full_world(full_store: Store) -> World:
    """The world of the full record."""
    from symmachy.record.full import full

    return full(full_store)
