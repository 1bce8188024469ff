"""Sums of scores over groups of rows, the middle of every clustered covariance."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels._compile import kernel
from symmachy.kernels.chunks import thread_count

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, IntArray

__all__ = ["group_sums"]


@kernel("void(f8[::1], f8[::1], i8[::1], f8[::1])")
def _sum_one(row: FloatArray, u: FloatArray, groups: IntArray, out: FloatArray) -> None:
    for i in range(row.size):
        out[groups[i]] += u[i] * row[i]


def group_sums(
    x: FloatArray, u: FloatArray, groups: IntArray, count: int, *, threads: int | None = None
) -> FloatArray:
    """Return the scores ``u x`` summed over each group, shape ``(k, count)``.

    Parameters
    ----------
    x
        The design, shape ``(k, n)``.
    u
        The derivative of each row's log-likelihood by its predictor, shape ``(n,)``.
    groups
        Whole numbers in ``[0, count)``, shape ``(n,)``.
    count
        Number of groups.
    threads
        Coefficients are shared out among threads, so that no two write to one sum.

    Examples
    --------
    >>> import numpy as np
    >>> group_sums(np.array([[1.0, 2.0, 4.0]]), np.ones(3), np.array([0, 1, 0]), 2).tolist()
    [[5.0, 2.0]]
    """
    k = x.shape[0]
    out = np.zeros((k, count))
    workers = min(thread_count(threads), k)
    if workers == 1:
        for j in range(k):
            _sum_one(x[j], u, groups, out[j])
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda j: _sum_one(x[j], u, groups, out[j]), range(k)))
    return out
