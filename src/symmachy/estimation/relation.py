"""Which tie a network model is about, and where it is not known or not free to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import UnknownName
from symmachy.estimation.codec import storable
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import BoolArray
    from symmachy.world.network import Network

__all__ = ["Relation"]


@storable
@dataclass(frozen=True, kw_only=True)
class Relation:
    """The tie of a network model.

    Examples
    --------
    >>> from symmachy.world import Obligation, Reading
    >>> Relation().directed
    False
    >>> Relation(obligation=Obligation.CONSULTATION, reading=Reading.DIRECTED).directed
    True
    """

    obligation: Obligation = Obligation.DEFENSE
    """All of these obligations must be owed."""
    reading: Reading = Reading.EITHER
    """How a pledge of one side counts; ``DIRECTED`` makes the network a directed one."""
    unknown: str | None = None
    """A pair variable that is 1 where it is not known whether the two were tied; None where all is known."""
    given: str | None = None
    """A pair variable that is 1 where the tie, or its absence, could not change; None where all could."""

    @property
    def directed(self) -> bool:
        """Whether a tie from one state to another is not also one back."""
        return self.reading is Reading.DIRECTED

    def ties(self, network: Network) -> BoolArray:
        """``(N, N)``: whether the tie is there, rows pledging to columns; the diagonal is empty."""
        found = network.ties(self.obligation, self.reading).copy()
        np.fill_diagonal(found, False)
        return found

    def unknown_ties(self, network: Network) -> BoolArray:
        """``(N, N)``: where it is not known whether the two were tied."""
        return self._where(network, self.unknown)

    def given_ties(self, network: Network) -> BoolArray:
        """``(N, N)``: where the tie, or its absence, could not change."""
        return self._where(network, self.given)

    def _where(self, network: Network, name: str | None) -> BoolArray:
        size = len(network.states)
        if name is None:
            return np.zeros((size, size), dtype=np.bool_)
        if name not in network.world.variables and name not in network.world.roles:
            raise UnknownName(f"the record {network.world.record!r} has no variable {name!r} of pairs")
        found = np.nan_to_num(network.pair(name)) > 0
        np.fill_diagonal(found, False)
        return np.asarray(found if self.directed else found | found.T, dtype=np.bool_)
