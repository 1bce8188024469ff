"""A period at given coefficients: every chance measured at its start, from which paths are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.mechanisms import Reach

if TYPE_CHECKING:
    from symmachy.estimation.actors.problem import Problem
    from symmachy.kernels.choices import Choices, Setting, Trace
    from symmachy.kernels.draws import Found
    from symmachy.kernels.philox import Words
    from symmachy.kernels.view import View
    from symmachy.kernels.walk import Comings, Scratch
    from symmachy.mechanisms import System
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Begin", "Paths", "Work"]

_CHANGES_A_PAIR = 10
"""A path with more changes than so many for each pair, and a thousand, has run away and is cut off."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Paths:
    """What is kept of B paths of one period."""

    statistics: FloatArray
    """``(B, 1 + Q)``: ties that changed, then the statistics of the coefficients."""
    scores: FloatArray
    """``(B, 1 + Q)``, or ``(B, 0)`` where none were asked for."""
    changes: IntArray
    """``(B,)``."""
    cut_off: int
    """How many were cut off."""
    ends: BoolArray
    """``(B, N, N)``: ties at the end, or none of them where they were not asked for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """Arrays that one path after another changes."""

    view: View
    choices: Choices
    trace: Trace
    scratch: Scratch


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
    comings: Comings = field(repr=False)
    pace: FloatArray = field(repr=False)
    """``(N,)``: how often each state has an opportunity, a multiple of the period's rate."""

    @classmethod
    def of(cls, problem: Problem, number: int, values: FloatArray, *, scored: bool) -> Begin:
        """Return the period at coefficients ``(Q,)``."""
        from symmachy.kernels._compile import handed
        from symmachy.kernels.draws import prepare
        from symmachy.kernels.listed import LISTED, listed
        from symmachy.kernels.walk import Comings, scratch_of

        period, layout = problem.periods[number], problem.layout
        size, n = len(period.states), len(layout.of_network)
        setting, choices = _setting(problem, number, values), _choices(size, n)
        choices.present[:] = period.present
        known = problem.measured.get(number)
        if known is not None:
            choices.values[...] = known
        terms = layout.of_network
        own = listed(tuple(t.own_change for t in terms), tuple(t.ripple for t in terms))
        scratch, sided = scratch_of(size, setting.alike, len(layout.terms)), setting.kept is not setting.made
        view, taken = problem.systems[number].view, handed(own, LISTED)
        prepare()(taken, view, setting, choices, scratch, known is not None, sided)
        problem.measured[number] = choices.values
        comes = ~period.present[period.who]
        return cls(
            problem=problem,
            number=number,
            scored=scored,
            own=own,
            setting=setting,
            choices=choices,
            comings=Comings(at=period.at, who=period.who, comes=comes.astype(np.uint8)),
            pace=problem.pace(number, values),
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

    def workspace(self, spare: Work | None = None) -> Work:
        """Return arrays for paths, one set for each worker.

        They are those of `spare`, which must no longer be in use, where these have the same shapes: nothing in them
        is read before a path that sets out anew has written it.
        """
        from symmachy.kernels.choices import Trace
        from symmachy.kernels.view import copy_of
        from symmachy.kernels.walk import scratch_of

        n, size, _ = self.choices.values.shape
        wide, sides = size if self.scored else 1, self._sides
        if (
            spare is not None
            and spare.choices.values.shape == self.choices.values.shape
            and spare.trace.counts.shape == (sides, wide, wide)
        ):
            return replace(spare, view=spare.view._replace(fixed=self.system.view.fixed))
        return Work(
            view=copy_of(self.system.view),
            choices=_choices(size, n),
            trace=Trace(
                counts=np.zeros((sides, wide, wide)),
                moved=np.zeros((sides, n)),
                chance=np.zeros(size),
                share=np.zeros(size),
                turns=np.zeros(size),
            ),
            scratch=scratch_of(size, self.setting.alike, len(self.problem.layout.terms)),
        )

    def paths(
        self,
        work: Work,
        rate: float,
        key: Words,
        first: int,
        count: int,
        *,
        keep: bool = False,
        anew: bool = True,
    ) -> Paths:
        """Return paths by their numbers, drawn in the arrays of `work`, where the last one's network stays.

        They set out from the start of the period, or, unless `anew`, each from where the last one in `work`
        ended; their statistics are then those of the start with the path's own changes.
        """
        from symmachy.kernels._compile import handed
        from symmachy.kernels.compose import COMPOSED
        from symmachy.kernels.draws import Asked, Found, draws
        from symmachy.kernels.listed import LISTED

        pace = self.problem.rule.pace(rate) * self.pace
        totals, size = self.problem.start_totals[self.number], len(self.choices.total)
        slow = self._slow
        found = Found(
            statistics=np.tile(totals, (count, 1)),
            summary=np.zeros((count, 3)),
            scores=np.zeros((count if self.scored else 0, self._sides, len(totals))),
            turns=np.zeros((count if self.scored and self._of_rates else 0, size)),
            ends=np.zeros((count if keep or slow or self._of_rates else 0, size, size), dtype=np.uint8),
        )
        draws()(
            *(handed(self.own, LISTED), handed(self.system.function, COMPOSED)),
            *(self.system.view, self.choices, self.setting, self.comings),
            *(work.view, work.choices, work.trace, work.scratch),
            Asked(key, self.number, first, self.scored, pace, self.limit, anew),
            found,
        )
        ends = found.ends.astype(np.bool_)
        if slow:
            statistics = np.array([self.problem.observed(self.number, end) for end in ends])
        else:
            places = list(self.problem.layout.evaluation)
            parts = [found.summary[:, :1], found.statistics[:, places]]
            if self._of_rates:
                parts.append(np.array([self.problem.turned(self.number, end) for end in ends]))
            statistics = np.concatenate(parts, axis=1)
        changes = found.summary[:, 1].astype(np.int64)
        return Paths(
            statistics=statistics,
            scores=self._scores(found),
            changes=changes,
            cut_off=int((changes > self.limit).sum()),
            ends=ends if keep else ends[:0],
        )

    def values(self, work: Work) -> FloatArray:
        """``(n, N, N)``: the network's mechanisms of each pair as it now is in `work`, as the row sees them."""
        size = len(self.choices.total)
        found = np.zeros_like(self.choices.values)
        codes = np.arange(size)
        pairs = np.ascontiguousarray(np.argwhere(codes[:, None] != codes), dtype=np.uint32)
        counts = np.full(len(found), len(pairs), dtype=np.int64)
        self.own(work.view, pairs, counts, self.setting.options, self.setting.slots, found)
        return found

    @property
    def _sides(self) -> int:
        layout = self.problem.layout
        return 2 if layout.creation or layout.endowment else 1

    @cached_property
    def _slow(self) -> bool:
        """Whether the statistics cannot be followed along a path."""
        return self._sides > 1 or bool(self.problem.periods[self.number].unknown.any())

    @property
    def _of_rates(self) -> bool:
        return bool(self.problem.layout.rate)

    def _scores(self, found: Found) -> FloatArray:
        if not self.scored:
            return np.zeros((len(found.summary), 0))
        making = found.scores[:, 0]
        keeping = found.scores[:, 1] if self._sides > 1 else np.zeros_like(making)
        times = 2.0 if self.problem.rule.pairwise else 1.0  # the pace has the square of the rate
        rate = times * (found.summary[:, 1] - found.summary[:, 2])
        parts = [rate[:, None], self.problem.layout.gather(making, keeping)]
        if self._of_rates:
            parts.append(found.turns @ self.problem.paced[self.number].T)
        return np.concatenate(parts, axis=1)


def _setting(problem: Problem, number: int, values: FloatArray) -> Setting:
    from symmachy.kernels.choices import Setting

    period, system, layout = problem.periods[number], problem.systems[number], problem.layout
    n = len(layout.of_network)
    making, keeping = layout.directions(values)
    size = len(period.states)
    made = np.empty((size, size))
    kept = made if (making[n:] == keeping[n:]).all() else np.empty((size, size))
    return Setting(
        rule=problem.rule.rule,
        directed=problem.rule.directed,
        reach=int(reduce(or_, (t.reach for t in layout.of_network), Reach.NONE)),
        looks=np.array([_look(t.reach) for t in layout.of_network], dtype=np.int64),
        alike=np.array([t.reach == Reach.ALIKE for t in layout.of_network], dtype=np.uint8),
        options=system.options,
        slots=system.slots,
        making=making,
        keeping=keeping,
        made=made,
        kept=kept,
        allowed=period.allowed.astype(np.uint8),
        start=period.start.astype(np.uint8),
        counted=period.counted.astype(np.uint8),
    )


def _choices(size: int, n: int) -> Choices:
    from symmachy.kernels.choices import Choices

    return Choices(
        weight=np.zeros((size, size)),
        values=np.zeros((n, size, size)),
        total=np.zeros(size),
        moving=np.zeros(size),
        peak=np.zeros((2, size)),
        present=np.zeros(size, dtype=np.uint8),
    )


def _look(reach: Reach) -> int:
    """Return which count of `symmachy.kernels.reached` is enough for a statistic of that reach."""
    order = (Reach.COMMON, Reach.EMBEDDED, Reach.ENDS, Reach.NEIGHBOURS, Reach.SYSTEM)
    return max((at for at, part in enumerate(order, 1) if part in reach), default=0)
