"""Newton's method for binary outcomes: with weights, a ridge, or Firth's bias reduction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.kernels.binary import Curvature, LinkCode, Pass, adjust_scores, binary_pass

if TYPE_CHECKING:
    from symmachy.typing import FloatArray

__all__ = ["Problem", "Solution", "solve"]

_DECREMENT = 1e-10
"""Stop when a Newton step is this small, squared and in standard errors: one step more squares it again."""

_DECREMENT_LINEAR = 1e-18
"""The same for Firth's iteration, which converges linearly."""

_LONGEST_STEP = 5.0
"""No coefficient of a bias-reduced fit moves further than this in one step."""

_HALVINGS = 12
"""A step of a bias-reduced fit that makes things worse is halved at most so often."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Rows, link and penalty of one fit, in arrays."""

    x: FloatArray
    """Shape ``(k, n)``, C order."""
    y: FloatArray
    w: FloatArray
    link: LinkCode
    ridge: FloatArray
    """Shape ``(k,)``: half of it times the squared coefficient is taken from the log-likelihood."""
    firth: bool = False
    held: int | None = None
    """A coefficient that stays where it starts, for profiles; None for none."""
    threads: int | None = None


@dataclass(frozen=True, kw_only=True)
class Solution:
    """Where the iteration ended, whether or not it converged."""

    beta: FloatArray
    log_likelihood: float
    """Before the last step, without the penalty."""
    objective: float
    """Before the last step, with the penalty: what was maximised, or minus what was made small."""
    last_step: FloatArray
    information: FloatArray
    """Shape ``(k, k)``: at the coefficients before the last step, without the ridge."""
    iterations: int
    converged: bool


def solve(problem: Problem, start: FloatArray, *, iterations: int = 200) -> Solution:
    """Return the coefficients that maximise the (penalised) log-likelihood, from `start`.

    Parameters
    ----------
    problem
        What to solve.
    start
        First coefficients, shape ``(k,)``.
    iterations
        Give up after so many passes, one at the least; the solution then says that it did not converge.

    Examples
    --------
    >>> import numpy as np
    >>> rows = Problem(
    ...     x=np.ones((1, 4)),
    ...     y=np.array([1.0, 0, 0, 0]),
    ...     w=np.ones(4),
    ...     link=LinkCode.LOGIT,
    ...     ridge=np.zeros(1),
    ... )
    >>> solve(rows, np.zeros(1)).beta.round(9).tolist()  # log(1/3)
    [-1.098612289]
    """
    if problem.firth:
        return _solve_firth(problem, start, iterations)
    return _solve_newton(problem, start, iterations)


def _newton_step(information: FloatArray, score: FloatArray, held: int | None = None) -> FloatArray:
    if held is not None:
        free = np.arange(score.size) != held
        step: FloatArray = np.zeros(score.size)
        step[free] = _newton_step(information[np.ix_(free, free)], score[free])
        return step
    scale = 1.0 / np.sqrt(np.maximum(np.diag(information), 1e-300))
    scaled = information * np.outer(scale, scale)
    try:
        scaled_step = np.linalg.solve(scaled, scale * score)
    except np.linalg.LinAlgError:
        scaled_step = np.linalg.lstsq(scaled, scale * score, rcond=None)[0]
    return np.asarray(scale * scaled_step)


def _solve_newton(problem: Problem, start: FloatArray, iterations: int) -> Solution:
    beta = start.copy()
    step: FloatArray = np.zeros(beta.size)
    best = -np.inf
    converged, passes = False, 0
    while passes < iterations:
        passes += 1
        here = binary_pass(problem.x, problem.y, problem.w, beta, link=problem.link, threads=problem.threads)
        value = here.log_likelihood - 0.5 * float(problem.ridge @ beta**2)
        if not np.isfinite(value) or value < best - 1e-9 * abs(best):  # overshot: go half of the way back
            step = step / 2.0
            beta = beta - step
            continue
        best = value
        score = here.score - problem.ridge * beta
        step = _newton_step(here.information + np.diag(problem.ridge), score, problem.held)
        decrement = float(step @ score)
        beta = beta + step
        if decrement < _DECREMENT:
            converged = True
            break
    return Solution(
        beta=beta,
        log_likelihood=here.log_likelihood,
        objective=value,
        last_step=step,
        information=here.information,
        iterations=passes,
        converged=converged,
    )


def _solve_firth(problem: Problem, start: FloatArray, iterations: int) -> Solution:
    beta = start.copy()
    step: FloatArray = np.zeros(beta.size)
    best, halvings = np.inf, 0
    converged, passes = False, 0
    while passes < iterations:
        passes += 1
        here = binary_pass(
            problem.x,
            problem.y,
            problem.w,
            beta,
            link=problem.link,
            curvature=Curvature.EXPECTED,
            threads=problem.threads,
        )
        score = _adjusted_score(problem, beta, here)
        newton = _newton_step(here.information, score, problem.held)
        decrement = float(newton @ score)
        loss = _firth_loss(problem, here, decrement)
        if loss > best + 1e-9 * abs(best) and decrement > _DECREMENT and halvings < _HALVINGS:
            halvings += 1
            step = step / 2.0
            beta = beta - step
            continue
        best, halvings = loss, 0
        step = newton * min(1.0, _LONGEST_STEP / max(float(np.max(np.abs(newton))), 1e-300))
        beta = beta + step
        if decrement < _DECREMENT_LINEAR:
            converged = True
            break
    return Solution(
        beta=beta,
        log_likelihood=here.log_likelihood,
        objective=-loss,
        last_step=step,
        information=here.information,
        iterations=passes,
        converged=converged,
    )


def _adjusted_score(problem: Problem, beta: FloatArray, here: Pass) -> FloatArray:
    inverse = np.asarray(np.linalg.pinv(here.information, hermitian=True), dtype=np.float64)
    return here.score + adjust_scores(
        problem.x, problem.w, beta, inverse, link=problem.link, threads=problem.threads
    )


def _firth_loss(problem: Problem, here: Pass, decrement: float) -> float:
    """Return what every step must make smaller.

    For the logit the adjusted score is the slope of a penalised likelihood; for other links it is the slope
    of nothing, and its own size is watched.
    """
    if problem.link is not LinkCode.LOGIT:
        return decrement
    sign, log_det = np.linalg.slogdet(here.information)
    return -here.log_likelihood - 0.5 * float(log_det) if sign > 0 else np.inf
