"""A period at given coefficients: every chance measured at its start, from which paths are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.mechanisms import Reach

if TYPE_CHECKING:
    from symmachy.estimation.actors.problem import Problem
    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.kernels.view import View
    from symmachy.kernels.walk import Comings
    from symmachy.mechanisms import System
    from symmachy.typing import FloatArray

__all__ = ["Begin", "Path", "Work"]

_CHANGES_A_PAIR = 10
"""A path with more changes than so many for each pair, and a thousand, has run away and is cut off."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Path:
    """What is kept of a path of one period."""

    statistics: FloatArray
    """``(1 + Q,)``: ties that changed, then the statistics of the coefficients."""
    score: FloatArray
    """``(1 + Q,)``, or empty where none was asked for."""
    changes: int
    cut_off: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """Arrays that one path after another changes."""

    view: View
    choices: Choices
    trace: Trace


@dataclass(frozen=True, kw_only=True, eq=False)
class Begin:
    """A period at given coefficients, made by `of`."""

    problem: Problem
    number: int
    """Of the period."""
    scored: bool
    """Whether paths come with their score."""
    own: Any = field(repr=False)
    """The compiled composition of the network's mechanisms for listed pairs."""
    setting: Setting = field(repr=False)
    choices: Choices = field(repr=False)
    trace: Trace = field(repr=False)
    comings: Comings = field(repr=False)

    @classmethod
    def of(cls, problem: Problem, number: int, values: FloatArray, *, scored: bool) -> Begin:
        """Return the period at coefficients ``(Q,)``."""
        from symmachy.kernels.listed import listed
        from symmachy.kernels.walk import Comings, prepare

        period, layout = problem.periods[number], problem.layout
        size, n = len(period.states), len(layout.of_network)
        setting, trace = _setting(problem, number, values), _trace(size, n, scored=scored)
        choices = _choices(size, n)
        choices.present[:] = period.present
        choices.cells[..., 2], choices.cells[..., 3] = _bases(problem, number, values)
        known = problem.measured.get(number)
        if known is not None:
            choices.values[...] = known
        terms = layout.of_network
        own = listed(tuple(t.own_change for t in terms), tuple(t.ripple for t in terms))
        prepare()(own, problem.systems[number].view, setting, choices, trace, known is not None)
        problem.measured[number] = choices.values
        comes = ~period.present[period.who]
        return cls(
            problem=problem,
            number=number,
            scored=scored,
            own=own,
            setting=setting,
            choices=choices,
            trace=trace,
            comings=Comings(at=period.at, who=period.who, comes=comes.astype(np.uint8)),
        )

    @property
    def system(self) -> System:
        """The mechanisms bound to the ties at the start."""
        return self.problem.systems[self.number]

    @cached_property
    def limit(self) -> int:
        """How many changes a path may have."""
        size = len(self.choices.total)
        return _CHANGES_A_PAIR * size * (size - 1) // 2 + 1000

    def workspace(self) -> Work:
        """Return arrays for paths, one set for each worker."""
        from symmachy.kernels.view import copy_of

        size, n = len(self.choices.total), self.choices.values.shape[2]
        return Work(
            view=copy_of(self.system.view),
            choices=_choices(size, n),
            trace=_trace(size, n, scored=self.scored),
        )

    def path(self, work: Work, rate: float, generator: np.random.Generator, *, anew: bool = True) -> Path:
        """Return a path, in the arrays of `work`, where its network stays.

        It sets out from the start of the period, or, unless `anew`, from where the last path in `work` ended.
        """
        from symmachy.kernels.walk import walk

        if anew:
            self._renew(work)
        totals, summary = self.problem.start_totals[self.number].copy(), np.zeros(3)
        pace = self.problem.rule.pace(rate)
        walk()(
            *(self.own, self.system.function, work.view, self.setting, work.choices, work.trace),
            *(self.scored, self.comings, pace, self.limit, generator, totals, summary),
        )
        return Path(
            statistics=self._statistics(work.view, totals, summary[0]),
            score=self._score(work.trace, pace, summary),
            changes=int(summary[1]),
            cut_off=bool(summary[1] > self.limit),
        )

    def _renew(self, work: Work) -> None:
        here, there = self.system.view, work.view
        there.ties[...], there.degrees[...], there.common[...] = here.ties, here.degrees, here.common
        if here.directed:
            there.incoming[...], there.paths[...] = here.incoming, here.paths
        for name in ("cells", "values", "total", "moving", "present"):
            getattr(work.choices, name)[...] = getattr(self.choices, name)
        if self.scored:
            for array in work.trace:
                array[...] = 0.0

    def _statistics(self, view: View, totals: FloatArray, distance: float) -> FloatArray:
        layout = self.problem.layout
        if layout.creation or layout.endowment or self._unknown:
            return self.problem.observed(self.number, view.ties.astype(np.bool_))
        return np.concatenate([[distance], totals[list(layout.evaluation)]])

    @cached_property
    def _unknown(self) -> bool:
        return bool(self.problem.periods[self.number].unknown.any())

    def _score(self, trace: Trace, pace: float, summary: FloatArray) -> FloatArray:
        if not self.scored:
            return np.zeros(0)
        layout = self.problem.layout
        n = len(layout.of_network)
        pairs = self.system.view.fixed[self.system.slots[n:]].reshape(len(layout.terms) - n, -1)
        counts = pairs @ trace.counts.reshape(-1, 2)
        making = np.concatenate([trace.moved[0], counts[:, 0]])
        keeping = -np.concatenate([trace.moved[1], counts[:, 1]])
        times = 2.0 if self.problem.rule.pairwise else 1.0  # the pace has the square of the rate
        return np.concatenate([[times * (summary[1] - pace * summary[2])], layout.gather(making, keeping)])


def _setting(problem: Problem, number: int, values: FloatArray) -> Setting:
    from symmachy.kernels.choices import Setting

    period, system, layout = problem.periods[number], problem.systems[number], problem.layout
    n = len(layout.of_network)
    making, keeping = layout.directions(values)
    return Setting(
        rule=problem.rule.rule,
        directed=problem.rule.directed,
        reach=int(reduce(or_, (t.reach for t in layout.of_network), Reach.NONE)),
        looks=np.array([_look(t.reach) for t in layout.of_network], dtype=np.int64),
        options=system.options,
        slots=system.slots,
        making=making[:n].copy(),
        keeping=keeping[:n].copy(),
        allowed=period.allowed.astype(np.uint8),
        start=period.start.astype(np.uint8),
        counted=period.counted.astype(np.uint8),
    )


def _bases(problem: Problem, number: int, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what the mechanisms of pairs add for ties to be made, and to be kept, ``(N, N)`` each."""
    layout, system = problem.layout, problem.systems[number]
    n, size = len(layout.of_network), len(problem.periods[number].states)
    making, keeping = layout.directions(values)
    pairs = system.view.fixed[system.slots[n:]].reshape(len(making) - n, size * size)
    base = (making[n:] @ pairs).reshape(size, size)
    if not layout.creation and not layout.endowment:
        return base, base
    return base, (keeping[n:] @ pairs).reshape(size, size)


def _choices(size: int, n: int) -> Choices:
    from symmachy.kernels.choices import Choices

    return Choices(
        cells=np.zeros((size, size, 4)),
        values=np.zeros((size, size, n)),
        total=np.zeros(size),
        moving=np.zeros(size),
        present=np.zeros(size, dtype=np.uint8),
        marked=np.zeros((size, size), dtype=np.uint8),
        pairs=np.zeros((size * (size - 1) + 2, 2), dtype=np.int32),
    )


def _trace(size: int, n: int, *, scored: bool) -> Trace:
    from symmachy.kernels.choices import Trace

    wide = size if scored else 1
    return Trace(
        counts=np.zeros((wide, wide, 2)),
        moved=np.zeros((2, n)),
        chance=np.zeros(size),
        share=np.zeros(size),
    )


def _look(reach: Reach) -> int:
    """Return which count of `symmachy.kernels.reached` is enough for a statistic of that reach."""
    order = (Reach.COMMON, Reach.EMBEDDED, Reach.ENDS, Reach.NEIGHBOURS, Reach.SYSTEM)
    return max((at for at, part in enumerate(order, 1) if part in reach), default=0)
