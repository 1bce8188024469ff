"""The ladder: ways to forecast, each one class, entered in a registry."""

from symmachy.forecasting.rungs.chosen import Chosen
from symmachy.forecasting.rungs.hazards import HazardAll, HazardFew
from symmachy.forecasting.rungs.mixtures import (
    ChosenFew,
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
    OfWorld,
    Rung,
    rung,
    rung_named,
    rungs,
)
from symmachy.forecasting.rungs.simulated import SimulatedActors, SimulatedTergm
from symmachy.forecasting.rungs.trees import BoostedTrees

__all__ = [
    "REFERENCE",
    "AgeOnly",
    "BaseRate",
    "BoostedTrees",
    "Chosen",
    "ChosenFew",
    "Combined",
    "Direct",
    "Forecaster",
    "HazardAll",
    "HazardFew",
    "LongRun",
    "Mixture",
    "NoChange",
    "OfWorld",
    "RecalibratedAll",
    "RecalibratedFew",
    "RecalibratedMixture",
    "RecalibratedTrees",
    "Rung",
    "SimulatedActors",
    "SimulatedTergm",
    "rung",
    "rung_named",
    "rungs",
]
