"""Stochastic actor-oriented models."""

from __future__ import annotations

from symmachy.estimation.actors.fit import ActorsFit
from symmachy.estimation.actors.kinds import (
    Compensatory,
    Conjunctive,
    Directed,
    Disjunctive,
    Forcing,
    Reciprocal,
    Rule,
)
from symmachy.estimation.actors.model import Actors
from symmachy.estimation.actors.phases import Phases
from symmachy.estimation.actors.simulate import Draws

__all__ = [
    "Actors",
    "ActorsFit",
    "Compensatory",
    "Conjunctive",
    "Directed",
    "Disjunctive",
    "Draws",
    "Forcing",
    "Phases",
    "Reciprocal",
    "Rule",
]
