"""Where imported tables are kept: a folder that is whole at every moment, whoever writes or crashes."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import StoreError
from symmachy.home import data_folder
from symmachy.record.lock import locked
from symmachy.record.manifest import Entry, Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import polars as pl

    from symmachy.record.source import Source, Table

__all__ = ["Store"]

_LITTER_AGE = 3600.0
"""Seconds after which a temporary or unlisted file counts as left behind."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT)


@dataclass(frozen=True, slots=True)
class Store:
    """The user's store of imported tables.

    Tables are Parquet files named after the SHA-256 of their bytes; ``manifest.json`` says which of
    them are current. Both are written to a temporary file beside their place, flushed to the disk and
    renamed, and the manifest last, under a lock: a reader sees the old store or the new one.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> Store(pathlib.Path(tempfile.mkdtemp())).manifest.tables
    {}
    """

    root: Path

    @classmethod
    def default(cls) -> Store:
        """Return the store in ``SYMMACHY_HOME``, or in the user's data folder where that is not set.

        Raises
        ------
        StoreError
            Where the user has no data folder.
        """
        folder = data_folder()
        if folder is None:
            raise StoreError("no home folder was found: set SYMMACHY_HOME to a folder that can be written")
        return cls(folder)

    @property
    def manifest(self) -> Manifest:
        """What the store holds now, read anew each time.

        Raises
        ------
        StoreError
            Where it cannot be read.
        """
        return Manifest.read(self.root / "manifest.json")

    def path(self, entry: Entry) -> Path:
        """Return the path of a table's file."""
        return self.root / entry.file

    def scan(self, name: str) -> pl.LazyFrame:
        """Read a table lazily.

        Raises
        ------
        StoreError
            Where the table was not imported, or its file is gone.
        """
        import polars as pl

        entry = self.manifest.tables.get(name)
        if entry is None:
            raise StoreError(
                f"the table {name} is not in the store {self.root}: run symmachy record import on its file"
            )
        if not self.path(entry).is_file():
            raise StoreError(f"the file of {name} is gone from the store {self.root}: import the table again")
        return pl.scan_parquet(self.path(entry))

    def add(
        self,
        frame: pl.DataFrame,
        *,
        source: Source,
        table: Table,
        origin_sha256: str,
        years: tuple[int, int] | None,
        version: str = "",
    ) -> Entry:
        """Keep a table, in place of an earlier one of that name, and return its entry.

        Raises
        ------
        StoreError
            Where the disk is full, the folder cannot be written, or another process holds it.
        """
        with self._refusals():
            (self.root / "tables").mkdir(parents=True, exist_ok=True)
            temporary = self._temporary("tables")
            try:
                frame.write_parquet(temporary, compression="zstd")
                _flush(temporary)
                sha256 = hashlib.sha256(temporary.read_bytes()).hexdigest()
                entry = Entry(
                    table=table.name,
                    source=source.id,
                    version=version or source.version,
                    file=f"tables/{sha256}.parquet",
                    sha256=sha256,
                    origin_sha256=origin_sha256,
                    rows=frame.height,
                    years=years,
                    columns=tuple(frame.columns),
                )
                with locked(self.root / "lock"):
                    temporary.replace(self.path(entry))
                    _flush_folder(self.root / "tables")
                    before = self.manifest
                    self._write(before.with_entry(entry))
                    self._retire(before.tables.get(table.name))
            finally:
                temporary.unlink(missing_ok=True)
        return entry

    def change(self, how: Callable[[Manifest], Manifest]) -> None:
        """Change the manifest under the lock, from what it is at that moment.

        Raises
        ------
        StoreError
            Where it cannot be written.
        """
        with self._refusals():
            self.root.mkdir(parents=True, exist_ok=True)
            with locked(self.root / "lock"):
                self._write(how(self.manifest))

    def sweep(self, *, age: float = _LITTER_AGE) -> int:
        """Remove files that a crash left behind and tables that were replaced, older than `age` seconds."""
        if not self.root.is_dir():
            return 0
        removed = 0
        with self._refusals(), locked(self.root / "lock"):
            listed = {self.path(e) for e in self.manifest.tables.values()}
            for path in [
                *self.root.glob(".new-*"),
                *self.root.glob("tables/*"),
                *self.root.glob("tables/.new-*"),
            ]:
                if path not in listed and path.is_file() and time.time() - path.stat().st_mtime > age:
                    path.unlink(missing_ok=True)
                    removed += 1
        return removed

    def _write(self, manifest: Manifest) -> None:
        temporary = self._temporary()
        try:
            temporary.write_text(manifest.dumps(), encoding="utf-8")
            _flush(temporary)
            temporary.replace(self.root / "manifest.json")
            _flush_folder(self.root)
        finally:
            temporary.unlink(missing_ok=True)

    def _retire(self, entry: Entry | None) -> None:
        """Let the age of a replaced file count from now, for someone may still be reading it."""
        if entry is not None and self.path(entry).is_file():
            os.utime(self.path(entry))

    def _temporary(self, folder: str = "") -> Path:
        return self.root / folder / f".new-{os.getpid()}-{time.time_ns():x}"

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Turn what the operating system refuses into one sentence with the way out."""
        try:
            yield
        except StoreError:
            raise
        except Exception as error:  # polars wraps the operating system's errors in more than one class
            code = _errno(error)
            if code in _FULL:
                raise StoreError(
                    f"the disk of {self.root} is full: make room, or set SYMMACHY_HOME to a folder on "
                    "another disk"
                ) from None
            if code in _CLOSED:
                raise StoreError(
                    f"{self.root} cannot be written: change its permissions, or set SYMMACHY_HOME to another "
                    "folder"
                ) from None
            if isinstance(error, OSError):
                raise StoreError(f"the store {self.root} failed: {error.strerror or error}") from None
            raise


def _errno(error: Exception) -> int | None:
    """Return the system's number for what went wrong; polars gives it in the words of a message."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    said = re.search(r"os error (\d+)", str(error))
    return int(said[1]) if said else None


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(path: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there, and a rename needs no flush
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
