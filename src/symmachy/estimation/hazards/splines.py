"""A hazard that changes smoothly with time at risk: a restricted cubic spline, its knots remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable
from symmachy.estimation.hazards.durations import OfColumn
from symmachy.estimation.works import BECK_1998, HARRELL_2015

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Spline"]

_HARRELL = {
    3: (0.10, 0.50, 0.90),
    4: (0.05, 0.35, 0.65, 0.95),
    5: (0.05, 0.275, 0.50, 0.725, 0.95),
    6: (0.05, 0.23, 0.41, 0.59, 0.77, 0.95),
    7: (0.025, 0.1833, 0.3417, 0.50, 0.6583, 0.8167, 0.975),
}


@storable
@dataclass(frozen=True)
class Spline(OfColumn):
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


def _quantiles(values: FloatArray, counts: FloatArray, shares: tuple[float, ...]) -> FloatArray:
    """Return the quantiles that numpy gives for `values` repeated `counts` times."""
    order = np.argsort(values, kind="stable")
    sorted_values, upto = values[order], np.cumsum(counts[order])
    place = np.array(shares) * (upto[-1] - 1.0)
    low = np.floor(place)

    def at(rank: FloatArray) -> FloatArray:
        return sorted_values[np.minimum(np.searchsorted(upto, rank, side="right"), values.size - 1)]

    return np.asarray(at(low) + (place - low) * (at(low + 1.0) - at(low)))
