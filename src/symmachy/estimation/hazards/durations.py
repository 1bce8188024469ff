"""How the hazard changes with time at risk: what a baseline is, powers of the time, its logarithm."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable
from symmachy.estimation.works import CARTER_2010

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["CubicPolynomial", "Duration", "LogTime", "OfColumn"]


class Duration(ABC):
    """A baseline: which functions of the time at risk enter the predictor."""

    references: ClassVar[tuple[str, ...]] = ()

    @property
    @abstractmethod
    def source(self) -> str:
        """The column that holds the time at risk."""

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """The coefficients' names; known once the data have been seen."""

    @property
    def cited(self) -> tuple[str, ...]:
        """The works that a fit with it cites."""
        return self.references

    @abstractmethod
    def resolve(
        self, times: FloatArray, counts: FloatArray | None = None, came: FloatArray | None = None
    ) -> Duration:
        """Return the same baseline with what it takes from the data written out (knots, levels).

        Parameters
        ----------
        times
            Times at risk, shape ``(n,)``.
        counts
            How many equal rows each stands for, shape ``(n,)``; None for one each.
        came
            1 where the event came in the row's period, else 0, or how much each event counts, shape ``(n,)``.
        """

    @abstractmethod
    def basis(self, times: FloatArray) -> FloatArray:
        """Return the functions' values, shape ``(len(names), len(times))``."""


@dataclass(frozen=True)
class OfColumn(Duration):
    """A baseline of one column."""

    column: str

    @property
    def source(self) -> str:
        """The column that holds the time at risk."""
        return self.column


@dataclass(frozen=True)
class _Fixed(OfColumn):
    """A baseline that takes nothing from the data."""

    def resolve(
        self,
        times: FloatArray,  # noqa: ARG002
        counts: FloatArray | None = None,  # noqa: ARG002
        came: FloatArray | None = None,  # noqa: ARG002
    ) -> Self:
        """Return itself: nothing is taken from the data."""
        return self


@storable
@dataclass(frozen=True)
class CubicPolynomial(_Fixed):
    """The time at risk, its square and its cube [1]_.

    Parameters
    ----------
    column
        The column that holds the time at risk, in periods.
    unit
        How many periods make one unit of the coefficients; changes the scale of the coefficients and nothing
        else.

    References
    ----------
    .. [1] Carter and Signorino (2010), Back to the Future: Modeling Time Dependence in Binary Data, Political
       Analysis 18.

    Examples
    --------
    >>> import numpy as np
    >>> CubicPolynomial("years").basis(np.array([0.0, 2.0])).tolist()
    [[0.0, 2.0], [0.0, 4.0], [0.0, 8.0]]
    """

    unit: float = 1.0

    references: ClassVar[tuple[str, ...]] = (CARTER_2010,)

    def __post_init__(self) -> None:
        if not self.unit > 0:
            msg = f"unit must be above 0, not {self.unit!r}; unit=1.0 keeps the periods as they are."
            raise BadInput(msg)

    @property
    def names(self) -> tuple[str, ...]:
        """Column, square and cube."""
        return (self.column, f"{self.column}^2", f"{self.column}^3")

    def basis(self, times: FloatArray) -> FloatArray:
        """Return the three powers, shape ``(3, n)``."""
        t = times / self.unit
        return np.stack([t, t**2, t**3])


@storable
@dataclass(frozen=True)
class LogTime(_Fixed):
    """The logarithm of the time at risk; with `Cloglog`, a Weibull-like baseline.

    Parameters
    ----------
    column
        The column that holds the time at risk, in periods.
    shift
        Added before the logarithm is taken; 1 when counting starts at 0.

    Examples
    --------
    >>> import numpy as np
    >>> LogTime("years", shift=1.0).basis(np.array([0.0])).tolist()
    [[0.0]]
    """

    shift: float = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        """``log(column)``, with the shift if there is one."""
        return (f"log({self.column})" if self.shift == 0 else f"log({self.column} + {self.shift:g})",)

    def basis(self, times: FloatArray) -> FloatArray:
        """Return the logarithm, shape ``(1, n)``."""
        shifted = times + self.shift
        if np.any(shifted <= 0):
            msg = (
                f"{self.column!r} goes down to {np.min(times):g}, whose logarithm with shift {self.shift:g} "
                f"does not exist; pass LogTime({self.column!r}, shift=...) so that all times become positive."
            )
            raise BadInput(msg)
        return np.log(shifted)[np.newaxis, :]
