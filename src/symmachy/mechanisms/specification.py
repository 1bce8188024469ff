"""A specification: the mechanisms of a model, as text or as objects, one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, UnknownName, nearest
from symmachy.mechanisms.mechanism import Mechanism
from symmachy.mechanisms.system import System

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world.network import Network
    from symmachy.world.world import World

__all__ = ["Specification", "parse"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Specification:
    """The mechanisms of a model, each once, in the order in which they were written.

    Two specifications are equal where they hold the same mechanisms, in whatever order.

    Examples
    --------
    >>> from symmachy.mechanisms import SharedAllies, Ties, parse
    >>> parse("shared_allies(decay=0.7) + ties") == Ties() + SharedAllies(decay=0.7)
    True
    """

    terms: tuple[Mechanism, ...]

    def __post_init__(self) -> None:
        strange = [repr(t) for t in self.terms if not isinstance(t, Mechanism)]
        if strange:
            raise BadInput(f"{' and '.join(strange)} is no mechanism; pass objects, or a text to parse()")
        object.__setattr__(self, "terms", tuple(dict.fromkeys(self.terms)))

    def __iter__(self) -> Iterator[Mechanism]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Specification) and frozenset(self.terms) == frozenset(other.terms)

    def __hash__(self) -> int:
        return hash(frozenset(self.terms))

    def __add__(self, other: Mechanism | Specification) -> Specification:
        more = other.terms if isinstance(other, Specification) else (other,)
        return Specification(terms=(*self.terms, *more))

    def __str__(self) -> str:
        return " + ".join(map(str, self.terms))

    @property
    def labels(self) -> tuple[str, ...]:
        """A short text for each term, such as ``shared_allies(decay=0.7)``."""
        return tuple(t.label for t in self.terms)

    def check(self, world: World) -> None:
        """Check that a world has what the terms need.

        Raises
        ------
        UnknownName
            Naming every variable that it lacks and the terms that need it.
        """
        lacking: dict[str, list[str]] = {}
        for term in self.terms:
            for name in term.lacks(world):
                lacking.setdefault(name, []).append(term.label)
        if lacking:
            said = "; ".join(f"{name!r}, which {' and '.join(who)} needs" for name, who in lacking.items())
            near = [other for name in lacking for other in nearest(name, {*world.variables, *world.roles})]
            meant = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
            raise UnknownName(
                f"the record {world.record!r} has no variable {said}: leave the term out, or use a record "
                f"that has the variable (symmachy record list){meant}"
            )

    def values(self, network: Network) -> FloatArray:
        """``(K, N, N)``: the value of each term for every pair; NaN where it is not known."""
        self.check(network.world)
        n = len(network.states)
        return np.array([t.values(network) for t in self.terms]).reshape(len(self), n, n)

    def system(self, network: Network, *, ties: BoolArray | None = None, directed: bool = False) -> System:
        """Return the specification bound to a network, compiled, for estimation and simulation.

        Parameters
        ----------
        network
            The states, and what is known of them.
        ties
            ``(N, N)`` ties among them where they are not the defence pacts of the year.
        directed
            Whether rows are tied to columns, and not also columns to rows.

        Raises
        ------
        UnknownName
            Where the world lacks a variable.
        BadInput
            Where a term can stand in a network model only within ``lag(...)``, or reads ties of the other
            kind.
        """
        self.check(network.world)
        return System.of(self.terms, network, ties=ties, directed=directed)


def parse(text: str) -> Specification:
    """Read a specification from its text.

    Mechanisms by name with their options as keywords, joined by ``+``; ``a * b`` or ``a : b`` is the
    product of two, without the two themselves; ``lag(a)`` or ``lag(a, years=2)`` is a mechanism of earlier
    years. Nothing is evaluated.

    Raises
    ------
    UnknownName
        Where a mechanism or an option is not known: with the nearest names, or with the name that the
        mechanism of another package has here.
    BadInput
        Where the text is of another form, too long or too deep, or an option has a value out of bounds.

    Examples
    --------
    >>> print(parse("ties + gwesp"))
    Traceback (most recent call last):
    ...
    symmachy.errors.UnknownName: no mechanism is called 'gwesp'. In symmachy this is called shared_allies.
    >>> print(parse("ties + lag(triangles) + same('democracy') * land_border"))
    ties + lag(triangles, years=1) + land_border * same('democracy')
    """
    from symmachy.mechanisms.formula import read

    return Specification(terms=read(text))
