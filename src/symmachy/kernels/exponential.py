"""The exponential of many numbers at once, in vector registers, which the mathematical library's is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.typing import FloatArray, IntArray

__all__ = ["exp_in_place", "exp_minus_abs"]


# Sums keep their order here: the rounding below is what adding and taking away a large number does.
_jit = numba.njit(cache=True, nogil=True, fastmath={"contract", "nsz"})


def _exp_in_place(x: FloatArray, bits: IntArray, scale: FloatArray) -> None:
    """Write ``exp(x)`` over each x, within two units in the last place, as if none were beyond 700 or -700.

    `bits` is scratch of the same length or longer, and `scale` is the same memory seen as floating-point numbers.

    The number is cut into k log 2 + r with a whole k and r at most half of log 2: a power of two, made from
    its bits, times a polynomial of r.
    """
    large = 6755399441055744.0  # 1.5 times 2 to the 52nd: its last bit is worth one
    for i in range(x.size):
        x[i] = min(max(x[i], -700.0), 700.0)
    for i in range(x.size):
        scale[i] = x[i] * 1.4426950408889634 + large
    for i in range(x.size):
        k = scale[i] - large
        r = (x[i] - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10  # log 2 in two parts
        p = 1.0 / 479001600.0
        p = p * r + 1.0 / 39916800.0
        p = p * r + 1.0 / 3628800.0
        p = p * r + 1.0 / 362880.0
        p = p * r + 1.0 / 40320.0
        p = p * r + 1.0 / 5040.0
        p = p * r + 1.0 / 720.0
        p = p * r + 1.0 / 120.0
        p = p * r + 1.0 / 24.0
        p = p * r + 1.0 / 6.0
        p = p * r + 0.5
        p = p * r + 1.0
        x[i] = p * r + 1.0
    for i in range(x.size):
        bits[i] = (bits[i] + 1023) << 52
    for i in range(x.size):
        x[i] *= scale[i]


exp_in_place = cast("Callable[[FloatArray, IntArray, FloatArray], None]", _jit(_exp_in_place))


def _exp_minus_abs(t: FloatArray, bits: IntArray, scale: FloatArray, out: FloatArray) -> None:
    """Write ``exp(-abs(t))`` to `out`; the rest is as in `exp_in_place`."""
    for i in range(t.size):
        out[i] = -abs(t[i])
    exp_in_place(out, bits, scale)


exp_minus_abs = cast("Callable[[FloatArray, IntArray, FloatArray, FloatArray], None]", _jit(_exp_minus_abs))
