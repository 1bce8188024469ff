"""How long the estimation goes on, and when it stops."""

from __future__ import annotations

from dataclasses import dataclass

from symmachy.errors import BadInput
from symmachy.estimation.codec import storable

__all__ = ["Phases"]


@storable
@dataclass(frozen=True, kw_only=True)
class Phases:
    """The phases of estimation by the method of moments, each in simulations of all periods.

    The first phase goes from the start towards the solution by steps of Newton's method, each with new
    simulations for the statistics and their derivatives. The second takes small steps, in parts: at the end of
    each, the mean of all places so far, corrected by what all their simulations say together, is where the next
    begins, with half the gain and twice the simulations a step. The third stays at one place and gives the
    covariance, the derivatives and the ratios of convergence. If these are above `enough`, one more Newton step
    is taken and the third phase is repeated. With the usual numbers that is at the most 2,000 simulations, and
    1,000 for each repetition.

    Examples
    --------
    >>> Phases(last=200).last
    200
    >>> Phases(enough=0)
    Traceback (most recent call last):
    ...
    symmachy.errors.BadInput: Phases: enough=0 must be above 0
    """

    steps: int = 11
    """How many Newton steps the first phase takes at the most; it ends early when it is near."""
    draws: int = 40
    """Simulations for each step of the first phase."""
    parts: int = 3
    """Parts of the second phase; from one to the next the gain is halved and `batch` doubled."""
    updates: int = 8
    """Steps in each part of the second phase."""
    batch: int = 10
    """Simulations for each step of the second phase, in its first part."""
    gain: float = 0.4
    """Share of a full Newton step that the second phase takes in its first part."""
    last: int = 1000
    """Simulations of the third phase."""
    enough: float = 0.15
    """The overall maximum convergence ratio at which it stops; 0.25 is the customary limit,
    0.2 a stricter one."""
    repeats: int = 4
    """How often the third phase may be repeated."""

    @property
    def usual(self) -> int:
        """Simulations that are expected: half of the first phase's steps, and the last phase once."""
        second = sum(self.updates * self.batch << part for part in range(self.parts))
        return self.draws * self.steps // 2 + second + self.last

    def __post_init__(self) -> None:
        faults = [
            f"{name}={getattr(self, name)} must be {low} or more"
            for name, low in (
                ("steps", 1),
                ("draws", 10),
                ("parts", 0),
                ("updates", 1),
                ("batch", 1),
                ("last", 20),
                ("repeats", 0),
            )
            if getattr(self, name) < low
        ]
        faults += [
            f"{name}={getattr(self, name)} must be above 0"
            for name in ("gain", "enough")
            if getattr(self, name) <= 0
        ]
        if faults:
            raise BadInput(f"Phases: {'; '.join(faults)}")
