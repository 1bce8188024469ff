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
from symmachy.estimation.hazards.bootstrap import Bootstrap, bootstrap
from symmachy.estimation.hazards.compress import compress
from symmachy.estimation.hazards.durations import CubicPolynomial, Duration, LogTime
from symmachy.estimation.hazards.fit import Fit
from symmachy.estimation.hazards.hazard import Hazard
from symmachy.estimation.hazards.held import Held
from symmachy.estimation.hazards.links import Cloglog, Link, Logit
from symmachy.estimation.hazards.penalties import Firth, Penalty, Ridge
from symmachy.estimation.hazards.profile import profile
from symmachy.estimation.hazards.risk import AtRisk, Transition, at_risk
from symmachy.estimation.hazards.several import fit_with
from symmachy.estimation.hazards.splines import Spline
from symmachy.estimation.hazards.stretches import DurationDummies
from symmachy.estimation.hazards.ties import TieEvent, TieHazards
from symmachy.estimation.hazards.ties_fit import TieHazardsFit
from symmachy.estimation.intervals import Interval
from symmachy.estimation.provenance import Provenance
from symmachy.estimation.relation import Relation
from symmachy.estimation.table import table
from symmachy.estimation.tabled import Tabled
from symmachy.estimation.tergm import OutOfSample, Runaway, Sampler, Simulated, Tergm, TergmFit, TergmGoodness
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
    "Held",
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
