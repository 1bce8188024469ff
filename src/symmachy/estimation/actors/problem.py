"""What is estimated: the coefficients in order, the statistics that they answer to, and what was observed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.identify import quoted
from symmachy.mechanisms import NetworkMechanism, PairMechanism, System

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.kinds import Rule
    from symmachy.estimation.actors.periods import Period
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Layout", "Problem"]

_STEEPEST = 50.0
"""Logarithms of a state's pace are cut here on either side; an estimation that comes there has run away."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Which terms the coefficients belong to: evaluation, then making (creation), then keeping (endowment)."""

    terms: tuple[NetworkMechanism | PairMechanism, ...]
    """The K mechanisms of all parts, each once, those of the network first."""
    evaluation: tuple[int, ...]
    """Places in `terms`."""
    creation: tuple[int, ...]
    endowment: tuple[int, ...]
    rate: tuple[str, ...] = ()
    """Variables of states that make their opportunities more or less frequent; their coefficients come last."""

    @classmethod
    def of(
        cls,
        evaluation: Sequence[object],
        creation: Sequence[object],
        endowment: Sequence[object],
        rate: tuple[str, ...] = (),
    ) -> Layout:
        """Return the layout of three parts, and of variables for the rate.

        Raises
        ------
        BadInput
            Where there is no mechanism, one is known only for ties as they stand, or one is in all parts.
        """
        every = tuple(dict.fromkeys([*evaluation, *creation, *endowment]))
        standing = [str(t) for t in every if not isinstance(t, NetworkMechanism | PairMechanism)]
        if standing:
            raise BadInput(
                f"{' and '.join(standing)} reads the ties that the model is about; write "
                f"{' + '.join(f'lag({label})' for label in standing)} for the ties of the year before"
            )
        if not every:
            raise BadInput("the model has no mechanism; give evaluation='ties + ...'")
        usable = [t for t in every if isinstance(t, NetworkMechanism | PairMechanism)]
        thrice = [t.label for t in usable if t in evaluation and t in creation and t in endowment]
        if thrice:
            raise NotIdentified(
                f"{quoted(thrice)} stands in evaluation, creation and endowment, of which each is the sum of the "
                "other two; leave it out of one"
            )
        ordered = sorted(usable, key=lambda t: isinstance(t, PairMechanism))

        def places(part: Sequence[object]) -> tuple[int, ...]:
            return tuple(ordered.index(t) for t in part if isinstance(t, NetworkMechanism | PairMechanism))

        return cls(
            terms=tuple(ordered),
            evaluation=places(evaluation),
            creation=places(creation),
            endowment=places(endowment),
            rate=rate,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the Q coefficients."""
        return (*self.weighed, *(f"rate: {variable}" for variable in self.rate))

    @property
    def weighed(self) -> tuple[str, ...]:
        """Names of those of what states weigh: all but the last, which are about the rate."""
        return tuple(
            f"{part}{self.terms[k].label}"
            for part, places in (
                ("", self.evaluation),
                ("creation: ", self.creation),
                ("endowment: ", self.endowment),
            )
            for k in places
        )

    @cached_property
    def of_network(self) -> tuple[NetworkMechanism, ...]:
        """The n terms that are of the network."""
        return tuple(t for t in self.terms if isinstance(t, NetworkMechanism))

    def directions(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """``(K,)`` twice: the coefficient of each term for a tie to be made, and for one to be kept."""
        making, keeping = np.zeros(len(self.terms)), np.zeros(len(self.terms))
        e, c, d = len(self.evaluation), len(self.creation), len(self.endowment)
        np.add.at(making, list(self.evaluation), values[:e])
        np.add.at(keeping, list(self.evaluation), values[:e])
        np.add.at(making, list(self.creation), values[e : e + c])
        np.add.at(keeping, list(self.endowment), values[e + c : e + c + d])
        return making, keeping

    def gather(self, making: FloatArray, keeping: FloatArray) -> FloatArray:
        """Return derivatives by what is `weighed`, last axis, from those by the two directions, ``(..., K)``."""
        return np.concatenate(
            [
                (making + keeping)[..., list(self.evaluation)],
                making[..., list(self.creation)],
                keeping[..., list(self.endowment)],
            ],
            axis=-1,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """A model and its data: the coefficients are R rates, one for each period, then the Q of `layout`."""

    layout: Layout
    rule: Rule
    periods: tuple[Period, ...]
    fixed: tuple[tuple[FloatArray, ...], ...] = field(repr=False)
    """By period and term, each ``(F, N, N)``, in the order of the layout's terms."""
    paced: tuple[FloatArray, ...] = field(default=(), repr=False)
    """By period ``(H, N)``: the values of the variables of the layout's `rate`; none where it has none."""

    def pace(self, number: int, values: FloatArray) -> FloatArray:
        """``(N,)``: by how much opportunities of each state in a period are more frequent than the rate says."""
        if not self.layout.rate:
            return np.ones(len(self.periods[number].states))
        chosen = values[len(values) - len(self.layout.rate) :]
        return np.asarray(
            np.exp(np.clip(chosen @ self.paced[number], -_STEEPEST, _STEEPEST)), dtype=np.float64
        )

    def turned(self, number: int, ties: object) -> FloatArray:
        """``(H,)``: of each variable of the rate the sum over states, times their ties that differ from the start."""
        period = self.periods[number]
        differs = period.counted & (np.asarray(ties, dtype=np.bool_) != period.start)
        return np.asarray(self.paced[number] @ differs.sum(axis=1), dtype=np.float64)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all coefficients."""
        return (*(f"rate {p.label}" for p in self.periods), *self.layout.names)

    @cached_property
    def systems(self) -> tuple[System, ...]:
        """The mechanisms bound to the ties at the start of each period."""
        return tuple(
            System.made(self.layout.terms, ties=p.start, fixed=list(fixed), directed=self.rule.directed)
            for p, fixed in zip(self.periods, self.fixed, strict=True)
        )

    @cached_property
    def measured(self) -> dict[int, FloatArray]:
        """``(n, N, N)`` by period: the network's mechanisms at its start, once they have been measured."""
        return {}

    @cached_property
    def targets(self) -> FloatArray:
        """``(M, 1 + Q)``: what was observed in each period, ties that changed first."""
        return np.array([self.observed(m, p.end) for m, p in enumerate(self.periods)])

    @cached_property
    def start_totals(self) -> FloatArray:
        """``(M, K)``: the statistics of the whole network at the start of each period."""
        return np.array(
            [self._totals(p.start, fixed) for p, fixed in zip(self.periods, self.fixed, strict=True)]
        )

    def _totals(self, ties: BoolArray, fixed: Sequence[FloatArray]) -> FloatArray:
        pairs = zip(self.layout.terms, fixed, strict=True)
        if self.rule.directed:
            return np.array([t.directed_total(ties, f) for t, f in pairs])
        return np.array([t.total(ties, f) for t, f in pairs])

    def observed(self, number: int, ties: object) -> FloatArray:
        """``(1 + Q,)``: the statistics of a period if these were the ties at its end, by the slow route."""
        period, fixed, layout = self.periods[number], self.fixed[number], self.layout
        end = np.asarray(ties, dtype=np.bool_)
        known = end & ~period.unknown
        totals = self._totals(known, fixed)
        parts = [np.array([period.distance(end)]), totals[list(layout.evaluation)]]
        if layout.creation or layout.endowment:
            own = System.made(
                layout.terms, ties=known, fixed=list(fixed), directed=self.rule.directed
            ).own_every()
            made = period.counted & end & ~period.start
            lost = period.counted & ~end & period.start
            parts += [own[list(layout.creation)][:, made].sum(axis=1)] if layout.creation else []
            parts += [own[list(layout.endowment)][:, lost].sum(axis=1)] if layout.endowment else []
        if layout.rate:
            parts.append(self.turned(number, end))
        return np.concatenate(parts)

    @cached_property
    def moving(self) -> IntArray:
        """Numbers of the periods in which a tie changed: only their rates can be estimated."""
        return np.flatnonzero(self.targets[:, 0] > 0)
