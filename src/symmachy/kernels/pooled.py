"""Pooled logits of counts: scores for many weightings of the same rows in one reading, and an expansion.

Rows stand in blocks, such as years. A bootstrap over blocks weighs each block by how often it was drawn, so
that everything about a draw that is linear in the blocks is a weighted sum over them: the score, the
information and the third derivatives at the estimates, which give nearly the whole way to a draw's solution
without reading the rows again.
"""
# Compiled functions take their arguments by position.
# ruff: noqa: PLR0917

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels._compile import inlined, kernel
from symmachy.kernels.exponential import exp_minus_abs

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Expansion", "expand", "scores"]

_BLOCK = 256
"""Rows read at a time: with twenty coefficients they still fit into the second cache."""


@dataclass(frozen=True, kw_only=True)
class Expansion:
    """Derivatives of the log-likelihood of each block at one value of the coefficients."""

    score: FloatArray
    """``(T, k)``."""
    information: FloatArray
    """``(T, k, k)``: minus the second derivatives."""
    third: FloatArray
    """``(T, k, k, k)``: the third derivatives."""


@inlined
def _residuals(
    x: FloatArray,
    y: FloatArray,
    n: FloatArray,
    beta: FloatArray,
    first: int,
    last: int,
    bits: IntArray,
    power: FloatArray,
    e: FloatArray,
    out: FloatArray,
) -> None:
    """Write successes less their mean under the model, for rows [first, last), to out; others are scratch."""
    m = last - first
    k = x.shape[0]
    for i in range(m):
        out[i] = 0.0
    fours = k - k % 4
    for j in range(0, fours, 4):  # four coefficients at a time: the sums stay in registers
        b0, b1, b2, b3 = beta[j], beta[j + 1], beta[j + 2], beta[j + 3]
        x0, x1, x2, x3 = x[j, first:last], x[j + 1, first:last], x[j + 2, first:last], x[j + 3, first:last]
        for i in range(m):
            out[i] += (b0 * x0[i] + b1 * x1[i]) + (b2 * x2[i] + b3 * x3[i])
    for j in range(fours, k):
        b0 = beta[j]
        x0 = x[j, first:last]
        for i in range(m):
            out[i] += b0 * x0[i]
    exp_minus_abs(out[:m], bits, power, e)
    for i in range(m):
        out[i] = y[first + i] - n[first + i] * (1.0 if out[i] >= 0.0 else e[i]) / (1.0 + e[i])


@inlined
def _dot(a: FloatArray, b: FloatArray) -> float:
    total = 0.0
    for i in range(a.size):
        total += a[i] * b[i]
    return total


@inlined
def _add_products(
    a: FloatArray, x: FloatArray, rows: int, first: int, last: int, weight: float, out: FloatArray
) -> None:
    """Add weight times the product of `a` with each of the first `rows` of x, columns [first, last), to out."""
    m = last - first
    fours = rows - rows % 4
    for j in range(0, fours, 4):
        x0, x1, x2, x3 = x[j, first:last], x[j + 1, first:last], x[j + 2, first:last], x[j + 3, first:last]
        s0 = s1 = s2 = s3 = 0.0
        for i in range(m):
            s0 += a[i] * x0[i]
            s1 += a[i] * x1[i]
            s2 += a[i] * x2[i]
            s3 += a[i] * x3[i]
        out[j] += weight * s0
        out[j + 1] += weight * s1
        out[j + 2] += weight * s2
        out[j + 3] += weight * s3
    for j in range(fours, rows):
        out[j] += weight * _dot(a[:m], x[j, first:last])


@kernel("void(f8[:,::1], f8[::1], f8[::1], i8[::1], f8[:,::1], f8[:,::1], b1[::1], f8[:,::1], f8[:,:,::1])")
def _scores(
    x: FloatArray,
    y: FloatArray,
    n: FloatArray,
    starts: IntArray,
    times: FloatArray,
    beta: FloatArray,
    bent: BoolArray,
    score: FloatArray,
    information: FloatArray,
) -> None:
    k = x.shape[0]
    bits = np.empty(_BLOCK, dtype=np.int64)
    power = bits.view(np.float64)
    e = np.empty(_BLOCK)
    u = np.empty(_BLOCK)
    v = np.empty(_BLOCK)
    scratch = np.empty(_BLOCK)
    for block in range(starts.size - 1):
        for first in range(starts[block], starts[block + 1], _BLOCK):
            last = min(first + _BLOCK, starts[block + 1])
            m = last - first
            for draw in range(beta.shape[0]):
                if times[draw, block] == 0.0:
                    continue
                weight = times[draw, block]
                _residuals(x, y, n, beta[draw], first, last, bits, power, e, u)
                _add_products(u, x, k, first, last, weight, score[draw])
                if not bent[draw]:
                    continue
                for i in range(m):
                    mean = y[first + i] - u[i]
                    v[i] = weight * mean * (1.0 - mean / n[first + i])
                for j in range(k):
                    row = x[j, first:last]
                    for i in range(m):
                        scratch[i] = v[i] * row[i]
                    _add_products(scratch, x, j + 1, first, last, 1.0, information[draw, j])


@kernel("void(f8[:,::1], f8[::1], f8[::1], i8[::1], f8[::1], f8[:,::1], f8[:,:,::1], f8[:,:,:,::1])")
def _expand(
    x: FloatArray,
    y: FloatArray,
    n: FloatArray,
    starts: IntArray,
    beta: FloatArray,
    score: FloatArray,
    information: FloatArray,
    third: FloatArray,
) -> None:
    k = x.shape[0]
    bits = np.empty(_BLOCK, dtype=np.int64)
    power = bits.view(np.float64)
    e = np.empty(_BLOCK)
    u = np.empty(_BLOCK)
    v = np.empty(_BLOCK)
    c = np.empty(_BLOCK)
    vj = np.empty(_BLOCK)
    cj = np.empty(_BLOCK)
    cjh = np.empty(_BLOCK)
    for block in range(starts.size - 1):
        for first in range(starts[block], starts[block + 1], _BLOCK):
            last = min(first + _BLOCK, starts[block + 1])
            m = last - first
            _residuals(x, y, n, beta, first, last, bits, power, e, u)
            _add_products(u, x, k, first, last, 1.0, score[block])
            for i in range(m):
                count = n[first + i]
                p = (y[first + i] - u[i]) / count
                v[i] = count * p * (1.0 - p)
                c[i] = -v[i] * (1.0 - 2.0 * p)
            for j in range(k):
                row = x[j, first:last]
                for i in range(m):
                    vj[i] = v[i] * row[i]
                    cj[i] = c[i] * row[i]
                _add_products(vj, x, j + 1, first, last, 1.0, information[block, j])
                for h in range(j + 1):
                    other = x[h, first:last]
                    for i in range(m):
                        cjh[i] = cj[i] * other[i]
                    _add_products(cjh, x, h + 1, first, last, 1.0, third[block, j, h])


def scores(
    x: FloatArray,
    y: FloatArray,
    n: FloatArray,
    starts: IntArray,
    *,
    times: FloatArray,
    beta: FloatArray,
    bent: BoolArray,
) -> tuple[FloatArray, FloatArray]:
    """Return the score of each of B weightings of the blocks at its own coefficients, and the information.

    A draw's answer has the same bytes whatever other draws are asked for with it.

    Parameters
    ----------
    x
        The design, ``(k, rows)``, C order.
    y, n
        ``(rows,)``: successes and trials.
    starts
        ``(T + 1,)``: block t holds the rows ``[starts[t], starts[t + 1])``.
    times
        ``(B, T)``: how often each draw takes each block; a block taken 0 times is not read.
    beta
        ``(B, k)``: the coefficients of each draw.
    bent
        ``(B,)``: for which draws the information is wanted, which costs about as much again for every three
        coefficients.

    Returns
    -------
    tuple
        ``(B, k)`` and ``(B, k, k)``; the information is zero where it is not wanted.

    Examples
    --------
    >>> import numpy as np
    >>> x, y, n = np.ones((1, 4)), np.array([1.0, 0, 0, 0]), np.ones(4)
    >>> times = np.array([[1.0, 1.0], [2.0, 0.0]])
    >>> bent = np.array([True, False])
    >>> score, information = scores(
    ...     x, y, n, np.array([0, 2, 4]), times=times, beta=np.zeros((2, 1)), bent=bent
    ... )
    >>> score.ravel().tolist(), information.ravel().tolist()
    ([-1.0, 0.0], [1.0, 0.0])
    """
    k = len(x)
    score, information = np.zeros_like(beta), np.zeros((len(beta), k, k))
    _scores(x, y, n, starts, times, beta, bent, score, information)
    lower = np.tril(information, -1)
    return score, information + lower.transpose(0, 2, 1)


def expand(x: FloatArray, y: FloatArray, n: FloatArray, starts: IntArray, beta: FloatArray) -> Expansion:
    """Return the first three derivatives of each block's log-likelihood at `beta`.

    Parameters are those of `scores`, with one vector of coefficients ``(k,)``.

    Examples
    --------
    >>> import numpy as np
    >>> one = expand(np.ones((1, 1)), np.ones(1), np.ones(1), np.array([0, 1]), np.zeros(1))
    >>> one.score.item(), one.information.item(), one.third.item()
    (0.5, 0.25, 0.0)
    """
    k, blocks = len(x), len(starts) - 1
    score = np.zeros((blocks, k))
    information = np.zeros((blocks, k, k))
    third = np.zeros((blocks, k, k, k))
    _expand(x, y, n, starts, beta, score, information, third)
    # The loops fill one place of each set of coefficients, the largest first: the others are the same.
    large, small = -np.sort(-np.indices((k, k)), axis=0)
    first, second, last = -np.sort(-np.indices((k, k, k)), axis=0)
    return Expansion(
        score=score, information=information[:, large, small], third=third[:, first, second, last]
    )
