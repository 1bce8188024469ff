"""Files of the record into the store: each is recognised, checked and kept, or refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import BadFile
from symmachy.record.conform import conform, years_of_rows
from symmachy.record.files import SUFFIXES, load
from symmachy.record.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from symmachy.record.files import Loaded
    from symmachy.record.manifest import Entry
    from symmachy.record.store import Store

__all__ = ["Outcome", "import_files", "table_files"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    entries: tuple[Entry, ...] = ()
    """The tables that were kept."""
    refused: tuple[str, ...] = ()
    """Why something in it was not."""


def table_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each file named, and each file of a folder named that may hold a table, in alphabetical order.

    Raises
    ------
    BadFile
        Where a path does not exist, or a folder holds no such file.
    """
    for path in paths:
        if path.is_dir():
            found = sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith(".")
            )
            if not found:
                raise BadFile(f"{path} holds no file with one of the endings {', '.join(SUFFIXES)}")
            yield from found
        elif path.exists():
            yield path
        else:
            raise BadFile(f"{path} does not exist: give files, or a folder that holds them")


def import_files(paths: Iterable[Path], store: Store) -> Iterator[Outcome]:
    """Import files one after the other and yield what became of each.

    A file that is refused does not stop the others, and a table is in the store once its outcome is given.

    Raises
    ------
    StoreError
        Where the store cannot be written: nothing more can be imported then.
    """
    for path in paths:
        entries: list[Entry] = []
        refused: list[str] = []
        try:
            for loaded in load(path):
                try:
                    entries.append(_keep(loaded, store))
                except BadFile as error:
                    refused.append(str(error))
        except BadFile as error:
            refused.append(str(error))
        if not entries and not refused:
            refused.append(f"{path} holds no table")
        # In an archive, papers and codebooks beside a table that was read are no offence.
        yield Outcome(path=path, entries=tuple(entries), refused=tuple(refused))


def _keep(loaded: Loaded, store: Store) -> Entry:
    source, table, frame = recognise(loaded)
    checked = conform(frame, table, where=loaded.where, unfinished=loaded.unfinished)
    return store.add(
        checked,
        source=source,
        table=table,
        origin_sha256=loaded.sha256,
        years=years_of_rows(checked, table),
    )
