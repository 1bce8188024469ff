"""The compiled walk through all divisions in Gray's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels._compile import kernel

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, IntArray

__all__ = ["steepest"]


@kernel("void(f8[:,::1], f8, i4[::1])")
def steepest(terms: FloatArray, least: float, after: IntArray) -> None:
    """Write for each division the one to which its steepest single move leads; itself at a minimum.

    Parameters
    ----------
    terms
        ``(N, N)``, symmetric, with a diagonal of 0.
    least
        A change of energy smaller than this is none.
    after
        ``(2**(N - 1),)``, written.
    """
    n = terms.shape[0]
    others = (1 << (n - 1)) - 1
    sides = np.ones(n)
    change = np.zeros(n)
    division = 0
    for step in range(after.size):
        if step & 4095 == 0:  # made anew, so that errors of rounding do not add up
            change[:] = sides * np.dot(terms, sides)
        best = 0
        for i in range(1, n):
            if change[i] < change[best]:
                best = i
        if change[best] < -least:
            after[division] = division ^ others if best == 0 else division ^ (1 << (best - 1))
        else:
            after[division] = division
        bit = 0
        while (step + 1) >> bit & 1 == 0:
            bit += 1
        if bit >= n - 1:
            break
        moved = bit + 1
        sides[moved] = -sides[moved]
        for j in range(n):
            change[j] += 2.0 * sides[moved] * sides[j] * terms[moved, j]
        change[moved] = -change[moved]
        division ^= 1 << bit
