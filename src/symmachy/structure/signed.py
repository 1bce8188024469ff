"""A signed network: who is tied to whom, for or against, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from symmachy.errors import BadInput
from symmachy.structure._graph import parts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from symmachy.typing import FloatArray, IntArray

__all__ = ["SignedNetwork", "Tie"]

A = TypeVar("A", bound="npt.NDArray[Any]")


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two nodes, without direction."""

    one: str
    """The first of the two in alphabetical order."""
    other: str
    sign: int
    """+1 for, -1 against."""
    weight: float = 1.0
    """How strong, above 0."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SignedNetwork:
    """Nodes and the positive and negative ties between them; at most one tie a pair, none of a node with itself."""

    nodes: tuple[str, ...]
    """In alphabetical order, length N: the axes of every array here."""
    ties: tuple[Tie, ...]
    """By pair, in alphabetical order, length M."""

    @classmethod
    def of(cls, ties: Iterable[Tie | tuple[str, str, int]], nodes: Iterable[str] = ()) -> SignedNetwork:
        """Return a network of some ties, checked.

        Parameters
        ----------
        ties
            Each as a `Tie`, or as two names and a sign. The order of the two names does not matter.
        nodes
            Nodes that may have no tie; those of the ties need not be named.

        Raises
        ------
        BadInput
            Where a tie has another sign than +1 or -1, a weight not above 0, or one node twice; where a pair
            is given twice; where there are fewer than two nodes.

        Examples
        --------
        >>> network = SignedNetwork.of([("A", "B", 1), ("C", "A", -1)])
        >>> network.nodes, len(network.ties)
        (('A', 'B', 'C'), 2)
        """
        kept: dict[tuple[str, str], Tie] = {}
        for given in ties:
            tie = _checked(given if isinstance(given, Tie) else Tie(*given))
            before = kept.setdefault((tie.one, tie.other), tie)
            if before is not tie:
                raise _given_twice(before, tie)
        names = sorted({*nodes, *(name for pair in kept for name in pair)})
        if not names:
            raise BadInput("the network is empty: give at least one tie between two nodes")
        if len(names) == 1:
            raise BadInput(f"the network has one node, {names[0]!r}, and so no pair: give at least two nodes")
        return cls(nodes=tuple(names), ties=tuple(kept[pair] for pair in sorted(kept)))

    @classmethod
    def of_matrix(cls, nodes: Sequence[str], matrix: FloatArray) -> SignedNetwork:
        """Return a network from signed weights, ``(N, N)``: 0 is no tie; the diagonal is not read.

        Raises
        ------
        BadInput
            Where the matrix is of another shape or not symmetric, or a name stands twice.

        Examples
        --------
        >>> SignedNetwork.of_matrix(["A", "B"], np.array([[0.0, -2.0], [-2.0, 0.0]])).ties
        (Tie(one='A', other='B', sign=-1, weight=2.0),)
        """
        n = len(nodes)
        if len(set(nodes)) != n:
            raise BadInput("a node is named twice: give each name once")
        if matrix.shape != (n, n):
            raise BadInput(f"the matrix has the shape {matrix.shape}; {n} nodes need ({n}, {n})")
        upper = np.triu(matrix, 1)
        apart = np.argwhere(upper != np.triu(matrix.T, 1))
        if len(apart):
            i, j = apart[0]
            raise BadInput(
                f"the tie of {nodes[i]!r} to {nodes[j]!r} is {matrix[i, j]:g} and back it is {matrix[j, i]:g}: "
                "ties have no direction here, give the same number both ways"
            )
        rows, columns = np.nonzero(upper)
        return cls.of(
            (
                Tie(nodes[i], nodes[j], 1 if upper[i, j] > 0 else -1, float(abs(upper[i, j])))
                for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
            ),
            nodes,
        )

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each node in `nodes`."""
        return {name: i for i, name in enumerate(self.nodes)}

    @cached_property
    def ends(self) -> IntArray:
        """``(M, 2)``: the places of the two nodes of each tie."""
        pairs = [(self.place[t.one], self.place[t.other]) for t in self.ties]
        return _kept(np.array(pairs, dtype=np.int64).reshape(-1, 2))

    @cached_property
    def signs(self) -> IntArray:
        """``(M,)``: +1 or -1."""
        return _kept(np.array([t.sign for t in self.ties], dtype=np.int64))

    @cached_property
    def weights(self) -> FloatArray:
        """``(M,)``: above 0."""
        return _kept(np.array([t.weight for t in self.ties], dtype=np.float64))

    @cached_property
    def matrix(self) -> FloatArray:
        """``(N, N)``: sign times weight, 0 where there is no tie."""
        made = np.zeros((len(self.nodes),) * 2)
        one, other = self.ends.T
        made[one, other] = made[other, one] = self.signs * self.weights
        return _kept(made)

    @cached_property
    def sign_matrix(self) -> FloatArray:
        """``(N, N)``: +1, -1, or 0 where there is no tie."""
        return _kept(np.sign(self.matrix))

    @cached_property
    def components(self) -> tuple[tuple[str, ...], ...]:
        """The connected parts, ties of either sign counted, the largest first; a node without a tie is one."""
        label = parts_of(self.matrix)
        found = [tuple(np.array(self.nodes)[label == c].tolist()) for c in range(label.max(initial=-1) + 1)]
        return tuple(sorted(found, key=lambda part: (-len(part), part)))

    def unweighted(self) -> SignedNetwork:
        """Return a new network with the same ties, each of weight 1."""
        return SignedNetwork(nodes=self.nodes, ties=tuple(Tie(t.one, t.other, t.sign) for t in self.ties))

    def switched(self, nodes: Collection[str]) -> SignedNetwork:
        """Return a new network in which every tie between some nodes and the others has the other sign.

        Examples
        --------
        >>> SignedNetwork.of([("A", "B", 1)]).switched({"A"}).ties[0].sign
        -1
        """
        moved = set(nodes)
        ties = (
            Tie(t.one, t.other, -t.sign if (t.one in moved) != (t.other in moved) else t.sign, t.weight)
            for t in self.ties
        )
        return SignedNetwork(nodes=self.nodes, ties=tuple(ties))


def _checked(tie: Tie) -> Tie:
    if tie.one == tie.other:
        raise BadInput(f"{tie.one!r} is tied to itself: leave such ties out")
    if tie.sign not in (1, -1):
        raise BadInput(f"the sign of {tie.one!r} and {tie.other!r} is {tie.sign!r}: give +1 or -1")
    if not 0 < tie.weight < float("inf"):
        raise BadInput(
            f"the weight of {tie.one!r} and {tie.other!r} is {tie.weight!r}: give a number above 0"
        )
    return tie if tie.one < tie.other else Tie(tie.other, tie.one, tie.sign, tie.weight)


def _given_twice(first: Tie, second: Tie) -> BadInput:
    pair = f"the tie of {first.one!r} and {first.other!r}"
    if first.sign != second.sign:
        return BadInput(f"{pair} is both +1 and -1: ties have no direction here, give one sign a pair")
    return BadInput(f"{pair} is given twice: give each pair once, in either order")


def _kept(array: A) -> A:
    array.flags.writeable = False
    return array
