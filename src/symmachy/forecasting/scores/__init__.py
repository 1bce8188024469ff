"""How good a forecast was: proper scores, their parts, and intervals that know that windows overlap."""

from symmachy.forecasting.scores.blocks import block_length, multiplicities, percentiles
from symmachy.forecasting.scores.corp import Corp, corp, recalibrated
from symmachy.forecasting.scores.curves import PrecisionRecall, precision_recall
from symmachy.forecasting.scores.proper import brier_score, crps_sample, log_score, skill
from symmachy.forecasting.scores.reliability import LIMITS, Said, by_range, exact, of_range

__all__ = [
    "LIMITS",
    "Corp",
    "PrecisionRecall",
    "Said",
    "block_length",
    "brier_score",
    "by_range",
    "corp",
    "crps_sample",
    "exact",
    "log_score",
    "multiplicities",
    "of_range",
    "percentiles",
    "precision_recall",
    "recalibrated",
    "skill",
]
