"""Registries: entries by name, each made by one class that is entered where it is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from symmachy.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Entry", "Registry"]


class Entry(Protocol):
    """What an entry has."""

    name: ClassVar[str]
    rank: ClassVar[int]
    """Where it stands in lists, the lowest first."""


_E = TypeVar("_E", bound=Entry)
_C = TypeVar("_C", bound=type)


class Registry(Generic[_E]):
    """Entries of one kind by name, in the order of their ranks.

    Parameters
    ----------
    kind
        What one entry is called in errors: ``rung``.

    Examples
    --------
    >>> drinks = Registry("drink")
    >>> @drinks.enter
    ... class Water:
    ...     name = "water"
    ...     rank = 1
    >>> list(drinks.every())
    ['water']
    >>> drinks.named("watr")
    Traceback (most recent call last):
        ...
    symmachy.errors.UnknownName: no drink is called 'watr'. Did you mean 'water'?
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._entries: dict[str, _E] = {}

    def enter(self, cls: _C) -> _C:
        """Enter the one instance of a class, under its name: used as a decorator.

        Raises
        ------
        BadInput
            Where another entry has the name.
        """
        entry = cls()
        if entry.name in self._entries:
            raise BadInput(f"two {self._kind}s are called {entry.name!r}; give the new one a name of its own")
        self._entries[entry.name] = entry
        return cls

    def every(self) -> Mapping[str, _E]:
        """Return all entries by name, the lowest rank first."""
        return dict(sorted(self._entries.items(), key=lambda item: (item[1].rank, item[0])))

    def named(self, name: str) -> _E:
        """Return the entry of a name.

        Raises
        ------
        UnknownName
            With the nearest names.
        """
        if name not in self._entries:
            raise UnknownName.among(self._kind, name, self._entries)
        return self._entries[name]
