"""Draws of all periods at given coefficients: statistics, scores, and the networks at the ends if asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.actors.begin import Begin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.begin import Path, Work
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import BoolArray, FloatArray, IntArray

__all__ = ["Draws", "Simulator"]


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
        begins = [Begin.of(self.problem, m, values, scored=scored) for m in range(len(self.problem.periods))]
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
            statistics=np.array([[p.statistics for p in d.paths] for d in found]),
            scores=np.array([[p.score for p in d.paths] for d in found]) if scored else None,
            changes=np.array([[p.changes for p in d.paths] for d in found], dtype=np.int64),
            cut_off=sum(p.cut_off for d in found for p in d.paths),
            ends=[d.ends for d in found] if keep else None,
        )

    def _one(
        self,
        begins: Sequence[Begin],
        works: Sequence[Work],
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
        ends = [work.view.ties.astype(np.bool_) for work in works] if keep else []
        return _Drawn(paths=rows, ends=ends)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Drawn:
    paths: list[Path]
    ends: list[BoolArray]
