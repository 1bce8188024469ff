"""Files of the record into the store: each is recognised, checked and kept, or refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import BadFile
from symmachy.record.conform import conform, years_of_rows
from symmachy.record.files import SUFFIXES, load
from symmachy.record.recognise import NAMES, UnknownTable, recognise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from symmachy.record.files import Loaded
    from symmachy.record.manifest import Entry
    from symmachy.record.source import Source, Table
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
    passed_over: tuple[str, ...] = ()
    """Tables in an archive that are not of the record, beside some that are."""


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
    kept: dict[str, tuple[str, str]] = {}
    for path in paths:
        entries: list[Entry] = []
        refused: list[str] = []
        unknown: list[str] = []
        try:
            for loaded in load(path, NAMES):
                try:
                    entries.append(_keep(loaded, store, kept))
                except UnknownTable as error:
                    unknown.append(str(error))
                except BadFile as error:
                    refused.append(str(error))
        except BadFile as error:
            refused.append(str(error))
        if not entries:  # beside a table, an archive may hold others that are not of the record
            refused += unknown or ([] if refused else [f"{path} holds no table"])
        yield Outcome(
            path=path,
            entries=tuple(entries),
            refused=tuple(refused),
            passed_over=tuple(unknown if entries else ()),
        )


def _keep(loaded: Loaded, store: Store, kept: dict[str, tuple[str, str]]) -> Entry:
    source, table, frame = recognise(loaded)
    where, sha256 = kept.get(table.name, (loaded.where, loaded.sha256))
    if sha256 != loaded.sha256:
        raise BadFile(
            f"{loaded.where} holds {table.name}, which was just imported from {where}: "
            "import it alone if it is the one you want"
        )
    checked = conform(frame, table, where=loaded.where, unfinished=loaded.unfinished)
    years = years_of_rows(checked, table)
    entry = store.add(
        checked,
        source=source,
        table=table,
        version=_version(source, table, checked.height, years),
        origin_sha256=loaded.sha256,
        years=years,
    )
    kept[table.name] = (loaded.where, loaded.sha256)
    return entry


def _version(source: Source, table: Table, rows: int, years: tuple[int, int] | None) -> str:
    """Name the version described, or say that the file is not quite it."""
    described = None if table.years is None else (table.years.first, table.years.last)
    if (rows, years) == (table.size, described):
        return source.version
    span = f", {years[0]} to {years[1]}" if years else ""
    return f"near {source.version} ({rows:,} rows{span}; {table.size:,} rows are described)"
