"""A fitted actor-oriented model with its data again: what every look at a fit begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput
from symmachy.estimation.actors.simulate import Simulator
from symmachy.mechanisms import Specification

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from symmachy.estimation.actors.fit import ActorsFit
    from symmachy.estimation.actors.problem import Problem
    from symmachy.estimation.actors.simulate import Draws
    from symmachy.mechanisms import Mechanism
    from symmachy.typing import BoolArray, FloatArray
    from symmachy.world.network import Network

__all__ = ["Estimates", "estimates", "evaluated"]

_MEMORY = 50_000_000
"""Bytes of networks that are held at a time."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Estimates:
    """The problem that was solved and where."""

    problem: Problem
    rates: FloatArray
    """``(M,)``: 0 where no tie changed."""
    values: FloatArray
    """``(Q,)``: coefficients of the mechanisms, those that were added at 0."""

    def scored(self, *, stage: int, draws: int, seed: int, jobs: int) -> Draws:
        """Return draws at the estimates with their scores, and without the networks."""
        simulator = Simulator(problem=self.problem, seed=seed, jobs=jobs)
        return simulator.draw(self.rates, self.values, stage=stage, count=draws, scored=True)

    def ends(self, *, stage: int, draws: int, seed: int, jobs: int) -> Iterator[Sequence[BoolArray]]:
        """Yield for each draw at the estimates the ties at the end of each period.

        They are drawn in batches that fit in memory, which changes none of them.
        """
        simulator = Simulator(problem=self.problem, seed=seed, jobs=jobs)
        each = sum(p.start.size for p in self.problem.periods)
        batch = max(1, jobs, _MEMORY // max(each, 1))
        for first in range(0, draws, batch):
            count = min(batch, draws - first)
            found = simulator.draw(
                self.rates, self.values, stage=stage, count=count, scored=False, keep=True, first=first
            )
            yield from found.ends or ()


def estimates(fit: ActorsFit, networks: Sequence[Network], *, more: Specification | None = None) -> Estimates:
    """Return the estimates of a fit with its networks, and with more mechanisms at 0 if some are given.

    Raises
    ------
    BadInput
        Where the networks are not those of the fit: other years, or other numbers of states.
    """
    model = fit.model
    if more is not None:
        model = replace(model, evaluation=Specification(terms=(*evaluated(fit), *more.terms)))
    problem = model.pose(networks).problem
    labels = tuple(p.label for p in problem.periods)
    sizes = tuple(len(p.states) for p in problem.periods)
    if (labels, sizes) != (fit.periods, fit.states):
        raise BadInput(
            f"the fit is of {', '.join(fit.periods)} with {_listed(fit.states)} states, but the networks given are "
            f"of {', '.join(labels)} with {_listed(sizes)}; give the networks that were fitted"
        )
    known = dict(zip(fit.names, fit.coefficients.tolist(), strict=True))
    return Estimates(
        problem=problem,
        rates=np.array([known.get(f"rate {label}", 0.0) for label in labels]),
        values=np.array([known.get(name, 0.0) for name in problem.layout.names]),
    )


def evaluated(fit: ActorsFit) -> tuple[Mechanism, ...]:
    """Return the terms of the evaluation, the part that counts for making and for keeping a tie."""
    given = fit.model.evaluation
    return given.terms if isinstance(given, Specification) else ()


def _listed(sizes: tuple[int, ...]) -> str:
    return ", ".join(map(str, sizes))
