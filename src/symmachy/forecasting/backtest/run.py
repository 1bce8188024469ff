"""The backtest: cases measured once, forecast in blocks of origins, then combined and scored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.forecasting.backtest.blocks import blocks_of
from symmachy.forecasting.backtest.forecasts import combined
from symmachy.forecasting.backtest.plan import Plan
from symmachy.forecasting.backtest.scored import card_of
from symmachy.forecasting.backtest.work import forecast_all
from symmachy.forecasting.carried import carried
from symmachy.forecasting.history import history
from symmachy.forecasting.rungs.hazards import FEW
from symmachy.forecasting.targets import target_named
from symmachy.mechanisms import registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from symmachy.forecasting.backtest.card import SkillCard
    from symmachy.forecasting.backtest.forecasts import AtHorizon, Learnt
    from symmachy.forecasting.cases import Cases
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.world.world import World

__all__ = ["backtest", "cases_of", "measurable"]

_FEWEST_ORIGINS = 5


def backtest(
    world: World,
    plan: Plan | None = None,
    *,
    jobs: int = 1,
    keep: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> SkillCard:
    """Forecast from every origin of a plan what is known now, and score what was said.

    Every rung is fitted, chosen, mixed and recalibrated on what was known at its origin. The card does
    not depend on the number of workers, nor on whether the work was stopped and taken up again.

    Parameters
    ----------
    world
        The whole record; each origin sees its own part.
    plan
        What to run; all by default.
    jobs
        How many processes. Within ``joblib.parallel_config`` its backend does the work, a Dask cluster too.
    keep
        A folder for blocks that are done; those that are in it are not done again.
    progress
        Called with a stage, how many of its parts are done, and how many there are.

    Raises
    ------
    BadInput
        Where the record has too few years for any origin of the plan, or cannot speak of any of its targets.
    WorkerLost
        Where a worker or a cluster's scheduler was lost; the blocks that were done are kept in `keep`.
    """
    plan = plan or Plan()
    tell = progress or (lambda *_: None)
    known = world.as_known(hindsight=plan.hindsight)
    if plan.first - known.coverage.first < 2 * _FEWEST_ORIGINS or plan.first > known.coverage.last:
        raise BadInput(
            f"the first origin is {plan.first} but the record {world.record!r} covers {known.coverage}; "
            f"begin between {known.coverage.first + 2 * _FEWEST_ORIGINS} and {known.coverage.last}"
        )
    last = known.coverage.last if plan.last is None else min(plan.last, known.coverage.last)
    asked_for = [o for block in blocks_of(plan.first, last, plan.every) for o in block]
    if len(asked_for) < _FEWEST_ORIGINS:
        raise BadInput(
            f"the plan has {len(asked_for)} origins and a score needs {_FEWEST_ORIGINS}; begin earlier, end later, or "
            "take more of the years"
        )
    able = tuple(name for name in plan.targets if target_named(name).known_in(known))
    if not able:
        raise BadInput(
            f"the record {world.record!r} does not say which treaty is behind a pledge, which all of "
            f"{', '.join(plan.targets)} need; name other targets"
        )
    asked, plan = plan, replace(plan, targets=able)
    tell("history", 0, 1)
    tables = cases_of(known, plan)
    tell("history", 1, 1)
    raw = forecast_all(known, tables, plan, jobs=jobs, keep=keep, tell=tell)
    at: dict[tuple[str, int], AtHorizon] = {}
    learnt: dict[str, tuple[Learnt, ...]] = {}
    for name in plan.targets:
        found, learnt[name] = combined(
            tables[name], raw[name], plan.ladder, target=name, horizons=plan.horizons, first=plan.first
        )
        at |= {(name, h): f for h, f in found.items() if len(f.origins) >= _FEWEST_ORIGINS}
    card = card_of(world, known, plan, at, learnt, jobs=jobs, tell=tell)
    return card.model_copy(update={"not_known": tuple(n for n in asked.targets if n not in able)})


def measurable(world: World, *, every: bool) -> tuple[Mechanism, ...]:
    """Return the mechanisms, at their defaults, that a world can measure.

    Parameters
    ----------
    world
        The world.
    every
        Whether all of the registry are wanted, or the few of the smaller hazard.
    """
    found = []
    for name, kind in registry().items():
        if not every and name not in FEW:
            continue
        try:
            mechanism = kind()
        except TypeError:  # it stands for any variable by name, and none is named here
            continue
        if name != "ties" and kind.direction.fits(directed=False) and not mechanism.lacks(world):
            found.append(mechanism)
    return tuple(found)


def cases_of(known: World, plan: Plan) -> dict[str, Cases]:
    """Return the cases of each target of a plan, measured once for all origins.

    Parameters
    ----------
    known
        A world that `World.as_known` made: what it says of a year was known at that year's end.
    plan
        The targets, and whether all mechanisms are needed.
    """
    past = history(known, measurable(known, every=plan.all_mechanisms))
    values = carried(past)
    return {name: target_named(name).cases(past, values) for name in plan.targets}
