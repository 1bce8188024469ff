"""Cells for counts: one for each small number, and wider ones the larger the numbers."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import IntArray

__all__ = ["merged", "spans"]

_SINGLE = 8
"""Numbers up to this have a cell of their own; each doubling beyond is cut into two cells."""


@functools.cache
def _ends(largest: int) -> tuple[int, ...]:
    ends = list(range(min(_SINGLE, largest) + 1))
    step = _SINGLE // 2
    while ends[-1] < largest:
        for _ in range(2):
            if ends[-1] < largest:
                ends.append(min(ends[-1] + step, largest))
        step *= 2
    return tuple(ends)


def spans(largest: int) -> tuple[str, ...]:
    """Return the labels of the cells of 0 to `largest`.

    Examples
    --------
    >>> spans(30)[8:]
    ('8', '9-12', '13-16', '17-24', '25-30')
    """
    ends = _ends(largest)
    return tuple(
        str(end) if end == before + 1 else f"{before + 1}-{end}"
        for before, end in zip((-1, *ends), ends, strict=False)
    )


def merged(numbers: IntArray, largest: int) -> IntArray:
    """Count numbers of 0 to `largest` in their cells.

    Examples
    --------
    >>> merged(np.array([0, 1, 1, 10, 30]), 30).tolist()
    [1, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1]
    """
    ends = np.array(_ends(largest))
    return np.bincount(np.searchsorted(ends, np.asarray(numbers, dtype=np.int64)), minlength=len(ends))
