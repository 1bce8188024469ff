"""Links between a linear predictor and the probability of an event in one period."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.estimation.codec import storable
from symmachy.estimation.works import BECK_1998, PRENTICE_1978

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Cloglog", "Link", "Logit"]


class Link(ABC):
    """How a linear predictor becomes a probability."""

    name: ClassVar[str]
    exponentiated: ClassVar[str]
    """What the exponential of a coefficient is called."""
    references: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def probability(self, predictor: FloatArray) -> FloatArray:
        """Return the probability at each value of the linear predictor."""

    @abstractmethod
    def slope(self, predictor: FloatArray) -> FloatArray:
        """Return the first derivative of the probability by the predictor."""

    @abstractmethod
    def bend(self, predictor: FloatArray) -> FloatArray:
        """Return the second derivative of the probability by the predictor."""

    @abstractmethod
    def predictor(self, probability: float) -> float:
        """Return the linear predictor that gives this probability, which lies strictly between 0 and 1."""


@storable
@dataclass(frozen=True, kw_only=True)
class Logit(Link):
    """The logistic link: a coefficient is a difference of log odds.

    Examples
    --------
    >>> import numpy as np
    >>> Logit().probability(np.array([0.0])).tolist()
    [0.5]
    """

    name: ClassVar[str] = "logit"
    exponentiated: ClassVar[str] = "odds ratio"
    references: ClassVar[tuple[str, ...]] = (BECK_1998,)

    def probability(self, predictor: FloatArray) -> FloatArray:
        """Return ``1 / (1 + exp(-predictor))``."""
        e = np.exp(-np.abs(predictor))
        return np.where(predictor >= 0, 1.0, e) / (1.0 + e)

    def slope(self, predictor: FloatArray) -> FloatArray:
        """Return ``p (1 - p)``."""
        e = np.exp(-np.abs(predictor))
        return np.asarray(e / (1.0 + e) ** 2)

    def bend(self, predictor: FloatArray) -> FloatArray:
        """Return ``p (1 - p) (1 - 2 p)``."""
        return np.asarray(self.slope(predictor) * (1.0 - 2.0 * self.probability(predictor)))

    def predictor(self, probability: float) -> float:
        """Return the log odds."""
        return float(np.log(probability) - np.log1p(-probability))


@storable
@dataclass(frozen=True, kw_only=True)
class Cloglog(Link):
    """The complementary log-log link: a coefficient is a log hazard ratio of a grouped proportional hazard.

    Examples
    --------
    >>> import numpy as np
    >>> Cloglog().probability(np.array([0.0])).round(6).tolist()  # 1 - 1/e
    [0.632121]
    """

    name: ClassVar[str] = "cloglog"
    exponentiated: ClassVar[str] = "hazard ratio"
    references: ClassVar[tuple[str, ...]] = (PRENTICE_1978,)

    def probability(self, predictor: FloatArray) -> FloatArray:
        """Return ``1 - exp(-exp(predictor))``."""
        return np.asarray(-np.expm1(-np.exp(np.minimum(predictor, 700.0))))

    def slope(self, predictor: FloatArray) -> FloatArray:
        """Return ``m exp(-m)`` with ``m = exp(predictor)``."""
        t = np.minimum(predictor, 700.0)
        return np.asarray(np.exp(t - np.exp(t)))

    def bend(self, predictor: FloatArray) -> FloatArray:
        """Return ``m exp(-m) (1 - m)``."""
        t = np.minimum(predictor, 700.0)
        m = np.exp(t)
        return np.asarray(np.exp(t - m) - np.exp(2.0 * t - m))

    def predictor(self, probability: float) -> float:
        """Return ``log(-log(1 - probability))``."""
        return float(np.log(-np.log1p(-probability)))
