"""What a network model behind a forecast is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from symmachy.forecasting.networks.looks import OF_NETWORK, of_pairs

if TYPE_CHECKING:
    from symmachy.forecasting.networks.ahead import Ahead
    from symmachy.mechanisms import Mechanism
    from symmachy.typing import Year
    from symmachy.world.world import World

__all__ = ["NetworkModel"]


class NetworkModel(ABC):
    """A network model that is fitted to the years up to an origin and simulated from it.

    Subclasses are frozen dataclasses: their fields say how long the past is, how many draws are made, the seed.
    """

    name: ClassVar[str]
    about: ClassVar[str]
    """What it is and looks at, in a sentence or two."""

    def reads(self, world: World) -> tuple[Mechanism, ...]:
        """Return the mechanisms that it looks at in a world."""
        return (*OF_NETWORK, *of_pairs(world))

    @abstractmethod
    def look_ahead(self, world: World, origin: Year) -> Ahead:
        """Return what simulations from the end of a year say, from nothing later.

        Parameters
        ----------
        world
            What was known: made by `World.as_known`, or cut by `World.until`.
        origin
            The year; nothing after it is read.

        Raises
        ------
        NotIdentified, BadInput
            Where the years before do not allow a fit.
        """
