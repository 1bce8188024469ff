"""Forecasts from the origins of the past, set against what came."""

from symmachy.forecasting.backtest.card import (
    Counted,
    Part,
    Point,
    Range,
    RungScore,
    Section,
    SkillCard,
    Value,
)
from symmachy.forecasting.backtest.plan import FIRST, Plan
from symmachy.forecasting.backtest.run import backtest

__all__ = [
    "FIRST",
    "Counted",
    "Part",
    "Plan",
    "Point",
    "Range",
    "RungScore",
    "Section",
    "SkillCard",
    "Value",
    "backtest",
]
