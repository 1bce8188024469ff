"""Formation and ending as discrete-time hazards: one row for each period at risk, 1 where the event comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.codec import storable
from symmachy.estimation.covariances import Covariance, Information, ModelBased
from symmachy.estimation.hazards.links import Link, Logit
from symmachy.estimation.hazards.penalties import Firth, Penalty, Ridge
from symmachy.estimation.identify import refuse_collinear, refuse_separated, separation_message
from symmachy.estimation.weights import FrequencyWeights, Missing, SamplingWeights

if TYPE_CHECKING:
    import polars as pl

    from symmachy.estimation.hazards.design import Design
    from symmachy.estimation.hazards.durations import Duration
    from symmachy.estimation.hazards.fit import Fit
    from symmachy.kernels.binary import LinkCode
    from symmachy.kernels.newton import Problem, Solution
    from symmachy.typing import FloatArray

__all__ = ["Hazard"]

_FLAT = 1e-3
"""How much flatter, as a share, the likelihood may be in some direction than with an intercept only."""


@storable
@dataclass(frozen=True, kw_only=True)
class Hazard:
    """A discrete-time hazard: what the chance of an event in a period at risk depends on.

    Parameters
    ----------
    outcome
        Column of 0 and 1 (or false and true): whether the event came in the row's period.
    covariates
        Columns of numbers or truth values, one coefficient each.
    duration
        How the hazard changes with the time at risk; None for not at all.
    link
        `Logit` or `Cloglog`.
    penalty
        None, `Firth` or `Ridge`.
    covariance
        Which rows may depend on each other.
    weights
        None, `FrequencyWeights` or `SamplingWeights`.
    missing
        Whether rows with missing values are dropped and counted, or refused.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"formed": [0, 0, 0, 1, 0, 1, 1, 1], "war": [0, 0, 0, 0, 1, 1, 1, 1]})
    >>> fit = Hazard(outcome="formed", covariates=("war",)).fit(rows)
    >>> fit.tidy().select("term", pl.col("estimate").round(4)).rows()  # log(1/3), and log(9)
    [('(Intercept)', -1.0986), ('war', 2.1972)]
    """

    outcome: str
    covariates: tuple[str, ...] = ()
    duration: Duration | None = None
    link: Link = field(default_factory=Logit)
    penalty: Penalty | None = None
    covariance: Covariance = field(default_factory=ModelBased)
    weights: FrequencyWeights | SamplingWeights | None = None
    missing: Missing = Missing.DROP

    def __post_init__(self) -> None:
        if isinstance(self.covariates, str):
            msg = f"covariates must be a list of column names; for one, write ({self.covariates!r},)."
            raise BadInput(msg)
        object.__setattr__(self, "covariates", tuple(self.covariates))
        object.__setattr__(self, "missing", Missing(self.missing))

    @property
    def terms(self) -> tuple[str, ...]:
        """The coefficients' names without the intercept; those of a duration may need data first."""
        return self.covariates + (self.duration.names if self.duration is not None else ())

    @property
    def numeric_columns(self) -> tuple[str, ...]:
        """The columns that must hold numbers, each once."""
        names = [self.outcome, *self.covariates]
        if self.duration is not None:
            names.append(self.duration.source)
        if self.weights is not None:
            names.append(self.weights.column)
        return tuple(dict.fromkeys(names))

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the model reads, each once."""
        return tuple(dict.fromkeys((*self.numeric_columns, *self.covariance.columns)))

    def __str__(self) -> str:
        right = [*self.covariates, *([repr(self.duration)] if self.duration is not None else [])]
        parts = [f"{self.outcome} ~ {' + '.join(right) or '1'}", self.link.name]
        if self.penalty is not None:
            parts.append(repr(self.penalty))
        if self.weights is not None:
            parts.append(repr(self.weights))
        return ", ".join([*parts, self.covariance.describe()])

    def fit(self, frame: pl.DataFrame, *, threads: int | None = None) -> Fit:
        """Return the model's fit to `frame`.

        Parameters
        ----------
        frame
            One row for each unit and period at risk.
        threads
            How many threads; None for all processors. The result has the same bytes for any number.

        Raises
        ------
        UnknownName
            If a column is absent.
        BadInput
            If a column cannot be what the model needs it to be.
        NotIdentified
            If the outcome or a covariate does not vary, covariates are collinear, or they separate the rows
            with the event from those without.
        """
        from symmachy.estimation.hazards.design import build
        from symmachy.estimation.hazards.results import make_fit

        design = build(self, frame)
        problem = pose(design, threads)
        return make_fit(design, problem, find(design, problem))


def pose(design: Design, threads: int | None = None, w: FloatArray | None = None) -> Problem:
    """Return the arrays of `design` as a problem for the solver, perhaps with other weights."""
    from symmachy.kernels.newton import Problem

    return Problem(
        x=design.x,
        y=design.y,
        w=design.w if w is None else w,
        link=link_code(design.model.link),
        ridge=_ridge(design),
        firth=isinstance(design.model.penalty, Firth),
        threads=threads,
    )


def link_code(link: Link) -> LinkCode:
    """Return what the kernel calls this link.

    Raises
    ------
    BadInput
        If the kernel does not know it.
    """
    from symmachy.kernels.binary import LinkCode

    try:
        return LinkCode[link.name.upper()]
    except KeyError:
        msg = f"no kernel knows the link {link.name!r}; use Logit() or Cloglog()."
        raise BadInput(msg) from None


def start_values(design: Design) -> FloatArray:
    """Return the coefficients of the model with an intercept only."""
    start = np.zeros(len(design.names))
    start[0] = design.model.link.predictor(float(np.sum(design.w * design.y) / np.sum(design.w)))
    return start


def find(design: Design, problem: Problem) -> Solution:
    """Return the solver's solution.

    Raises
    ------
    NotIdentified
        If there is none, or more than one.
    """
    from symmachy.kernels.binary import gram
    from symmachy.kernels.newton import solve

    products = gram(design.x, design.w, threads=problem.threads)
    if not problem.ridge[1:].all():
        refuse_collinear(design.names[1:], products[1:, 1:])
    if not problem.firth and not problem.ridge.any():
        refuse_separated(design.names, design.x, design.y)
    solution = solve(problem, start_values(design))
    penalty = np.diag(problem.ridge)
    if not problem.firth and (not solution.converged or _went_flat(design, products, penalty, solution)):
        from symmachy.estimation.separation import separating

        guilty = separating(design.x, design.y, problem.ridge == 0)
        if guilty:
            names = [design.names[j] for j in guilty]
            raise NotIdentified(separation_message(names), guilty=names)
    if not solution.converged:
        furthest = design.names[int(np.argmax(np.abs(solution.last_step)))]
        msg = (
            f"no solution was found in {solution.iterations} steps; the coefficient of {furthest!r} still "
            "moved. Fit with penalty=Firth() or Ridge(), or with fewer covariates."
        )
        raise NotIdentified(msg, guilty=[furthest])
    return solution


def _went_flat(design: Design, products: FloatArray, penalty: FloatArray, solution: Solution) -> bool:
    """Return whether the likelihood is so flat, against an intercept only, that it may be separated."""
    start = start_values(design)[:1]
    link = design.model.link
    p = link.probability(start)
    usual = float((link.slope(start) ** 2 / (p * (1.0 - p)))[0])
    back = np.linalg.inv(np.linalg.cholesky(products * usual + penalty))
    return float(np.linalg.eigvalsh(back @ (solution.information + penalty) @ back.T)[0]) < _FLAT


def information_of(model: Hazard) -> Information:
    """Return which information the fit's covariance inverts."""
    return Information.EXPECTED if isinstance(model.penalty, Firth) else model.covariance.information


def _ridge(design: Design) -> FloatArray:
    k = len(design.names)
    penalty = design.model.penalty
    strengths = np.zeros(k)
    if not isinstance(penalty, Ridge):
        return strengths
    strengths[1 : 1 + len(design.model.covariates)] = penalty.strength
    for name, value in penalty.by_name:
        if name not in design.names:
            from symmachy.errors import UnknownName

            kind = "coefficient"
            raise UnknownName.among(kind, name, design.names)
        strengths[design.names.index(name)] = value
    if not penalty.standardised:
        strengths[1:] /= design.scale**2
    return strengths
