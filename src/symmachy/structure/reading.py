"""A user's own signed network or landscape, read from files."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadFile, BadInput
from symmachy.structure.landscape import Landscape
from symmachy.structure.signed import SignedNetwork, Tie

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_landscape", "read_signed"]

_PAIRS = (("a", "b"), ("one", "other"), ("from", "to"), ("source", "target"), ("state_1", "state_2"))
_SIZES = ("size", "strength", "weight")
_NAMES = ("actor", "name", "state")


def read_signed(path: Path) -> SignedNetwork:
    """Read signed ties from a CSV file with columns ``a``, ``b``, ``sign`` and, where wanted, ``weight``.

    The columns of the two nodes may be called ``a, b``, ``one, other``, ``from, to``, ``source, target`` or
    ``state_1, state_2``; a sign is 1 or -1.

    Raises
    ------
    BadFile
        Where the file is not a CSV file in UTF-8 or lacks a column.
    BadInput
        Where a line has a sign other than 1 or -1, a node tied to itself, or a pair for the second time; where
        there is no tie.
    """
    head, rows = _table(path)
    named = {name.strip().casefold(): k for k, name in enumerate(head)}
    pair = next((p for p in _PAIRS if set(p) <= set(named)), None)
    if pair is None or "sign" not in named:
        raise BadFile(
            f"{path.name} has the columns {', '.join(head) or '(none)'}: give a, b and sign, and weight where wanted"
        )
    ties = []
    for line, row in rows:
        one, other = (row[named[name]].strip() for name in pair)
        if not one or not other:
            raise BadInput(f"{path.name}, line {line}: a node has no name; give two names")
        sign = _number(row[named["sign"]], "sign", path, line)
        if sign not in (1, -1):
            raise BadInput(
                f"{path.name}, line {line}: the sign of {one!r} and {other!r} is {row[named['sign']]!r}; give 1 or -1"
            )
        weight = _number(row[named["weight"]], "weight", path, line) if "weight" in named else 1.0
        ties.append(Tie(one, other, int(sign), weight))
    if not ties:
        raise BadInput(f"{path.name} has no tie: give at least one line after the head")
    return SignedNetwork.of(ties)


def read_landscape(
    sizes: Path, propensities: Path, *, neutral: float | None = None
) -> tuple[Landscape, float]:
    """Read a landscape from a table of sizes and a square table of propensities, both CSV.

    Sizes have a column of names (``actor``, ``name`` or ``state``) and one of sizes (``size``, ``strength`` or
    ``weight``). Propensities have the actors' names in the first row and first column; the diagonal may be empty.
    Where their names are others than those of the sizes, the order of the two files is taken to be the same.

    Parameters
    ----------
    sizes, propensities
        The two files.
    neutral
        The propensity that draws a pair neither together nor apart: it is taken off all others. By default 3
        where all are whole numbers from 1 to 5, a scale of scores, and 0 otherwise.

    Returns
    -------
    The landscape and the neutral propensity that was taken off.

    Raises
    ------
    BadFile
        Where a file is not a CSV file in UTF-8 or lacks a column.
    BadInput
        Where the two do not fit each other, or the numbers do not make a landscape.
    """
    head, rows = _table(sizes)
    named = {name.strip().casefold(): k for k, name in enumerate(head)}
    of_name = next((named[n] for n in _NAMES if n in named), None)
    of_size = next((named[n] for n in _SIZES if n in named), None)
    if of_name is None or of_size is None:
        raise BadFile(f"{sizes.name} has the columns {', '.join(head) or '(none)'}: give actor and size")
    actors = [row[of_name].strip() for _, row in rows]
    size = [_number(row[of_size], "size", sizes, line) for line, row in rows]
    columns, lines = _table(propensities)
    across = [name.strip() for name in columns[1:]]
    down = [row[0].strip() for _, row in lines]
    if across != down:
        raise BadInput(
            f"{propensities.name} names {len(across)} actors across and {len(down)} down, not the same in the same "
            "order: give a square table"
        )
    pull = np.zeros((len(down),) * 2)
    for i, (line, row) in enumerate(lines):
        for j, text in enumerate(row[1:]):
            if i != j:
                pull[i, j] = _number(text, "propensity", propensities, line)
    if len(down) != len(actors):
        raise BadInput(
            f"{sizes.name} has {len(actors)} actors and {propensities.name} has {len(down)}: give the same"
        )
    if set(down) == set(actors) and len(set(down)) == len(down):
        order = [down.index(name) for name in actors]
        pull = pull[np.ix_(order, order)]
    off = ~np.eye(len(actors), dtype=np.bool_)
    if neutral is None:
        scores = bool(off.any()) and bool(np.isin(pull[off], (1, 2, 3, 4, 5)).all())
        neutral = 3.0 if scores else 0.0
    pull[off] -= neutral
    return Landscape.of(actors, size, pull), neutral


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the head and the other rows with their line numbers; empty lines are passed over."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise BadFile(f"{path.name} is no CSV file in UTF-8 ({fault}): save it as one") from None
    if not rows:
        raise BadFile(f"{path.name} is empty: give a head and at least one line")
    head = rows[0][1]
    for line, row in rows[1:]:
        if len(row) != len(head):
            raise BadFile(
                f"{path.name}, line {line} has {len(row)} cells and the head has {len(head)}: give as many"
            )
    return head, rows[1:]


def _number(text: str, what: str, path: Path, line: int) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadInput(f"{path.name}, line {line}: the {what} is {text!r}; give a number") from None
