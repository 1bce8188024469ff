"""Binary outcomes: log-likelihood, score and information in one pass over the rows.

The design is stored by coefficient, shape ``(k, n)``, so that a block of rows stays in the nearest cache
while the linear predictor, the link and all products are taken from it.
"""
# Compiled functions take their arguments by position.
# ruff: noqa: PLR0917

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels._compile import inlined, kernel
from symmachy.kernels.chunks import sum_chunks

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Curvature", "LinkCode", "Pass", "adjust_scores", "binary_pass", "gram"]

_BLOCK = 512


class LinkCode(IntEnum):
    """The links that the kernel knows."""

    LOGIT = 0
    CLOGLOG = 1


class Curvature(IntEnum):
    """Which information matrix: minus the second derivative, or its expectation under the model."""

    OBSERVED = 0
    EXPECTED = 1


@dataclass(frozen=True, kw_only=True)
class Pass:
    """What one pass over the rows gives at one value of the coefficients."""

    log_likelihood: float
    score: FloatArray
    """Shape ``(k,)``: the gradient of the log-likelihood."""
    information: FloatArray
    """Shape ``(k, k)``, symmetric."""


@inlined
def _logit_rows(eta: FloatArray, y: FloatArray, w: FloatArray, u: FloatArray, v: FloatArray) -> float:
    total = 0.0
    for i in range(eta.size):
        t = eta[i]
        e = math.exp(-abs(t))
        p = 1.0 / (1.0 + e) if t >= 0.0 else e / (1.0 + e)
        total += w[i] * (y[i] * t - max(t, 0.0) - math.log1p(e))
        u[i] = w[i] * (y[i] - p)
        v[i] = w[i] * e / ((1.0 + e) * (1.0 + e))
    return total


@inlined
def _cloglog_rows(
    eta: FloatArray, y: FloatArray, w: FloatArray, curvature: int, u: FloatArray, v: FloatArray
) -> float:
    total = 0.0
    for i in range(eta.size):
        m = math.exp(min(eta[i], 700.0))  # m is the integrated hazard: p = 1 - exp(-m)
        if m < 1e-4:  # series of m / (exp(m) - 1), where the subtraction below would lose digits
            r = 1.0 - m / 2.0 + m * m / 12.0
            excess = m / 2.0 + m * m / 12.0
        else:
            r = m / math.expm1(m) if m < 700.0 else 0.0
            excess = m + r - 1.0
        if y[i] == 0.0:
            total -= w[i] * m
        else:
            total += w[i] * (y[i] * math.log(-math.expm1(-m)) - (1.0 - y[i]) * m)
        u[i] = w[i] * (y[i] * r - (1.0 - y[i]) * m)
        v[i] = w[i] * (m * r if curvature == 1 else y[i] * r * excess + (1.0 - y[i]) * m)
    return total


@inlined
def _dot(a: FloatArray, b: FloatArray) -> float:
    total = 0.0
    for i in range(a.size):
        total += a[i] * b[i]
    return total


@inlined
def _add_gram(
    x: FloatArray, v: FloatArray, start: int, stop: int, scratch: FloatArray, out: FloatArray
) -> None:
    """Add the lower triangle of x diag(v) x' for rows [start, stop) to out, shape (k, k) laid flat."""
    k = x.shape[0]
    m = stop - start
    for j in range(k):
        row = x[j, start:stop]
        for i in range(m):
            scratch[i] = v[i] * row[i]
        for other in range(j + 1):
            out[j * k + other] += _dot(scratch[:m], x[other, start:stop])


@inlined
def _predict_block(x: FloatArray, beta: FloatArray, start: int, stop: int, eta: FloatArray) -> None:
    m = stop - start
    for i in range(m):
        eta[i] = 0.0
    for j in range(x.shape[0]):
        b = beta[j]
        row = x[j, start:stop]
        for i in range(m):
            eta[i] += b * row[i]


@kernel("void(f8[:,::1], f8[::1], f8[::1], f8[::1], i8, i8, i8, i8, f8[::1], f8[::1])")
def _pass(
    x: FloatArray,
    y: FloatArray,
    w: FloatArray,
    beta: FloatArray,
    link: int,
    curvature: int,
    start: int,
    stop: int,
    residual: FloatArray,
    out: FloatArray,
) -> None:
    k = x.shape[0]
    eta = np.empty(_BLOCK)
    u = np.empty(_BLOCK)
    v = np.empty(_BLOCK)
    scratch = np.empty(_BLOCK)
    for first in range(start, stop, _BLOCK):
        last = min(first + _BLOCK, stop)
        m = last - first
        _predict_block(x, beta, first, last, eta)
        if link == 0:
            out[0] += _logit_rows(eta[:m], y[first:last], w[first:last], u, v)
        else:
            out[0] += _cloglog_rows(eta[:m], y[first:last], w[first:last], curvature, u, v)
        for j in range(k):
            out[1 + j] += _dot(u[:m], x[j, first:last])
        _add_gram(x, v[:m], first, last, scratch, out[1 + k :])
        if residual.size > 0:
            for i in range(m):
                residual[first + i] = u[i]


@kernel("void(f8[:,::1], f8[::1], i8, i8, f8[::1])")
def _gram(x: FloatArray, v: FloatArray, start: int, stop: int, out: FloatArray) -> None:
    scratch = np.empty(_BLOCK)
    for first in range(start, stop, _BLOCK):
        last = min(first + _BLOCK, stop)
        _add_gram(x, v[first:last], first, last, scratch, out)


@inlined
def _tilted_variance(t: float, link: int) -> float:
    """Return the row's expected information times half of d''/d', d the mean by the predictor t."""
    if link == 0:
        e = math.exp(-abs(t))
        p = 1.0 / (1.0 + e) if t >= 0.0 else e / (1.0 + e)
        return e / ((1.0 + e) * (1.0 + e)) * (0.5 - p)
    m = math.exp(min(t, 700.0))
    if m >= 700.0:
        return 0.0
    r = m / math.expm1(m) if m > 1e-12 else 1.0
    return m * r * 0.5 * (1.0 - m)


@inlined
def _leverage_block(
    x: FloatArray, inverse: FloatArray, start: int, stop: int, a: FloatArray, leverage: FloatArray
) -> None:
    """Write x' inverse x of each row in [start, stop) to leverage."""
    m = stop - start
    for i in range(m):
        leverage[i] = 0.0
    for j in range(x.shape[0]):
        for i in range(m):
            a[i] = 0.0
        for other in range(x.shape[0]):
            c = inverse[j, other]
            for i in range(m):
                a[i] += c * x[other, start + i]
        for i in range(m):
            leverage[i] += a[i] * x[j, start + i]


@kernel("void(f8[:,::1], f8[::1], f8[::1], f8[:,::1], i8, i8, i8, f8[::1], f8[::1])")
def _adjust(
    x: FloatArray,
    w: FloatArray,
    beta: FloatArray,
    inverse: FloatArray,
    link: int,
    start: int,
    stop: int,
    residual: FloatArray,
    out: FloatArray,
) -> None:
    k = x.shape[0]
    eta = np.empty(_BLOCK)
    a = np.empty(_BLOCK)
    leverage = np.empty(_BLOCK)
    for first in range(start, stop, _BLOCK):
        last = min(first + _BLOCK, stop)
        m = last - first
        _predict_block(x, beta, first, last, eta)
        _leverage_block(x, inverse, first, last, a, leverage)
        for i in range(m):
            a[i] = w[first + i] * leverage[i] * _tilted_variance(eta[i], link)
        for j in range(k):
            out[j] += _dot(a[:m], x[j, first:last])
        if residual.size > 0:
            for i in range(m):
                residual[first + i] += a[i]


def _symmetric(lower: FloatArray, k: int) -> FloatArray:
    square = np.tril(lower.reshape(k, k))
    return square + np.tril(square, -1).T


def binary_pass(
    x: FloatArray,
    y: FloatArray,
    w: FloatArray,
    beta: FloatArray,
    *,
    link: LinkCode,
    curvature: Curvature = Curvature.OBSERVED,
    residual: FloatArray | None = None,
    threads: int | None = None,
) -> Pass:
    """Return log-likelihood, score and information at `beta`, in one pass.

    Parameters
    ----------
    x
        The design, shape ``(k, n)``, C order: one row for each coefficient.
    y, w
        Outcomes 0 or 1 and weights, shape ``(n,)``.
    beta
        Coefficients, shape ``(k,)``.
    link, curvature
        Which link, and which information matrix. They differ only for links other than the logit.
    residual
        If given, shape ``(n,)``: receives the weighted derivative of each row's log-likelihood by its
        predictor.
    threads
        How many threads; the result has the same bytes for any number.

    Examples
    --------
    >>> import numpy as np
    >>> x, y = np.ones((1, 4)), np.array([0.0, 0.0, 0.0, 1.0])
    >>> at_zero = binary_pass(x, y, np.ones(4), np.zeros(1), link=LinkCode.LOGIT)
    >>> round(at_zero.log_likelihood, 6), at_zero.score.tolist(), at_zero.information.tolist()
    (-2.772589, [-1.0], [[1.0]])
    """
    k, n = x.shape
    store = np.empty(0) if residual is None else residual

    def work(start: int, stop: int, out: FloatArray) -> None:
        _pass(x, y, w, beta, int(link), int(curvature), start, stop, store, out)

    total = sum_chunks(work, n, 1 + k + k * k, threads)
    return Pass(
        log_likelihood=float(total[0]), score=total[1 : 1 + k], information=_symmetric(total[1 + k :], k)
    )


def gram(x: FloatArray, v: FloatArray, *, threads: int | None = None) -> FloatArray:
    """Return ``x diag(v) x'``, shape ``(k, k)``, the same bytes for any number of threads.

    Examples
    --------
    >>> import numpy as np
    >>> gram(np.array([[1.0, 1.0], [2.0, 3.0]]), np.ones(2)).tolist()
    [[2.0, 5.0], [5.0, 13.0]]
    """
    k, n = x.shape

    def work(start: int, stop: int, out: FloatArray) -> None:
        _gram(x, v, start, stop, out)

    return _symmetric(sum_chunks(work, n, k * k, threads), k)


def adjust_scores(
    x: FloatArray,
    w: FloatArray,
    beta: FloatArray,
    inverse: FloatArray,
    *,
    link: LinkCode,
    residual: FloatArray | None = None,
    threads: int | None = None,
) -> FloatArray:
    """Return what Firth's bias reduction adds to the score, shape ``(k,)``.

    The sum over rows of ``h x d'' / (2 d')`` with leverage h and the mean's derivatives d', d'' by the
    predictor; for the logit this is ``h x (1/2 - p)`` [1]_, for other links the form of Kosmidis and Firth
    [2]_.

    Parameters
    ----------
    x, w, beta
        As in `binary_pass`.
    inverse
        Inverse of the expected information at `beta`, shape ``(k, k)``.
    link, threads
        As in `binary_pass`.
    residual
        If given, shape ``(n,)``: each row's part is added to it.

    References
    ----------
    .. [1] Firth (1993), Bias reduction of maximum likelihood estimates, Biometrika 80.
    .. [2] Kosmidis and Firth (2009), Bias reduction in exponential family nonlinear models, Biometrika 96.
    """
    k, n = x.shape
    store = np.empty(0) if residual is None else residual

    def work(start: int, stop: int, out: FloatArray) -> None:
        _adjust(x, w, beta, inverse, int(link), start, stop, store, out)

    return sum_chunks(work, n, k, threads)
