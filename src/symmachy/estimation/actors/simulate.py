"""Draws of all periods at given coefficients: statistics, scores, and the networks at the ends if asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.mechanisms import Reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.problem import Problem
    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.kernels.view import View
    from symmachy.kernels.walk import Comings
    from symmachy.mechanisms import System
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Draws", "Simulator"]

_CHANGES_A_PAIR = 20
"""A path with more changes than so many for each pair, and a thousand, has run away and is cut off."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Draws:
    """B draws of M periods."""

    statistics: FloatArray = field(repr=False)
    """``(B, M, 1 + Q)``: ties that changed, then the statistics of the coefficients."""
    scores: FloatArray | None = field(repr=False)
    """``(B, M, 1 + Q)``: derivatives of the log-likelihood of the path, by the logarithm of the rate and by
    the coefficients; None where none were asked for."""
    changes: IntArray = field(repr=False)
    """``(B, M)``: how many changes the path has; more than the ties that differ at its end."""
    cut_off: int
    """How many paths had so many changes that they were cut off."""
    ends: list[list[BoolArray]] | None = field(repr=False, default=None)
    """By draw and period, ties at the end."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Simulator:
    """Draws for a problem; what every draw shares is measured once for each set of coefficients.

    Draw number b of a stage has its own generator, made of the seed, the stage and b, so that it is the same
    whoever draws it and whatever was drawn before.
    """

    problem: Problem
    seed: int
    jobs: int = 1

    def draw(
        self,
        rates: FloatArray,
        values: FloatArray,
        *,
        stage: int,
        count: int,
        scored: bool,
        keep: bool = False,
        first: int = 0,
    ) -> Draws:
        """Return draws at rates ``(M,)`` and coefficients ``(Q,)``."""
        from symmachy.kernels.walk import walk

        walk()  # compiled before the workers begin
        begins = [_Begin.of(self.problem, m, values, scored=scored) for m in range(len(self.problem.periods))]
        jobs = min(max(self.jobs, 1), count)
        numbers = np.array_split(np.arange(first, first + count), jobs)

        def some(which: IntArray) -> list[_Drawn]:
            works = [begin.workspace() for begin in begins]
            return [self._one(begins, works, rates, (stage, int(b)), keep=keep) for b in which]

        if jobs == 1:
            found = some(numbers[0])
        else:
            import joblib

            chunks = joblib.Parallel(n_jobs=jobs, prefer="threads")(joblib.delayed(some)(n) for n in numbers)
            found = [one for chunk in chunks for one in chunk]
        return Draws(
            statistics=np.array([d.statistics for d in found]),
            scores=np.array([d.scores for d in found]) if scored else None,
            changes=np.array([d.changes for d in found], dtype=np.int64),
            cut_off=sum(d.cut_off for d in found),
            ends=[d.ends for d in found] if keep else None,
        )

    def _one(
        self,
        begins: Sequence[_Begin],
        works: Sequence[_Work],
        rates: FloatArray,
        key: tuple[int, int],
        *,
        keep: bool,
    ) -> _Drawn:
        seeds = np.random.SeedSequence(self.seed, spawn_key=key)
        generator = np.random.Generator(np.random.Philox(seeds))
        rows = [
            begin.path(work, rates[m], generator)
            for m, (begin, work) in enumerate(zip(begins, works, strict=True))
        ]
        return _Drawn(
            statistics=np.array([row[0] for row in rows]),
            scores=np.array([row[1] for row in rows]),
            changes=[int(row[2]) for row in rows],
            cut_off=sum(row[3] for row in rows),
            ends=[work.view.ties.astype(np.bool_) for work in works] if keep else [],
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Drawn:
    statistics: FloatArray
    scores: FloatArray
    changes: list[int]
    cut_off: int
    ends: list[BoolArray]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Work:
    """Arrays that one path after another changes."""

    view: View
    choices: Choices
    trace: Trace


@dataclass(frozen=True, kw_only=True, eq=False)
class _Begin:
    """A period at given coefficients, every chance measured at its start."""

    problem: Problem
    number: int
    system: System
    own: Any
    setting: Setting
    choices: Choices
    trace: Trace
    comings: Comings
    scored: bool
    limit: int

    @classmethod
    def of(cls, problem: Problem, number: int, values: FloatArray, *, scored: bool) -> _Begin:
        from symmachy.kernels.choices import Choices, Setting
        from symmachy.kernels.listed import listed
        from symmachy.kernels.walk import Comings, prepare

        period, system, layout = problem.periods[number], problem.systems[number], problem.layout
        size, n = len(period.states), layout.network_terms
        making, keeping = layout.directions(values)
        pairs = system.view.fixed[system.slots[n:]]
        setting = Setting(
            rule=problem.rule.rule,
            directed=problem.rule.directed,
            reach=int(layout.reach),
            looks=np.array([_look(t.reach) for t in layout.terms[:n]], dtype=np.int64),
            options=system.options,
            slots=system.slots,
            making=making[:n].copy(),
            keeping=keeping[:n].copy(),
            base_making=np.ascontiguousarray(np.tensordot(making[n:], pairs, 1))
            if len(pairs)
            else np.zeros((size, size)),
            base_keeping=np.ascontiguousarray(np.tensordot(keeping[n:], pairs, 1))
            if len(pairs)
            else np.zeros((size, size)),
            allowed=period.allowed.astype(np.uint8),
            start=period.start.astype(np.uint8),
            counted=period.counted.astype(np.uint8),
        )
        choices = Choices(
            weight=np.empty((size, size)),
            rate=np.empty((size, size)),
            values=np.zeros((size, size, n)),
            total=np.empty(size),
            moving=np.empty(size),
            present=period.present.astype(np.uint8),
            marked=np.zeros((size, size), dtype=np.uint8),
            pairs=np.empty((size * (size - 1) + 2, 2), dtype=np.int32),
        )
        trace = _trace(size, n, scored=scored)
        own = listed(tuple(t.own_change for t in layout.terms[:n]))
        prepare()(own, system.view, setting, choices, trace)
        comes = ~period.present[period.who]
        return cls(
            problem=problem,
            number=number,
            system=system,
            own=own,
            setting=setting,
            choices=choices,
            trace=trace,
            comings=Comings(at=period.at, who=period.who, comes=comes.astype(np.uint8)),
            scored=scored,
            limit=_CHANGES_A_PAIR * size * (size - 1) // 2 + 1000,
        )

    def workspace(self) -> _Work:
        from symmachy.kernels.view import view_of

        view = view_of(self.problem.periods[self.number].start)._replace(fixed=self.system.view.fixed)
        empty = type(self.choices)(*(np.empty_like(a) for a in self.choices))
        traces = type(self.trace)(*(np.empty_like(a) for a in self.trace))
        return _Work(
            view=view, choices=empty._replace(marked=np.zeros_like(self.choices.marked)), trace=traces
        )

    def path(
        self, work: _Work, rate: float, generator: np.random.Generator
    ) -> tuple[FloatArray, FloatArray, float, bool]:
        """Return the statistics, the score, the number of changes, and whether it was cut off."""
        from symmachy.kernels.walk import walk

        for kept, used in zip(self.system.view, work.view, strict=True):
            if used is not kept:
                used[...] = kept
        for kept, used in zip(self.choices[:6], work.choices[:6], strict=True):
            used[...] = kept
        for kept, used in zip(self.trace, work.trace, strict=True):
            used[...] = kept
        totals, summary = self._start.copy(), np.zeros(3)
        pace = self.problem.rule.pace(rate)
        walk()(
            *(self.own, self.system.function, work.view, self.setting, work.choices, work.trace),
            *(self.scored, self.comings, pace, self.limit, generator, totals, summary),
        )
        statistics = self._statistics(work.view, totals, summary[0])
        cut = bool(summary[1] > self.limit)
        return statistics, self._score(work.trace, pace, summary), summary[1], cut

    @cached_property
    def _start(self) -> FloatArray:
        return self.problem.start_totals[self.number]

    def _statistics(self, view: View, totals: FloatArray, distance: float) -> FloatArray:
        layout = self.problem.layout
        if self._unknown or layout.creation or layout.endowment:
            return self.problem.observed(self.number, view.ties)
        return np.concatenate([[distance], totals[list(layout.evaluation)]])

    @cached_property
    def _unknown(self) -> bool:
        return bool(self.problem.periods[self.number].unknown.any())

    def _score(self, trace: Trace, pace: float, summary: FloatArray) -> FloatArray:
        layout, n = self.problem.layout, self.problem.layout.network_terms
        if not self.scored:
            return np.zeros(0)
        pairs = self.system.view.fixed[self.system.slots[n:]].reshape(len(layout.terms) - n, trace.made.size)
        making = np.concatenate([trace.moved[0], pairs @ trace.made.ravel()])
        keeping = -np.concatenate([trace.moved[1], pairs @ trace.kept.ravel()])
        times = 2.0 if self.problem.rule.pairwise else 1.0  # the pace has the square of the rate
        return np.concatenate([[times * (summary[1] - pace * summary[2])], layout.gather(making, keeping)])


def _trace(size: int, n: int, *, scored: bool) -> Any:  # noqa: ANN401  # the kernel's own class, imported late
    from symmachy.kernels.choices import Trace

    wide = size if scored else 1
    return Trace(
        made=np.zeros((wide, wide)),
        kept=np.zeros((wide, wide)),
        moved=np.zeros((2, n)),
        chance=np.zeros(size),
        share=np.zeros(size),
    )


def _look(reach: Reach) -> int:
    """Return which count of `symmachy.kernels.reached` is enough for a statistic of that reach."""
    order = (Reach.COMMON, Reach.EMBEDDED, Reach.ENDS, Reach.NEIGHBOURS, Reach.SYSTEM)
    return max((at for at, part in enumerate(order, 1) if part in reach), default=0)
