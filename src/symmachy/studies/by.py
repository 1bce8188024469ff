"""The three estimators that one specification can go to."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["By"]


class By(StrEnum):
    """Which estimator."""

    HAZARD = "hazard"
    """Discrete-time hazards of formation and ending."""
    TERGM = "tergm"
    """A temporal exponential random graph model."""
    ACTORS = "actors"
    """A stochastic actor-oriented model."""

    @property
    def words(self) -> str:
        """What it is called in a report."""
        return {
            By.HAZARD: "discrete-time hazards",
            By.TERGM: "temporal exponential random graph model",
            By.ACTORS: "stochastic actor-oriented model",
        }[self]
