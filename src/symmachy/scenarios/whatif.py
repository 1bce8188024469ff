"""A scenario answered: the model run forward with and without the interventions, at once or as draws come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from symmachy.scenarios.answer import Answer, Asked
from symmachy.scenarios.ensemble import Checkpoint, digest_of, draw_all, draw_in_rounds
from symmachy.scenarios.ground import Ground
from symmachy.scenarios.readings import Readings
from symmachy.scenarios.run import HazardFutures
from symmachy.scenarios.shapes import LATER, Shapes, shapes
from symmachy.scenarios.timeline import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from symmachy.scenarios.run import Futures
    from symmachy.scenarios.scenario import Scenario
    from symmachy.world.world import World

__all__ = ["stages", "whatif"]


def whatif(
    scenario: Scenario,
    *,
    world: World | None = None,
    ground: Ground | None = None,
    jobs: int | None = None,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """Run a scenario.

    Within ``joblib.parallel_config("dask")`` the draws are made on that cluster; the answer has the same
    bytes for any number of workers.

    Parameters
    ----------
    scenario
        What is asked.
    world
        The record; by default opened by the scenario's name for it.
    ground
        What scenarios of one record, base year, horizon and model share, from `Ground.of`, to spare time with
        several; `world` is not read then.
    jobs
        Worker processes; None for one, or what joblib's configuration says.
    checkpoint
        A file in which work done is kept, so that the same call goes on where it stopped.
    progress
        Called with the draws that are done and all.

    Raises
    ------
    SymmachyError
        Where the scenario names what the record does not have, the model cannot be fitted, or work is lost.
    """
    asked, futures = _asked(scenario, world, ground)
    tally = draw_all(
        futures,
        draws=scenario.draws,
        sets=scenario.coefficient_sets,
        interest=np.array(asked.interest, dtype=np.int64),
        jobs=jobs,
        checkpoint=Checkpoint(path=checkpoint, digest=asked.digest) if checkpoint else None,
        progress=progress,
    )
    return asked.answer(tally, _shapes(asked, futures))


def stages(
    scenario: Scenario, *, world: World | None = None, ground: Ground | None = None
) -> Iterator[Answer]:
    """Yield answers as draws come in: after the first few, then after about twice as many each time, then all.

    The last one is what `whatif` gives, byte for byte. Each rests on as many draws of every set of
    coefficients that it has drawn from, two or more; `Answer.drawn` says how many. Blocs and poles are measured
    when all draws are made and have been yielded, for the last one only, which `Answer.whole` tells from the
    others. What the baseline's draws were is kept with the ground, for the next scenario with the same seed.

    Parameters
    ----------
    scenario, world, ground
        As of `whatif`.

    Raises
    ------
    SymmachyError
        As `whatif`.

    Examples
    --------
    >>> from symmachy.scenarios import Scenario
    >>> change = {"kind": "withdrawal", "states": "USA", "when": "+1"}
    >>> asked = {"title": "One leaves", "base_year": 1990, "horizon": 2, "draws": 40, "shapes": 0}
    >>> [a.drawn for a in stages(Scenario.of({**asked, "interventions": [change]}))]
    [8, 16, 32, 40]
    """
    asked, futures = _asked(scenario, world, ground)
    if isinstance(futures, HazardFutures):
        futures = replace(futures, kept=asked.ground.draws)
    draws, sets = scenario.draws, scenario.coefficient_sets
    interest = np.array(asked.interest, dtype=np.int64)
    for tally in draw_in_rounds(futures, draws=draws, sets=sets, interest=interest):
        complete = tally.draws.sum() == draws
        if scenario.shapes or not complete:
            yield asked.answer(tally, LATER)
        if complete:
            yield asked.answer(tally, _shapes(asked, futures))


def _asked(scenario: Scenario, world: World | None, ground: Ground | None) -> tuple[Asked, Futures]:
    ground = Ground.of(scenario, world) if ground is None else ground
    ground.check(scenario)
    readings = Readings(timeline=changed(ground.baseline, scenario.interventions), baseline=ground.readings)
    interest = tuple(ground.place_of(pair) for pair in scenario.pairs)
    futures = ground.futures(readings, sets=scenario.coefficient_sets, seed=scenario.seed)
    digest = _digest(scenario, futures, interest, ground)
    return (
        Asked(scenario=scenario, ground=ground, readings=readings, interest=interest, digest=digest),
        futures,
    )


def _shapes(asked: Asked, futures: Futures) -> Shapes:
    scenario = asked.scenario
    return shapes(
        futures,
        asked.ground.baseline,
        asked.readings.timeline,
        sample=scenario.shapes,
        draws=scenario.draws,
        per_set=scenario.draws // scenario.coefficient_sets,
        kept=asked.ground.shapes,
    )


def _digest(scenario: Scenario, futures: Futures, interest: tuple[int, ...], ground: Ground) -> str:
    from symmachy.estimation.provenance import version

    decides = scenario.model_dump(
        mode="json", by_alias=True, include={"base_year", "horizon", "draws", "coefficient_sets", "seed"}
    )
    parts: list[object] = [version(), decides, interest]
    if isinstance(futures, HazardFutures):
        for one in (futures.baseline, futures.scenario):
            parts += [one.values, *one.course]
        parts += [
            futures.moves.share,
            futures.drawn.fixed,
            *(array for terms in futures.drawn.terms for array in terms),
        ]
    else:
        # What the slow ways read is the whole record, so that its edition stands in for the arrays.
        world = ground.baseline.worlds[0]
        editions = sorted((p.source, p.version, p.checksum) for p in world.provenance)
        parts += [scenario.model_dump_json(by_alias=True), world.record, world.last_day, editions]
        sets: object = getattr(futures, "sets", ())
        parts += list(sets) if isinstance(sets, tuple) else [sets]
    return digest_of(*parts)
