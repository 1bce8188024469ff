"""Every pair of states at every observation: what mechanisms say of it, whether it is tied, and what came next."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.clocks import clocks
from symmachy.mechanisms.direction import need_direction
from symmachy.mechanisms.mechanism import NetworkMechanism
from symmachy.mechanisms.system import System

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from symmachy.estimation.relation import Relation
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.typing import BoolArray, FloatArray, IntArray, Year
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["PairYears", "pair_years"]


@dataclass(frozen=True, kw_only=True, eq=False)
class PairYears:
    """N rows: pairs of states (ordered ones, where ties are directed) in the years of some networks.

    Rows are ordered by year, then by the two states. Nothing in a row is later than its year but `after`.
    """

    world: World = field(repr=False)
    labels: tuple[str, ...]
    """A name for each of the K mechanisms."""
    year: IntArray = field(repr=False)
    """``(N,)``"""
    one: IntArray = field(repr=False)
    """``(N,)`` places of the first states in the world's `codes`; of those who are tied, where ties are directed."""
    other: IntArray = field(repr=False)
    """``(N,)`` places of the second states; above `one` unless ties are directed."""
    values: FloatArray = field(repr=False)
    """``(N, K)`` values of the mechanisms in the row's year; NaN where they are not known."""
    tied: BoolArray = field(repr=False)
    """``(N,)`` whether the tie was there on any day of the year, as the record has it."""
    usable: BoolArray = field(repr=False)
    """``(N,)`` False where the tie is not known at this or at the next observation, or could not change by then."""
    after: FloatArray = field(repr=False)
    """``(N,)`` whether the tie was there at the next observation: 1, 0, or NaN where one of the two had left or no
    observation follows."""
    age: IntArray = field(repr=False)
    """``(N,)`` years for which the tie has been there, this one included; 0 where it is not."""
    waiting: IntArray = field(repr=False)
    """``(N,)`` years for which both were members without the tie, this one included; 0 where it is there."""

    def until(self, world: World, year: Year, terms: Sequence[int]) -> PairYears:
        """Return new rows that end with a year, for a world that was cut there; arrays are shared where they can be.

        Parameters
        ----------
        world
            The world that the rows are of, cut at the year.
        year
            The last one of the rows that are returned; what came after it is not known in them.
        terms
            Which of the K mechanisms are kept, by place.
        """
        end = int(np.searchsorted(self.year, year, side="right"))
        begin = int(np.searchsorted(self.year, year))
        after = self.after[:end].copy()
        after[begin:] = np.nan
        every = list(terms) == list(range(len(self.labels)))
        return PairYears(
            world=world,
            labels=tuple(self.labels[k] for k in terms),
            year=self.year[:end],
            one=self.one[:end],
            other=self.other[:end],
            # By columns, so that each mechanism's stays contiguous in memory.
            values=self.values[:end] if every else self.values.T[list(terms), :end].T,
            tied=self.tied[:end],
            usable=self.usable[:end],
            after=after,
            age=self.age[:end],
            waiting=self.waiting[:end],
        )

    def frame(self, rows: BoolArray | IntArray) -> pl.DataFrame:
        """Return some rows as a frame, with the columns that a hazard reads.

        These are the mechanisms' own, ``age``, ``waiting``, ``year``, ``dyad``, ``state_1`` and ``state_2``.
        """
        import polars as pl

        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        one, other = self.one[places], self.other[places]
        columns: dict[str, pl.Series] = {
            label: pl.Series(label, self.values[:, k].take(places)) for k, label in enumerate(self.labels)
        }
        columns["age"] = pl.Series("age", self.age[places].astype(np.float64))
        columns["waiting"] = pl.Series("waiting", self.waiting[places].astype(np.float64))
        columns["year"] = pl.Series("year", self.year[places])
        low, high = np.minimum(one, other), np.maximum(one, other)
        columns["dyad"] = pl.Series("dyad", low * len(self.world.codes) + high)
        columns["state_1"] = pl.Series("state_1", one)
        columns["state_2"] = pl.Series("state_2", other)
        return pl.DataFrame(columns)


def pair_years(
    networks: Sequence[Network],
    terms: Sequence[Mechanism],
    relation: Relation,
    *,
    labels: Sequence[str] | None = None,
) -> PairYears:
    """Measure mechanisms on every pair of every network.

    Mechanisms of the network are measured among the ties of the relation; those of a pair's position read the
    defence pacts of the year.

    Parameters
    ----------
    networks
        Networks of one world, by year.
    terms
        What to measure, K of them.
    relation
        Which tie.
    labels
        What the mechanisms are called in the frame; their own labels where none are given.

    Raises
    ------
    BadInput
        Where there is no network, they are of several worlds or not in order, or a mechanism reads ties of the
        other kind.
    """
    _check(networks)
    need_direction(terms, directed=relation.directed)
    world = networks[0].world
    sizes = [len(n.states) for n in networks]
    rows = sum(n * (n - 1) if relation.directed else n * (n - 1) // 2 for n in sizes)
    year, one, other, age, waiting = (np.empty(rows, dtype=np.int64) for _ in range(5))
    tied, usable = np.empty(rows, dtype=np.bool_), np.empty(rows, dtype=np.bool_)
    after = np.full(rows, np.nan)
    values = np.empty((len(terms), rows))  # a mechanism's column is contiguous in memory
    time = clocks(world, relation)
    end = 0
    for network, following in pairwise([*networks, None]):
        assert network is not None  # noqa: S101  # only the last of a pair is
        clock = next(c for c in time if c.year == network.year)
        n = len(network.states)
        i, j = np.nonzero(~np.eye(n, dtype=np.bool_)) if relation.directed else np.triu_indices(n, 1)
        flat = i * n + j
        begin, end = end, end + len(flat)
        here = slice(begin, end)
        ties = relation.ties(network)
        year[here], one[here], other[here] = network.year, network.places[i], network.places[j]
        age[here], waiting[here] = clock.age[one[here], other[here]], clock.waiting[one[here], other[here]]
        tied[here] = ties.ravel()[flat]
        usable[here] = True if relation.unknown is None else ~relation.unknown_ties(network).ravel()[flat]
        if following is not None:
            after[here] = _carried(network, following, relation.ties(following), np.nan).ravel()[flat]
            if relation.unknown is not None or relation.given is not None:
                bound = relation.unknown_ties(following) | relation.given_ties(following)
                usable[here] &= _carried(network, following, bound, 0.0).ravel()[flat] == 0
        for k, term in enumerate(terms):
            # Flat places are read several times faster than pairs of them.
            np.take(
                _values(term, network, ties, directed=relation.directed).ravel(), flat, out=values[k, here]
            )
    return PairYears(
        world=world,
        labels=tuple(labels) if labels is not None else tuple(t.label for t in terms),
        year=year,
        one=one,
        other=other,
        values=values.T,
        tied=tied,
        usable=usable,
        after=after,
        age=age,
        waiting=waiting,
    )


def _values(term: Mechanism, network: Network, ties: BoolArray, *, directed: bool) -> FloatArray:
    if isinstance(term, NetworkMechanism):
        every: FloatArray = System.of((term,), network, ties=ties, directed=directed).every()
        return np.asarray(every[0], dtype=np.float64)
    return term.values(network)


def _carried(network: Network, following: Network, values: BoolArray, absent: float) -> FloatArray:
    """Return ``(N, N)`` values of a later network for this one's states, `absent` for those who left."""
    if network.states == following.states:
        return values.astype(np.float64)
    n = len(network.states)
    found = np.full((n, n), absent)
    here = [k for k, code in enumerate(network.states) if code in following.place]
    there = [following.place[network.states[k]] for k in here]
    if here:
        found[np.ix_(here, here)] = values[np.ix_(there, there)]
    return found


def _check(networks: Sequence[Network]) -> None:
    if not networks:
        raise BadInput("there is no network; pass networks such as world.in_year(1955)")
    for one, other in pairwise(networks):
        if one.world is not other.world:
            raise BadInput("these networks are of several worlds; a hazard reads those of one")
        if one.year >= other.year:
            raise BadInput(
                f"the network of {other.year} stands after that of {one.year}; put them in order of years"
            )
