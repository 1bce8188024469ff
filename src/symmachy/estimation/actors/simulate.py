"""Draws of all periods at given coefficients: statistics, scores, and the networks at the ends if asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.estimation.actors.begin import Begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symmachy.estimation.actors.begin import Paths, Work
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Draws", "Simulator"]

_AT_ONCE = 20
"""Paths of one compiled call."""


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

    The random numbers of a stage have a key made of the seed and the stage, and those of a draw's period a
    counter that says the draw and the period, so that they are the same whoever draws it and whatever was
    drawn before.
    """

    problem: Problem
    seed: int
    jobs: int = 1
    _spares: dict[tuple[bool, int], Work] = field(default_factory=dict, init=False, repr=False)
    """By whether there are scores, and by worker, the arrays in which paths were drawn last."""

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
        from symmachy.kernels.draws import draws

        draws()  # compiled before the workers begin
        begins = [Begin.of(self.problem, m, values, scored=scored) for m in range(len(self.problem.periods))]
        seeds = np.random.SeedSequence(self.seed, spawn_key=(stage,))
        key = np.asarray(seeds.generate_state(2, np.uint64), dtype=np.uint64)
        jobs = min(max(self.jobs, 1), count)
        numbers = np.array_split(np.arange(first, first + count), jobs)

        def some(worker: int, which: IntArray) -> list[list[Paths]]:
            """By period, the paths of some draws, a few at each call so that it can be interrupted."""
            found, spares = [], self._spares
            for m, begin in enumerate(begins):
                work = spares[scored, worker] = begin.workspace(spares.get((scored, worker)))
                few = np.array_split(which, -(-len(which) // _AT_ONCE))
                found.append([begin.paths(work, rates[m], key, int(w[0]), len(w), keep=keep) for w in few])
            return found

        if jobs == 1:
            chunks = [some(0, numbers[0])]
        else:
            import joblib

            chunks = joblib.Parallel(n_jobs=jobs, prefer="threads")(
                joblib.delayed(some)(worker, n) for worker, n in enumerate(numbers)
            )
        by_period = [[p for chunk in chunks for p in chunk[m]] for m in range(len(begins))]

        def joined(parts: Callable[[Paths], FloatArray | IntArray]) -> Any:  # noqa: ANN401  # of either kind
            """By draw and period, side by side in memory as draws read from a file are: sums are then the same."""
            columns = [np.concatenate([parts(p) for p in paths]) for paths in by_period]
            return np.ascontiguousarray(np.stack(columns, axis=1))

        return Draws(
            statistics=joined(lambda p: p.statistics),
            scores=joined(lambda p: p.scores) if scored else None,
            changes=joined(lambda p: p.changes),
            cut_off=sum(p.cut_off for paths in by_period for p in paths),
            ends=_by_draw(by_period) if keep else None,
        )


def _by_draw(by_period: Sequence[Sequence[Paths]]) -> list[list[BoolArray]]:
    periods = [[end for p in paths for end in p.ends] for paths in by_period]
    return [list(ends) for ends in zip(*periods, strict=True)]
