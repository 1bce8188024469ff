"""Philox random numbers inside compiled loops: those of numpy's generator of that name, number for number.

Its state is a key and a counter, so that a path has a generator of its own at no cost: the key says the seed,
the counter's upper words say which path. A numpy generator cannot be made or set within a compiled loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels._compile import inlined

if TYPE_CHECKING:
    import numpy.typing as npt

    Words = npt.NDArray[np.uint64]

__all__ = ["STATE", "set_state", "uniform"]

STATE = 11
"""Words of a state: the key (2), the counter (4), a block of numbers (4), how many of them are used."""

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ELEVEN = np.uint64(11)
_ONE = np.uint64(1)
_FOUR = np.uint64(4)
_TIMES = (np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157))
_PLUS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B))


@inlined
def set_state(state: Words, key: Words, path: int, part: int) -> None:
    """Set a state to the beginning of the numbers of one part of one path.

    They are those of ``numpy.random.Philox(key=key, counter=[0, path, part, 0])``.
    """
    state[0], state[1] = key[0], key[1]
    for k in range(2, 10):
        state[k] = np.uint64(0)
    state[3], state[4] = np.uint64(path), np.uint64(part)
    state[10] = _FOUR


@inlined
def uniform(state: Words) -> float:
    """Return the next number, at least 0 and below 1, of 53 bits."""
    if state[10] == _FOUR:
        _next_block(state)
        state[10] = np.uint64(0)
    word = state[np.int64(6) + np.int64(state[10])]
    state[10] += _ONE
    return float(word >> _ELEVEN) * (1.0 / 9007199254740992.0)


@inlined
def _next_block(state: Words) -> None:
    """Count on and fill the block: ten rounds of Philox 4x64."""
    for k in range(2, 6):
        state[k] += _ONE
        if state[k] != np.uint64(0):
            break
    a, b, c, d = state[2], state[3], state[4], state[5]
    one, other = state[0], state[1]
    for _ in range(10):
        high, low = _product(_TIMES[0], a)
        more, less = _product(_TIMES[1], c)
        a, b, c, d = more ^ b ^ one, less, high ^ d ^ other, low
        one += _PLUS[0]
        other += _PLUS[1]
    state[6], state[7], state[8], state[9] = a, b, c, d


@inlined
def _product(x: np.uint64, y: np.uint64) -> tuple[np.uint64, np.uint64]:
    """Return the upper and the lower 64 bits of a product of two words."""
    a, b = x >> _HALF, x & _LOW
    c, d = y >> _HALF, y & _LOW
    low, left, right = b * d, a * d, b * c
    middle = (low >> _HALF) + (left & _LOW) + (right & _LOW)
    return a * c + (left >> _HALF) + (right >> _HALF) + (middle >> _HALF), x * y
