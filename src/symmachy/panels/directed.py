"""Ordered pairs of states by year: who begins a dispute, who answers a pact with a pact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.drawn import Asked, Drawn, rows_where
from symmachy.panels.openings import put_openings
from symmachy.panels.past import Past, within
from symmachy.panels.ties import Tie
from symmachy.world import Obligation, UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.typing import BoolArray
    from symmachy.world import Panel, World

__all__ = ["relevant_years"]

RECENT = 10
"""Years for which hostility makes a pair one of opponents here."""


def relevant_years(
    world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None
) -> Panel:
    """Build the panel of ordered pairs that matter to each other by year: neighbours, and any with a great power.

    One row for each ordered pair and each year but the record's last. Columns that look ahead speak of the
    following year.

    Parameters
    ----------
    world
        The record to build from; it must speak of borders, great powers and hostility.
    tie
        What counts as a pact.
    years
        For how many years the past counts, the row's own included.
    past
        Arrays that were made before from the same world.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> relevant_years(open_record("chronicle").until(1830)).key
    ('year', 'state', 'other')
    """
    past = past or Past(world=world)
    power = past.power
    relevant = past.both & (past.borders | power[:, :, None] | power[:, None, :])
    y, i, j = rows_where(relevant)
    drawn = Drawn.at(past, UnitOfAnalysis.DIRECTED_DYAD_YEAR, y, state=i, other=j)
    tied = past.tied(tie)
    new = np.zeros_like(tied)
    new[1:] = tied[1:] & ~tied[:-1] & past.both[:-1]
    count, recent = new.sum(axis=2), within(new, years)
    built = recent.sum(axis=2)
    there = past.member[y + 1, i] & past.member[y + 1, j]
    third = count[y + 1, i] - new[y + 1, i, j]
    drawn.put(
        "builds",
        np.where(there, third > 0, np.nan),
        "whether the first becomes tied to a third in the next year",
    )
    drawn.put(
        "other_built",
        built[y, j] - recent[y, i, j] > 0,
        f"whether the second became tied to a third in the last {years} years",
    )
    drawn.put("own_built", built[y, i] - recent[y, i, j] > 0, "whether the first did")
    drawn.put("allied", tied[y, i, j], f"whether the two are tied by {tie.words}")
    drawn.put("bordering", past.borders[y, i, j], "whether they border", "contiguity")
    drawn.put("with_power", power[y, i] | power[y, j], "whether one is a great power", "great_power")
    drawn.put(
        "log_distance", np.log(np.maximum(past.distance[y, i, j], 1.0)), "logarithm of the distance in km"
    )
    drawn.put(
        "hostile_pair",
        past.hostile(RECENT)[y, i, j],
        f"whether they were hostile in {RECENT} years",
        "hostility",
    )
    for name, obligation in (("offense", Obligation.OFFENSE), ("neutral", Obligation.NEUTRALITY)):
        owed = (world.pledged & np.uint8(obligation)) > 0
        to = (owed | owed.transpose(0, 2, 1)) & past.both
        drawn.put(
            f"{name}_ally",
            to.sum(axis=2)[y, i] - to[y, i, j] > 0,
            f"whether a pledge of {obligation.words[0]} binds the first and a third",
        )
    defended = past.tied(Tie.DEFENSE)
    drawn.put(
        "target_defended",
        defended.sum(axis=2)[y, j] - defended[y, i, j] > 0,
        "whether a pledge of defence binds the second and a third",
    )
    if past.has("capabilities"):
        share = past.capabilities
        with np.errstate(divide="ignore", invalid="ignore"):
            part = share[y, i] / (share[y, i] + share[y, j])
        part[~np.isfinite(part)] = np.nan
        drawn.put(
            "capability_share", part, "the first's part of what the two have of capabilities", "capabilities"
        )
    if past.has("nmc.milex") or past.has("military"):
        name = past.first_of("nmc.milex", "military")
        effort = world.array(name)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = effort / np.nansum(effort, axis=1, keepdims=True)
        now, then = part[y, i], part[y + 1, i]
        drawn.put(
            "arms",
            np.where(np.isfinite(now) & np.isfinite(then), then > now, np.nan),
            "whether the first's part of all states' military effort grows in the next year",
            name,
        )
    begun, open_ = _begun(past)
    onset = begun[y + 1, i, j].astype(np.float64)
    onset[~there | open_[y + 1, i, j] | past.hostile_now[y, i, j]] = np.nan
    drawn.put(
        "initiates",
        onset,
        "whether the first begins hostility with the second in the next year; of pairs without any in the "
        "row's own, missing where who began is not agreed",
        "hostility",
        ahead=1,
    )
    put_openings(drawn, Asked(past, tie, years), relevant, (y, i, j))
    return drawn.done()


def _begun(past: Past) -> tuple[BoolArray, BoolArray]:
    """Return who began hostility against whom in which year, and where hostility began by an unknown hand."""
    first, index = past.world.coverage.first, past.world.index
    begun, unknown = np.zeros(past.both.shape, dtype=np.bool_), np.zeros(past.both.shape, dtype=np.bool_)
    for e in past.world.episodes:
        year = e.spell.start.year - first
        if not 0 <= year < len(begun) or e.one not in index or e.other not in index:
            continue
        i, j = index[e.one], index[e.other]
        if e.initiator == e.one:
            begun[year, i, j] = True
        elif e.initiator == e.other:
            begun[year, j, i] = True
        else:
            unknown[year, i, j] = unknown[year, j, i] = True
    return begun, unknown & ~begun & ~begun.transpose(0, 2, 1)
