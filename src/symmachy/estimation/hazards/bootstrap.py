"""Block bootstrap by reweighting: draws, their covariance, percentile and BCa intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.hazards.groups import group_numbers
from symmachy.estimation.hazards.results import make_fit, scores_at
from symmachy.estimation.hazards.sandwich import Spread
from symmachy.estimation.intervals import Interval, interval_ends

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.covariances import BlockBootstrap
    from symmachy.estimation.hazards.design import Design
    from symmachy.estimation.hazards.fit import Fit
    from symmachy.estimation.hazards.hazard import Hazard
    from symmachy.kernels.newton import Problem, Solution
    from symmachy.typing import FloatArray, IntArray

__all__ = ["Bootstrap", "Redrawn", "bootstrap", "redraw"]

_PATIENCE = 20
"""A draw that takes more steps than this from the estimates has no solution: it is separated."""


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """Draws of one bootstrap, in the units of the covariates."""

    draws: FloatArray
    """Shape ``(kept draws, k)``."""
    acceleration: FloatArray
    """Shape ``(k,)``: Efron's acceleration."""
    spread: Spread


@dataclass(frozen=True, kw_only=True, eq=False)
class Bootstrap:
    """A fit with the draws behind its covariance."""

    fit: Fit
    draws: FloatArray
    """Shape ``(kept draws, k)``: coefficients of each draw."""
    acceleration: FloatArray
    """Shape ``(k,)``."""

    def tidy(self, conf_level: float = 0.95, *, interval: Interval = Interval.PERCENTILE) -> pl.DataFrame:
        """Return one row for each coefficient.

        Parameters
        ----------
        conf_level
            Level of the intervals, strictly between 0 and 1.
        interval
            How the intervals are read off the draws.

        Returns
        -------
        polars.DataFrame
            Columns term, estimate, std.error, bias (mean of the draws less the estimate), conf.low,
            conf.high. A BCa interval is null where all draws lie to one side of the estimate.
        """
        import polars as pl

        estimates = self.fit.coefficients
        ends = interval_ends(self.draws, estimates, self.acceleration, conf_level, Interval(interval))
        return pl.DataFrame(
            {
                "term": self.fit.names,
                "estimate": estimates,
                "std.error": self.fit.standard_errors,
                "bias": self.draws.mean(axis=0) - estimates,
                "conf.low": ends[0],
                "conf.high": ends[1],
            }
        ).fill_nan(None)


def bootstrap(model: Hazard, frame: pl.DataFrame, *, by: BlockBootstrap) -> Bootstrap:
    """Return the model's fit to `frame` with bootstrap draws.

    Parameters
    ----------
    model
        The model; its own covariance gives way to the bootstrap's.
    frame
        One row for each unit and period at risk.
    by
        Blocks, number of draws, seed and workers.

    Raises
    ------
    BadInput, UnknownName, NotIdentified
        As `Hazard.fit`; and if there are fewer than two blocks, or fewer than two draws have a solution.

    Examples
    --------
    >>> import polars as pl
    >>> from symmachy.estimation import BlockBootstrap, Hazard
    >>> rows = pl.DataFrame({"y": [0, 1, 0, 0, 1, 0, 1, 1] * 5, "year": sorted([*range(10)] * 4)})
    >>> drawn = bootstrap(Hazard(outcome="y"), rows, by=BlockBootstrap("year", draws=50, seed=1))
    >>> drawn.draws.shape
    (50, 1)
    """
    from symmachy.estimation.hazards.design import build
    from symmachy.estimation.hazards.hazard import find, pose

    design = build(replace(model, covariance=by), frame)
    problem = pose(design)
    solution = find(design, problem)
    redrawn = redraw(by, design, problem, solution)
    return Bootstrap(
        fit=make_fit(design, problem, solution, redrawn.spread),
        draws=redrawn.draws,
        acceleration=redrawn.acceleration,
    )


def redraw(by: BlockBootstrap, design: Design, problem: Problem, solution: Solution) -> Redrawn:
    """Return draws around `solution`."""
    import joblib

    numbers, blocks = group_numbers(design.keys, by.columns)
    if blocks < 2:
        msg = f"{by.by!r} has {blocks} block(s); a bootstrap needs two at the least, and better forty."
        raise BadInput(msg)
    alone = joblib.effective_n_jobs(by.workers) == 1
    inner = replace(problem, threads=problem.threads if alone else 1)
    rows = joblib.Parallel(n_jobs=by.workers, prefer="threads")(
        joblib.delayed(_draw)(inner, solution.beta, numbers, blocks, (by.seed, number))
        for number in range(by.draws)
    )
    found = np.array([row for row in rows if row is not None])
    if len(found) < 2:
        msg = f"the model has a solution in {len(found)} of {by.draws} draws only; fit with penalty=Firth()."
        raise NotIdentified(msg)
    lost = by.draws - len(found)
    draws = found @ design.back.T
    return Redrawn(
        draws=draws,
        acceleration=_acceleration(design, problem, solution.beta, numbers, blocks),
        spread=Spread(
            matrix=np.atleast_2d(np.cov(found, rowvar=False)),
            groups=((by.by, blocks),),
            notes=(f"{lost} of {by.draws} draws had no solution and are left out.",) if lost else (),
        ),
    )


def _draw(
    problem: Problem, start: FloatArray, numbers: IntArray, blocks: int, key: tuple[int, int]
) -> FloatArray | None:
    from symmachy.kernels.newton import solve

    seed, draw = key
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(draw,))))
    times_drawn = np.bincount(generator.integers(0, blocks, blocks), minlength=blocks)
    again = replace(problem, w=problem.w * times_drawn[numbers])
    solution = solve(again, start, iterations=200 if problem.firth else _PATIENCE)
    return solution.beta if solution.converged else None


def _acceleration(
    design: Design, problem: Problem, beta: FloatArray, numbers: IntArray, blocks: int
) -> FloatArray:
    from symmachy.kernels.groups import group_sums

    scores, _, _, u = scores_at(design, problem, beta)
    influence = design.back @ scores.bread @ group_sums(problem.x, u, numbers, blocks)
    return np.asarray(np.sum(influence**3, axis=1) / (6.0 * np.sum(influence**2, axis=1) ** 1.5))
