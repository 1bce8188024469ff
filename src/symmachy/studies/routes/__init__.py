"""The ways to estimate a study, one module each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.studies.routes.actors import ActorsRoute
from symmachy.studies.routes.hazard import HazardRoute
from symmachy.studies.routes.route import Route, Run, StudyFit, StudyGoodness
from symmachy.studies.routes.tergm import TergmRoute

if TYPE_CHECKING:
    from symmachy.studies.by import By

__all__ = ["ROUTES", "Route", "Run", "StudyFit", "StudyGoodness", "route"]

ROUTES: tuple[Route, ...] = (HazardRoute(), TergmRoute(), ActorsRoute())


def route(by: By) -> Route:
    """Return the way to estimate a study by an estimator."""
    return next(r for r in ROUTES if r.by is by)
