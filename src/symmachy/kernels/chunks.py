"""Sums over rows, cut into a fixed number of chunks so that threads never change a digit."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.typing import FloatArray

__all__ = ["CHUNKS", "sum_chunks", "thread_count"]

CHUNKS = 64
"""Number of chunks, whatever the number of rows or threads."""

_SMALL = 20_000
"""Below this many rows starting threads costs more than it saves."""


def thread_count(threads: int | None = None) -> int:
    """Return `threads`, or the number of processors this process may use when it is None.

    Examples
    --------
    >>> thread_count(3)
    3
    """
    if threads is not None:
        return max(1, threads)
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells which processors a process may use
        return os.cpu_count() or 1


def sum_chunks(
    work: Callable[[int, int, FloatArray], None], rows: int, width: int, threads: int | None = None
) -> FloatArray:
    """Return the sum over chunks of what `work` writes for each of them.

    Parameters
    ----------
    work
        Called as ``work(start, stop, out)`` for rows ``[start, stop)``; adds to `out` of shape ``(width,)``.
    rows
        Number of rows in all.
    width
        Length of the sum.
    threads
        How many threads; None for all processors. The result has the same bytes for any number.

    Examples
    --------
    >>> def add_rows(start, stop, out):
    ...     out[0] += sum(range(start, stop))
    >>> sum_chunks(add_rows, 1000, 1)
    array([499500.])
    """
    bounds = [rows * c // CHUNKS for c in range(CHUNKS + 1)]
    parts = np.zeros((CHUNKS, width))

    def run(c: int) -> None:
        if bounds[c] < bounds[c + 1]:
            work(bounds[c], bounds[c + 1], parts[c])

    workers = thread_count(threads)
    if workers == 1 or rows < _SMALL:
        for c in range(CHUNKS):
            run(c)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(run, range(CHUNKS)))
    total = np.zeros(width)
    for part in parts:
        total += part
    return total
