"""Files of numbers and tables as they come from other programs, read with their labels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadFile, BadInput, UnknownName
from symmachy.record.parquet import read_parquet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import polars as pl

    from symmachy.typing import FloatArray

__all__ = ["Matrix", "columns_of", "existing", "labels_of", "read_matrix", "read_rows", "read_table"]

_UNKNOWN = ("", "NA", "NaN", "nan", ".", "null")


@dataclass(frozen=True, kw_only=True, eq=False)
class Matrix:
    """A file of numbers with the labels of its rows."""

    labels: tuple[str, ...]
    """One for each row; ``01``, ``02``, ... where the file has none."""
    labelled: bool
    """Whether the file has labels of its own."""
    values: FloatArray
    """NaN where a cell is empty, NA or NaN."""


def existing(folder: Path, name: str) -> Path:
    """Return the path of a file that a study names, relative to a folder.

    Raises
    ------
    BadInput
        Where there is no such file.
    """
    path = folder / name
    if not path.is_file():
        raise BadInput(
            f"there is no file {name!r} in {str(folder)!r}: mend the name, or say where with --data"
        )
    return path


def read_matrix(folder: Path, name: str) -> Matrix:
    """Read a square matrix of numbers, with or without labels of rows and columns.

    Commas, semicolons, tabs or blanks stand between cells. Labels are found by the shape: one row more than
    columns is a header, one column more than rows holds labels, and a first cell that is no number says both.

    Raises
    ------
    BadInput
        Where the file is not there or not square, its labels of rows and of columns differ, or a label
        occurs twice.
    BadFile
        Where a cell is no number.
    """
    rows = _cells(existing(folder, name))
    high, wide = len(rows), max(map(len, rows))
    ragged = next((k for k, row in enumerate(rows, 1) if len(row) != wide and k > 1), None)
    if ragged:
        raise BadFile(
            f"row {ragged} of {name!r} has {len(rows[ragged - 1])} cells, the others {wide}; mend the file"
        )
    across: list[str] | None = None
    down: list[str] | None = None
    if (
        len(rows[0]) == wide - 1 and high == wide
    ):  # as R writes it: the header has no cell for the labels' column
        across, rows = rows[0], rows[1:]
        down, rows = [row[0] for row in rows], [row[1:] for row in rows]
    elif high == wide and not _is_number(rows[0][0]):
        across, rows = rows[0][1:], rows[1:]
        down, rows = [row[0] for row in rows], [row[1:] for row in rows]
    elif high == wide + 1:
        across, rows = rows[0], rows[1:]
    elif wide == high + 1:
        down, rows = [row[0] for row in rows], [row[1:] for row in rows]
    elif high != wide:
        raise BadInput(
            f"{name!r} is not square: it has {high} rows and {wide} columns; a matrix of ties has one row and one "
            "column for each state, in the same order"
        )
    if across is not None and down is not None and across != down:
        raise BadInput(f"the labels of rows and of columns of {name!r} differ; put both in the same order")
    labels = across or down
    _refuse_twice(labels or (), name)
    return Matrix(
        labels=tuple(labels) if labels else numbered(len(rows)),
        labelled=labels is not None,
        values=_numbers(rows, name),
    )


def read_rows(folder: Path, name: str) -> Matrix:
    """Read a file with one row for each state, the first cell of which may be its label.

    A first row that holds a word is a header; a first column that holds a word, or stands under ``id``, holds
    the labels.

    Raises
    ------
    BadInput, BadFile
        As `read_matrix`.
    """
    rows = _cells(existing(folder, name))
    first = rows[0]
    strange = any(not _is_number(cell) for cell in (first if len(first) == 1 else first[1:]))
    headed = len(rows) > 1 and (strange or first[0].casefold() == "id")
    rows = rows[1:] if headed else rows
    named = headed and first[0].casefold() == "id"
    labels = None
    if len(rows[0]) > 1 and (named or not all(_is_number(row[0]) for row in rows)):
        labels, rows = [row[0] for row in rows], [row[1:] for row in rows]
        _refuse_twice(labels, name)
    if len({len(row) for row in rows}) > 1:
        raise BadFile(f"the rows of {name!r} have different numbers of cells; mend the file")
    return Matrix(
        labels=tuple(labels) if labels else numbered(len(rows)),
        labelled=labels is not None,
        values=_numbers(rows, name),
    )


def read_table(folder: Path, name: str) -> pl.DataFrame:
    """Read a table from CSV or Parquet.

    Raises
    ------
    BadInput
        Where the file is not there or its name ends otherwise.
    BadFile
        Where it cannot be read.
    """
    import polars as pl

    path = existing(folder, name)
    try:
        if path.suffix.lower() == ".parquet":
            return read_parquet(path.read_bytes(), repr(name))
        if path.suffix.lower() in (".csv", ".txt"):
            return pl.read_csv(path, null_values=list(_UNKNOWN), infer_schema_length=None)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, UnicodeDecodeError) as fault:
        said = str(fault).strip().partition("\n")[0][:120]
        raise BadFile(f"{name!r} cannot be read as a table ({said}); mend the file") from fault
    raise BadInput(
        f"a table ends in .csv or .parquet, not as {name!r} does; write it in one of these formats"
    )


def columns_of(frame: pl.DataFrame, name: str, wanted: Iterable[str]) -> None:
    """Raise an error unless a table has all these columns.

    Raises
    ------
    UnknownName
        With the nearest columns that it has.
    """
    for column in wanted:
        if column not in frame.columns:
            kind = f"column of {name!r}"
            raise UnknownName.among(kind, column, frame.columns)


def labels_of(frame: pl.DataFrame, column: str, name: str) -> pl.Series:
    """Return a column as labels.

    Raises
    ------
    BadInput
        Where a label is missing.
    """
    import polars as pl

    found = frame[column].cast(pl.String)
    if found.null_count():
        raise BadInput(f"{found.null_count()} rows of {name!r} have no {column}; fill them or take them out")
    return found


def numbered(size: int) -> tuple[str, ...]:
    """Return labels for states that have none, so that their order is the alphabetical one.

    Examples
    --------
    >>> numbered(10)[::9]
    ('01', '10')
    """
    width = len(str(size))
    return tuple(str(k).zfill(width) for k in range(1, size + 1))


def _cells(path: Path) -> list[list[str]]:
    import csv

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as fault:
        raise BadFile(f"{path.name!r} cannot be read as text in UTF-8 ({fault}); write it anew") from fault
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise BadFile(f"{path.name!r} is empty")
    mark = next((sign for sign in (",", ";", "\t") if sign in lines[0]), None)
    if mark is None:
        return [[cell.strip('"') for cell in line.split()] for line in lines]
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]
    except csv.Error as fault:
        raise BadFile(f"{path.name!r} cannot be read as a table ({fault}); write it anew") from None


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell in _UNKNOWN and cell != ""
    return True


def _numbers(rows: list[list[str]], name: str) -> FloatArray:
    widths = sorted({len(row) for row in rows})
    if len(widths) != 1 or widths == [0]:
        told = f"has from {widths[0]} to {widths[-1]}" if widths[1:] else "has no"
        raise BadFile(f"{name!r} {told} numbers in its rows, beside labels; mend the file")
    values = np.empty((len(rows), widths[0]))
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            try:
                values[i, j] = math.nan if cell in _UNKNOWN else float(cell)
            except ValueError:
                raise BadFile(
                    f"{cell!r} in row {i + 1}, column {j + 1} of {name!r} is no number; mend it"
                ) from None
    return values


def _refuse_twice(labels: Iterable[str], name: str) -> None:
    labels = list(labels)
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        raise BadInput(f"{twice[0]!r} stands twice among the labels of {name!r}; name each state once")
