"""The way to the coefficients at which simulated networks have, on average, the observed statistics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified
from symmachy.estimation.actors.moments import moments_of
from symmachy.estimation.identify import quoted

if TYPE_CHECKING:
    from symmachy.estimation.actors.moments import Moments
    from symmachy.estimation.actors.phases import Phases
    from symmachy.estimation.actors.problem import Problem
    from symmachy.estimation.actors.simulate import Draws, Simulator
    from symmachy.estimation.actors.watch import Watch
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["Solution", "Theta", "beginning", "solve"]

_LONGEST = 3.0
"""Longest step of the first phase, in standard errors that the whole path would give, by coefficient."""
_NEAR = 0.5
"""Overall ratio at which the first phase ends."""
_FASTEST = 1e4
"""Opportunities in a period beyond which a rate has run away."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Theta:
    """Coefficients: ``(M,)`` rates, 0 where nothing changed, and ``(Q,)`` others."""

    rates: FloatArray
    values: FloatArray

    def moved(self, step: FloatArray, free: BoolArray) -> Theta:
        """Return new coefficients: free rates times the exponential of a step's first part, the others plus."""
        rates = self.rates.copy()
        rates[free] *= np.exp(np.clip(step[: int(free.sum())], -1.5, 1.5))
        return Theta(rates=rates, values=self.values + step[int(free.sum()) :])


@dataclass(frozen=True, kw_only=True, eq=False)
class Solution:
    """Where the estimation ended, and what the last phase found there."""

    theta: Theta
    moments: Moments
    iterations: int
    """Simulations of all periods, in all phases."""
    repeats: int
    """How often the third phase was repeated."""


def beginning(problem: Problem, free: BoolArray) -> Theta:
    """Return where the estimation begins: rates from the numbers of changes, the ties' coefficient from how
    many were made and undone, all else 0.
    """
    rates, odds = np.zeros(len(problem.periods)), np.zeros(2)
    for m, period in enumerate(problem.periods):
        changed = period.counted & (period.start != period.end)
        odds += [(changed & period.end).sum(), (changed & period.start).sum()]
        if free[m]:
            each = changed.sum() / max(int(period.stays.sum()), 1)
            if problem.rule.pairwise:
                each = 2 * changed.sum() / max(int(period.counted.sum()), 1)
            rates[m] = 2.0 * each + 0.2 * (not problem.rule.pairwise)
    values = np.zeros(len(problem.layout.names))
    del odds
    return Theta(rates=rates, values=values)


def solve(
    problem: Problem, simulator: Simulator, phases: Phases, start: Theta | None, watch: Watch
) -> Solution:
    """Return the solution of the moment equations.

    Raises
    ------
    NotIdentified
        If the statistics cannot be told apart, do not move, or run away.
    """
    free = problem.targets[:, 0] > 0
    names = (*(n for n, f in zip(problem.names, free, strict=False) if f), *problem.layout.names)
    theta = beginning(problem, free) if start is None else start
    stage, iterations = 0, 0

    def drawn(at: Theta, count: int, what: str) -> Draws:
        nonlocal stage, iterations
        found = watch.kept(stage)
        if found is None:
            found = simulator.draw(at.rates, at.values, stage=stage, count=count, scored=True)
            watch.keep(stage, found)
        stage += 1
        iterations += count
        watch.done(what, count)
        return found

    _refuse_unmoved(problem)
    moments, theta = _approach(problem, phases, theta, free, names, drawn)
    theta = _refine(problem, phases, theta, moments, free, names, drawn)
    for repeat in range(phases.repeats + 1):
        draws = drawn(theta, phases.last, "phase 3")
        moments = moments_of(problem, draws, free)
        _refuse(names, moments, draws, theta)
        done = moments.overall <= phases.enough
        if done or repeat == phases.repeats:
            break
        theta = theta.moved(moments.step(_LONGEST), free)
    return Solution(theta=theta, moments=moments, iterations=iterations, repeats=repeat)


def _approach(problem, phases, theta, free, names, drawn):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0917
    last: Theta | None = None
    longest = _LONGEST
    for _ in range(phases.steps):
        draws = drawn(theta, phases.draws, "phase 1")
        if draws.cut_off and last is not None:  # it went too far
            longest /= 2
            theta = Theta(rates=np.sqrt(theta.rates * last.rates), values=(theta.values + last.values) / 2)
            continue
        moments = moments_of(problem, draws, free)
        _refuse(names, moments, draws, theta)
        last = theta
        theta = theta.moved(moments.step(longest), free)
        if moments.overall < _NEAR:
            break
    return moments, theta


def _refine(problem, phases, theta, moments, free, names, drawn):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0917
    gain = phases.gain
    for _ in range(phases.parts):
        path = []
        for _ in range(phases.updates):
            draws = drawn(theta, phases.batch, "phase 2")
            here = moments_of(problem, draws, free)
            step = replace(moments, mean=here.mean).step(_LONGEST)
            theta = theta.moved(gain * step, free)
            path.append(theta)
        theta = Theta(
            rates=np.exp(np.mean([np.log(np.maximum(p.rates, 1e-300)) for p in path], axis=0)) * free,
            values=np.mean([p.values for p in path], axis=0),
        )
        gain /= 2
    return theta


def _refuse_unmoved(problem: Problem) -> None:
    if not len(problem.moving):
        raise NotIdentified(
            "no tie changed in any of the periods, so that there is nothing to estimate; take years further apart"
        )


def _refuse(names: tuple[str, ...], moments: Moments, draws: Draws, theta: Theta) -> None:
    spread = np.sqrt(np.diag(moments.covariance))
    still = [n for n, s in zip(names, spread, strict=True) if s == 0.0]
    if still:
        raise NotIdentified(
            f"the statistic of {quoted(still)} never changes in simulations, so that its coefficient cannot be "
            "estimated; leave it out"
        )
    if draws.cut_off > len(draws.statistics) * draws.statistics.shape[1] / 2 or (theta.rates > _FASTEST).any():
        worst = names[int(np.argmax(np.abs(moments.deviations)))]
        raise NotIdentified(
            f"simulated networks run away from the observed ones, most of all in the statistic of {worst!r}: the "
            "model has no solution near here; leave that mechanism out or use a steadier form of it"
        )
    scale = np.sqrt(np.diag(moments.information))
    if (scale > 0).all():
        correlation = moments.information / np.outer(scale, scale)
        sizes, vectors = np.linalg.eigh(correlation)
        if sizes[0] < 1e-9:
            guilty = [n for n, v in zip(names, vectors[:, 0], strict=True) if abs(v) > 1e-3]
            raise NotIdentified(
                f"{quoted(guilty)} cannot be told apart: one can be computed from the others; leave one of them out"
            )
