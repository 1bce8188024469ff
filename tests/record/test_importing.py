from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from symmachy.errors import BadFile
from symmachy.record.importing import import_files, table_files
from symmachy.record.sources import SOURCES, find_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.record.conftest import Sample

    from symmachy.record.store import Store


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path, store: Store, sample: Sample) -> None:
    sample(find_table("nmc")[1]).write_csv(tmp_path / "b.csv")
    (tmp_path / "a.csv").write_text("beach,sun\n1,2\n")
    (tmp_path / "readme.md").write_text("not a table")
    outcomes = list(import_files(table_files([tmp_path / "a.csv", tmp_path / "b.csv"]), store))

    assert [len(o.refused) for o in outcomes] == [1, 0]
    assert list(store.manifest.tables) == ["nmc"]


def test_only_files_that_may_be_tables_are_taken_from_a_folder(tmp_path: Path) -> None:
    for name in ("b.csv", "sub/a.parquet", "readme.md", ".hidden.csv", "catalog.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    assert [str(p.relative_to(tmp_path)) for p in table_files([tmp_path])] == ["b.csv", "sub/a.parquet"]


def test_paths_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="does not exist"):
        list(table_files([tmp_path / "none"]))
    with pytest.raises(BadFile, match="holds no file"):
        list(table_files([tmp_path]))


def test_other_tables_of_an_archive_are_passed_over(tmp_path: Path, store: Store, sample: Sample) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("beach.csv", "sun,sea\n1,2\n")
        archive.writestr("nmc.csv", sample(find_table("nmc")[1]).write_csv())
    (outcome,) = import_files([tmp_path / "x.zip"], store)

    assert [e.table for e in outcome.entries] == ["nmc"]
    assert outcome.refused == ()
    assert "beach.csv" in outcome.passed_over[0]


def test_a_second_file_for_a_table_is_refused_in_one_run(
    tmp_path: Path, store: Store, sample: Sample
) -> None:
    for name, rows in (("a.csv", 3), ("b.csv", 4), ("c.csv", 3)):
        sample(find_table("nmc")[1], rows=rows).write_csv(tmp_path / name)
    outcomes = list(import_files(table_files([tmp_path]), store))

    assert [len(o.refused) for o in outcomes] == [0, 1, 0]
    assert "just imported from" in outcomes[1].refused[0]
    assert store.scan("nmc").collect().height == 3


def test_a_file_that_is_not_quite_the_version_described_says_so(
    tmp_path: Path, store: Store, sample: Sample
) -> None:
    sample(find_table("nmc")[1]).write_csv(tmp_path / "nmc.csv")
    list(import_files([tmp_path / "nmc.csv"], store))

    assert (
        store.manifest.tables["nmc"].version == "near 7.0 (3 rows, 1816 to 1818; 17,121 rows are described)"
    )


def test_of_a_very_wide_table_only_known_columns_are_read(tmp_path: Path, store: Store) -> None:
    wide = pl.DataFrame({"country_name": ["Mexico"], "COWcode": [70], "year": [1990], "v2x_polyarchy": [0.4]})
    wide = wide.with_columns(pl.lit(0).alias(f"v2_{n}") for n in range(400))
    wide.write_csv(tmp_path / "wide.csv")
    (outcome,) = import_files([tmp_path / "wide.csv"], store)

    assert outcome.refused == ()
    assert store.scan("democracy").collect().rows() == [(70, 1990, 0.4)]


def test_a_wrong_name_does_not_matter(tmp_path: Path, store: Store, sample: Sample) -> None:
    sample(find_table("igo_dyad_year")[1]).write_csv(tmp_path / "nmc.csv")
    list(import_files([tmp_path / "nmc.csv"], store))

    assert list(store.manifest.tables) == ["igo_dyad_year"]


@pytest.mark.record
def test_every_file_of_the_record_is_imported(full_store: Store) -> None:
    declared = {t.name: t for s in SOURCES.values() for t in s.tables}
    entries = full_store.manifest.tables

    assert set(declared) == set(entries)
    for name, entry in entries.items():
        assert declared[name].size == entry.rows
        assert SOURCES[entry.source].version == entry.version
        years = declared[name].years
        assert entry.years == (None if years is None else (years.first, years.last))


@pytest.mark.record
@pytest.mark.slow
def test_the_same_tables_come_from_csv(full_store: Store, store: Store, tmp_path: Path) -> None:
    for name in full_store.manifest.tables:
        kept = full_store.scan(name).collect()
        path = tmp_path / "table.csv"
        kept.write_csv(path)
        outcome = next(iter(import_files([path], store)))

        assert outcome.refused == ()
        assert [name] == [e.table for e in outcome.entries]
        floats = [c for c, t in kept.schema.items() if t.is_numeric()]
        again = store.scan(name).collect().with_columns(pl.col(c).cast(kept.schema[c]) for c in floats)
        assert_frame_equal(kept, again)
