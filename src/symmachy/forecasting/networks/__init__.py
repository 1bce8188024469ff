"""Chances from network models: fitted on what was known at an origin, and simulated from there on."""

from symmachy.forecasting.networks.ahead import YEARS_AHEAD, Ahead
from symmachy.forecasting.networks.kept import ahead_by
from symmachy.forecasting.networks.model import NetworkModel
from symmachy.forecasting.networks.of_actors import ActorsAhead
from symmachy.forecasting.networks.of_tergm import TergmAhead

__all__ = ["YEARS_AHEAD", "ActorsAhead", "Ahead", "NetworkModel", "TergmAhead", "ahead_by"]
