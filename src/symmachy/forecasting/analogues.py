"""The historical pairs that were closest to a pair, and what happened to them next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from symmachy.forecasting.pact import PactModel
    from symmachy.typing import FloatArray, IntArray, StateCode, Year
    from symmachy.world.world import World

__all__ = ["Analogue", "analogues"]

_SPAN = 10
"""Years after an analogue in which is looked for what happened next."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Analogue:
    """One pair of the past in one year."""

    one: StateCode
    other: StateCode
    names: tuple[str, str]
    """What the two were called in that year."""
    year: Year
    distance: float
    """Root of the sum of squared differences, each weighted by the mechanism's coefficient; 0 is alike."""
    tied_after: bool
    """Whether a defence pact was in force ten years later."""
    next: str
    """What happened in the next ten years, as a sentence."""


def analogues(model: PactModel, row: int, *, allied: bool, number: int = 5) -> tuple[Analogue, ...]:
    """Find the pairs of the past that were closest to one row of the history, each pair at its closest.

    Closeness counts what the hazard looks at, in the measure in which it looks at it. Only years are
    taken whose next ten years the world knows; the pair itself is left out.

    Parameters
    ----------
    model
        The fitted hazards and the history they were fitted to.
    row
        The row that is asked about.
    allied
        Whether the pact is in force at the end of the row's year.
    number
        How many are wanted.
    """
    past = model.past
    after = past.tied_after(_SPAN)
    itself = (past.one == past.one[row]) & (past.other == past.other[row])
    able = np.flatnonzero((past.tied == allied) & ~np.isnan(after) & past.complete & ~itself)
    if not len(able):
        return ()
    here = past.latest(row).values
    weight = np.where(np.isnan(here), 0.0, _weights(model, allied=allied))
    squared = np.zeros(len(able))
    for k in np.flatnonzero(weight):
        squared += ((weight[k] * (past.values[:, k] - here[k])) ** 2).take(able)
    pair = past.one[able] * len(past.world.codes) + past.other[able]
    near = _nearest(squared, pair, number)
    order = near[np.lexsort((past.year[able[near]], squared[near]))]
    _, first = np.unique(pair[order], return_index=True)
    best = able[order[np.sort(first)[:number]]]
    distance = np.sqrt(squared[order[np.sort(first)[:number]]])
    codes, world = past.world.codes, past.world
    found = []
    for place, apart in zip(best, distance, strict=True):
        one, other, year = codes[past.one[place]], codes[past.other[place]], int(past.year[place])
        found.append(
            Analogue(
                one=one,
                other=other,
                names=(world.states[one].name(year), world.states[other].name(year)),
                year=year,
                distance=float(apart),
                tied_after=bool(after[place]),
                next=_next(world, one, other, year, allied=allied),
            )
        )
    return tuple(found)


def _nearest(squared: FloatArray, pair: IntArray, number: int) -> IntArray:
    """Return the places of so many rows, none farther than any other, that they hold `number` pairs, or of all."""
    few = 1000 * number
    if few < len(squared):
        near = np.flatnonzero(squared <= np.partition(squared, few)[few])
        if len(np.unique(pair[near])) >= number:
            return near
    return np.arange(len(squared))


def _weights(model: PactModel, *, allied: bool) -> FloatArray:
    past = model.past
    fit = model.ending if allied else model.formation
    if fit is None:
        spread = np.nanstd(past.values, axis=0)
        return np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0.0)
    by_name = dict(zip(fit.names, fit.coefficients, strict=True))
    return np.array([abs(float(by_name.get(m.name, 0.0))) for m in past.mechanisms])


def _next(world: World, one: StateCode, other: StateCode, year: Year, *, allied: bool) -> str:
    place = slice(year - world.coverage.first + 1, year - world.coverage.first + 1 + _SPAN)
    a, b = world.index[one], world.index[other]
    tied = ((world.pledged[place, a, b] | world.pledged[place, b, a]) & 1) > 0
    changed = np.flatnonzero(tied != allied)
    if not len(changed):
        said = (
            f"the pact was still in force in {year + _SPAN}"
            if allied
            else f"no defence pact by {year + _SPAN}"
        )
    else:
        when = year + 1 + int(changed[0])
        by = "" if allied else _treaty(world, one, other, when)
        said = f"no longer bound by a defence pact in {when}" if allied else f"a defence pact from {when}{by}"
        back = np.flatnonzero(tied[changed[0] :] == allied)
        if len(back):
            said += f", {'and again one' if allied else 'over'} by {when + int(back[0])}"
    if "war" in world.roles:
        fought = world.array("war")[place, a, b] > 0
        if fought.any():
            said += f"; the two were at war in {year + 1 + int(np.flatnonzero(fought)[0])}"
    return said


def _treaty(world: World, one: StateCode, other: StateCode, year: Year) -> str:
    from symmachy.world.obligation import Obligation

    for treaty, pledges in world.between(one, other):
        for pledge in pledges:
            if pledge.spell.start.year == year and Obligation.DEFENSE in pledge.obligations:
                return f" ({treaty.name})"
    return ""
