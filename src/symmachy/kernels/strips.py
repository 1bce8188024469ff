"""Pairs whose weights change together, in strips of a fixed length: loops over them use vector registers.

A strip is one row of memory that holds many short arrays at fixed distances, so that the compiler knows that they
do not overlap. For each pair (k, m) they hold the two weights before and after, and what follows from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.kernels._compile import swept
from symmachy.kernels.choices import FAR
from symmachy.kernels.decide import decided

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.typing import FloatArray

__all__ = [
    "AFTER",
    "BACK",
    "BEFORE",
    "CHANCES",
    "FIRST",
    "LENGTH",
    "OF_K",
    "OF_M",
    "SHARES",
    "STRIPS",
    "TIED",
    "X_NEW",
    "Y_NEW",
    "X",
    "Y",
    "differences",
    "far",
    "times_after",
    "times_before",
]

LENGTH = 256
"""Pairs of a strip."""
STRIPS = 8
"""More pairs than so many strips hold are weighed anew, one by one."""

X, Y = 0, LENGTH
"""Weights of k for m, and of m for k."""
X_NEW, Y_NEW = 2 * LENGTH, 3 * LENGTH
"""What they become."""
TIED, BACK = 4 * LENGTH, 5 * LENGTH
"""1 where k is tied to m, and m to k."""
OF_K, OF_M = 6 * LENGTH, 7 * LENGTH
"""By how much the rates of the two changes differ."""
CHANCES, SHARES = 8 * LENGTH, 10 * LENGTH
"""`Trace.chance` and `Trace.share` of k, then of m."""
BEFORE, AFTER = 12 * LENGTH, 14 * LENGTH
"""How often the score counts the pair (k, m), then (m, k): by the old weights, by the new ones."""
FIRST = 16 * LENGTH
"""Where what else is kept of the pairs begins."""


@swept
def differences(strip: FloatArray, rule: int, count: int) -> None:
    """Fill by how much the rates of change differ."""
    if rule == 0:
        for p in range(count):
            strip[OF_K + p] = strip[X_NEW + p] - strip[X + p]
            strip[OF_M + p] = strip[Y_NEW + p] - strip[Y + p]
    elif rule == 1:
        for p in range(count):
            # A tie is undone without being asked, and made if the other agrees.
            x, y, new, other = strip[X + p], strip[Y + p], strip[X_NEW + p], strip[Y_NEW + p]
            tied = strip[TIED + p]
            was = (1.0 - tied) * x * y / ((1.0 + x) * (1.0 + y))
            now = (1.0 - tied) * new * other / ((1.0 + new) * (1.0 + other))
            strip[OF_K + p] = tied * (new - x) + now * (1.0 + new) - was * (1.0 + x)
            strip[OF_M + p] = tied * (other - y) + now * (1.0 + other) - was * (1.0 + y)
    else:
        for p in range(count):
            tied, back = int(strip[TIED + p]), int(strip[BACK + p])
            x, y, new, other = strip[X + p], strip[Y + p], strip[X_NEW + p], strip[Y_NEW + p]
            strip[OF_K + p] = decided(rule, tied, new, other)[0] - decided(rule, tied, x, y)[0]
            strip[OF_M + p] = decided(rule, back, other, new)[0] - decided(rule, back, y, x)[0]


@swept
def far(strip: FloatArray, count: int) -> bool:
    """Say whether a weight was, or has come, beyond all bounds."""
    found = 0
    for p in range(count):
        x, y, new, other = strip[X + p], strip[Y + p], strip[X_NEW + p], strip[Y_NEW + p]
        found += (max(x, new) > FAR) | (x > 0.0) & (min(x, new) < 1.0 / FAR)
        found += (max(y, other) > FAR) | (y > 0.0) & (min(y, other) < 1.0 / FAR)
    return found > 0


def _times(x_at: int, y_at: int, to: int) -> Callable[[FloatArray, int, int], None]:
    """Return the function that fills how often the score counts pairs by the weights that stand at two places."""

    def fill(strip: FloatArray, rule: int, count: int) -> None:
        """Fill how often the score counts the pairs of a strip, in either order."""
        if rule == 0:
            for p in range(count):
                strip[to + p] = strip[x_at + p] * (strip[CHANCES + p] - strip[SHARES + p])
            for p in range(count):
                mine = strip[CHANCES + LENGTH + p] - strip[SHARES + LENGTH + p]
                strip[to + LENGTH + p] = strip[y_at + p] * mine
        elif rule == 1:
            for p in range(count):
                x, y, tied = strip[x_at + p], strip[y_at + p], strip[TIED + p]
                chance, other = strip[CHANCES + p], strip[CHANCES + LENGTH + p]
                share, share_m = strip[SHARES + p], strip[SHARES + LENGTH + p]
                part = 1.0 / ((1.0 + x) * (1.0 + y))
                no, no_m = part * (1.0 + y), part * (1.0 + x)  # chances that k, and that m, would not agree
                both = (1.0 - tied) * x * y
                strip[to + p] = (tied * x + both * no_m) * chance - x * share + both * no * no * other
                strip[to + LENGTH + p] = (
                    (tied * y + both * no) * other - y * share_m + both * no_m * no_m * chance
                )
        else:
            for p in range(count):
                x, y = strip[x_at + p], strip[y_at + p]
                chance, other = strip[CHANCES + p], strip[CHANCES + LENGTH + p]
                _, a, b = decided(rule, int(strip[TIED + p]), x, y)
                _, back_a, back_b = decided(rule, int(strip[BACK + p]), y, x)
                strip[to + p] = a * chance - x * strip[SHARES + p] + back_b * other
                strip[to + LENGTH + p] = back_a * other - y * strip[SHARES + LENGTH + p] + b * chance

    return fill


times_before = swept(_times(X, Y, BEFORE))
"""Fill how often the score counts the pairs by the weights before the change."""
times_after = swept(_times(X_NEW, Y_NEW, AFTER))
"""The same by those after it."""
