"""Temporal exponential random graph models: ties of one year given those of the years before."""

from __future__ import annotations

from symmachy.estimation.tergm.ahead import OutOfSample
from symmachy.estimation.tergm.fit import TergmFit
from symmachy.estimation.tergm.gof import TergmGoodness
from symmachy.estimation.tergm.model import Tergm
from symmachy.estimation.tergm.runaway import Runaway
from symmachy.estimation.tergm.sampler import Sampler
from symmachy.estimation.tergm.simulate import Simulated

__all__ = ["OutOfSample", "Runaway", "Sampler", "Simulated", "Tergm", "TergmFit", "TergmGoodness"]
