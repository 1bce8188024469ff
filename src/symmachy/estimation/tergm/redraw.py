"""The bootstrap over years: years are weighed again, and the solution is found from the estimates.

What is linear in the years at the estimates, up to the third derivatives, is summed with a draw's weights and
solved for where the draw's score is zero; the rows are read again only to correct what is left, which takes
one or two readings of all draws together. A draw that does not settle so is fitted afresh.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.estimation.tergm.solve import problem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.estimation.covariances import BlockBootstrap
    from symmachy.estimation.journal import Journal
    from symmachy.estimation.tergm.solve import Scaled
    from symmachy.kernels.pooled import Expansion
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["Redrawn", "redraw"]

_AT_ONCE = 50
"""Draws that are corrected in one reading of the rows: fixed, so that workers change no digit."""

_DECREMENT = 1e-8
"""A draw has settled when its step is this small, squared and in standard errors; the step is still made."""

_FAR = 1.0
"""After a step longer than this, squared and in standard errors, the information is computed anew."""

_READINGS = 12
_PATIENCE = 20


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """Draws in the units of the covariates as they came."""

    draws: FloatArray
    """``(kept draws, k)``."""
    acceleration: FloatArray
    """``(k,)``: Efron's acceleration, from fits that leave out one year each."""
    lost: int
    """Draws without a solution."""


def redraw(
    by: BlockBootstrap,
    parts: Sequence[Scaled],
    solutions: Sequence[FloatArray],
    blocks: int,
    *,
    show: bool = False,
    journal: Journal | None = None,
) -> Redrawn:
    """Return draws around the solutions of all parts, whose years are drawn together.

    Parameters
    ----------
    by
        Number of draws, seed, workers.
    parts
        One for a pooled model; formation and persistence for a separable one.
    solutions
        The estimates of each, scaled.
    blocks
        Number of years.
    show
        Whether progress is shown.
    journal
        Where draws are kept as they are found, and were kept by an earlier run.
    """
    import joblib

    from symmachy.estimation.progress import progress
    from symmachy.kernels.pooled import expand

    times = np.array([_times(by.seed, draw, blocks) for draw in range(by.draws)])
    without = 1.0 - np.eye(blocks)
    wanted = np.concatenate([times, without])
    places = [(place, first) for place in range(len(parts)) for first in range(0, len(wanted), _AT_ONCE)]
    found = {} if journal is None else _kept(journal, places)
    waiting = [at for at in places if at not in found]
    around = {
        place: expand(
            parts[place].rows.x, parts[place].rows.y, parts[place].rows.n, parts[place].rows.starts, at
        )
        for place, at in enumerate(solutions)
        if any(place == one for one, _ in waiting)
    }
    jobs = (
        joblib.delayed(_refit)(
            parts[place], solutions[place], around[place], wanted[first : first + _AT_ONCE]
        )
        for place, first in waiting
    )
    with progress("bootstrap", len(wanted) * len(parts), show=show) as done:
        done("bootstrap", sum(len(good) for _, good in found.values()))
        run = joblib.Parallel(n_jobs=by.workers, prefer="threads", return_as="generator")
        for at, (beta, good) in zip(waiting, run(jobs), strict=True):
            found[at] = beta, good
            if journal is not None:
                journal.add(_name(*at), beta=beta, good=good)
            done("bootstrap", len(good))
    columns = []
    settled = np.ones(len(wanted), dtype=np.bool_)
    for place, part in enumerate(parts):
        own = [found[at] for at in places if at[0] == place]
        columns.append(np.concatenate([beta for beta, _ in own]) @ part.back.T)
        settled &= np.concatenate([good for _, good in own])
    every = np.concatenate(columns, axis=1)
    drawn, left_out = settled[: by.draws], settled[by.draws :]
    return Redrawn(
        draws=every[: by.draws][drawn],
        acceleration=_acceleration(every[by.draws :][left_out]),
        lost=int((~drawn).sum()),
    )


def _kept(
    journal: Journal, places: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], tuple[FloatArray, BoolArray]]:
    """Return what an earlier run has found, by part and first draw."""
    found = {at: journal.parts.get(_name(*at)) for at in places}
    return {at: (kept["beta"], kept["good"]) for at, kept in found.items() if kept is not None}


def _name(place: int, first: int) -> str:
    return f"{place} {first}"


def _times(seed: int, draw: int, blocks: int) -> FloatArray:
    """Return how often a draw takes each year."""
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(draw,))))
    return np.bincount(generator.integers(0, blocks, blocks), minlength=blocks).astype(np.float64)


def _acceleration(without: FloatArray) -> FloatArray:
    """Return Efron's acceleration from estimates that leave out one year each, ``(T, k)``."""
    influence = without.mean(axis=0) - without
    spread = np.sum(influence**2, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.sum(influence**3, axis=0) / (6.0 * spread**1.5)
    return np.where(spread > 0, found, 0.0)


def _refit(
    part: Scaled, solution: FloatArray, at: Expansion, times: FloatArray
) -> tuple[FloatArray, BoolArray]:
    """Return the coefficients of each weighting ``(B, T)``, and whether they were found."""
    from symmachy.kernels.pooled import scores

    draws, k = len(times), len(solution)
    beta, curvature = np.empty((draws, k)), np.empty((draws, k, k))
    for draw, weights in enumerate(times):
        delta, curvature[draw] = _expanded(at, weights)
        beta[draw] = solution + delta
    waiting = np.ones(draws, dtype=np.bool_)
    far = np.zeros(draws, dtype=np.bool_)
    last = np.full(draws, np.inf)
    steps, before = np.empty((draws, k)), np.empty((draws, k))
    rows = part.rows
    for _ in range(_READINGS):
        active = np.flatnonzero(waiting)
        if not active.size:
            break
        found, bent = scores(
            rows.x,
            rows.y,
            rows.n,
            rows.starts,
            times=times[active],
            beta=np.ascontiguousarray(beta[active]),
            bent=far[active],
        )
        for draw, score, information in zip(active.tolist(), found, bent, strict=True):
            if far[draw]:
                curvature[draw] = information
            elif np.isfinite(last[draw]):
                curvature[draw] = _learnt(curvature[draw], steps[draw], before[draw] - score)
            step = _solved(curvature[draw], score)
            decrement = float(step @ score)
            if not far[draw] and not 0.0 <= decrement <= _FAR:  # where it is now, the curvature is another
                far[draw] = True
                continue
            if not 0.0 <= decrement < last[draw]:  # not on the way to a maximum
                last[draw] = -1.0
                waiting[draw] = False
                continue
            beta[draw] += step
            steps[draw], before[draw] = step, score
            last[draw] = decrement
            waiting[draw] = decrement >= _DECREMENT
            far[draw] = decrement > _FAR
    good = ~waiting & (last >= 0)
    for draw in np.flatnonzero(~good).tolist():
        beta[draw], good[draw] = _afresh(part, solution, times[draw])
    return beta, good


def _expanded(at: Expansion, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where the expanded score is zero, as a step from the estimates, and the information there."""
    score = np.einsum("t,tj->j", weights, at.score)
    information = np.einsum("t,tjl->jl", weights, at.information)
    third = np.einsum("t,tjlh->jlh", weights, at.third)
    delta = first = _solved(information, score)
    for _ in range(6):
        bend = np.einsum("jlh,h->jl", third, delta)
        step = _solved(information - bend, score - information @ delta + 0.5 * bend @ delta)
        delta = delta + step
        if not np.all(np.abs(delta - first) <= 0.5 * np.max(np.abs(first))):  # it does not reach so far
            return first, information
        if np.max(np.abs(step)) < 1e-9:
            break
    return delta, information - np.einsum("jlh,h->jl", third, delta)


def _learnt(curvature: FloatArray, step: FloatArray, fall: FloatArray) -> FloatArray:
    """Return the curvature after a step by which the score fell so much: the update of Broyden and others."""
    along = float(step @ fall)
    if along <= 0.0:
        return curvature
    expected = curvature @ step
    return np.asarray(
        curvature + np.outer(fall, fall) / along - np.outer(expected, expected) / float(step @ expected)
    )


def _solved(matrix: FloatArray, vector: FloatArray) -> FloatArray:
    try:
        return np.asarray(np.linalg.solve(matrix, vector), dtype=np.float64)
    except np.linalg.LinAlgError:
        return np.full(vector.size, np.nan)


def _afresh(part: Scaled, solution: FloatArray, weights: FloatArray) -> tuple[FloatArray, bool]:
    """Return the solution of one weighting by the general solver, and whether there is one."""
    from symmachy.kernels.newton import solve

    found = solve(problem_of(part.rows, weights), solution, iterations=_PATIENCE)
    return found.beta, bool(found.converged and np.isfinite(found.beta).all())
