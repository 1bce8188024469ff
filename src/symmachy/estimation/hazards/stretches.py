"""A hazard with a level of its own for each stretch of time at risk, the stretches remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable
from symmachy.estimation.hazards.durations import OfColumn

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["DurationDummies"]


@storable
@dataclass(frozen=True)
class DurationDummies(OfColumn):
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

    cuts: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if self.cuts is None:
            return
        object.__setattr__(self, "cuts", tuple(float(c) for c in self.cuts))
        if not self.cuts or any(a >= b for a, b in zip(self.cuts, self.cuts[1:], strict=False)):
            msg = f"cuts must be ascending numbers, at least one, not {self.cuts}."
            raise BadInput(msg)

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
