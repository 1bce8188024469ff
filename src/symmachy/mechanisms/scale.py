"""How a number counts: plainly, less and less, or as a geometric sum."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Scale", "geometric"]


class Scale(Enum):
    """How a number counts."""

    PLAIN = "plain"
    """As it is."""
    ROOT = "root"
    """Its square root."""
    LOG = "log"
    """The logarithm of 1 plus it."""

    def of(self, number: FloatArray) -> FloatArray:
        """Return the numbers on this scale.

        Examples
        --------
        >>> Scale.ROOT.of(np.array([0.0, 4.0])).tolist()
        [0.0, 2.0]
        """
        if self is Scale.PLAIN:
            return np.asarray(number, dtype=np.float64)
        found = np.sqrt(number) if self is Scale.ROOT else np.log1p(number)
        return np.asarray(found, dtype=np.float64)


def geometric(decay: float, most: int) -> FloatArray:
    r"""``(most + 1,)``: what 0, 1, 2, ... count where each further one counts less by the same factor.

    With :math:`r = 1 - e^{-a}` and decay a, the number s counts
    :math:`1 + r + \dots + r^{s-1} = e^{a}(1 - r^{s})`: with decay 0 any number counts 1, and with a large
    decay s counts s.

    Examples
    --------
    >>> geometric(0.0, 3).tolist()
    [0.0, 1.0, 1.0, 1.0]
    """
    ratio = -np.expm1(-decay)
    return np.concatenate([[0.0], np.cumsum(ratio ** np.arange(most))])
