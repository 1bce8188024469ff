"""How the hazard changes with time at risk: one object per answer, its knots remembered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable
from symmachy.estimation.works import BECK_1998, CARTER_2010, HARRELL_2015

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["CubicPolynomial", "Duration", "DurationDummies", "LogTime", "Spline"]

_HARRELL = {
    3: (0.10, 0.50, 0.90),
    4: (0.05, 0.35, 0.65, 0.95),
    5: (0.05, 0.275, 0.50, 0.725, 0.95),
    6: (0.05, 0.23, 0.41, 0.59, 0.77, 0.95),
    7: (0.025, 0.1833, 0.3417, 0.50, 0.6583, 0.8167, 0.975),
}


def _quantiles(values: FloatArray, counts: FloatArray, shares: tuple[float, ...]) -> FloatArray:
    """Return the quantiles that numpy gives for `values` repeated `counts` times."""
    order = np.argsort(values, kind="stable")
    sorted_values, upto = values[order], np.cumsum(counts[order])
    place = np.array(shares) * (upto[-1] - 1.0)
    low = np.floor(place)

    def at(rank: FloatArray) -> FloatArray:
        return sorted_values[np.minimum(np.searchsorted(upto, rank, side="right"), values.size - 1)]

    return np.asarray(at(low) + (place - low) * (at(low + 1.0) - at(low)))


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


@storable
@dataclass(frozen=True)
class CubicPolynomial(Duration):
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

    column: str
    unit: float = 1.0

    references: ClassVar[tuple[str, ...]] = (CARTER_2010,)

    def __post_init__(self) -> None:
        if not self.unit > 0:
            msg = f"unit must be above 0, not {self.unit!r}; unit=1.0 keeps the periods as they are."
            raise BadInput(msg)

    @property
    def source(self) -> str:
        """The column that holds the time at risk."""
        return self.column

    @property
    def names(self) -> tuple[str, ...]:
        """Column, square and cube."""
        return (self.column, f"{self.column}^2", f"{self.column}^3")

    def resolve(  # takes nothing from the data
        self,
        times: FloatArray,  # noqa: ARG002
        counts: FloatArray | None = None,  # noqa: ARG002
        came: FloatArray | None = None,  # noqa: ARG002
    ) -> CubicPolynomial:
        """Return itself: nothing is taken from the data."""
        return self

    def basis(self, times: FloatArray) -> FloatArray:
        """Return the three powers, shape ``(3, n)``."""
        t = times / self.unit
        return np.stack([t, t**2, t**3])


@storable
@dataclass(frozen=True)
class Spline(Duration):
    """A restricted cubic spline: cubic between knots, straight beyond the outer two.

    Parameters
    ----------
    column
        The column that holds the time at risk, in periods.
    knots
        How many knots, 3 to 7, put at Harrell's quantiles [1]_ of the rows used; or the knots themselves,
        ascending. Where quantiles coincide, as they do with few distinct times, the knots are put at
        Harrell's quantiles of the distinct times instead.

    References
    ----------
    .. [1] Harrell (2015), Regression Modeling Strategies, second edition, section 2.4.6.

    Examples
    --------
    >>> import numpy as np
    >>> spline = Spline("years", knots=(0.0, 1.0, 2.0))
    >>> spline.names
    ('years', "years'")
    >>> spline.basis(np.array([0.0, 1.0, 2.0, 3.0])).tolist()
    [[0.0, 1.0, 2.0, 3.0], [0.0, 0.25, 1.5, 3.0]]
    """

    column: str
    knots: int | tuple[float, ...] = 5

    references: ClassVar[tuple[str, ...]] = (HARRELL_2015, BECK_1998)

    def __post_init__(self) -> None:
        if isinstance(self.knots, int):
            if self.knots not in _HARRELL:
                msg = f"a spline takes 3 to 7 knots, not {self.knots}; for other numbers pass the knots."
                raise BadInput(msg)
            return
        object.__setattr__(self, "knots", tuple(float(k) for k in self.knots))
        if len(self.knots) < 3 or any(a >= b for a, b in zip(self.knots, self.knots[1:], strict=False)):
            msg = f"knots must be at least three ascending numbers, not {self.knots}."
            raise BadInput(msg)

    @property
    def source(self) -> str:
        """The column that holds the time at risk."""
        return self.column

    @property
    def names(self) -> tuple[str, ...]:
        """The column, then one primed name for each further function."""
        count = self.knots if isinstance(self.knots, int) else len(self.knots)
        return tuple(self.column + "'" * j for j in range(count - 1))

    def resolve(
        self,
        times: FloatArray,
        counts: FloatArray | None = None,
        came: FloatArray | None = None,  # noqa: ARG002 - knots do not depend on when the events came
    ) -> Spline:
        """Return the spline with its knots written out."""
        if not isinstance(self.knots, int):
            return self
        distinct = np.unique(times)
        if distinct.size < self.knots:
            msg = (
                f"{self.column!r} has {distinct.size} distinct values, too few for a spline with "
                f"{self.knots} knots; take fewer knots, or DurationDummies."
            )
            raise BadInput(msg)
        shares = _HARRELL[self.knots]
        knots = _quantiles(times, np.ones(times.size) if counts is None else counts, shares)
        if np.any(np.diff(knots) <= 0):
            knots = np.quantile(distinct, shares)
        return replace(self, knots=tuple(float(k) for k in knots))

    def basis(self, times: FloatArray) -> FloatArray:
        """Return the straight line and the cubic pieces, over the squared distance of the outer knots."""
        if isinstance(self.knots, int):
            msg = f"the knots of {self.column!r} are not known yet; resolve(times) sets them from data."
            raise BadInput(msg)
        *inner, before, last = self.knots
        rows = [times]
        for knot in inner:
            piece = (
                np.maximum(times - knot, 0.0) ** 3
                - np.maximum(times - before, 0.0) ** 3 * (last - knot) / (last - before)
                + np.maximum(times - last, 0.0) ** 3 * (before - knot) / (last - before)
            )
            rows.append(piece / (last - self.knots[0]) ** 2)
        return np.stack(rows)


@storable
@dataclass(frozen=True)
class LogTime(Duration):
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

    column: str
    shift: float = 0.0

    @property
    def source(self) -> str:
        """The column that holds the time at risk."""
        return self.column

    @property
    def names(self) -> tuple[str, ...]:
        """``log(column)``, with the shift if there is one."""
        return (f"log({self.column})" if self.shift == 0 else f"log({self.column} + {self.shift:g})",)

    def resolve(  # takes nothing from the data
        self,
        times: FloatArray,  # noqa: ARG002
        counts: FloatArray | None = None,  # noqa: ARG002
        came: FloatArray | None = None,  # noqa: ARG002
    ) -> LogTime:
        """Return itself: nothing is taken from the data."""
        return self

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


@storable
@dataclass(frozen=True)
class DurationDummies(Duration):
    """A level of its own for each stretch of time at risk; the first is the base.

    Parameters
    ----------
    column
        The column that holds the time at risk, in periods.
    cuts
        Where a new stretch begins, ascending; stretches are closed on the left, and the last has no end. None
        gives each distinct time its own level, which often leaves levels without an event and is then
        refused.

    Examples
    --------
    >>> import numpy as np
    >>> steps = DurationDummies("years", cuts=(2.0, 5.0))
    >>> steps.names
    ('years in [2, 5)', 'years in [5, ...)')
    >>> steps.basis(np.array([0.0, 2.0, 9.0])).tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """

    column: str
    cuts: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if self.cuts is None:
            return
        object.__setattr__(self, "cuts", tuple(float(c) for c in self.cuts))
        if not self.cuts or any(a >= b for a, b in zip(self.cuts, self.cuts[1:], strict=False)):
            msg = f"cuts must be ascending numbers, at least one, not {self.cuts}."
            raise BadInput(msg)

    @property
    def source(self) -> str:
        """The column that holds the time at risk."""
        return self.column

    @property
    def names(self) -> tuple[str, ...]:
        """One name for each stretch but the first."""
        if self.cuts is None:
            return ()
        ends = [f"{c:g})" for c in self.cuts[1:]] + ["...)"]
        return tuple(
            f"{self.column} in [{start:g}, {end}" for start, end in zip(self.cuts, ends, strict=True)
        )

    def resolve(
        self,
        times: FloatArray,
        counts: FloatArray | None = None,  # noqa: ARG002 - levels do not depend on how often they come
        came: FloatArray | None = None,  # noqa: ARG002
    ) -> DurationDummies:
        """Return the stretches written out: one for each distinct time if none were given."""
        if self.cuts is not None:
            return self
        distinct = np.unique(times)
        if distinct.size < 2:
            msg = f"{self.column!r} has one value only ({distinct[0]:g}); pass duration=None instead."
            raise BadInput(msg)
        return replace(self, cuts=tuple(float(t) for t in distinct[1:]))

    def basis(self, times: FloatArray) -> FloatArray:
        """Return 0 and 1, shape ``(len(cuts), n)``."""
        if self.cuts is None:
            msg = f"the levels of {self.column!r} are not known yet; resolve(times) sets them from data."
            raise BadInput(msg)
        level = np.searchsorted(np.array(self.cuts), times, side="right")
        return np.array(level == np.arange(1, len(self.cuts) + 1)[:, np.newaxis], dtype=np.float64)
