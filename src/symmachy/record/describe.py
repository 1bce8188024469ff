"""What there is to know about the sources, the tables and the chronicle, as plain data to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from symmachy.errors import UnknownName
from symmachy.record.sources import SOURCES, find_source, find_table

if TYPE_CHECKING:
    import polars as pl

    from symmachy.record.source import Source, Table
    from symmachy.record.store import Store
    from symmachy.typing import Json

__all__ = ["describe_chronicle", "describe_source", "describe_table", "frame_of", "listing"]


def listing(store: Store) -> list[Json]:
    """Return one row for each source, with how many of its tables are in the store."""
    entries = store.manifest.tables
    return [
        {
            "id": source.id,
            "title": source.title,
            "version": source.version,
            "years": _years_of(source),
            "tables": len(source.tables),
            "imported": sum(t.name in entries for t in source.tables),
            "variables": len(source.measures),
            "fetchable": bool(source.download),
            "noncommercial": source.noncommercial,
        }
        for source in SOURCES.values()
    ]


def describe_source(source: Source, store: Store) -> Json:
    """Return all that is declared of a source, and which of its tables the store holds."""
    return {
        "id": source.id,
        "title": source.title,
        "version": source.version,
        "years": _years_of(source),
        "terms": source.terms,
        "noncommercial": source.noncommercial,
        "address": source.address,
        "fetchable": bool(source.download),
        "citations": [str(c) for c in source.citations],
        "limits": list(source.limits),
        "tables": [describe_table(t, store) for t in source.tables],
        "variables": [
            {
                "name": m.name,
                "meaning": m.meaning,
                "unit": m.unit or "yes/no",
                "of": m.unit_of_analysis.value,
                "coverage": [m.coverage.first, m.coverage.last],
                "no_row_means": "no" if m.absent == 0 else "unknown",
                "hindsight": m.hindsight,
            }
            for m in source.measures
        ],
    }


def describe_table(table: Table, store: Store) -> Json:
    """Return what a row of a table is, its key and columns, and what the store holds of it."""
    entry = store.manifest.tables.get(table.name)
    return {
        "name": table.name,
        "row": table.what,
        "key": list(table.key),
        "imported": None
        if entry is None
        else {
            "rows": entry.rows,
            "years": None if entry.years is None else list(entry.years),
            "sha256": entry.sha256,
            "origin_sha256": entry.origin_sha256,
        },
        "other_columns": "kept; see the owner's codebook" if table.keeps_others else "left out",
        "columns": [
            {
                "name": c.name,
                "meaning": c.meaning,
                "unit": c.unit,
                "kind": c.kind.value,
                "range": [_bound(c.low), _bound(c.high)],
                "required": c.required,
            }
            for c in table.columns
        ],
    }


def describe_chronicle() -> Json:
    """Return the tables of the bundled register with their rows, and its limits."""
    from symmachy.record.chronicle import EDITION, LAST_DAY, TABLES, chronicle, table

    return {
        "id": "chronicle",
        "title": "The chronicle that comes with symmachy",
        "edition": EDITION,
        "last_day": LAST_DAY.isoformat(),
        "limits": list(chronicle().limits),
        "tables": [{"name": r.name, "row": r.meaning, "rows": table(r.name).height} for r in TABLES.values()],
    }


def frame_of(path: str, store: Store, key: str = "") -> pl.DataFrame:
    """Return the rows of ``TABLE``, ``SOURCE/TABLE`` or ``chronicle/TABLE``, or those that a word fits.

    Parameters
    ----------
    path
        The table.
    store
        Where imported tables are.
    key
        Where given, only rows with a key of that value, or else with a text that holds it as a word,
        in small letters or capitals.

    Raises
    ------
    UnknownName
        Where there is no such table, or no row fits.
    StoreError
        Where the table was not imported.
    """
    owner, slash, name = path.rpartition("/")
    if owner == "chronicle":
        from symmachy.record.chronicle import TABLES, table

        if name not in TABLES:
            raise UnknownName.among("table of the chronicle", name, TABLES)
        frame, keys = table(name), TABLES[name].key
    else:
        declared = find_source(owner).table(name) if slash else find_table(name)[1]
        frame, keys = store.scan(declared.name).collect(), declared.key
    return _matching(frame, keys, key, path) if key else frame


def _matching(frame: pl.DataFrame, keys: tuple[str, ...], word: str, path: str) -> pl.DataFrame:
    import polars as pl

    exact = frame.filter(pl.any_horizontal(pl.col(k).cast(pl.String) == word for k in keys))
    if exact.height:
        return exact
    texts = [c for c in frame.columns if frame.schema[c] == pl.String]
    pattern = rf"(?i)\b{re.escape(word)}\b"
    if texts:
        held = frame.filter(pl.any_horizontal(pl.col(c).str.contains(pattern) for c in texts))
        if held.height:
            return held
    named = [c for c in ("name", keys[0]) if c in frame.columns]
    known: dict[str, Any] = dict.fromkeys(str(v) for c in named for v in frame[c].unique().sort().to_list())
    raise UnknownName.among(f"row of {path}", word, known)


def _years_of(source: Source) -> list[int] | None:
    years = [t.years for t in source.tables if t.years is not None]
    return [min(y.first for y in years), max(y.last for y in years)] if years else None


def _bound(value: float) -> float | None:
    return None if abs(value) == float("inf") else value
