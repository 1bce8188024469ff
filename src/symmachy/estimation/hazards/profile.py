"""Intervals and tests from the likelihood's own shape, for coefficients whose likelihood is lopsided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation.hazards.links import Logit
from symmachy.estimation.inference import check_level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from symmachy.estimation.hazards.hazard import Hazard
    from symmachy.kernels.newton import Problem
    from symmachy.typing import FloatArray

__all__ = ["profile"]

_DOUBLINGS = 30
"""How often a search doubles its distance before an interval counts as open on that side."""


@dataclass(frozen=True, kw_only=True)
class _Curve:
    """The highest (penalised) log-likelihood at each value of one coefficient, others free."""

    problem: Problem
    beta: FloatArray
    top: float

    def drop(self, value: float) -> float:
        """Return twice the distance from the top."""
        from symmachy.kernels.newton import solve

        start = self.beta.copy()
        start[self.problem.held] = value
        return 2.0 * (self.top - solve(self.problem, start).objective)


def profile(
    model: Hazard, frame: pl.DataFrame, *, terms: Sequence[str] | None = None, conf_level: float = 0.95
) -> pl.DataFrame:
    """Return profile-likelihood intervals and likelihood-ratio tests [1]_; with `Firth`, penalised ones [2]_.

    Each value of a coefficient that the interval holds has a (penalised) log-likelihood, maximised over all
    other coefficients, within half of a chi-square quantile of the highest. They rest on the likelihood, so
    that the model's covariance (clusters and the like) plays no part in them.

    Parameters
    ----------
    model
        The model. With `Firth` its link must be `Logit`, since only there a penalised likelihood exists.
    frame
        One row for each unit and period at risk.
    terms
        Names of coefficients; None for all but the intercept.
    conf_level
        Level of the intervals, strictly between 0 and 1.

    Returns
    -------
    polars.DataFrame
        Columns term, estimate, statistic (chi-square with one degree of freedom, of the coefficient being 0),
        p.value, conf.low, conf.high; an end is null where the likelihood never falls far enough.

    Raises
    ------
    UnknownName
        If a term is no coefficient.
    BadInput, NotIdentified
        As `Hazard.fit`.

    References
    ----------
    .. [1] Venzon and Moolgavkar (1988), A Method for Computing Profile-Likelihood-Based Confidence Intervals,
       Applied Statistics 37.
    .. [2] Heinze and Schemper (2002), A Solution to the Problem of Separation in Logistic Regression,
       Statistics in Medicine 21.

    Examples
    --------
    >>> import polars as pl
    >>> from symmachy.estimation import Firth, Hazard
    >>> rows = pl.DataFrame({"formed": [0, 0, 0, 0, 0, 0, 1, 1], "war": [0, 0, 0, 0, 0, 1, 1, 1]})
    >>> found = profile(Hazard(outcome="formed", covariates=("war",), penalty=Firth()), rows)
    >>> found.select("term", pl.col("estimate").round(3)).rows()  # log(2.5 * 5.5 / (0.5 * 1.5))
    [('war', 2.909)]
    """
    import polars as pl
    from scipy import special

    from symmachy.estimation.hazards.design import build
    from symmachy.estimation.hazards.hazard import find, pose
    from symmachy.estimation.hazards.penalties import Firth
    from symmachy.kernels.newton import solve

    check_level(conf_level)
    if isinstance(model.penalty, Firth) and not isinstance(model.link, Logit):
        msg = f"with the link {model.link.name!r} Firth's method has no likelihood to profile; use Logit()."
        raise BadInput(msg)
    design = build(model, frame)
    problem = pose(design)
    beta = find(design, problem).beta
    top = solve(problem, beta).objective
    errors = np.sqrt(np.diag(np.linalg.inv(solve(problem, beta).information + np.diag(problem.ridge))))
    reach = float(special.chdtri(1.0, 1.0 - conf_level))
    rows = []
    for term in design.names[1:] if terms is None else terms:
        if term not in design.names[1:]:
            kind = "coefficient with a profile"
            raise UnknownName.among(kind, term, design.names[1:])
        j = design.names.index(term)
        curve = _Curve(problem=replace(problem, held=j), beta=beta, top=top)
        low, high = (_end(curve.drop, float(beta[j]), side * float(errors[j]), reach) for side in (-1.0, 1.0))
        statistic = max(curve.drop(0.0), 0.0)
        unit = design.scale[j - 1]
        ends = [None if end is None else end / unit for end in (low, high)]
        rows.append((term, beta[j] / unit, statistic, float(special.chdtrc(1.0, statistic)), *ends))
    names = ("estimate", "statistic", "p.value", "conf.low", "conf.high")
    return pl.DataFrame(rows, schema={"term": pl.String, **dict.fromkeys(names, pl.Float64)}, orient="row")


def _end(drop: Callable[[float], float], centre: float, step: float, reach: float) -> float | None:
    """Return where `drop` reaches `reach` on the step's side of the centre, or None if it never does."""
    from scipy import optimize

    near, far = centre, centre + step
    for _ in range(_DOUBLINGS):
        if drop(far) > reach:
            return float(optimize.brentq(lambda value: drop(value) - reach, near, far, xtol=1e-10))
        near, far = far, far + (far - centre)
    return None
