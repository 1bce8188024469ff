"""What-ifs within bounds, as ``symmachy whatif`` gives them, and the interventions that a scenario may hold."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadInput
from symmachy.explorer.question import Given, Lane, Parameter, Question
from symmachy.files import json_of, toml_of

if TYPE_CHECKING:
    from symmachy.explorer.question import Tell
    from symmachy.scenarios import Ground, Scenario
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["QUESTIONS"]

_KEYS = {"title", "about", "base_year", "horizon", "draws", "seed", "interventions", "pairs", "slots"}
"""What a scenario may say here; above all not which files to read a model from."""

_USUAL = {"title": "A what-if", "draws": 200}
_MOST = {"horizon": 30, "draws": 1000}
_MOST_OF = {"interventions": 12, "pairs": 20, "slots": 6}


def _interventions(_world: World, _given: Given, _tell: Tell) -> Json:
    from symmachy.report.whatif import data as whatif_json
    from symmachy.scenarios import registry

    return {"interventions": whatif_json.interventions(registry()), "most": {**_MOST, **_MOST_OF}}


def _whatif(world: World, given: Given, tell: Tell) -> Json:
    from symmachy.report.whatif import data as whatif_json
    from symmachy.scenarios import stages

    asked = _bounded(json_of(_needed(given, "scenario"), "scenario"), world)
    said: Json = {}
    for found in stages(asked, ground=_ground(world, asked.base_year, asked.horizon)):
        said = whatif_json.answer(found)
        if not found.whole:
            tell({"done": found.drawn, "of": asked.draws, "what": "draws", "part": said})
    return said


def _scenario(world: World, given: Given, _tell: Tell) -> Json:
    return {"scenario": _bounded(toml_of(_needed(given, "toml"), "toml"), world).to_dict()}


def _needed(given: Given, name: str) -> str:
    if name not in given:
        raise BadInput(f"{name} is absent: give it after the question mark, {name}=...")
    return given[name]


def _bounded(data: Any, world: World) -> Scenario:  # noqa: ANN401  # anything that JSON or TOML can hold
    from symmachy.scenarios import Scenario

    if not isinstance(data, dict):
        raise BadInput("the scenario is no object: give one such as a scenario file holds")
    if strange := sorted(set(data) - _KEYS - {"record", "coefficient_sets", "model"}):
        raise BadInput(f"a scenario has no {strange[0][:40]!r}: it may have {', '.join(sorted(_KEYS))}")
    kept = {k: v for k, v in data.items() if k in _KEYS}
    for key, most in _MOST.items():
        if isinstance(kept.get(key), int) and kept[key] > most:
            raise BadInput(
                f"{key} {kept[key]} is more than this server draws: give at most {most}, or use the command"
            )
    for key, most in _MOST_OF.items():
        if isinstance(kept.get(key), list | dict) and len(kept[key]) > most:
            raise BadInput(f"{len(kept[key])} {key} are more than this server takes: give at most {most}")
    try:
        return Scenario.of({**_USUAL, **kept, "record": world.record})
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        # Values of a kind that no file has, such as a list of lists where names belong.
        raise BadInput(
            "the scenario is not of the form that a scenario file has: compare it with an example"
        ) from None


@lru_cache(maxsize=4)
def _ground(world: World, base_year: int, horizon: int) -> Ground:
    from symmachy.scenarios import Ground, Scenario

    plain = {"title": "The default model", "base_year": base_year, "horizon": horizon}
    return Ground.of(Scenario.of({**plain, "record": world.record}), world)


def _warm(world: World) -> None:
    from symmachy.scenarios import Scenario, stages

    asked = Scenario.of({**_USUAL, "base_year": world.coverage.last - 1, "record": world.record})
    # To the end, so that the baseline's draws and shapes are there for the first scenario.
    for _ in stages(asked, ground=_ground(world, asked.base_year, asked.horizon)):
        pass


QUESTIONS = (
    Question(
        name="interventions",
        says="What a scenario may change, each with its meaning and the schema of its fields, and the bounds.",
        answer=_interventions,
    ),
    Question(
        name="whatif",
        says="The model run forward with and without the interventions of a scenario, and the difference.",
        options=(
            Parameter(
                name="scenario", means="What a scenario file holds, as JSON.", kind="text", longest=5_000
            ),
        ),
        answer=_whatif,
        lane=Lane.MODELS,
        warm=_warm,
        lasting=False,
    ),
    Question(
        name="scenario",
        says="A scenario file read, checked and given back as JSON.",
        options=(Parameter(name="toml", means="The text of a scenario file.", kind="text", longest=5_000),),
        answer=_scenario,
    ),
)
