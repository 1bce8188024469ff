"""Formation and ending of a defence pact between two states."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from symmachy.forecasting.cases import NEVER, Cases
from symmachy.forecasting.origins import last_complete_year
from symmachy.forecasting.targets.target import Target, target
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.forecasting.history import History
    from symmachy.typing import BoolArray, FloatArray, IntArray, SingleArray
    from symmachy.world.world import World

__all__ = ["Ending", "Formation", "FormationByTreaty"]


@target
class Formation(Target):
    """A pair without a defence pact has one."""

    name = "formation"
    rank = 1
    title = "formation, pairs"
    unit = "pairs"
    said = "a defence pact is in force between the two"
    about = (
        "Pairs of members of the system without a defence pact on any day of the year. The event: one is in "
        "force on some day of a later year. Every pair counts the same."
    )

    def cases(self, past: History, values: SingleArray) -> Cases:
        """Return the pairs without a pact by year."""
        return _pairs(past, values, tied=False)


@target
class FormationByTreaty(Target):
    """The same event, where all the pairs that one treaty joins in a year count as one."""

    name = "formation-by-treaty"
    rank = 3
    title = "formation, each treaty once"
    of_treaties = True
    unit = "pairs"
    said = "a defence pact is in force between the two, each treaty counted once"
    about = (
        "The same pairs and the same event, but all pairs that one treaty joins in the same year count "
        "together as one event: a treaty of thirty states weighs as much as a treaty of two."
    )

    def cases(self, past: History, values: SingleArray) -> Cases:
        """Return the pairs without a pact by year, with the weight of their event."""
        return _pairs(past, values, tied=False, by_treaty=True)


@target
class Ending(Target):
    """A pair with a defence pact has none."""

    name = "ending"
    rank = 2
    title = "ending, pairs"
    unit = "pairs"
    said = "no defence pact is in force between the two any more"
    about = (
        "Pairs of members of the system with a defence pact on some day of the year. The event: a later year "
        "in which both are members and no pact is in force on any day. A pair of which one state leaves the "
        "system before is not scored. Every pair counts the same."
    )

    def cases(self, past: History, values: SingleArray) -> Cases:
        """Return the pairs with a pact by year."""
        return _pairs(past, values, tied=True)


def _pairs(past: History, values: SingleArray, *, tied: bool, by_treaty: bool = False) -> Cases:
    world = past.world
    last = last_complete_year(world)
    rows = np.flatnonzero((past.tied == tied) & (past.year <= last))
    year, one, other = past.year[rows], past.one[rows], past.other[rows]
    event, seen = _ahead(world, year, one, other, tied=tied)
    clock = (past.age if tied else past.waiting)[rows]
    place, places = pair_places(world, one, other)
    return Cases(
        names=tuple(m.name for m in past.mechanisms),
        year=year,
        unit=one * len(world.codes) + other,
        values=values[rows],
        clock=clock.astype(np.float64),
        event=event,
        seen=seen,
        weight=_treaty_weights(world, event, one, other) if by_treaty else np.ones(len(rows)),
        place=place,
        places=places,
        last=last,
    )


def pair_places(world: World, one: IntArray, other: IntArray) -> tuple[IntArray, tuple[str, ...]]:
    """Return the region of each pair, and the regions' names; the last is for pairs of two regions."""
    regions = sorted({s.region for s in world.states})
    of = np.array([regions.index(world.states[c].region) for c in world.codes])
    return np.where(of[one] == of[other], of[one], len(regions)), (*regions, "between regions")


def ties(world: World) -> BoolArray:
    """``(Y, S, S)``: whether a defence pact was in force, either way, between two members of the system."""
    owed = (world.pledged & np.uint8(Obligation.DEFENSE)) > 0
    there = world.membership
    return (owed | owed.transpose(0, 2, 1)) & there[:, :, None] & there[:, None, :]


def _ahead(
    world: World, year: IntArray, one: IntArray, other: IntArray, *, tied: bool
) -> tuple[IntArray, IntArray]:
    """Return the year of the next change of each row, and the last year in which the pair is observed."""
    first, last = world.coverage.first, last_complete_year(world)
    every, member = ties(world), world.membership
    states = len(world.codes)
    change = np.full((states, states), NEVER, dtype=np.int64)
    seen = np.full((states, states), last, dtype=np.int64)
    event_of, seen_of = np.empty(len(year), dtype=np.int64), np.empty(len(year), dtype=np.int64)
    for now in range(last, first - 1, -1):
        here = slice(*np.searchsorted(year, [now, now + 1]))
        event_of[here] = change[one[here], other[here]]
        seen_of[here] = seen[one[here], other[here]]
        there = member[now - first][:, None] & member[now - first]
        change = np.where(there & (every[now - first] != tied), now, change)
        change[~there], seen[~there] = NEVER, now - 1
    return event_of, seen_of


def _treaty_weights(world: World, event: IntArray, one: IntArray, other: IntArray) -> FloatArray:
    """``(N,)``: one over how many pairs the same treaty joins in the year of the event."""
    made: dict[tuple[int, int, int], str] = {}
    begun = world.pledges.sort("start", "treaty", "by", "to")
    for k, (by, to, bits, start, name) in enumerate(
        begun.select("by", "to", "obligations", "start", "treaty").iter_rows()
    ):
        if bits & Obligation.DEFENSE:
            a, b = sorted((world.index[by], world.index[to]))
            made.setdefault((start.year, a, b), f"alone-{k}" if name is None else name)
    came = event < NEVER
    # The same event is ahead of every year in which the pair waits for it: it is one event all the same.
    events = {
        key: made.get(key, "")
        for key in zip(event[came].tolist(), one[came].tolist(), other[came].tolist(), strict=True)
    }
    joined = Counter((key[0], name) for key, name in events.items() if name)
    weight = np.ones(len(event))
    weight[came] = [
        1.0 / joined[key[0], events[key]] if events[key] else 1.0
        for key in zip(event[came].tolist(), one[came].tolist(), other[came].tolist(), strict=True)
    ]
    return weight
