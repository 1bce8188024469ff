"""Estimation: how strongly, and how surely."""

from __future__ import annotations

from symmachy.estimation.actors import (
    Actors,
    ActorsFit,
    Compensatory,
    Conjunctive,
    Directed,
    Disjunctive,
    Draws,
    Forcing,
    Phases,
    Reciprocal,
    Rule,
)
from symmachy.estimation.bootstrap import Bootstrap, Interval, bootstrap
from symmachy.estimation.compress import compress
from symmachy.estimation.covariances import (
    BlockBootstrap,
    Clustered,
    Covariance,
    DyadicRobust,
    Heteroskedastic,
    Information,
    ModelBased,
    SmallSample,
)
from symmachy.estimation.durations import CubicPolynomial, Duration, DurationDummies, LogTime, Spline
from symmachy.estimation.fit import Fit
from symmachy.estimation.hazard import Hazard
from symmachy.estimation.links import Cloglog, Link, Logit
from symmachy.estimation.penalties import Firth, Penalty, Ridge
from symmachy.estimation.profile import profile
from symmachy.estimation.provenance import Provenance
from symmachy.estimation.relation import Relation
from symmachy.estimation.risk import AtRisk, Transition, at_risk
from symmachy.estimation.several import fit_with
from symmachy.estimation.table import table
from symmachy.estimation.tabled import Tabled
from symmachy.estimation.tergm import OutOfSample, Runaway, Sampler, Simulated, Tergm, TergmFit, TergmGoodness
from symmachy.estimation.tie_hazards import TieEvent, TieHazards
from symmachy.estimation.tie_hazards_fit import TieHazardsFit
from symmachy.estimation.weights import FrequencyWeights, Missing, SamplingWeights

__all__ = [
    "Actors",
    "ActorsFit",
    "AtRisk",
    "BlockBootstrap",
    "Bootstrap",
    "Cloglog",
    "Clustered",
    "Compensatory",
    "Conjunctive",
    "Covariance",
    "CubicPolynomial",
    "Directed",
    "Disjunctive",
    "Draws",
    "Duration",
    "DurationDummies",
    "DyadicRobust",
    "Firth",
    "Fit",
    "Forcing",
    "FrequencyWeights",
    "Hazard",
    "Heteroskedastic",
    "Information",
    "Interval",
    "Link",
    "LogTime",
    "Logit",
    "Missing",
    "ModelBased",
    "OutOfSample",
    "Penalty",
    "Phases",
    "Provenance",
    "Reciprocal",
    "Relation",
    "Ridge",
    "Rule",
    "Runaway",
    "Sampler",
    "SamplingWeights",
    "Simulated",
    "SmallSample",
    "Spline",
    "Tabled",
    "Tergm",
    "TergmFit",
    "TergmGoodness",
    "TieEvent",
    "TieHazards",
    "TieHazardsFit",
    "Transition",
    "at_risk",
    "bootstrap",
    "compress",
    "fit_with",
    "profile",
    "table",
]
