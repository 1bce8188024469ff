"""The backtest: blocks of origins in parallel, kept on disk as they are done, then combined and scored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadInput
from symmachy.forecasting.backtest.blocks import blocks_of, forecast_block, read_block, write_block
from symmachy.forecasting.backtest.card import Section, SkillCard
from symmachy.forecasting.backtest.forecasts import combined
from symmachy.forecasting.backtest.numbers import numbers
from symmachy.forecasting.backtest.plan import Plan
from symmachy.forecasting.backtest.score import section, tally
from symmachy.forecasting.carried import carried
from symmachy.forecasting.history import history
from symmachy.forecasting.rungs import REFERENCE, Combined
from symmachy.forecasting.rungs.hazards import FEW
from symmachy.forecasting.skill import input_of
from symmachy.forecasting.targets import target_named
from symmachy.mechanisms import registry
from symmachy.workers import lost_workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from symmachy.forecasting.backtest.blocks import Block
    from symmachy.forecasting.backtest.forecasts import AtHorizon, Learnt
    from symmachy.forecasting.cases import Cases
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.world.world import World

__all__ = ["backtest", "cases_of", "measurable"]

EXPLAINED = ("hazard_few_chosen", "hazard_few_recalibrated", "hazard_few")
"""The rungs whose answer can be taken apart by mechanism within seconds: `assess` rests on the first that ran.

It is not the one with the best score on the card: that would be chosen by what came after. The first chooses by
what was known at each origin.
"""

_FEWEST_ORIGINS = 5

_AGAIN = (
    "what was done is kept; start again (a cluster first) with --resume on the command line or the same keep=, "
    "perhaps with fewer workers"
)


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
    raw = _forecast(known, tables, plan, jobs=jobs, keep=keep, tell=tell)
    at: dict[tuple[str, int], AtHorizon] = {}
    learnt: dict[str, tuple[Learnt, ...]] = {}
    for name in plan.targets:
        found, learnt[name] = combined(
            tables[name], raw[name], plan.ladder, target=name, horizons=plan.horizons, first=plan.first
        )
        at |= {(name, h): f for h, f in found.items() if len(f.origins) >= _FEWEST_ORIGINS}
    card = _card(world, known, plan, at, learnt, jobs=jobs, tell=tell)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Task:
    """A block of origins of a target, and where it is kept."""

    place: int
    target: str
    origins: range
    file: Path | None


def _forecast(
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
    for place, block in _in_any_order(work, jobs):
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


def _in_any_order(tasks: Iterable[tuple[Any, tuple[Any, ...]]], jobs: int) -> Iterator[Any]:
    """Yield what tasks give as they are done, by joblib's processes or whatever backend is set outside."""
    from joblib import Parallel, delayed

    work = (delayed(function)(*arguments) for function, arguments in tasks)
    pool = Parallel(n_jobs=jobs if jobs != 1 else None, return_as="generator_unordered")
    with lost_workers(_AGAIN):
        yield from pool(work)


def _card(
    world: World,
    known: World,
    plan: Plan,
    at: Mapping[tuple[str, int], AtHorizon],
    learnt: Mapping[str, tuple[Learnt, ...]],
    *,
    jobs: int,
    tell: Callable[[str, int, int], None],
) -> SkillCard:
    from symmachy.estimation.provenance import version

    names = tuple(r.name for r in plan.ladder)
    tell("scores", 0, len(at))
    sections = {}
    tasks = ((_score, (key, found, plan.seed, plan.resamples)) for key, found in sorted(at.items()))
    for count, (key, scored) in enumerate(_in_any_order(tasks, jobs), start=1):
        sections[key] = scored
        tell("scores", count, len(at))
    ordered = [sections[key] for key in at]
    formed, ended = ({h: f for (n, h), f in at.items() if n == name} for name in ("formation", "ending"))
    both = formed.keys() & ended.keys()
    counts = (
        numbers(
            {h: f for h, f in formed.items() if h in both}, ended, seed=plan.seed, resamples=plan.resamples
        )
        if both
        else ()
    )
    skills = {name: _mean_skill(ordered, name) for name in names}
    best = max(names, key=lambda n: (skills[n], -names.index(n)))
    recommended = next((n for n in EXPLAINED if n in names), REFERENCE)
    return SkillCard(
        record=world.record,
        input=input_of(world),
        version=version(),
        edition=", ".join(f"{p.source} {p.version}" for p in world.provenance if p.source in world.foundation)
        or world.record,
        hindsight=plan.hindsight,
        seed=plan.seed,
        first=min((s.first for s in ordered), default=plan.first),
        last=max((s.last for s in ordered), default=plan.first),
        every=plan.every,
        reference=REFERENCE,
        recommended=recommended,
        best=best,
        sections=tuple(_slim(s, {REFERENCE, recommended, best}) for s in ordered),
        counts=counts,
        not_run=plan.not_run,
        not_known=(),
        left_out=tuple(sorted(known.withheld)),
        learnt=_learnt(learnt, recommended, plan),
        tallies={
            name: {str(h): tally(found, recommended) for (n, h), found in at.items() if n == name}
            for name in ("formation", "ending")
            if name in plan.targets
        },
    )


def _slim(section: Section, drawn: set[str]) -> Section:
    """Return a section in which only the rungs that are drawn keep the points of their curves."""
    return section.model_copy(
        update={
            "rungs": tuple(
                r if r.rung in drawn else r.model_copy(update={"curve": (), "precision_recall": ()})
                for r in section.rungs
            )
        }
    )


def _score(key: Any, found: AtHorizon, seed: int, resamples: int) -> Any:  # noqa: ANN401
    return key, section(found, seed=seed, resamples=resamples)


def _mean_skill(sections: list[Section], rung: str) -> float:
    """Return the mean log skill over formation and ending of pairs at every horizon."""
    found = []
    for one in sections:
        score = one.of(rung)
        if one.target in {"formation", "ending"} and score is not None:
            found.append(float("-inf") if score.log_skill.value is None else score.log_skill.value)
    return sum(found) / len(found) if found else float("-inf")


def _learnt(
    learnt: Mapping[str, tuple[Learnt, ...]], recommended: str, plan: Plan
) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """Return what the rung behind `assess`, and what it combines, had learnt by each origin."""
    wanted = {recommended}
    for rung in reversed(plan.ladder):
        if rung.name in wanted and isinstance(rung, Combined):
            wanted |= set(rung.of)
    found: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for name in ("formation", "ending"):
        for one in learnt.get(name, ()):
            if one.rung in wanted:
                found.setdefault(name, {}).setdefault(one.rung, {})[str(one.origin)] = dict(one.what)
    return found
