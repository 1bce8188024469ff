"""Score-type tests of coefficients that are not estimated, from simulations at the estimates of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import NotIdentified

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray

__all__ = ["ScoreTest", "said", "score_test"]

_SINGULAR = 1e-10
_LEVEL = 0.05


@dataclass(frozen=True, kw_only=True)
class ScoreTest:
    """Whether r coefficients that were held at a value have another."""

    statistic: float
    """The quadratic form, which has a chi-square distribution where they have that value."""
    degrees: int
    """Its degrees of freedom."""
    p_value: float
    z: float | None
    """For one coefficient the standard normal statistic, with the sign of the deviation; None for several."""


def score_test(
    deviation: FloatArray, derivative: FloatArray, covariance: FloatArray, tested: BoolArray
) -> ScoreTest:
    r"""Test the coefficients that are held where their statistics deviate from what was observed.

    With observed less expected statistics u, their derivatives D by the coefficients and their covariance S,
    each in a part for the estimated and one for the tested coefficients, it takes
    :math:`v = u_2 - D_{21} D_{11}^{-1} u_1`, from which the estimates' own error is gone, and its covariance.

    Parameters
    ----------
    deviation
        ``(p,)``: observed less simulated statistics.
    derivative
        ``(p, p)``: of the expected statistics (rows) by the coefficients (columns).
    covariance
        ``(p, p)``: of the statistics.
    tested
        ``(p,)``: which coefficients are tested; the others are estimated, or not of interest.

    Raises
    ------
    NotIdentified
        Where the statistics of the estimated coefficients, or those tested, do not vary on their own.

    Notes
    -----
    The test is Schweinberger's; for periods see Lospinoso, Schweinberger, Snijders and Ripley (2011).

    Examples
    --------
    >>> two = score_test(np.array([0.0, 2.0]), np.eye(2), np.eye(2), np.array([False, True]))
    >>> two.statistic, two.degrees, round(two.p_value, 3), two.z
    (4.0, 1, 0.046, 2.0)
    """
    from scipy.stats import chi2

    kept = ~tested
    inner = derivative[np.ix_(kept, kept)]
    if inner.size and np.linalg.cond(inner) > 1 / _SINGULAR:
        raise NotIdentified(
            "the estimated coefficients are not identified, so that none can be tested beside them"
        )
    project = np.zeros((int(tested.sum()), len(tested)))
    project[:, tested] = np.eye(int(tested.sum()))
    if inner.size:
        project[:, kept] = -np.linalg.solve(inner.T, derivative[np.ix_(tested, kept)].T).T
    away, spread = project @ deviation, project @ covariance @ project.T
    scale = np.sqrt(np.maximum(np.diag(spread), 0.0))
    before = np.sqrt(np.diag(covariance)[tested])
    if not (scale > 1e-6 * before).all():
        raise NotIdentified(
            "a tested statistic moves only with those of the model, or not at all: it cannot be told from them"
        )
    values, vectors = np.linalg.eigh(spread / np.outer(scale, scale))
    used = values > values[-1] * 1e-8
    along = (vectors.T @ (away / scale))[used]
    statistic = float((along**2 / values[used]).sum())
    degrees = int(used.sum())
    return ScoreTest(
        statistic=statistic,
        degrees=degrees,
        p_value=float(chi2.sf(statistic, degrees)),
        z=float(away[0] / scale[0]) if len(away) == 1 else None,
    )


def said(test: ScoreTest) -> str:
    """Return a test in words."""
    p = "p < .001" if test.p_value < 0.001 else f"p = {test.p_value:.3f}"
    verdict = "the data speak against it" if test.p_value < _LEVEL else "the data do not speak against it"
    freedom = "1 degree" if test.degrees == 1 else f"{test.degrees} degrees"
    return f"{verdict} (chi-square {test.statistic:.2f} with {freedom} of freedom, {p})"
