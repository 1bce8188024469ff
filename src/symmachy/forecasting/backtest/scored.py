"""From the forecasts of all rungs to the skill card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symmachy.forecasting.backtest.card import Section, SkillCard
from symmachy.forecasting.backtest.curves import with_curves
from symmachy.forecasting.backtest.numbers import numbers
from symmachy.forecasting.backtest.score import section, tally
from symmachy.forecasting.backtest.work import in_any_order
from symmachy.forecasting.rungs import REFERENCE, Combined
from symmachy.forecasting.skill import input_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from symmachy.forecasting.backtest.forecasts import AtHorizon, Learnt
    from symmachy.forecasting.backtest.plan import Plan
    from symmachy.world.world import World

__all__ = ["EXPLAINED", "card_of"]

EXPLAINED = ("hazard_few_recalibrated", "hazard_few")
"""The rungs whose answer can be taken apart by mechanism within seconds: `assess` rests on the first that ran.

The order is fixed, and not that of the scores on the card. A recalibration that earlier origins do not ask for
changes little, since its line is drawn towards the one that changes nothing: no second rule need choose whether to
use it.
"""


def card_of(
    world: World,
    known: World,
    plan: Plan,
    at: Mapping[tuple[str, int], AtHorizon],
    learnt: Mapping[str, tuple[Learnt, ...]],
    *,
    jobs: int,
    tell: Callable[[str, int, int], None],
) -> SkillCard:
    """Return the card of forecasts whose outcomes are set beside them.

    Parameters
    ----------
    world, known
        The whole record, and the same as forecasters may know it.
    plan
        What was run.
    at
        The forecasts by target and horizon.
    learnt
        What combined rungs had learnt, by target.
    jobs
        How many processes score.
    tell
        Called with a stage, how many of its parts are done, and how many there are.
    """
    from symmachy.estimation.provenance import version

    names = tuple(r.name for r in plan.ladder)
    tasks = ((_score, (key, found, plan.seed, plan.resamples)) for key, found in at.items())
    sections = _each("scores", tasks, len(at), jobs, tell)
    ordered = [sections[key] for key in at]
    skills = {name: _mean_skill(ordered, name) for name in names}
    best = max(names, key=lambda n: (skills[n], -names.index(n)))
    recommended = next((n for n in EXPLAINED if n in names), REFERENCE)
    shown = {REFERENCE, recommended, best}
    pictures = ((_draw, (key, sections[key], found, shown, plan.seed)) for key, found in at.items())
    sections = _each("curves", pictures, len(at), jobs, tell)
    formed, ended = ({h: f for (n, h), f in at.items() if n == name} for name in ("formation", "ending"))
    both = formed.keys() & ended.keys()
    counts = (
        numbers(
            {h: f for h, f in formed.items() if h in both}, ended, seed=plan.seed, resamples=plan.resamples
        )
        if both
        else ()
    )
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
        sections=tuple(sections[key] for key in at),
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


_Key = tuple[str, int]


def _score(key: _Key, found: AtHorizon, seed: int, resamples: int) -> tuple[_Key, Section]:
    return key, section(found, seed=seed, resamples=resamples)


def _draw(key: _Key, scored: Section, found: AtHorizon, shown: set[str], seed: int) -> tuple[_Key, Section]:
    return key, with_curves(scored, found, shown, seed=seed)


def _each(
    stage: str,
    tasks: Iterable[tuple[Any, tuple[Any, ...]]],
    total: int,
    jobs: int,
    tell: Callable[[str, int, int], None],
) -> dict[_Key, Section]:
    """Return what the tasks of a stage give, told as they are done."""
    tell(stage, 0, total)
    found = {}
    for count, (key, made) in enumerate(in_any_order(tasks, jobs), start=1):
        found[key] = made
        tell(stage, count, total)
    return found


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
