"""Landscape theory: alignments in two camps as a landscape of energy, and the minima where it comes to rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003  # in a dataclass's signature
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.structure._gray import MOST_ACTORS, minima_by_search, minima_of_all

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Landscape", "Minima", "Minimum", "Move"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Minimum:
    """An alignment that no single actor lowers the energy by leaving."""

    energy: float
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    """The two camps, each in the actors' order; the first holds the first actor. The second may be empty."""
    basin: float | None
    """The share of all alignments from which the steepest way down ends here; None where not all were looked at."""
    indifferent: tuple[str, ...]
    """Actors that could change sides at no change of energy."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Minima:
    """The minima of a landscape, the lowest first."""

    found: tuple[Minimum, ...]
    complete: bool
    """Whether every alignment was looked at. If not, there may be other minima, and lower ones."""
    alignments: int
    """How many alignments were looked at, or how many descents were made."""


@dataclass(frozen=True, slots=True)
class Move:
    """One actor changes sides."""

    actor: str
    energy: float
    """After the move."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Landscape:
    """Actors with sizes, and how much each pair is drawn together or apart.

    The energy of an alignment is the sum of ``size_i * size_j * propensity_ij`` over all ordered pairs on
    different sides: low where those who are drawn together stand together (Axelrod and Bennett 1993).
    """

    actors: tuple[str, ...]
    """N names."""
    sizes: FloatArray
    """``(N,)``, above 0, in any one unit."""
    propensities: FloatArray
    """``(N, N)``, symmetric: above 0 where a pair is drawn together, below 0 where apart; the diagonal is 0."""

    @classmethod
    def of(
        cls,
        actors: Sequence[str],
        sizes: Sequence[float] | FloatArray,
        propensities: Sequence[Sequence[float]] | FloatArray,
    ) -> Landscape:
        """Return a landscape, checked.

        Raises
        ------
        BadInput
            Where there are fewer than two actors or a name stands twice, a size is not above 0, the
            propensities are of another shape, not symmetric or not finite.

        Examples
        --------
        >>> pair = Landscape.of(["A", "B"], [1, 2], [[0, -1], [-1, 0]])
        >>> pair.minima().found[0].energy
        -4.0
        """
        names = tuple(actors)
        size = np.array(sizes, dtype=np.float64)
        pull = np.array(propensities, dtype=np.float64)
        n = len(names)
        if n < 2:
            raise BadInput(f"a landscape of {n} actors was given: give at least two")
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadInput(f"{twice[0]!r} is named twice among the actors: give each name once")
        if size.shape != (n,) or pull.shape != (n, n):
            raise BadInput(
                f"{n} actors came with sizes of shape {size.shape} and propensities of shape {pull.shape}: "
                f"give ({n},) and ({n}, {n})"
            )
        small = np.flatnonzero(~(size > 0) | ~np.isfinite(size))
        if len(small):
            raise BadInput(f"the size of {names[small[0]]!r} is {size[small[0]]:g}: give a number above 0")
        np.fill_diagonal(pull, 0.0)
        lacking = np.argwhere(~np.isfinite(pull))
        if len(lacking):
            i, j = lacking[0]
            raise BadInput(f"the propensity of {names[i]!r} and {names[j]!r} is missing: give a number")
        apart = np.argwhere(pull != pull.T)
        if len(apart):
            i, j = apart[0]
            raise BadInput(
                f"the propensity of {names[i]!r} to {names[j]!r} is {pull[i, j]:g} and back it is {pull[j, i]:g}: "
                "give the same number both ways"
            )
        size.flags.writeable = pull.flags.writeable = False
        return cls(actors=names, sizes=size, propensities=pull)

    @cached_property
    def terms(self) -> FloatArray:
        """``(N, N)``: size times size times propensity."""
        return self.sizes[:, None] * self.sizes * self.propensities

    def energy(self, side: Sequence[str]) -> float:
        """Return the energy of the alignment in which some actors stand on one side and all others on the other.

        Raises
        ------
        BadInput
            Where a name is none of the actors.
        """
        sides = self._signs(side)
        return float(self.terms[sides[:, None] != sides].sum())

    def minima(self, *, descents: int = 2000, seed: int = 0) -> Minima:
        """Return the local minima: alignments from which no single change of side lowers the energy.

        Up to 24 actors every alignment is looked at, so that the list is complete. Beyond, steepest descents
        from random alignments are made, and the answer says so.

        Parameters
        ----------
        descents
            How many descents, beyond 24 actors.
        seed
            Of their starts.
        """
        n = len(self.actors)
        if n <= MOST_ACTORS:
            sides, basins = minima_of_all(self.terms)
            shares = basins / basins.sum()
        else:
            sides, shares = minima_by_search(self.terms, descents, seed), None
        found = [self._minimum(s, None if shares is None else float(shares[k])) for k, s in enumerate(sides)]
        found.sort(key=lambda m: (m.energy, m.sides))
        complete = n <= MOST_ACTORS
        return Minima(
            found=tuple(found), complete=complete, alignments=2 ** (n - 1) if complete else descents
        )

    def path(self, side: Sequence[str]) -> tuple[Move, ...]:
        """Return the steepest way down from an alignment: who changes sides, one after the other.

        Of several moves that lower the energy alike, the one of the first actor is taken.

        Examples
        --------
        >>> pair = Landscape.of(["A", "B"], [1, 2], [[0, -1], [-1, 0]])
        >>> pair.path(["A", "B"])
        (Move(actor='A', energy=-4.0),)
        """
        sides = self._signs(side)
        moves: list[Move] = []
        while True:
            change = 2 * sides * (self.terms @ sides)  # of the energy, if that actor moved
            best = int(np.argmin(change))
            if change[best] >= -_least(self.terms):
                return tuple(moves)
            sides[best] *= -1
            moves.append(Move(self.actors[best], float(self.terms[sides[:, None] != sides].sum())))

    def with_sizes(self, sizes: Mapping[str, float]) -> Landscape:
        """Return a new landscape in which some actors have other sizes.

        Raises
        ------
        BadInput
            Where a name is none of the actors, or a size is not above 0.
        """
        changed = self.sizes.copy()
        for name, size in sizes.items():
            changed[self._place(name)] = size
        return Landscape.of(self.actors, changed, self.propensities)

    def with_propensities(self, propensities: Mapping[tuple[str, str], float]) -> Landscape:
        """Return a new landscape in which some pairs are drawn together or apart differently.

        Raises
        ------
        BadInput
            Where a name is none of the actors.
        """
        changed = self.propensities.copy()
        for (one, other), value in propensities.items():
            i, j = self._place(one), self._place(other)
            if i == j:
                raise BadInput(f"a propensity of {one!r} to itself was given: name two actors")
            changed[i, j] = changed[j, i] = value
        return Landscape.of(self.actors, self.sizes, changed)

    def renamed(self, names: Sequence[str]) -> Landscape:
        """Return a new landscape with other names, in the same order."""
        return replace(self, actors=tuple(names))

    def _minimum(self, sides: FloatArray, basin: float | None) -> Minimum:
        change = 2 * sides * (self.terms @ sides)
        camps = [
            tuple(a for a, s in zip(self.actors, sides, strict=True) if s == side)
            for side in (sides[0], -sides[0])
        ]
        return Minimum(
            energy=float(self.terms[sides[:, None] != sides].sum()),
            sides=(camps[0], camps[1]),
            basin=basin,
            indifferent=tuple(
                a for a, c in zip(self.actors, change, strict=True) if abs(c) <= _least(self.terms)
            ),
        )

    def _signs(self, side: Sequence[str]) -> FloatArray:
        sides = np.ones(len(self.actors))
        for name in side:
            sides[self._place(name)] = -1.0
        return sides

    def _place(self, name: str) -> int:
        if name not in self.actors:
            raise BadInput(f"{name!r} is none of the actors: name one of {', '.join(self.actors)}")
        return self.actors.index(name)


def _least(terms: FloatArray) -> float:
    """Return the smallest change of energy that is told from rounding."""
    return 1e-9 * float(np.abs(terms).max(initial=1e-300))
