"""The ladder: ways to forecast, each one class, entered in a registry."""

from symmachy.forecasting.rungs.hazards import HazardAll, HazardFew
from symmachy.forecasting.rungs.mixtures import (
    Mixture,
    RecalibratedAll,
    RecalibratedFew,
    RecalibratedMixture,
    RecalibratedTrees,
)
from symmachy.forecasting.rungs.rates import AgeOnly, BaseRate, LongRun, NoChange
from symmachy.forecasting.rungs.rung import (
    REFERENCE,
    Combined,
    Direct,
    Forecaster,
    Rung,
    rung,
    rung_named,
    rungs,
)
from symmachy.forecasting.rungs.trees import BoostedTrees

__all__ = [
    "REFERENCE",
    "AgeOnly",
    "BaseRate",
    "BoostedTrees",
    "Combined",
    "Direct",
    "Forecaster",
    "HazardAll",
    "HazardFew",
    "LongRun",
    "Mixture",
    "NoChange",
    "RecalibratedAll",
    "RecalibratedFew",
    "RecalibratedMixture",
    "RecalibratedTrees",
    "Rung",
    "rung",
    "rung_named",
    "rungs",
]
