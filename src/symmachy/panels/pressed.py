"""What a state with many opponents meets: pacts among pairs of its opponents, and the end of its own pacts.

A state with more opponents has more pairs of them that could sign, so each pair of opponents and each pact is a row
of its own, beside the chance that any other of the same two regions had in that year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.chances import put_chance
from symmachy.panels.drawn import Drawn, log_of
from symmachy.panels.past import Past
from symmachy.panels.positions import MANY
from symmachy.panels.ties import Tie
from symmachy.world import UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.typing import IntArray
    from symmachy.world import Panel, World

__all__ = ["opponent_pair_years", "own_pact_years"]


def opponent_pair_years(past: Past, *, tie: Tie, years: int) -> Panel:
    """Return the triads of two states that are not tied, and a third that both face (`Triad.OPPONENTS`)."""
    tied, hostile = past.tied(tie), past.hostile(years) & past.both
    found: list[tuple[IntArray, ...]] = []
    for t in range(len(tied) - 1):
        one, other = np.nonzero(np.triu(past.both[t] & past.both[t + 1] & ~tied[t], 1))
        row, third = np.nonzero(hostile[t, one] & hostile[t, other])
        found.append((np.full(len(row), t), third, one[row], other[row]))
    y, k, a, b = (np.concatenate(part).astype(np.int64) for part in zip(*found, strict=True))
    drawn = Drawn.at(past, UnitOfAnalysis.TRIAD_YEAR, y, third=k, state_1=a, state_2=b)
    drawn.put("signs", tied[y + 1, a, b], "whether the two become tied in the next year")
    _opponents(drawn, past, years, y, k)
    could = past.both[:-1] & past.both[1:] & ~tied[:-1]
    put_chance(drawn, past, could, could & tied[1:], (y, a, b))
    drawn.put("same_region", past.region[a] == past.region[b], "whether the two are of one region")
    drawn.put("hostile_pair", hostile[y, a, b], "whether the two were hostile to each other", "hostility")
    drawn.put("log_distance", log_of(past.distance[y, a, b]), "logarithm of the distance between them in km")
    return drawn.done()


def own_pact_years(
    world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None
) -> Panel:
    """Build the panel of a state's pacts by year.

    One row for each tie, seen from each of its two states, in each year but the record's last.

    Parameters
    ----------
    world
        The record to build from; it must speak of hostility.
    tie
        What counts as a pact.
    years
        For how many years hostility counts, the row's own included.
    past
        Arrays that were made before from the same world.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> own_pact_years(open_record("chronicle").until(1850)).key
    ('year', 'state', 'partner')
    """
    past = past or Past(world=world)
    tied, hostile = past.tied(tie), past.hostile(years) & past.both
    y, i, j = (p.astype(np.int64) for p in np.nonzero(tied[:-1] & past.both[1:]))
    drawn = Drawn.at(past, UnitOfAnalysis.PACT_YEAR, y, state=i, partner=j)
    drawn.put("lost", ~tied[y + 1, i, j], "whether the tie is over in the next year")
    _opponents(drawn, past, years, y, i)
    could = tied[:-1] & past.both[1:]
    put_chance(drawn, past, could, could & ~tied[1:], (y, i, j))
    drawn.put("log_age", np.log(past.age(tie)[y, i, j]), "logarithm of the years for which it has lasted")
    drawn.put("hostile_pair", hostile[y, i, j], "whether the two were hostile to each other", "hostility")
    return drawn.done()


def _opponents(drawn: Drawn, past: Past, years: int, y: IntArray, i: IntArray) -> None:
    number = (past.hostile(years) & past.both).sum(axis=2)[y, i]
    drawn.put("opponents", number, f"states hostile to it in the last {years} years", "hostility")
    drawn.put("log_opponents", np.log1p(number), "the same, as the logarithm of one more", "hostility")
    drawn.put("many_opponents", number >= MANY, f"whether there are {MANY} or more", "hostility")
    if past.has("great_power"):
        drawn.put("great_power", past.power[y, i], "whether it is a great power", "great_power")
    if past.has("capabilities"):
        drawn.put(
            "log_capabilities",
            log_of(past.capabilities[y, i]),
            "logarithm of its share of capabilities",
            "capabilities",
        )
