"""What a target is: an event of which the chance is forecast, and the cases that are at risk of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar

from symmachy.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.forecasting.cases import Cases
    from symmachy.forecasting.history import History
    from symmachy.typing import SingleArray

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


_T = TypeVar("_T", bound=type[Target])
_TARGETS: dict[str, Target] = {}


def target(cls: _T) -> _T:
    """Enter a target in the registry.

    Raises
    ------
    BadInput
        Where another target has its name.
    """
    if cls.name in _TARGETS:
        raise BadInput(f"two targets are called {cls.name!r}; give the new one a name of its own")
    _TARGETS[cls.name] = cls()
    return cls


def targets() -> Mapping[str, Target]:
    """All targets by name, in the order of their ranks."""
    return dict(sorted(_TARGETS.items(), key=lambda item: (item[1].rank, item[0])))


def target_named(name: str) -> Target:
    """Find a target by its name.

    Raises
    ------
    UnknownName
        With the nearest names.
    """
    if name not in _TARGETS:
        raise UnknownName.among("target", name, _TARGETS)
    return _TARGETS[name]
