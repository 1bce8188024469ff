"""The periods between observed networks: who was there when, what ties were there, what could change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.relation import Relation
    from symmachy.typing import BoolArray, FloatArray, IntArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Period", "periods_of"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Period:
    """The time from one observed network to the next, with the N states that either has.

    It lasts from the end of the first network's year to the end of the second's and counts as 1.
    """

    first: Network
    last: Network
    states: tuple[StateCode, ...]
    """Those of either network, in alphabetical order: the axes of every array here."""
    start: BoolArray = field(repr=False)
    """``(N, N)``: ties at the start; what was not known then is what was known last, or no tie."""
    end: BoolArray = field(repr=False)
    """``(N, N)``: ties at the end."""
    unknown: BoolArray = field(repr=False)
    """``(N, N)``: where the tie at the start or at the end is not known; left out of all statistics."""
    allowed: BoolArray = field(repr=False)
    """``(N, N)``: where the tie is free to change."""
    present: BoolArray = field(repr=False)
    """``(N,)``: who is there at the start."""
    stays: BoolArray = field(repr=False)
    """``(N,)``: who is there at the end."""
    at: FloatArray = field(repr=False)
    """``(E,)``: when a state comes or goes, as a share of the period, in order."""
    who: IntArray = field(repr=False)
    """``(E,)``: which one."""

    @classmethod
    def of_a_year(cls, network: Network, relation: Relation) -> Period:
        """Return a period that begins with a network and in which nobody comes or goes, to be simulated."""
        tied, given = relation.ties(network), relation.given_ties(network)
        size = len(tied)
        return cls(
            first=network,
            last=network,
            states=network.states,
            start=tied,
            end=tied,
            unknown=np.zeros((size, size), dtype=np.bool_),
            allowed=~given & ~np.eye(size, dtype=np.bool_),
            present=np.ones(size, dtype=np.bool_),
            stays=np.ones(size, dtype=np.bool_),
            at=np.zeros(0),
            who=np.zeros(0, dtype=np.int64),
            _directed=relation.directed,
        )

    @property
    def label(self) -> str:
        """Its years, such as ``1981-1986``."""
        return f"{self.first.year}-{self.last.year}"

    @property
    def counted(self) -> BoolArray:
        """``(N, N)``: pairs whose change counts: free, known, and with both states there at the end."""
        return self.allowed & ~self.unknown & np.outer(self.stays, self.stays)

    def distance(self, ties: BoolArray) -> float:
        """Return how many counted ties differ from the start."""
        apart = float((self.counted & (ties != self.start)).sum())
        return apart if self._directed else apart / 2

    _directed: bool = False


def periods_of(networks: Sequence[Network], relation: Relation) -> tuple[Period, ...]:
    """Return the periods between networks of the same world, in order.

    The first network of another world begins another sequence: nothing is said of the time between the two.

    Raises
    ------
    BadInput
        If there are fewer than two networks, they are not in order of time, or no two are of the same world.
    """
    if len(networks) < 2:
        raise BadInput(
            f"{len(networks)} network was given; an actor-oriented model needs two at the least, such as "
            "[world.in_year(1950), world.in_year(1955)]"
        )
    years = [n.year for n in networks]
    if sorted(set(years)) != years:
        raise BadInput(f"the networks are of {years}; give one for each year, the earliest first")
    found = []
    known: dict[tuple[StateCode, StateCode], bool] = {}
    for first, last in pairwise(networks):
        if first.world is last.world:
            found.append(_period(first, last, relation, known))
    if not found:
        raise BadInput(
            f"the networks of {', '.join(map(str, years))} are each of a world of its own, so that nothing says which "
            "states came or went between them; give networks of one world whose states have their spells of membership"
        )
    return tuple(found)


def _period(
    first: Network, last: Network, relation: Relation, known: dict[tuple[StateCode, StateCode], bool]
) -> Period:
    states = tuple(sorted({*first.states, *last.states}))
    size = len(states)
    place = {code: i for i, code in enumerate(states)}
    at_start = np.array([place[c] for c in first.states], dtype=np.int64)
    at_end = np.array([place[c] for c in last.states], dtype=np.int64)

    def wide(matrix: BoolArray, where: IntArray) -> BoolArray:
        whole = np.zeros((size, size), dtype=np.bool_)
        whole[np.ix_(where, where)] = matrix
        return whole

    unknown_first = wide(relation.unknown_ties(first), at_start)
    start = wide(relation.ties(first), at_start) & ~unknown_first
    for i, j in zip(*np.nonzero(unknown_first), strict=True):
        start[i, j] = known.get((states[i], states[j]), False)
    together = wide(np.ones((len(at_start),) * 2, dtype=np.bool_), at_start)
    for i, j in zip(*np.nonzero(together & ~unknown_first), strict=True):
        known[states[i], states[j]] = bool(start[i, j])
    unknown = unknown_first | wide(relation.unknown_ties(last), at_end)
    end = wide(relation.ties(last), at_end)
    present, stays = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    present[at_start], stays[at_end] = True, True
    # Of a state that comes and one that goes nothing is known for the two together: they are not free to tie.
    meet = together | wide(np.ones((len(at_end),) * 2, dtype=np.bool_), at_end)
    given = wide(relation.given_ties(first), at_start)
    at, who = _comings(first, last, states, present, stays)
    return Period(
        first=first,
        last=last,
        states=states,
        start=start,
        end=end,
        unknown=unknown,
        allowed=meet & ~given & ~np.eye(size, dtype=np.bool_),
        present=present,
        stays=stays,
        at=at,
        who=who,
        _directed=relation.directed,
    )


def _comings(
    first: Network, last: Network, states: tuple[StateCode, ...], present: BoolArray, stays: BoolArray
) -> tuple[FloatArray, IntArray]:
    begin, end = date(first.year + 1, 1, 1), date(last.year + 1, 1, 1)
    found: list[tuple[float, int]] = []
    for i in np.flatnonzero(present != stays):
        network = last if stays[i] else first
        spells = [s for s in network.world.states[states[i]].spells if s.meets_year(network.year)]
        day = max(s.start for s in spells) if stays[i] else min(s.end or date.max for s in spells)
        found.append((min(max((day - begin).days / (end - begin).days, 0.0), 1.0), int(i)))
    found.sort()
    return np.array([t for t, _ in found], dtype=np.float64), np.array([i for _, i in found], dtype=np.int64)
