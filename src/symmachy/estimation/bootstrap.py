"""Block bootstrap by reweighting: draws, their covariance, percentile and BCa intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.groups import group_numbers
from symmachy.estimation.inference import check_level
from symmachy.estimation.results import make_fit, scores_at
from symmachy.estimation.sandwich import Spread

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.covariances import BlockBootstrap
    from symmachy.estimation.design import Design
    from symmachy.estimation.fit import Fit
    from symmachy.estimation.hazard import Hazard
    from symmachy.kernels.newton import Problem, Solution
    from symmachy.typing import FloatArray, IntArray

__all__ = ["Bootstrap", "Interval", "Redrawn", "bootstrap", "interval_ends", "redraw"]

_PATIENCE = 20
"""A draw that takes more steps than this from the estimates has no solution: it is separated."""


class Interval(StrEnum):
    """How an interval is read off the draws."""

    PERCENTILE = "percentile"
    """Quantiles of the draws."""
    BCA = "BCa"
    """Quantiles corrected for bias and acceleration (Efron 1987), acceleration from the blocks' influence."""


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

        check_level(conf_level)
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


def interval_ends(
    draws: FloatArray, estimates: FloatArray, acceleration: FloatArray, level: float, interval: Interval
) -> FloatArray:
    """Return the ends of the intervals, ``(2, k)``; NaN where all draws lie to one side of the estimate.

    Parameters
    ----------
    draws
        ``(draws, k)``.
    estimates, acceleration
        ``(k,)``: the estimates, and Efron's acceleration.
    level
        Strictly between 0 and 1.
    interval
        How they are read off the draws.

    Examples
    --------
    >>> import numpy as np
    >>> draws = np.arange(101.0)[:, None]
    >>> interval_ends(draws, np.array([50.0]), np.zeros(1), 0.9, Interval.PERCENTILE).ravel().round(
    ...     9
    ... ).tolist()
    [5.0, 95.0]
    """
    check_level(level)
    low, high = _shares(draws, estimates, acceleration, level, interval)
    ends = np.full((2, estimates.size), np.nan)
    for j in range(estimates.size):
        if np.isfinite(low[j]) and np.isfinite(high[j]):
            ends[:, j] = np.quantile(draws[:, j], [low[j], high[j]])
    return ends


def _shares(
    draws: FloatArray, estimates: FloatArray, acceleration: FloatArray, level: float, interval: Interval
) -> tuple[FloatArray, FloatArray]:
    from scipy import special

    tail = (1.0 - level) / 2.0
    if interval is Interval.PERCENTILE:
        return np.full(acceleration.size, tail), np.full(acceleration.size, 1.0 - tail)
    below = (draws < estimates).mean(axis=0) + (draws == estimates).mean(axis=0) / 2.0
    with np.errstate(invalid="ignore"):
        bias = special.ndtri(below)
        low, high = (
            special.ndtr(bias + (bias + z) / (1.0 - acceleration * (bias + z)))
            for z in (special.ndtri(tail), special.ndtri(1.0 - tail))
        )
    one_sided = ~np.isfinite(bias)
    return np.where(one_sided, np.nan, low), np.where(one_sided, np.nan, high)


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
    from symmachy.estimation.design import build
    from symmachy.estimation.hazard import find, pose

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
