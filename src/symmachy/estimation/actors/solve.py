"""The way to the coefficients at which simulated networks have, on average, the observed statistics."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified
from symmachy.estimation.actors.moments import mean_of, moments_of, pooled
from symmachy.estimation.actors.outset import Theta, outset
from symmachy.estimation.actors.refusals import refuse_collinear, refuse_runaway, refuse_same, refuse_still

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.actors.moments import Moments
    from symmachy.estimation.actors.phases import Phases
    from symmachy.estimation.actors.problem import Problem
    from symmachy.estimation.actors.simulate import Draws, Simulator
    from symmachy.estimation.actors.watch import Watch
    from symmachy.typing import BoolArray

__all__ = ["Solution", "solve"]

_LONGEST = 3.0
"""Longest step, in standard errors that the whole path would give, by coefficient."""
_AT_ONCE = 100
"""Draws that are shown and kept together: what a kill costs at the most. Its size changes no draw."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Solution:
    """Where the estimation ended, and what the last phase found there."""

    theta: Theta
    moments: Moments
    iterations: int
    """Simulations of all periods, in all phases."""


def solve(
    problem: Problem, simulator: Simulator, phases: Phases, start: Theta | None, watch: Watch
) -> Solution:
    """Return the solution of the moment equations.

    Raises
    ------
    NotIdentified
        If the statistics cannot be told apart, do not move, or run away.
    """
    if not len(problem.moving):
        raise NotIdentified(
            "no tie changed in any of the periods, so that there is nothing to estimate; take years further apart"
        )
    run = _Run(problem=problem, simulator=simulator, phases=phases, watch=watch)
    theta, near = run.approach(outset(problem) if start is None else start)
    theta = run.refine(theta, near)
    return run.settle(theta)


@dataclass(kw_only=True)
class _Run:
    problem: Problem
    simulator: Simulator
    phases: Phases
    watch: Watch
    stage: int = field(default=0, init=False)
    iterations: int = field(default=0, init=False)

    @property
    def free(self) -> BoolArray:
        """Which rates are estimated."""
        return np.asarray(self.problem.targets[:, 0] > 0)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the coefficients that are."""
        return (*(self.problem.names[m] for m in self.problem.moving), *self.problem.layout.names)

    def approach(self, theta: Theta) -> tuple[Theta, Moments]:
        """Take Newton's steps, each from new simulations, until the rest is no more than their noise."""
        last, longest, moments = theta, _LONGEST, None
        noise = 1.5 * np.sqrt(len(self.names) / self.phases.draws)
        for number in range(self.phases.steps):
            draws = self.drawn(theta, self.phases.draws, "phase 1")
            if draws.cut_off and moments is not None:  # it went too far
                longest /= 2
                theta = theta.between(last)
                continue
            here = self.moments(draws, theta)
            # A few simulations say little of derivatives: those of the steps before are good for something.
            moments = here if moments is None or number < 3 else here.blended(moments)
            last, theta = theta, theta.moved(moments.step(longest), self.free)
            if here.overall < noise:
                break
        if moments is None:
            raise NotIdentified(_LOST)
        return theta, moments

    def refine(self, theta: Theta, near: Moments) -> Theta:
        """Take many small steps, and go from the mean of the places where they lead to where all of them point."""
        gain, batch = self.phases.gain, self.phases.batch
        path: list[Theta] = []
        draws: list[Draws] = []
        for _ in range(self.phases.parts):
            for _ in range(self.phases.updates):
                draws.append(self.drawn(theta, batch, "phase 2"))
                path.append(theta)
                step = replace(near, mean=mean_of(draws[-1], self.free, near.control)).step(_LONGEST)
                theta = theta.moved(gain * step, self.free)
            theta = self.middle(path, [len(d.statistics) for d in draws])
            near = self.moments(pooled(draws), theta)
            theta = theta.moved(near.step(_LONGEST), self.free)
            gain, batch = gain / 2, 2 * batch
        return theta

    def middle(self, path: Sequence[Theta], weights: Sequence[int]) -> Theta:
        """Return the weighted mean of places, of rates the geometric one."""
        rates = np.log(np.where(self.free, [p.rates for p in path], 1.0))
        return Theta(
            rates=np.where(self.free, np.exp(np.average(rates, axis=0, weights=weights)), 0.0),
            values=np.average([p.values for p in path], axis=0, weights=weights),
        )

    def settle(self, theta: Theta) -> Solution:
        """Simulate at one place; go on from there as long as it is not the solution."""
        for repeat in range(self.phases.repeats + 1):
            moments = self.moments(self.drawn(theta, self.phases.last, "phase 3"), theta)
            refuse_same(self.names, moments)
            if moments.overall <= self.phases.enough or repeat == self.phases.repeats:
                break
            theta = theta.moved(moments.step(_LONGEST), self.free)
        return Solution(theta=theta, moments=moments, iterations=self.iterations)

    def drawn(self, theta: Theta, count: int, what: str) -> Draws:
        """Return the draws of the next stage, those of an earlier run where there are some."""
        parts = []
        for first in range(0, count, _AT_ONCE):
            some = min(_AT_ONCE, count - first)
            found = self.watch.kept(self.stage, first)
            if found is None:
                found = self.simulator.draw(
                    theta.rates, theta.values, stage=self.stage, count=some, first=first, scored=True
                )
                self.watch.keep(self.stage, first, found)
            parts.append(found)
            self.watch.done(what, some)
        self.stage += 1
        self.iterations += count
        return pooled(parts)

    def moments(self, draws: Draws, theta: Theta) -> Moments:
        """Return the moments of draws that are good for something."""
        found = moments_of(self.problem, draws, self.free)
        refuse_still(self.names, found)
        refuse_runaway(self.names, found, draws, theta.rates)
        refuse_collinear(self.names, found)
        return found


_LOST = (
    "no simulation came near the observed networks; leave out what makes ties feed on ties, or pass start="
)
