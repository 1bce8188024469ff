"""Aspects of a network that a model does not fit by construction: each is counted in cells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from symmachy.estimation.goodness.cells import merged, spans
from symmachy.estimation.goodness.triads import KINDS, kinds_of

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, IntArray

__all__ = ["Aspect", "Degrees", "Distances", "SharedPartners", "Side", "Triads", "usual"]


class Side(Enum):
    """Which of the ties of a state are counted."""

    ALL = "ties"
    """Undirected ones, or those that it sends."""
    SENT = "ties sent"
    RECEIVED = "ties received"


@dataclass(frozen=True, kw_only=True)
class Aspect(ABC):
    """An aspect of a network as counts in cells that are the same for every network of a size."""

    unit: ClassVar[str]
    """What is counted."""
    ordered: ClassVar[bool] = True
    """Whether the cells stand in an order, so that a line may join them."""
    uneven: ClassVar[bool] = False
    """Whether one cell usually has many times as many as others, so that a logarithmic axis is needed."""

    @property
    @abstractmethod
    def title(self) -> str:
        """A few words for a panel's head."""

    @abstractmethod
    def cells(self, size: int, *, directed: bool) -> tuple[str, ...]:
        """Return the labels of the cells for networks of at most so many states."""

    @abstractmethod
    def count(self, ties: BoolArray, size: int, *, directed: bool) -> IntArray:
        """Return the counts of the ties ``(n, n)`` among the n states that were there, n at most `size`."""


@dataclass(frozen=True, kw_only=True)
class Degrees(Aspect):
    """How many states have how many ties; many ties are counted in cells that grow.

    Examples
    --------
    >>> Degrees().cells(5, directed=False)
    ('0', '1', '2', '3', '4')
    >>> Degrees().count(np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]], dtype=bool), 5, directed=False).tolist()
    [0, 2, 1, 0, 0]
    """

    unit: ClassVar[str] = "states"
    side: Side = Side.ALL

    @property
    def title(self) -> str:
        """A few words for a panel's head."""
        return f"{self.side.value} of a state"

    def cells(self, size: int, *, directed: bool) -> tuple[str, ...]:
        """Return the labels of the cells."""
        del directed
        return spans(max(size - 1, 0))

    def count(self, ties: BoolArray, size: int, *, directed: bool) -> IntArray:
        """Return the counts."""
        del directed
        return merged(ties.sum(axis=0 if self.side is Side.RECEIVED else 1), max(size - 1, 0))


@dataclass(frozen=True, kw_only=True)
class SharedPartners(Aspect):
    """How many ties have how many shared partners.

    Directed, a shared partner is a state to which the sender is tied and that is tied to the receiver.

    Examples
    --------
    >>> triangle = ~np.eye(3, dtype=bool)
    >>> SharedPartners().count(triangle, 4, directed=False).tolist()
    [0, 3, 0]
    """

    unit: ClassVar[str] = "ties"

    @property
    def title(self) -> str:
        """A few words for a panel's head."""
        return "shared partners of a tie"

    def cells(self, size: int, *, directed: bool) -> tuple[str, ...]:
        """Return the labels of the cells."""
        del directed
        return spans(max(size - 2, 0))

    def count(self, ties: BoolArray, size: int, *, directed: bool) -> IntArray:
        """Return the counts."""
        from symmachy.kernels.census import partners

        found = np.zeros(len(ties) + 1, dtype=np.int64)
        tied = np.ascontiguousarray(ties, dtype=np.uint8)
        partners(tied, np.ascontiguousarray(tied.T), found)
        if not directed:
            found //= 2
        return merged(np.repeat(np.arange(len(found)), found), max(size - 2, 0))


@dataclass(frozen=True, kw_only=True)
class Distances(Aspect):
    """How many pairs of states are how many ties apart, and between how many there is no way.

    Examples
    --------
    >>> line = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool)
    >>> Distances().cells(3, directed=False), Distances().count(line, 3, directed=False).tolist()
    (('1', '2', 'no way'), [2, 1, 0])
    """

    unit: ClassVar[str] = "pairs"
    uneven: ClassVar[bool] = True

    @property
    def title(self) -> str:
        """A few words for a panel's head."""
        return "distance of a pair"

    def cells(self, size: int, *, directed: bool) -> tuple[str, ...]:
        """Return the labels of the cells."""
        del directed
        return (*spans(max(size - 1, 0))[1:], "no way")

    def count(self, ties: BoolArray, size: int, *, directed: bool) -> IntArray:
        """Return the counts."""
        from symmachy.kernels.census import distances

        found = np.zeros(len(ties) + 1, dtype=np.int64)
        distances(np.ascontiguousarray(ties, dtype=np.uint8), found)
        if not directed:
            found //= 2
        lengths = np.repeat(np.arange(1, len(found)), found[1:])
        return np.concatenate([merged(lengths, max(size - 1, 0))[1:], found[:1]])


@dataclass(frozen=True, kw_only=True)
class Triads(Aspect):
    """How many sets of three states are tied among each other in which way.

    Directed these are the sixteen kinds that are named by their numbers of mutual, asymmetric and null
    pairs and a letter; undirected the four with no, one, two and three ties.

    Examples
    --------
    >>> Triads().count(~np.eye(4, dtype=bool), 4, directed=False).tolist()
    [0, 0, 0, 4]
    """

    unit: ClassVar[str] = "triads"
    ordered: ClassVar[bool] = False
    uneven: ClassVar[bool] = True

    @property
    def title(self) -> str:
        """A few words for a panel's head."""
        return "kinds of triads"

    def cells(self, size: int, *, directed: bool) -> tuple[str, ...]:
        """Return the labels of the cells."""
        del size
        return KINDS if directed else ("no tie", "one tie", "two ties", "three ties")

    def count(self, ties: BoolArray, size: int, *, directed: bool) -> IntArray:
        """Return the counts."""
        del size
        from symmachy.kernels.census import triads

        found = np.zeros(64, dtype=np.int64)
        triads(np.ascontiguousarray(ties, dtype=np.uint8), found)
        kinds = np.bincount(kinds_of(), weights=found, minlength=len(KINDS)).astype(np.int64)
        return kinds if directed else kinds[[KINDS.index(k) for k in ("003", "102", "201", "300")]]


def usual(*, directed: bool) -> tuple[Aspect, ...]:
    """Return the aspects that are looked at where none are named."""
    degrees = (Degrees(side=Side.SENT), Degrees(side=Side.RECEIVED)) if directed else (Degrees(),)
    return (*degrees, SharedPartners(), Distances(), Triads())
