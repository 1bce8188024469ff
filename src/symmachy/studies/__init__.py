"""Studies: a file says which networks and which model, and any of the estimators fits it."""

from symmachy.studies.binding import Bound, bind
from symmachy.studies.by import By
from symmachy.studies.declared import (
    ActorsTable,
    HazardTable,
    ModelTable,
    OwnTable,
    RecordTable,
    Study,
    TergmTable,
)
from symmachy.studies.outcome import Outcome, fit_study
from symmachy.studies.reading import checked, read_study, schema
from symmachy.studies.routes import ROUTES, Route, Run, StudyFit, StudyGoodness, route

__all__ = [
    "ROUTES",
    "ActorsTable",
    "Bound",
    "By",
    "HazardTable",
    "ModelTable",
    "Outcome",
    "OwnTable",
    "RecordTable",
    "Route",
    "Run",
    "Study",
    "StudyFit",
    "StudyGoodness",
    "TergmTable",
    "bind",
    "checked",
    "fit_study",
    "read_study",
    "route",
    "schema",
]
