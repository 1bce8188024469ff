"""What next: chances ahead, base rates, and the pairs of the past that were closest."""

from symmachy.forecasting.analogues import Analogue, analogues
from symmachy.forecasting.base_rate import BaseRate, Count, base_rate
from symmachy.forecasting.history import History, history
from symmachy.forecasting.pact import HORIZONS, MECHANISMS, Chance, Drive, PactModel, fit_pacts

__all__ = [
    "HORIZONS",
    "MECHANISMS",
    "Analogue",
    "BaseRate",
    "Chance",
    "Count",
    "Drive",
    "History",
    "PactModel",
    "analogues",
    "base_rate",
    "fit_pacts",
    "history",
]
