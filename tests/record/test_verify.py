from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from symmachy.errors import StoreError, UnknownName
from symmachy.record.choices import CitationStyle, FileFormat
from symmachy.record.cite import cite
from symmachy.record.conform import conform, years_of_rows
from symmachy.record.describe import describe_source, frame_of, listing
from symmachy.record.export import export
from symmachy.record.importing import import_files
from symmachy.record.sources import SOURCES, find_source, find_table
from symmachy.record.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from tests.record.conftest import Sample

    from symmachy.record.store import Store


def _keep(store: Store, name: str, frame: pl.DataFrame) -> None:
    source, table = find_table(name)
    checked = conform(frame, table, where=name)
    store.add(checked, source=source, table=table, origin_sha256="", years=years_of_rows(checked, table))


def test_a_whole_store_has_no_faults(store: Store, sample: Sample) -> None:
    for name in ("nmc", "un_votes", "atop_alliance"):
        _keep(store, name, sample(find_table(name)[1]))

    assert [c.faults for c in verify(store)] == [()] * 3


def test_changed_and_lost_bytes_are_found(store: Store, sample: Sample) -> None:
    for name in ("nmc", "un_votes"):
        _keep(store, name, sample(find_table(name)[1]))
    entries = store.manifest.tables
    content = bytearray(store.path(entries["nmc"]).read_bytes())
    content[30] ^= 1
    store.path(entries["nmc"]).write_bytes(bytes(content))
    store.path(entries["un_votes"]).unlink()
    faults = {c.table: c.faults[0] for c in verify(store)}

    assert "its checksum differs" in faults["nmc"]
    assert "is gone" in faults["un_votes"]


def test_strays_between_tables_are_found(store: Store, sample: Sample) -> None:
    _keep(store, "un_votes", sample(find_table("un_votes")[1], rows=3))
    _keep(store, "un_roll_calls", sample(find_table("un_roll_calls")[1], rows=2))
    faults = {c.table: c.faults for c in verify(store)}

    assert faults["un_votes"] == (
        "un_votes: 1 value of rcid (the first is 3) do not occur in un_roll_calls.rcid",
    )


@pytest.mark.record
def test_the_record_has_no_faults(full_store: Store) -> None:
    assert [fault for c in verify(full_store) for fault in c.faults] == []


@pytest.mark.parametrize("file_format", FileFormat)
def test_what_is_exported_can_be_imported(
    store: Store, sample: Sample, tmp_path: Path, file_format: FileFormat
) -> None:
    for name in ("nmc", "leaders_archigos"):
        _keep(store, name, sample(find_table(name)[1]))
    before = {name: store.scan(name).collect() for name in store.manifest.tables}
    paths = list(export(store, tmp_path / "out", file_format=file_format))
    outcomes = list(import_files(paths, store))

    assert len(paths) == 2
    assert all(o.entries for o in outcomes)
    assert all(store.scan(name).collect().equals(frame) for name, frame in before.items())


def test_only_tables_of_the_store_are_exported(store: Store, sample: Sample, tmp_path: Path) -> None:
    _keep(store, "nmc", sample(find_table("nmc")[1]))
    with pytest.raises(UnknownName, match="Did you mean 'nmc'"):
        list(export(store, tmp_path, ["nmcc"]))
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="choose another folder"):
        list(export(store, tmp_path / "file" / "x"))


def test_citations_are_written_in_three_ways() -> None:
    chosen = [find_source("cow_states"), find_source("majors"), find_source("atop")]
    text, bibtex, data = (cite(chosen, style) for style in CitationStyle)

    assert "Leeds, B.A." in text
    assert "Terms: " in text
    assert bibtex.count("@misc{cow2017,") == 1
    assert [s["source"] for s in json.loads(data)] == ["cow_states", "majors", "atop"]


def test_the_list_says_what_is_imported(store: Store, sample: Sample) -> None:
    _keep(store, "nmc", sample(find_table("nmc")[1]))
    rows = {r["id"]: r for r in listing(store)}

    assert set(SOURCES) == set(rows)
    assert (rows["nmc"]["imported"], rows["nmc"]["tables"]) == (1, 1)
    assert rows["atop"]["imported"] == 0


def test_a_description_is_plain_data(store: Store) -> None:
    for source in SOURCES.values():
        described = describe_source(source, store)

        assert described == json.loads(json.dumps(described))


def test_rows_are_found_by_key_or_word(store: Store, sample: Sample) -> None:
    _keep(store, "leaders_archigos", sample(find_table("leaders_archigos")[1]))

    assert frame_of("leaders_archigos", store, "Aobsid").height == 1
    assert frame_of("leaders/leaders_archigos", store, "bLEADER").height == 1
    with pytest.raises(UnknownName, match="no row of leaders_archigos"):
        frame_of("leaders_archigos", store, "Cleopatra")
    assert frame_of("chronicle/states", store, "FRA")["code"].to_list() == ["FRA"]
    with pytest.raises(UnknownName, match="table of the chronicle"):
        frame_of("chronicle/statse", store)
