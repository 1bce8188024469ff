"""Variables of states from own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.record.own._shared import (
    by_wave,
    in_years,
    made,
    named,
    refuse_differing,
    same_states,
    values_of,
)
from symmachy.record.own.reading import columns_of, labels_of, read_rows, read_table
from symmachy.world.variable import UnitOfAnalysis, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.record.own._shared import Setting
    from symmachy.record.own.declared import StateVariables

__all__ = ["of_states"]


def of_states(declared: StateVariables, setting: Setting) -> Iterator[Variable]:
    """Read variables of states; between waves the value of the earlier wave stands.

    Raises
    ------
    BadInput, BadFile, UnknownName
        Where a file cannot be read, or its states are not those of the ties.
    """
    import polars as pl

    unit = UnitOfAnalysis.STATE_YEAR
    if declared.file is not None:
        matrix = read_rows(setting.folder, declared.file)
        labels = same_states(matrix.labels, matrix.labelled, setting, where=declared.file)
        count = matrix.values.shape[1]
        parts = [
            pl.DataFrame({"state": labels, "value": matrix.values[:, place]}).with_columns(year=pl.lit(year))
            for year, place in by_wave(count, setting, f"{declared.file!r} has {count} columns")
        ]
        yield made(declared.name or "", pl.concat(parts), setting, unit, where=declared.file)
        return
    name = declared.table or ""
    frame = read_table(setting.folder, name)
    wanted = named(declared.columns)
    keys = [declared.id, *([declared.year] if declared.year else [])]
    columns_of(frame, name, [*keys, *(c.column for c in wanted.values())])
    ids = labels_of(frame, declared.id, name)
    refuse_differing(set(ids), setting, name)
    for variable, column in wanted.items():
        rows = pl.DataFrame({"state": ids, "value": values_of(frame, column, name)})
        year = frame[declared.year] if declared.year else None
        yield made(variable, in_years(rows, year, setting, where=name), setting, unit, where=name)
