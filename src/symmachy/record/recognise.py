"""What a file is, by its columns and values and never by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.errors import BadFile
from symmachy.record.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from symmachy.record.files import Loaded
    from symmachy.record.source import Form, Source, Table

__all__ = ["NAMES", "UnknownTable", "recognise"]


class UnknownTable(BadFile):
    """A file that is well in itself but no table known here, or one of several."""


NAMES = frozenset(
    name
    for source in SOURCES.values()
    for table in source.tables
    for name in (
        *(n for c in table.columns for n in (c.name, *c.aliases)),
        *(n for form in table.forms for n in form.columns),
    )
)
"""Every column name by which a table is known."""


def recognise(loaded: Loaded) -> tuple[Source, Table, pl.DataFrame]:
    """Find the table that a file holds, and return its rows under the table's own column names.

    Raises
    ------
    UnknownTable
        Where the columns fit no table (the message names the nearest and what is missing) or several.
    BadFile
        Where the columns are those of a table's other form and the values are not.
    """
    names = frozenset(loaded.frame.columns)
    fits = [
        (source, table, form, needs)
        for source, table in _all_tables()
        for form, needs in _shapes(table, names)
        if needs <= names
    ]
    # A table whose needs are a true part of another's that fits as well is the lesser reading.
    best = [fit for fit in fits if not any(fit[3] < other[3] for other in fits)]
    if not best:
        raise UnknownTable(_nearest(loaded.where, names))
    read = []
    for source, table, form, _ in best:
        frame = _renamed(loaded.frame, table) if form is None else _reshaped(loaded, table, form)
        if table.admits is None or table.admits(frame):
            read.append((source, table, frame))
    if not read:
        table = best[0][1]
        raise UnknownTable(
            f"{loaded.where} has the columns of {table.name} but not its values: {table.admits_says}"
        )
    if len({table.name for _, table, _ in read}) > 1:
        them = " or ".join(f"{table.name} ({source.title})" for source, table, _ in read)
        raise UnknownTable(f"{loaded.where} can be {them}: its columns and values do not tell which")
    return read[0]


def _all_tables() -> Iterable[tuple[Source, Table]]:
    return ((source, table) for source in SOURCES.values() for table in source.tables)


def _shapes(table: Table, names: frozenset[str]) -> Iterable[tuple[Form | None, frozenset[str]]]:
    yield None, frozenset(_spelling(c.name, c.aliases, names) for c in table.required)
    for form in table.forms:
        yield form, frozenset(form.columns)


def _spelling(name: str, aliases: tuple[str, ...], names: frozenset[str]) -> str:
    """Return the spelling of a column that the file has, or the column's own name."""
    return next((n for n in (name, *aliases) if n in names), name)


def _renamed(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    names = frozenset(frame.columns)
    spelt = {_spelling(c.name, c.aliases, names): c.name for c in table.columns}
    return frame.rename({old: new for old, new in spelt.items() if old in names and old != new})


def _reshaped(loaded: Loaded, table: Table, form: Form) -> pl.DataFrame:
    import polars as pl

    try:
        return form.reshape(loaded.frame)
    except pl.exceptions.PolarsError as error:
        reason = str(error).splitlines()[0][:160]
        raise BadFile(
            f"{loaded.where} has the columns of {table.name} but not its values ({reason})"
        ) from None


def _nearest(where: str, names: frozenset[str]) -> str:
    def share(shape: tuple[Source, Table, frozenset[str]]) -> tuple[float, int]:
        return len(shape[2] & names) / len(shape[2]), len(shape[2] & names)

    shapes = [(s, t, needs) for s, t in _all_tables() for _, needs in _shapes(t, names)]
    source, table, needs = max(shapes, key=share)
    missing = sorted(needs - names)
    if not needs & names:
        few = ", ".join(repr(n) for n in sorted(names)[:6])
        return (
            f"{where} is no table known here: none of its columns ({few}) is one of a known table; see "
            "symmachy record list"
        )
    said = ", ".join(repr(m) for m in missing[:8]) + (", ..." if len(missing) > 8 else "")
    noun = "column is" if len(missing) == 1 else "columns are"
    return (
        f"{where} is no table known here. It looks most like {table.name} ({source.title}), but the {noun} "
        f"missing: {said}"
    )
