"""Studies by hazards of formation and ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from symmachy.studies.by import By
from symmachy.studies.routes.route import Route, Run, StudyFit

if TYPE_CHECKING:
    from symmachy.estimation import Covariance, Duration, Penalty, Tabled
    from symmachy.studies.binding import Bound
    from symmachy.studies.declared import HazardTable

__all__ = ["HazardRoute"]


class HazardRoute(Route):
    """Formation and ending, each with coefficients of its own."""

    by: ClassVar[By] = By.HAZARD
    reads: ClassVar[tuple[str, ...]] = ("specification", "formation", "ending", "presence")
    instead: ClassVar[tuple[str, ...]] = ("formation", "ending")

    def fit(self, bound: Bound, run: Run) -> StudyFit:
        """Return the hazards' fits."""
        from symmachy.estimation import Cloglog, Logit, Missing, TieHazards

        options = bound.study.hazard
        parts = self.specifications(bound.study.model)
        return TieHazards(
            **parts,
            relation=bound.relation,
            duration=_duration(options),
            link=Cloglog() if options.link == "cloglog" else Logit(),
            penalty=_penalty(options),
            covariance=_covariance(options, run),
            missing=Missing(options.missing),
        ).fit(bound.networks, threads=run.jobs)

    def sign_says(self, head: str, name: str) -> bool:
        """Return False for endings, which a positive coefficient makes more frequent."""
        from symmachy.estimation import TieEvent

        del name
        return head != TieEvent.ENDING.value

    def columns(self, fit: StudyFit) -> tuple[tuple[str, Tabled], ...]:
        """Return a column for each event."""
        from symmachy.estimation import TieHazardsFit

        if not isinstance(fit, TieHazardsFit):
            return super().columns(fit)
        return tuple((event.value, one) for event, one in fit.fits.items())


def _duration(options: HazardTable) -> Duration | None:
    from symmachy.estimation import CubicPolynomial, DurationDummies, LogTime, Spline
    from symmachy.estimation.hazards.ties import YEARS_AT_RISK

    match options.duration:
        case "spline":
            return Spline(YEARS_AT_RISK, knots=options.knots)
        case "cubic":
            return CubicPolynomial(YEARS_AT_RISK)
        case "log":
            return LogTime(YEARS_AT_RISK)
        case "dummies":
            return DurationDummies(YEARS_AT_RISK)
        case "none":
            return None


def _penalty(options: HazardTable) -> Penalty | None:
    from symmachy.estimation import Firth, Ridge

    if options.penalty == "ridge":
        return Ridge(strength=options.strength)
    return Firth() if options.penalty == "firth" else None


def _covariance(options: HazardTable, run: Run) -> Covariance:
    from symmachy.estimation import BlockBootstrap, Clustered, DyadicRobust, Heteroskedastic, ModelBased

    if options.errors == "bootstrap":
        return BlockBootstrap("year", draws=options.draws, seed=run.seed, workers=run.jobs)
    if options.errors == "dyadic":
        return DyadicRobust("state_1", "state_2")
    if options.errors == "robust":
        return Heteroskedastic()
    return ModelBased() if options.errors == "model" else Clustered("dyad", "year")
