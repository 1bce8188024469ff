from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import polars as pl
import pytest

from symmachy.errors import StoreError
from symmachy.record.lock import locked
from symmachy.record.manifest import Entry, Manifest
from symmachy.record.sources import find_table
from symmachy.record.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.record.conftest import Sample

SOURCE, TABLE = find_table("nmc")


def _add(store: Store, frame: pl.DataFrame) -> Entry:
    return store.add(frame, source=SOURCE, table=TABLE, origin_sha256="0" * 64, years=(1816, 1818))


def _is_valid(store: Store) -> bool:
    for entry in store.manifest.tables.values():
        content = store.path(entry).read_bytes()
        if (
            hashlib.sha256(content).hexdigest() != entry.sha256
            or pl.read_parquet(content).height != entry.rows
        ):
            return False
    return True


def test_a_table_is_kept_under_the_name_of_its_bytes(store: Store, sample: Sample) -> None:
    frame = sample(TABLE)
    entry = _add(store, frame)

    assert entry.file == f"tables/{entry.sha256}.parquet"
    assert store.scan("nmc").collect().equals(frame)
    assert _is_valid(store)
    assert not list(store.root.rglob(".new-*"))


def test_a_table_is_replaced_and_what_it_was_is_swept_later(store: Store, sample: Sample) -> None:
    first = _add(store, sample(TABLE))
    second = _add(store, sample(TABLE, rows=5))

    assert store.scan("nmc").collect().height == 5
    assert store.path(first).exists()
    os.utime(store.path(second), (0, 0))
    _add(store, sample(TABLE, rows=5))

    assert store.sweep() == 0
    assert store.sweep(age=-1) == 1
    assert not store.path(first).exists()
    assert store.path(second).exists()


def test_what_a_crash_left_is_swept_when_it_is_old(store: Store, sample: Sample) -> None:
    _add(store, sample(TABLE))
    litter = [store.root / ".new-1-a", store.root / "tables" / ".new-1-b"]
    for path in litter:
        path.write_text("half")
        os.utime(path, (0, 0))

    assert store.sweep() == 2
    assert _is_valid(store)


def test_a_table_that_is_not_there_is_named(store: Store, sample: Sample) -> None:
    with pytest.raises(StoreError, match=r"nmc is not in the store .* symmachy record import"):
        store.scan("nmc")
    store.path(_add(store, sample(TABLE))).unlink()
    with pytest.raises(StoreError, match="file of nmc is gone"):
        store.scan("nmc")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "tables": {"a": {}}}'])
def test_a_damaged_manifest_is_refused(store: Store, content: str) -> None:
    store.root.mkdir()
    (store.root / "manifest.json").write_text(content)

    with pytest.raises(StoreError, match=r"manifest\.json is damaged: move it away"):
        _ = store.manifest


def test_a_manifest_of_a_later_format_is_refused(store: Store) -> None:
    store.root.mkdir()
    (store.root / "manifest.json").write_text(json.dumps({"format": 99, "tables": {}}))

    with pytest.raises(StoreError, match=r"later symmachy .*update"):
        _ = store.manifest


def test_the_manifest_is_read_as_it_was_written(store: Store, sample: Sample) -> None:
    entry = _add(store, sample(TABLE))
    store.change(lambda m: m.with_accepted("nmc", "a").with_fetched("https://x", "b"))

    assert (
        Manifest(tables={"nmc": entry}, accepted={"nmc": "a"}, fetched={"https://x": "b"}) == store.manifest
    )


def test_the_home_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SYMMACHY_HOME", str(tmp_path))
    named = Store.default().root
    monkeypatch.delenv("SYMMACHY_HOME")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))

    assert tmp_path == named
    assert tmp_path / "data" == Store.default().root


def test_no_home_is_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SYMMACHY_HOME", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: "~/x")

    with pytest.raises(StoreError, match="set SYMMACHY_HOME"):
        Store.default()


def _raising(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    "fault",
    [
        (OSError(errno.ENOSPC, "No space left on device"), "is full: make room"),
        (pl.exceptions.ComputeError("No space left on device (os error 28)"), "is full: make room"),
        (PermissionError(errno.EACCES, "Permission denied"), "cannot be written: change its permissions"),
        (OSError(errno.EROFS, "Read-only file system"), "cannot be written"),
        (OSError(errno.EIO, "Input/output error"), "failed: Input/output error"),
    ],
    ids=["full", "full in polars", "denied", "read-only", "broken"],
)
@pytest.mark.parametrize("where", ["polars.DataFrame.write_parquet", "pathlib.Path.write_text", "os.fsync"])
def test_what_the_system_refuses_is_a_sentence_and_leaves_the_store_as_it_was(
    store: Store, sample: Sample, monkeypatch: pytest.MonkeyPatch, fault: tuple[Exception, str], where: str
) -> None:
    error, says = fault
    before = _add(store, sample(TABLE))
    monkeypatch.setattr(where, _raising(error))

    with pytest.raises(StoreError, match=says):
        _add(store, sample(TABLE, rows=7))
    monkeypatch.undo()

    assert {"nmc": before} == store.manifest.tables
    assert _is_valid(store)
    assert not list(store.root.rglob(".new-*"))


def test_a_file_in_the_place_of_the_folder_is_a_sentence(tmp_path: Path, sample: Sample) -> None:
    (tmp_path / "file").write_text("here")

    with pytest.raises(StoreError, match="cannot be written"):
        _add(Store(tmp_path / "file" / "store"), sample(TABLE))


def test_a_disk_that_fills_up_leaves_the_store_as_it_was(store: Store, sample: Sample) -> None:
    before = _add(store, sample(TABLE))
    script = f"""
import resource, signal
import polars as pl
from pathlib import Path
from symmachy.errors import StoreError
from symmachy.record.sources import find_table
from symmachy.record.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
source, table = find_table("nmc")
frame = pl.DataFrame({{"ccode": pl.int_range(200_000, eager=True).shuffle(1)}})
try:
    Store(Path({str(store.root)!r})).add(frame, source=source, table=table, origin_sha256="", years=None)
except StoreError as error:
    print(error)
"""
    said = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert "is full: make room" in said
    assert {"nmc": before} == store.manifest.tables
    assert _is_valid(store)


def test_a_lock_is_waited_for_and_not_for_ever(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "lock"),
        pytest.raises(StoreError, match="another process has held"),
        locked(tmp_path / "lock", patience=0.1),
    ):
        pass
    with locked(tmp_path / "lock", patience=0.1):
        pass


IMPORTER = """
import sys
from pathlib import Path
from symmachy.record.importing import import_files, table_files
from symmachy.record.store import Store
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    for outcome in import_files(table_files([Path(sys.argv[2])]), store):
        assert not outcome.refused, outcome.refused
    if len(sys.argv) > 3:
        break
"""


@pytest.fixture
def files(tmp_path: Path, sample: Sample) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("nmc", "democracy", "igo_dyad_year", "atop_alliance", "ucdp_acd", "un_votes"):
        sample(find_table(name)[1], rows=3).write_csv(folder / f"{name}.csv")
    return folder


def _start(store: Store, files: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", IMPORTER, str(store.root), str(files), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own script


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_import_leaves_a_valid_store(store: Store, files: Path) -> None:
    for turn in range(12):
        process = _start(store, files)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.011 * turn + 0.003 * (turn % 4))
        process.send_signal(signal.SIGKILL)
        process.communicate()

        assert _is_valid(store)
    finished = _start(store, files, "once")
    finished.communicate(timeout=60)

    assert finished.returncode == 0
    assert len(store.manifest.tables) == 6
    assert _is_valid(store)
    store.sweep(age=-1)
    assert not list(store.root.rglob(".new-*"))


def test_two_imports_at_once_lose_nothing(store: Store, files: Path, tmp_path: Path, sample: Sample) -> None:
    others = tmp_path / "others"
    others.mkdir()
    for name in ("icb_crisis", "trade_dyad_year", "states_cow", "states_gw", "cow_mid_disputes"):
        sample(find_table(name)[1]).write_csv(others / f"{name}.csv")
    both = [_start(store, files, "once"), _start(store, others, "once"), _start(store, files, "once")]
    for process in both:
        process.communicate(timeout=60)

        assert process.returncode == 0
    assert len(store.manifest.tables) == 11
    assert _is_valid(store)
