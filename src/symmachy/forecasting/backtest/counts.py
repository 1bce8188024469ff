"""Counts that come in lumps: negative binomial distributions about the sum of the chances of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Spread", "chance_of", "change", "crps", "learn_spread", "quantile"]

_LEVELS = np.exp(np.linspace(-1.5, 1.5, 31))
_SHAPES = np.exp(np.linspace(-4.0, 4.0, 33))
_PULL_LEVEL, _PULL_SHAPE = 1.0, 2.0
"""Standard deviations of the logarithms of level and shape about 0 before anything was seen."""

_MOST = 4096
"""Numbers formed, and ended, of so many or more are not told apart."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How counts lie about their expected numbers: mean ``level * expected``, and a shape.

    A count of one year with mean m has variance ``m + m ** 2 / shape``. One multilateral treaty makes dozens of
    pacts on a day, so that the shape is far below 1. Of h years the shape is the root of h times as large:
    between years that know nothing of each other (h times) and years that are all alike (once).
    """

    level: float = 1.0
    shape: float = 1.0

    def pmf(self, expected: float, years: int) -> FloatArray:
        """``(N,)``: the chance of 0, 1, ... events in so many years, of which so many are expected in all.

        Nothing else than 0 is possible where nothing is expected; the last chance is of all larger numbers.

        Examples
        --------
        >>> Spread().pmf(1.0, 1)[:3].round(6).tolist()
        [0.5, 0.25, 0.125]
        """
        found = np.zeros(_MOST)
        if expected <= 0:
            found[0] = 1.0
            return found
        r, mean = self.shape * np.sqrt(years), self.level * expected
        n = np.arange(_MOST - 1)
        steps = np.log((n + r) / (n + 1)) + np.log(mean / (mean + r))
        found = np.exp(r * np.log(r / (mean + r)) + np.concatenate([[0.0], np.cumsum(steps)]))
        found[-1] = max(0.0, 1.0 - found[:-1].sum())
        return np.asarray(found, dtype=np.float64)


def learn_spread(expected: FloatArray, came: FloatArray) -> Spread:
    """Learn level and shape from earlier years' expected numbers ``(n,)`` and what came ``(n,)``.

    The likeliest of a grid, each drawn a little to 1; years of which nothing was expected teach nothing.

    Examples
    --------
    >>> import numpy as np
    >>> learn_spread(np.zeros(0), np.zeros(0))
    Spread(level=1.0, shape=1.0)
    """
    from scipy.special import gammaln

    used = expected > 0
    mean = _LEVELS[:, None, None] * expected[used]
    r, y = _SHAPES[None, :, None], came[used]
    likelihood = (
        gammaln(y + r)
        - gammaln(r)
        - gammaln(y + 1)
        + r * np.log(r / (r + mean))
        + y * np.log(mean / (r + mean))
    ).sum(axis=2)
    likelihood -= (np.log(_LEVELS) / _PULL_LEVEL)[:, None] ** 2 / 2 + (np.log(_SHAPES) / _PULL_SHAPE) ** 2 / 2
    level, shape = np.unravel_index(np.argmax(likelihood), likelihood.shape)
    return Spread(float(_LEVELS[level]), float(_SHAPES[shape]))


def change(formed: FloatArray, ended: FloatArray) -> FloatArray:
    """``(2 N - 1,)``: the chance of each change, from ``1 - N`` to ``N - 1``, of two independent counts.

    Examples
    --------
    >>> import numpy as np
    >>> change(np.array([0.5, 0.5]), np.array([0.0, 1.0])).round(12).tolist()
    [0.5, 0.5, 0.0]
    """
    from scipy.signal import fftconvolve

    found = np.maximum(fftconvolve(formed, ended[::-1]), 0.0)
    return np.asarray(found / found.sum())


def chance_of(difference: int, formed: FloatArray, ended: FloatArray) -> float:
    """Return the chance of one change, summed term by term: small ones would be lost in a transform's noise.

    Examples
    --------
    >>> import numpy as np
    >>> chance_of(-1, np.array([0.5, 0.5]), np.array([0.0, 1.0]))
    0.5
    """
    n = len(formed)
    if difference >= 0:
        return float(formed[difference:] @ ended[: n - difference])
    return float(formed[: n + difference] @ ended[-difference:])


def crps(chances: FloatArray, came: int) -> float:
    """Return the continuous ranked probability score of chances ``(2 N - 1,)`` of changes, in pacts.

    Examples
    --------
    >>> import numpy as np
    >>> crps(np.array([0.0, 1.0, 0.0]), 1)
    1.0
    """
    numbers = np.arange(len(chances)) - len(chances) // 2
    return float(((np.cumsum(chances) - (numbers >= came)) ** 2).sum())


def quantile(chances: FloatArray, share: float) -> int:
    """Return the smallest change that is not exceeded with a chance of at least `share`."""
    return int(np.searchsorted(np.cumsum(chances), share - 1e-12)) - len(chances) // 2
