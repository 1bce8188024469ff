"""Whether a store still holds what was put in it, and whether its tables agree with each other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.errors import BadFile, UnknownName
from symmachy.record.conform import conform, years_of_rows
from symmachy.record.source import Reference, Scheme
from symmachy.record.sources import find_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from symmachy.record.manifest import Entry
    from symmachy.record.source import Table
    from symmachy.record.store import Store

__all__ = ["Checked", "verify"]

_LISTS = {Scheme.COW: ("states_cow", "ccode"), Scheme.GW: ("states_gw", "gwcode")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What was found about one table of a store."""

    table: str
    rows: int
    faults: tuple[str, ...] = ()
    """Sentences; none where all is well."""


def verify(store: Store) -> Iterator[Checked]:
    """Check each table of a store and yield what was found.

    Checksum, number of rows, columns, types, ranges and keys are compared with the manifest and the
    source's declaration; state codes and references to other tables are looked up where those are
    in the store.

    Raises
    ------
    StoreError
        Where the manifest cannot be read.
    """
    entries = store.manifest.tables
    for entry in entries.values():
        yield Checked(table=entry.table, rows=entry.rows, faults=tuple(_faults(entry, store)))


def _faults(entry: Entry, store: Store) -> Iterator[str]:
    import polars as pl

    path = store.path(entry)
    try:
        content = path.read_bytes()
    except OSError:
        yield f"{path} is gone or cannot be read: import the table again"
        return
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        yield f"{path} is not what was stored (its checksum differs): import the table again"
        return
    try:
        _, table = find_table(entry.table)
    except UnknownName as error:
        yield str(error)
        return
    frame = pl.read_parquet(content)
    if frame.height != entry.rows or tuple(frame.columns) != entry.columns:
        yield f"{entry.table} has other rows or columns than the manifest says: import the table again"
    if years_of_rows(frame, table) != entry.years:
        yield f"{entry.table} has other years than the manifest says: import the table again"
    try:
        conform(frame, table, where=entry.table)
    except BadFile as error:
        yield str(error)
    yield from _strays(frame, table, store)


def _strays(frame: pl.DataFrame, table: Table, store: Store) -> Iterator[str]:
    listed = tuple(
        Reference(column=c.name, table=_LISTS[c.scheme][0], to=_LISTS[c.scheme][1], except_for=c.beyond)
        for c in table.columns
        if c.scheme in _LISTS and c.name in frame.columns
    )
    entries = store.manifest.tables
    for reference in (*table.references, *listed):
        if reference.table in entries and reference.table != table.name:
            known = store.scan(reference.table).select(reference.to).collect().to_series()
            values = frame[reference.column].drop_nulls().unique().cast(known.dtype)
            stray = sorted(set(values.to_list()) - set(known.to_list()) - set(reference.except_for))
            if stray:
                yield (
                    f"{table.name}: {len(stray)} value{'s' if len(stray) > 1 else ''} of {reference.column} "
                    f"(the first is {stray[0]}) do not occur in {reference.table}.{reference.to}"
                )
