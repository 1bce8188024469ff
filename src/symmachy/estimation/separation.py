"""Separation by several covariates at once, decided by a linear programme that reads few of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.typing import BoolArray, FloatArray

__all__ = ["separating"]

_ROUNDS = 60
_ROWS_A_ROUND = 300
_CROSSING = 1e-6
"""How far, as a share of its longest, a move may go to the wrong side before it counts."""

_LENGTH = 1e-4
"""A move shorter than this is none; covariates have standard deviation one, the direction size one."""


def separating(x: FloatArray, y: FloatArray, allowed: BoolArray | None = None) -> Sequence[int]:
    """Return which coefficients separate rows with the event from rows without, in a short list.

    There is no most likely set of finite coefficients if and only if some direction of the coefficients makes
    no row less likely and some row more likely [1]_. The linear programme that looks for one starts with some
    of the rows and takes in those that its answer puts on the wrong side, until there are none.

    Parameters
    ----------
    x
        The design with centred and scaled covariates, shape ``(k, n)``, the first row ones.
    y
        Outcomes 0 and 1, shape ``(n,)``.
    allowed
        Which coefficients may run off, shape ``(k,)``; None for all.

    Returns
    -------
    sequence of int
        Positions of coefficients without the intercept; empty if nothing separates.

    References
    ----------
    .. [1] Albert and Anderson (1984), On the Existence of Maximum Likelihood Estimates in Logistic Regression
       Models, Biometrika 71.

    Examples
    --------
    >>> import numpy as np
    >>> a, b = np.array([[-1.0, 0.5, 1.0, -0.5], [0.5, -1.0, -0.5, 1.0]])
    >>> separating(np.stack([np.ones(4), a, b]), (a + b > 0).astype(float))
    [1, 2]
    >>> separating(np.stack([np.ones(4), a, b]), np.array([0.0, 1.0, 0.0, 1.0]))
    []
    """
    sign = np.where(y == 1, 1.0, -1.0)
    total = np.einsum("ji,i->j", x, sign)
    free = np.ones(x.shape[0], dtype=bool) if allowed is None else allowed.copy()
    direction = _direction(x, sign, total, free)
    if direction is None:
        return []
    for j in np.argsort(np.abs(direction)):
        if j == 0 or not free[j]:
            continue
        free[j] = False
        without = _direction(x, sign, total, free) if free[1:].any() else None
        if without is None:
            free[j] = True
    return [int(j) for j in np.flatnonzero(free) if j > 0]


def _direction(x: FloatArray, sign: FloatArray, total: FloatArray, free: BoolArray) -> FloatArray | None:
    """Return a separating direction of the free coefficients, or None."""
    from scipy import optimize

    n = x.shape[1]
    rows = np.unique(np.linspace(0, n - 1, min(n, _ROWS_A_ROUND)).astype(np.int64))
    box = [(-1.0, 1.0) if allowed else (0.0, 0.0) for allowed in free]
    for _ in range(_ROUNDS):
        found = optimize.linprog(
            -total / n, A_ub=-(x[:, rows] * sign[rows]).T, b_ub=np.zeros(rows.size), bounds=box
        )
        if found.x is None:
            return None
        direction = np.asarray(found.x, dtype=np.float64)
        moves = np.einsum("j,ji->i", direction, x) * sign
        longest = float(np.max(np.abs(moves)))
        if longest < _LENGTH or float(total @ direction) <= 0:
            return None
        wrong = np.flatnonzero(moves < -_CROSSING * longest)
        if wrong.size == 0:
            return direction
        worst = wrong[np.argsort(moves[wrong])[:_ROWS_A_ROUND]]
        rows = np.union1d(rows, worst)
    return None
