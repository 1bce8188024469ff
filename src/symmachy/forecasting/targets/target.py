"""What a target is: an event of which the chance is forecast, and the cases that are at risk of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from symmachy.registry import Registry

if TYPE_CHECKING:
    from symmachy.forecasting.cases import Cases
    from symmachy.forecasting.history import History
    from symmachy.typing import SingleArray
    from symmachy.world.world import World

__all__ = ["HORIZONS", "Target", "target", "target_named", "targets"]

HORIZONS = (1, 5, 10)
"""Years ahead for which a chance is given."""


class Target(ABC):
    """An event of which the chance within some years is forecast."""

    name: ClassVar[str]
    title: ClassVar[str]
    unit: ClassVar[str]
    """What one case is, in the plural: ``pairs``, ``treaties``."""
    said: ClassVar[str]
    """The event as a clause: ``a defence pact is formed between the two``."""
    rank: ClassVar[int]
    """Where it stands in lists, the lowest first."""
    about: ClassVar[str]
    """Which cases are at risk, what the event is, and how much each counts."""

    of_treaties: ClassVar[bool] = False
    """Whether it needs to know which treaty is behind a pledge; not every record says so."""

    def known_in(self, world: World) -> bool:
        """Whether a world can speak of it."""
        return not self.of_treaties or not world.pledges["treaty"].is_null().all()

    @abstractmethod
    def cases(self, past: History, values: SingleArray) -> Cases:
        """Return every case of the event in a history.

        Parameters
        ----------
        past
            The history of all pairs.
        values
            ``(N, K)`` its values with gaps filled.
        """


_TARGETS: Registry[Target] = Registry("target")

target = _TARGETS.enter
"""Enter a target in the registry, as a decorator of its class."""

targets = _TARGETS.every
"""All targets by name, in the order of their ranks."""

target_named = _TARGETS.named
"""Find a target by its name; an unknown one is refused with the nearest names."""
