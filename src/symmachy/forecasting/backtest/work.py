"""Blocks of origins as tasks: in parallel, kept on disk as they are done, done only where they are not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symmachy.forecasting.backtest.blocks import blocks_of, forecast_block, read_block, write_block
from symmachy.workers import lost_workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from symmachy.forecasting.backtest.blocks import Block
    from symmachy.forecasting.backtest.plan import Plan
    from symmachy.forecasting.cases import Cases
    from symmachy.world.world import World

__all__ = ["forecast_all", "in_any_order"]

_AGAIN = (
    "what was done is kept; start again (a cluster first) with --resume on the command line or the same keep=, "
    "perhaps with fewer workers"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Task:
    """A block of origins of a target, and where it is kept."""

    place: int
    target: str
    origins: range
    file: Path | None


def forecast_all(
    known: World,
    tables: Mapping[str, Cases],
    plan: Plan,
    *,
    jobs: int,
    keep: Path | None,
    tell: Callable[[str, int, int], None],
) -> dict[str, Block]:
    """Return the forecasts of all fitted rungs by target, from disk where they are there."""
    raw: dict[str, Block] = {name: {} for name in tables}
    waiting: list[_Task] = []
    for name, cases in tables.items():
        first = max(plan.first - plan.warm_up, int(cases.year[0]) + 1)
        for origins in blocks_of(first, min(plan.last or cases.last, cases.last), plan.every):
            file = None if keep is None else keep / f"{name}-{origins[0]}-{origins[-1]}.npz"
            held = None if file is None else read_block(file)
            if held is None:
                waiting.append(_Task(place=len(waiting), target=name, origins=origins, file=file))
            else:
                raw[name] |= held
    done, total = 0, len(waiting)
    tell("forecasts", done, total)
    worlds = {name: known if plan.of_world(name) else None for name in tables}
    work = ((_work, (task, tables[task.target], worlds[task.target], plan)) for task in waiting)
    for place, block in in_any_order(work, jobs):
        task = waiting[place]
        if task.file is not None:
            task.file.parent.mkdir(parents=True, exist_ok=True)
            write_block(task.file, block)
        raw[task.target] |= block
        done += 1
        tell("forecasts", done, total)
    return raw


def _work(task: _Task, cases: Cases, world: World | None, plan: Plan) -> tuple[int, Block]:
    block = forecast_block(cases, plan.fitted, task.origins, plan.horizons)
    # Nothing learns from the rungs that look at a world, so that they are spared the origins that only teach.
    scored = task.origins[sum(origin < plan.first for origin in task.origins) :]
    if world is not None and scored:
        block |= forecast_block(cases, plan.of_world(task.target), scored, plan.horizons, world=world)
    return task.place, block


def in_any_order(tasks: Iterable[tuple[Any, tuple[Any, ...]]], jobs: int) -> Iterator[Any]:
    """Yield what tasks give as they are done, by joblib's processes or whatever backend is set outside."""
    from joblib import Parallel, delayed

    work = (delayed(function)(*arguments) for function, arguments in tasks)
    pool = Parallel(n_jobs=jobs if jobs != 1 else None, return_as="generator_unordered")
    with lost_workers(_AGAIN):
        yield from pool(work)
