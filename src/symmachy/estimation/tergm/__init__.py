"""Temporal exponential random graph models: ties of one year given those of the years before."""

from __future__ import annotations

from symmachy.estimation.tergm.fit import TergmFit
from symmachy.estimation.tergm.model import Tergm

__all__ = ["Tergm", "TergmFit"]
