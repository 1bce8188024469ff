"""What next: chances ahead that were set against the past, base rates, and the closest pairs of the past."""

from symmachy.forecasting.analogues import Analogue, analogues
from symmachy.forecasting.as_of import AsOf, as_of
from symmachy.forecasting.base_rate import BaseRate, Count, base_rate
from symmachy.forecasting.cases import Cases
from symmachy.forecasting.history import History, history
from symmachy.forecasting.origins import Origin
from symmachy.forecasting.pact import MECHANISMS, Chance, Drive, PactModel, fit_pacts
from symmachy.forecasting.recalibration import Recalibration
from symmachy.forecasting.targets.target import HORIZONS

__all__ = [
    "HORIZONS",
    "MECHANISMS",
    "Analogue",
    "AsOf",
    "BaseRate",
    "Cases",
    "Chance",
    "Count",
    "Drive",
    "History",
    "Origin",
    "PactModel",
    "Recalibration",
    "analogues",
    "as_of",
    "base_rate",
    "fit_pacts",
    "history",
]
