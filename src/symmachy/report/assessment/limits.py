"""What an answer rests on and what it cannot say, in sentences."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting import HORIZONS
from symmachy.forecasting.base_rate import wilson
from symmachy.world.spell import say_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.estimation import Fit
    from symmachy.forecasting import Chance, Drive, PactModel
    from symmachy.forecasting.backtest import SkillCard
    from symmachy.forecasting.skill import Track
    from symmachy.world import Provenance, World

__all__ = ["covered", "far_off", "limits", "read_by"]


def limits(
    world: World,
    model: PactModel,
    drives: Iterable[Drive],
    card: SkillCard | None,
    said_and_came: Iterable[tuple[Chance, Track | None]],
    *,
    allied: bool,
) -> tuple[str, ...]:
    """List what the chances of the hazards rest on and what is not known, each as a sentence."""
    drives = tuple(drives)
    said = [covered(world)]
    fit = model.ending if allied else model.formation
    what = "endings" if allied else "formations"
    if fit is None:
        said.append(
            f"Up to {world.last_day.year} the record has too few {what} of defence pacts to fit a model; "
            "only the base rate is given."
        )
    else:
        said.append(
            f"The estimate rests on {fit.events:,.0f} {what} of defence pacts in {fit.n:,.0f} pair-years; many came "
            "at once through one treaty, and standard errors are clustered by pair and by year for that reason. "
            "The years of the two world wars are left out of the fit."
        )
        said.append(
            "It holds what is known of the pair as it is and moves only time on; the interval reflects uncertainty of "
            "the coefficients, not that the future may follow other rules."
        )
        said += _held(fit, drives, what)
        said.append(_checked(card, model, world.last_day.year, allied=allied))
        said += far_off(said_and_came)
    carried = sorted(
        {(d.year, d.mechanism.title) for d in drives if d.mechanism and 0 < d.year < world.last_day.year}
    )
    for when, group in groupby(carried, key=lambda c: c[0]):
        said.append(
            f"Last known in {when}, and carried on from there: {', '.join(title for _, title in group)}."
        )
    unknown = [d.mechanism.title for d in drives if d.mechanism and np.isnan(d.value)]
    if unknown:
        said.append(f"Never known for this pair, and set to the average: {', '.join(unknown)}.")
    said += [limit for p in read_by(world, model) for limit in p.limits]
    return tuple(dict.fromkeys([*said, *world.limits]))


def read_by(world: World, model: PactModel) -> tuple[Provenance, ...]:
    """Return the sources of what the hazards look at."""
    return world.sources(need for m in model.past.mechanisms for need in m.needs)


def _held(fit: Fit, drives: tuple[Drive, ...], what: str) -> list[str]:
    """Say that the clock stands still within the years that are looked ahead, where it does."""
    from symmachy.estimation import Held

    clock, baseline = next((d.value for d in drives if d.mechanism is None), 0.0), fit.model.duration
    if not isinstance(baseline, Held) or baseline.until is None or clock + max(HORIZONS) <= baseline.until:
        return []
    by = (
        f"{baseline.until:.0f} years, by which {100 * baseline.share:.0f} % of the {what} in the fit had come"
    )
    return [f"Time counts up to {by}; later years share one level."]


def covered(world: World) -> str:
    """Say for which years the record speaks, and that nothing later was used."""
    return f"The record {world.record!r} covers {world.coverage}; nothing after {say_date(world.last_day)} was used."


def _checked(card: SkillCard | None, model: PactModel, year: int, *, allied: bool) -> str:
    """Say how such chances fared in the backtest, or that there is none."""
    target, what = ("ending", "endings") if allied else ("formation", "formations")
    if card is None:
        return (
            "These chances have not been set against the past on this record as it is: "
            "symmachy backtest does that, and the next answer rests on it."
        )
    found = [
        (s.horizon, score.log_skill)
        for s in card.sections
        if s.target == target and (score := s.of(card.recommended)) is not None
    ]
    ahead = [h for h, skill in found if skill.above_zero]
    behind = [h for h, skill in found if not skill.above_zero]
    years = f"origins {card.first} to {card.last}"
    said = (
        f"The backtest begins later ({years}): there such chances of {what} "
        if year < card.first
        else f"In the backtest ({years}) such chances of {what} "
    )
    if ahead:
        said += f"beat the base rate's log score at {_listed(ahead)} years, with an interval above 0"
    if behind:
        said += (" and " if ahead else "") + f"did not surely beat it at {_listed(behind)} years"
    line = (
        "They are recalibrated on earlier origins."
        if model.lines.get(target)
        else "They are as the model gives them, without recalibration."
    )
    return f"{said}. {line}"


def far_off(said_and_came: Iterable[tuple[Chance, Track | None]]) -> list[str]:
    """Say where what came lies outside both the interval and the range of chances that was said.

    An interval is about the coefficients; a reader takes it for one about what will come, and the two can be far apart.
    """
    less, more = [], []
    for chance, track in said_and_came:
        if track is None or not track.cases or chance.outcome == "kept":
            continue
        share = track.came / track.cases
        lo, hi = wilson(share, track.cases)
        if hi < min(chance.lo, track.above):
            less.append(chance.horizon)
        elif lo > max(chance.hi, track.below):
            more.append(chance.horizon)
    return [
        f"Where such chances were said in the past, it happened {word} than the interval at {_listed(horizons)} "
        f"year{'s' if horizons != [1] else ''} holds: read the line beside the chance before the chance."
        for word, horizons in (("less often", less), ("more often", more))
        if horizons
    ]


def _listed(numbers: list[int]) -> str:
    words = [str(n) for n in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
