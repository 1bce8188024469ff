"""From a solution to a fit: likelihoods, covariance, average slopes, provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified
from symmachy.estimation.covariances import BlockBootstrap, Information, ModelBased
from symmachy.estimation.hazards.fit import Fit
from symmachy.estimation.hazards.hazard import information_of
from symmachy.estimation.hazards.sandwich import Scores, Spread, spread
from symmachy.estimation.provenance import Provenance, environment, version
from symmachy.estimation.weights import SamplingWeights

if TYPE_CHECKING:
    from symmachy.estimation.hazards.design import Design
    from symmachy.estimation.hazards.links import Link
    from symmachy.kernels.newton import Problem, Solution
    from symmachy.typing import FloatArray

__all__ = ["inverse_information", "make_fit", "scores_at"]

_ROWS_AT_ONCE = 65_536


def scores_at(
    design: Design, problem: Problem, beta: FloatArray
) -> tuple[Scores, FloatArray, float, FloatArray]:
    """Return the scores at `beta`, the information without penalty, the log-likelihood, and the residuals.

    The scores of a bias-reduced fit are the adjusted ones, which sum to zero at its estimates.
    """
    from symmachy.kernels.binary import Curvature, adjust_scores, binary_pass

    expected = information_of(design.model) is Information.EXPECTED
    u = np.empty(design.y.size)
    here = binary_pass(
        problem.x,
        problem.y,
        problem.w,
        beta,
        link=problem.link,
        curvature=Curvature.EXPECTED if expected else Curvature.OBSERVED,
        residual=u,
        threads=problem.threads,
    )
    bread = inverse_information(here.information + np.diag(problem.ridge), design.names)
    if problem.firth:
        adjust_scores(
            problem.x, problem.w, beta, bread, link=problem.link, residual=u, threads=problem.threads
        )
    scores = Scores(
        x=problem.x,
        u=u,
        w=problem.w,
        counts=not isinstance(design.model.weights, SamplingWeights),
        bread=bread,
        threads=problem.threads,
    )
    return scores, here.information, here.log_likelihood, u


def inverse_information(information: FloatArray, names: tuple[str, ...]) -> FloatArray:
    """Return the inverse of a positive definite matrix.

    Raises
    ------
    NotIdentified
        If it has none.
    """
    scale = 1.0 / np.sqrt(np.diag(information))
    try:
        root = np.linalg.cholesky(information * np.outer(scale, scale))
    except np.linalg.LinAlgError:
        flat = names[int(np.argmin(np.diag(information)))]
        msg = f"the information matrix cannot be inverted; the data say next to nothing about {flat!r}."
        raise NotIdentified(msg) from None
    half = np.linalg.inv(root)
    return np.asarray(half.T @ half * np.outer(scale, scale))


def make_fit(design: Design, problem: Problem, solution: Solution, drawn: Spread | None = None) -> Fit:
    """Return everything that is reported about `solution`; `drawn` is a bootstrap's spread, if known."""
    model = design.model
    scores, information, log_likelihood, _ = scores_at(design, problem, solution.beta)
    seed = None
    if isinstance(model.covariance, BlockBootstrap):
        from symmachy.estimation.hazards.bootstrap import redraw

        seed = model.covariance.seed
        found = drawn or redraw(model.covariance, design, problem, solution).spread
    else:
        found = spread(model.covariance, scores, design.keys)
    units = design.units
    mean_slope, bend = _slopes(model.link, design, solution.beta)
    events = np.sum(design.w * design.y if scores.counts else design.y)
    notes = found.notes
    if isinstance(model.weights, SamplingWeights) and isinstance(model.covariance, ModelBased):
        notes += ("sampling weights with a model-based covariance: use a robust one.",)
    covariance = found.matrix * np.outer(units, units)
    return Fit(
        model=model,
        names=design.names,
        coefficients=design.back @ solution.beta,
        centre=design.centre,
        centred_covariance=(covariance + covariance.T) / 2.0,
        n=_whole(scores.rows),
        events=_whole(float(events)),
        log_likelihood=log_likelihood,
        null_log_likelihood=_null_log_likelihood(design),
        parameters=float(np.sum(scores.bread * information)),
        groups=found.groups,
        degrees=found.degrees,
        dropped=design.dropped,
        dropped_rows=design.dropped_rows,
        converged=solution.converged,
        iterations=solution.iterations,
        mean_slope=mean_slope,
        mean_bend=bend / units,
        notes=notes,
        provenance=Provenance(
            version=version(),
            model=str(model),
            checksum=design.checksum,
            seed=seed,
            environment=environment(),
        ),
    )


def _whole(count: float) -> float:
    return int(count) if float(count).is_integer() else float(count)


def _null_log_likelihood(design: Design) -> float:
    total = float(np.sum(design.w))
    events = float(np.sum(design.w * design.y))
    return float(events * np.log(events / total) + (total - events) * np.log1p(-events / total))


def _slopes(link: Link, design: Design, beta: FloatArray) -> tuple[float, FloatArray]:
    """Return the mean slope of the probability by the predictor, and that mean's own gradient, shape (k,)."""
    slope, bend = 0.0, np.zeros(beta.size)
    for start in range(0, design.y.size, _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        x, w = design.x[:, rows], design.w[rows]
        predictor = np.einsum("j,ji->i", beta, x)
        slope += float(np.sum(w * link.slope(predictor)))
        bend += np.einsum("ji,i->j", x, w * link.bend(predictor))  # einsum adds in a fixed order
    total = float(np.sum(design.w))
    return slope / total, bend / total
