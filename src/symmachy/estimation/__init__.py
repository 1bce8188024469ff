"""Estimation: how strongly, and how surely."""

from __future__ import annotations

from symmachy.estimation.covariances import (
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
from symmachy.estimation.provenance import Provenance
from symmachy.estimation.weights import FrequencyWeights, Missing, SamplingWeights

__all__ = [
    "Cloglog",
    "Clustered",
    "Covariance",
    "CubicPolynomial",
    "Duration",
    "DurationDummies",
    "DyadicRobust",
    "Firth",
    "Fit",
    "FrequencyWeights",
    "Hazard",
    "Heteroskedastic",
    "Information",
    "Link",
    "LogTime",
    "Logit",
    "Missing",
    "ModelBased",
    "Penalty",
    "Provenance",
    "Ridge",
    "SamplingWeights",
    "SmallSample",
    "Spline",
]
