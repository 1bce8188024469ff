"""What if: dated changes to the world, and what a fitted model does with them."""

from symmachy.scenarios.answer import Answer
from symmachy.scenarios.effects import Effect, MeasureEffect, Moved, PairEffect
from symmachy.scenarios.ensemble import WorkerLost
from symmachy.scenarios.future import carried_on
from symmachy.scenarios.ground import Ground
from symmachy.scenarios.intervention import Intervention, intervention, named, registry
from symmachy.scenarios.scenario import ModelChoice, Scenario, read_scenario, schema
from symmachy.scenarios.timeline import Timeline, timelines
from symmachy.scenarios.whatif import stages, whatif

__all__ = [
    "Answer",
    "Effect",
    "Ground",
    "Intervention",
    "MeasureEffect",
    "ModelChoice",
    "Moved",
    "PairEffect",
    "Scenario",
    "Timeline",
    "WorkerLost",
    "carried_on",
    "intervention",
    "named",
    "read_scenario",
    "registry",
    "schema",
    "stages",
    "timelines",
    "whatif",
]
