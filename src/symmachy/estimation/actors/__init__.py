"""Stochastic actor-oriented models."""

from __future__ import annotations

from symmachy.estimation.actors.choosing import Choosing, choosing
from symmachy.estimation.actors.fit import ActorsFit
from symmachy.estimation.actors.goodness import goodness
from symmachy.estimation.actors.importance import Importance, importance
from symmachy.estimation.actors.kinds import (
    Compensatory,
    Conjunctive,
    Directed,
    Disjunctive,
    Forcing,
    Reciprocal,
    Rule,
)
from symmachy.estimation.actors.left_out import LeftOut, left_out
from symmachy.estimation.actors.marginal import Marginal, marginal
from symmachy.estimation.actors.model import Actors
from symmachy.estimation.actors.phases import Phases
from symmachy.estimation.actors.score_test import ScoreTest
from symmachy.estimation.actors.simulate import Draws
from symmachy.estimation.actors.time_test import TimeTest, time_test

__all__ = [
    "Actors",
    "ActorsFit",
    "Choosing",
    "Compensatory",
    "Conjunctive",
    "Directed",
    "Disjunctive",
    "Draws",
    "Forcing",
    "Importance",
    "LeftOut",
    "Marginal",
    "Phases",
    "Reciprocal",
    "Rule",
    "ScoreTest",
    "TimeTest",
    "choosing",
    "goodness",
    "importance",
    "left_out",
    "marginal",
    "time_test",
]
