"""What a mechanism is, and the registry that holds them all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar, TypeVar

from symmachy.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Mechanism", "Readings", "mechanism", "registry"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """What a positive and a negative coefficient mean, in words."""

    positive: str
    negative: str


@dataclass(frozen=True, kw_only=True)
class Mechanism(ABC):
    """A reason for which states may ally, measured on every pair of a yearly network.

    A subclass is one frozen dataclass whose fields are its options. It says what it measures, what the
    sign of its coefficient means, who wrote of it, and how to put a pair's value into words.
    """

    name: ClassVar[str]
    """The word for it in formulas and reports."""
    title: ClassVar[str]
    """A few words for an axis or a table row."""
    readings: ClassVar[Readings]
    literature: ClassVar[tuple[str, ...]]
    """Authors and years of the works in which the mechanism is argued."""
    needs: ClassVar[tuple[str, ...]] = ()
    """The variables or roles that the world must have."""

    @abstractmethod
    def values(self, network: Network) -> FloatArray:
        """``(N, N)``: its value for every pair of the network's states.

        Symmetric; the diagonal does not matter; NaN where something it needs is not known. It may
        read the network's year and earlier years, nothing later.
        """

    @abstractmethod
    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        """One clause of fact on a pair of the network, such as ``they share a land border``."""

    def __str__(self) -> str:
        options = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{self.name}({options})" if options else self.name


M = TypeVar("M", bound=type[Mechanism])

_REGISTRY: dict[str, type[Mechanism]] = {}


def mechanism(cls: M) -> M:
    """Enter a mechanism in the registry after checking that its declaration is whole.

    Raises
    ------
    BadInput
        Naming every part that is missing, or the name that is already taken.
    """
    faults = [part for part in ("name", "title", "readings", "literature") if not getattr(cls, part, None)]
    if not cls.__doc__ or cls.__doc__.startswith(f"{cls.__name__}("):  # what dataclass puts in place of none
        faults.append("a docstring")
    if faults:
        raise BadInput(f"the mechanism {cls.__name__} lacks {', '.join(faults)}")
    if cls.name in _REGISTRY:
        raise BadInput(
            f"two mechanisms are called {cls.name!r}: {_REGISTRY[cls.name].__name__} and {cls.__name__}"
        )
    _REGISTRY[cls.name] = cls
    return cls


def registry() -> Mapping[str, type[Mechanism]]:
    """All mechanisms by name, in the order of their declaration."""
    return dict(_REGISTRY)


def named(name: str) -> type[Mechanism]:
    """Find a mechanism by its name.

    Raises
    ------
    UnknownName
        With the nearest names.
    """
    found = _REGISTRY.get(name)
    if found is None:
        raise UnknownName.among("mechanism", name, _REGISTRY)
    return found
