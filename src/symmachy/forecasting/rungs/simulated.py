"""Rungs that are simulated from a network model of the world as it was known at an origin."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.forecasting.rungs.rung import OfWorld, rung

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.forecasting.cases import Cases
    from symmachy.forecasting.networks import NetworkModel
    from symmachy.typing import FloatArray
    from symmachy.world.world import World

__all__ = ["DRAWS", "SimulatedActors", "SimulatedTergm"]

DRAWS = 200
"""Draws of each origin: each is a path of all other ties, and says a chance of every pair, not yes or no."""

_SUREST = 1.0 - 1e-6
"""The largest chance said: draws that are kept on disk are in single precision."""


class _Simulated(OfWorld):
    targets: ClassVar[tuple[str, ...]] = ("formation", "ending")

    @abstractmethod
    def model(self) -> NetworkModel:
        """Return the network model with its options."""

    def chances(self, world: World, now: Cases, horizons: Sequence[int]) -> FloatArray:
        """Return the means over the draws; what was simulated of an origin serves both targets."""
        from symmachy.forecasting.networks import ahead_by

        ahead = ahead_by(self.model(), world, world.coverage.last)
        place = np.full(len(world.codes), -1)
        place[[world.index[code] for code in ahead.states]] = np.arange(len(ahead.states))
        one, other = (place[codes] for codes in np.divmod(now.unit, len(world.codes)))
        said = ahead.chance[np.array(horizons) - 1][:, one, other]
        return np.asarray(np.clip(said, 0.0, _SUREST), dtype=np.float64)


@rung
class SimulatedTergm(_Simulated):
    """Simulation from a separable temporal exponential random graph model."""

    name = "tergm"
    title = "simulation, TERGM"
    about = (
        "Two hundred simulations from a separable temporal exponential random graph model, fitted to all that was "
        "known at each origin."
    )
    rank = 32

    def model(self) -> NetworkModel:
        """Return the model with its options."""
        from symmachy.forecasting.networks import TergmAhead

        return TergmAhead(draws=DRAWS)


@rung
class SimulatedActors(_Simulated):
    """Simulation from a stochastic actor-oriented model."""

    name = "actors"
    title = "simulation, actor-oriented"
    about = (
        "Two hundred simulations from a stochastic actor-oriented model, fitted to the network of each origin and "
        "the one five years before."
    )
    rank = 33

    def model(self) -> NetworkModel:
        """Return the model with its options."""
        from symmachy.forecasting.networks import ActorsAhead

        return ActorsAhead(periods=1, draws=DRAWS)
