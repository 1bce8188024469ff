"""Tables of a store as files elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.errors import StoreError, UnknownName
from symmachy.files import write_whole
from symmachy.record.choices import FileFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from symmachy.record.store import Store

__all__ = ["export"]


def export(
    store: Store, folder: Path, tables: Sequence[str] = (), *, file_format: FileFormat = FileFormat.CSV
) -> Iterator[Path]:
    """Write tables to a folder, which is made where it is absent, and yield each file.

    Parameters
    ----------
    store
        Where the tables are.
    folder
        Where the files go; a file of the same name is replaced, and never left half-written.
    tables
        Names of tables; all of the store where none is given.
    file_format
        CSV in UTF-8 with days as YYYY-MM-DD and gaps empty, or Parquet.

    Raises
    ------
    UnknownName
        Where a table is not in the store.
    StoreError
        Where the folder cannot be written.
    """
    entries = store.manifest.tables
    for name in tables:
        if name not in entries:
            raise UnknownName.among(f"table in the store {store.root}", name, entries)
    for name in tables or tuple(entries):
        frame = store.scan(name).collect()
        target = folder / f"{name}.{file_format.value}"
        write = frame.write_csv if file_format is FileFormat.CSV else frame.write_parquet
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(target, write)
        except OSError as error:
            raise StoreError(
                f"{folder} cannot be written ({error.strerror or error}): choose another folder"
            ) from None
        yield target
