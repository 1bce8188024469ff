"""A baseline that stands still beyond the time at risk by which most events had come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable
from symmachy.estimation.hazards.durations import Duration
from symmachy.estimation.works import ROYSTON_2002

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Held"]


@storable
@dataclass(frozen=True)
class Held(Duration):
    """Another baseline up to the time at risk by which most events had come, and constant from there on.

    A baseline learns its shape from the events. Beyond the last of them there are rows and no events, so that
    a curve may fall as steeply as it likes; here all these rows share one level, which they tell together.
    Spline models of survival put their outer knots by the times of events for the same reason [1]_.

    Parameters
    ----------
    inner
        The baseline up to that time.
    share
        Share of the events that had come by the time from which on the baseline is held: above 0, at most 1.
        At 0.95 it is held from where a restricted cubic spline of events would have its last knot.
    until
        The time itself, in periods; None takes it from the rows of the fit. Infinite where nothing is held,
        since fewer distinct times would be left than `inner` needs.

    References
    ----------
    .. [1] Royston and Parmar (2002), Flexible Parametric Proportional-Hazards and Proportional-Odds Models for
       Censored Survival Data, Statistics in Medicine 21.

    Examples
    --------
    >>> import numpy as np
    >>> from symmachy.estimation import CubicPolynomial
    >>> years = np.arange(10.0)
    >>> held = Held(CubicPolynomial("years"), share=0.5).resolve(years, came=(years < 4).astype(float))
    >>> held.until
    1.0
    >>> held.basis(np.array([1.0, 2.0, 9.0])).tolist()
    [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    """

    inner: Duration
    share: float = 0.95
    until: float | None = None

    references: ClassVar[tuple[str, ...]] = (ROYSTON_2002,)

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            msg = f"share must be above 0 and at most 1, not {self.share!r}; 0.95 is usual."
            raise BadInput(msg)

    @property
    def source(self) -> str:
        """The column that holds the time at risk."""
        return self.inner.source

    @property
    def names(self) -> tuple[str, ...]:
        """Those of the baseline that is held."""
        return self.inner.names

    @property
    def cited(self) -> tuple[str, ...]:
        """Its own works and those of the baseline that is held."""
        return (*self.references, *self.inner.cited)

    def resolve(
        self, times: FloatArray, counts: FloatArray | None = None, came: FloatArray | None = None
    ) -> Held:
        """Return the baseline with its end and what `inner` takes from the data written out.

        Raises
        ------
        BadInput
            If the end is not known and `came` is not given, or holds no event.
        """
        until = _by(times, came, counts, self.share) if self.until is None else self.until
        try:
            return replace(
                self, inner=self.inner.resolve(np.minimum(times, until), counts, came), until=until
            )
        except BadInput:
            # Too few distinct times are left; where all of them are too few as well, this raises again.
            return replace(self, inner=self.inner.resolve(times, counts, came), until=float("inf"))

    def basis(self, times: FloatArray) -> FloatArray:
        """Return the functions' values at the time, or at the end where that is sooner."""
        if self.until is None:
            msg = f"the end of {self.source!r} is not known yet; resolve(times, came=...) sets it from data."
            raise BadInput(msg)
        return self.inner.basis(np.minimum(times, self.until))


def _by(times: FloatArray, came: FloatArray | None, counts: FloatArray | None, share: float) -> float:
    """Return the earliest time by which this share of the events had come."""
    events = np.zeros(0) if came is None else came if counts is None else came * counts
    if not events.any():
        msg = "from when on a baseline is held is told by events, and none are given; pass until=..."
        raise BadInput(msg)
    order = np.argsort(times, kind="stable")
    upto = np.cumsum(events[order])
    # A trifle less than the share, since sums of weights are rounded.
    return float(times[order][np.searchsorted(upto, share * upto[-1] * (1 - 1e-12))])
