"""Studies by a temporal exponential random graph model."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from symmachy.errors import BadInput
from symmachy.studies.by import By
from symmachy.studies.routes.route import Route, Run, StudyFit, StudyGoodness

if TYPE_CHECKING:
    from symmachy.studies.binding import Bound

__all__ = ["TergmRoute"]


class TergmRoute(Route):
    """Pooled where there is one specification, separable where formation and persistence are given."""

    by: ClassVar[By] = By.TERGM
    reads: ClassVar[tuple[str, ...]] = ("specification", "formation", "persistence")
    instead: ClassVar[tuple[str, ...]] = ("formation", "persistence")
    resumes: ClassVar[bool] = True

    def fit(self, bound: Bound, run: Run) -> StudyFit:
        """Return the model's fit."""
        from symmachy.estimation import BlockBootstrap, Interval, Missing, Tergm

        options = bound.study.tergm
        parts = self.specifications(bound.study.model)
        if parts.keys() in ({"formation"}, {"persistence"}):
            (only,) = parts
            lacking = "persistence" if only == "formation" else "formation"
            raise BadInput(
                f"[model] gives {only} but no {lacking}, and tergm needs both; or give specification"
            )
        if options.draws == 1:
            raise BadInput("[tergm] draws is 1; a bootstrap needs two at the least, or 0 for none")
        again = (
            BlockBootstrap("year", draws=options.draws, seed=run.seed, workers=run.jobs)
            if options.draws
            else None
        )
        return Tergm(
            **parts,
            relation=bound.relation,
            missing=Missing(options.missing),
            interval=Interval(options.interval),
            bootstrap=again,
        ).fit(bound.networks, show=run.progress, checkpoint=run.resume)

    def gof(self, bound: Bound, fit: StudyFit, run: Run) -> StudyGoodness:
        """Return how networks drawn from the model compare with the observed ones, year by year."""
        from symmachy.estimation import TergmFit

        if not isinstance(fit, TergmFit):
            return super().gof(bound, fit, run)
        return fit.gof(bound.networks, draws=100, seed=run.seed, workers=run.jobs)
