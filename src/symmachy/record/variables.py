"""The variables of the full record: each measure of each source, over the tables that a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.sources import SOURCES, find_table, is_partial
from symmachy.world.variable import Coverage, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.record.bridge import Bridge
    from symmachy.record.manifest import Entry
    from symmachy.record.source import Measure, Source
    from symmachy.record.store import Store

__all__ = ["variables"]


_PARTIAL = "Read from a file with fewer rows than the version described: what it does not list is unknown."


def variables(store: Store, bridge: Bridge) -> Iterator[Variable]:
    """Yield each variable whose tables are in the store, its rows read only when they are asked for."""
    entries = store.manifest.tables
    for source in SOURCES.values():
        for measure in source.measures:
            if all(name in entries for name in measure.tables):
                coverage = _fitted(measure, entries[measure.tables[0]])
                if coverage is not None:
                    yield _variable(measure, source, coverage, store, bridge)


def _variable(measure: Measure, source: Source, coverage: Coverage, store: Store, bridge: Bridge) -> Variable:
    partial = any(is_partial(name, store.manifest.tables[name].rows) for name in measure.tables)
    rows = measure.rows({name: store.scan(name) for name in measure.tables})
    return Variable(
        name=measure.name,
        unit_of_analysis=measure.unit_of_analysis,
        rows=bridge.translate(rows, measure.scheme, measure.unit_of_analysis),
        coverage=coverage,
        absent=None if partial else measure.absent,
        meaning=measure.meaning,
        unit=measure.unit,
        source=source.id,
        hindsight=measure.hindsight,
        made_by=f"{measure.made_by} {_PARTIAL}".strip() if partial else measure.made_by,
    )


def _fitted(measure: Measure, entry: Entry) -> Coverage | None:
    """Fit the coverage to the file at hand: another version may have fewer years than described.

    A file that goes further than described adds years only where no row means unknown: how long a
    longer list of events would be silent is not in its rows.
    """
    described = find_table(entry.table)[1].years
    if entry.years is None or described is None:
        return measure.coverage
    first, last = measure.coverage.first, measure.coverage.last
    if entry.years[0] > described.first:
        first = max(first, entry.years[0])
    if entry.years[1] < described.last:
        last = min(last, entry.years[1])
    elif entry.years[1] > described.last and measure.absent is None and last == described.last:
        last = entry.years[1]
    return Coverage(first, last) if first <= last else None
