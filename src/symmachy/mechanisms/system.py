"""A specification bound to one network: every change statistic of a pair by one compiled call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import BadInput
from symmachy.mechanisms.direction import need_direction
from symmachy.mechanisms.mechanism import NetworkMechanism, PairMechanism
from symmachy.world.network import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from symmachy.kernels.view import View
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.typing import BoolArray, FloatArray, IntArray
    from symmachy.world.network import Network

__all__ = ["System"]


@dataclass(frozen=True, kw_only=True, eq=False)
class System:
    """K mechanisms on a network of N states, whose ties a simulation may change in place.

    The compiled functions give the mechanisms in an order of their own, network mechanisms first; `order`
    says which term stands in each place, and the methods here give them in the order of the terms.
    """

    terms: tuple[NetworkMechanism | PairMechanism, ...]
    view: View = field(repr=False)
    """Ties, degrees, common allies and fixed matrices; `toggle` and nothing else changes them."""
    options: FloatArray = field(repr=False)
    """``(n, w)``: a row of constants for each of the n network mechanisms, padded with zeros."""
    slots: npt.NDArray[np.intp] = field(repr=False)
    """``(K,)``: where the matrices of each begin in ``view.fixed``."""
    order: IntArray = field(repr=False)
    """``(K,)``: the place in `terms` of each, in the order of the compiled functions."""

    @classmethod
    def of(
        cls,
        terms: Sequence[Mechanism],
        network: Network,
        *,
        ties: BoolArray | None = None,
        directed: bool = False,
    ) -> System:
        """Return a new system of a yearly network, or of other ties ``(N, N)`` among its states.

        Raises
        ------
        BadInput
            Where a term is known only for ties as they stand and is not within ``lag(...)``, or where it
            reads ties of the other kind.
        """
        usable = tuple(t for t in terms if isinstance(t, NetworkMechanism | PairMechanism))
        if len(usable) < len(terms):
            standing = [t.label for t in terms if t not in usable]
            raise BadInput(
                f"{' and '.join(standing)} reads the ties that a network model is about; write "
                f"{' + '.join(f'lag({label})' for label in standing)} for the ties of the year before"
            )
        need_direction(usable, directed=directed)
        reading = Reading.DIRECTED if directed else Reading.EITHER
        return cls.made(
            usable,
            ties=network.ties(reading=reading) if ties is None else ties,
            fixed=[t.fixed(network) for t in usable],
            directed=directed,
        )

    @classmethod
    def made(
        cls,
        terms: tuple[NetworkMechanism | PairMechanism, ...],
        *,
        ties: BoolArray,
        fixed: Sequence[FloatArray],
        directed: bool = False,
    ) -> System:
        """Return a new system from ties ``(N, N)`` and the fixed matrices ``(F, N, N)`` of each term."""
        from symmachy.kernels.view import view_of

        order = sorted(range(len(terms)), key=lambda k: isinstance(terms[k], PairMechanism))
        rows = [
            row
            for t in (terms[k] for k in order)
            if isinstance(t, NetworkMechanism)
            for row in (t.constants(len(ties)),)
        ]
        options = np.zeros((len(rows), max((len(row) for row in rows), default=1)))
        for place, row in zip(options, rows, strict=True):
            place[: len(row)] = row
        sizes = [len(fixed[k]) for k in order]
        stack = np.concatenate([fixed[k] for k in order]) if terms else None
        return cls(
            terms=terms,
            view=view_of(ties, stack, directed=directed),
            options=options,
            slots=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
            if terms
            else np.zeros(0, np.intp),
            order=np.array(order, dtype=np.int64),
        )

    @property
    def directed(self) -> bool:
        """Whether a tie from one state to another is not also one back."""
        return bool(self.view.directed)

    @property
    def function(self) -> Callable[..., None]:
        """The compiled composition of the change statistics, in the order of `order`."""
        from symmachy.kernels.compose import composed

        return composed(tuple(t.change_statistic for t in self._network_terms))

    @property
    def own_function(self) -> Callable[..., None]:
        """The compiled composition of the changes of a state's own part, in the order of `order`."""
        from symmachy.kernels.compose import composed

        return composed(tuple(t.own_change for t in self._network_terms))

    def changes(self, i: int, j: int) -> FloatArray:
        """``(K,)``: what the tie of `i` to `j` changes in each statistic, present or not."""
        return self._of_pair(self.function, i, j)

    def own_changes(self, i: int, j: int) -> FloatArray:
        """``(K,)``: what the tie of `i` to `j` changes in the own part of `i`."""
        return self._of_pair(self.own_function, i, j)

    def every(self) -> FloatArray:
        """``(K, N, N)``: `changes` of all pairs; 0 on the diagonal."""
        return self._of_all(self.function, both=self.directed)

    def own_every(self) -> FloatArray:
        """``(K, N, N)``: `own_changes` of all pairs, the row being the state whose part it is."""
        return self._of_all(self.own_function, both=True)

    def statistics(self) -> FloatArray:
        """``(K,)``: each statistic of the ties as they are, by the slow route."""
        ties = self.view.ties.astype(np.bool_)
        found = np.empty(len(self.terms))
        for k, (first, last) in zip(self.order, self._spans(), strict=True):
            term = self.terms[k]
            total = term.directed_total if self.directed else term.total
            found[k] = total(ties, self.view.fixed[first:last])
        return found

    def toggle(self, i: int, j: int) -> None:
        """Make or undo the tie of `i` to `j`, in place."""
        from symmachy.kernels.view import toggle

        toggle(self.view, i, j)

    @property
    def _network_terms(self) -> tuple[NetworkMechanism, ...]:
        found = (self.terms[k] for k in self.order)
        return tuple(t for t in found if isinstance(t, NetworkMechanism))

    def _spans(self) -> list[tuple[int, int]]:
        ends = [*self.slots[1:].tolist(), len(self.view.fixed)]
        return list(zip(self.slots.tolist(), ends, strict=True)) if self.terms else []

    def _of_pair(self, function: Callable[..., None], i: int, j: int) -> FloatArray:
        found = np.empty(len(self.terms))
        function(self.view, i, j, self.options, self.slots, found)
        return self._ordered(found)

    def _of_all(self, function: Callable[..., None], *, both: bool) -> FloatArray:
        from symmachy.kernels.compose import every_pair

        n = len(self.view.degrees)
        found = np.zeros((len(self.terms), n, n))
        every_pair(function, self.view, self.options, self.slots, found, both=both)
        return self._ordered(found)

    def _ordered(self, found: npt.NDArray[Any]) -> FloatArray:
        ordered = np.empty_like(found)
        ordered[self.order] = found
        return ordered
