"""States and great powers by year: leaders and members, offers from the other side, burdens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.drawn import Asked, Drawn, next_year, rows_where
from symmachy.panels.past import Past
from symmachy.panels.ties import Tie
from symmachy.world import UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, IntArray
    from symmachy.world import Panel, World

__all__ = ["state_power_years"]

MUCH_STRONGER = 5.0
"""How many times a state's capabilities a power has where it is said to be much stronger."""

LOSES_GROUND = 0.9
"""A power's share of capabilities against that of some years before, where it is said to lose ground."""


def state_power_years(
    world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None
) -> Panel:
    """Build the panel of states with each great power by year.

    One row for each member of the system, each great power but itself, and each year but the record's
    last. Columns that look ahead speak of the following year. A column is left out where the record
    lacks what it is made from.

    Parameters
    ----------
    world
        The record to build from.
    tie
        What counts as a pact.
    years
        For how many years the past counts, the row's own included.
    past
        Arrays that were made before from the same world.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> state_power_years(open_record("chronicle").until(1830)).key
    ('year', 'state', 'power')
    """
    past = past or Past(world=world)
    asked = Asked(past, tie, years)
    y, i, p = rows_where(past.both & past.power[:, None, :])
    drawn = Drawn.at(past, UnitOfAnalysis.STATE_POWER_YEAR, y, state=i, power=p)
    tied, age = past.tied(tie), past.age(tie)
    drawn.put("pact", tied[y, i, p], f"whether the two are tied by {tie.words}")
    recent = tied[y, i, p] & (age[y, i, p] <= years)
    drawn.put("recent_pact", recent, f"whether that tie is at most {years} years old")
    drawn.put("same_region", past.region[i] == past.region[p], "whether the two are of one region")
    drawn.put(
        "log_distance", np.log(np.maximum(past.distance[y, i, p], 1.0)), "logarithm of the distance in km"
    )
    if past.has("hostility"):
        drawn.put("hostile", past.hostile(years)[y, i, p], "whether the two were hostile", "hostility")
        number = (past.hostile(years) & past.both).sum(axis=2)[y, i]
        drawn.put("opponents", number, f"states hostile to the state in the last {years} years", "hostility")
    if past.has("capabilities"):
        _strength(drawn, asked, y, i, p)
    if past.has("ideal_point"):
        _votes(drawn, asked, y, i, p)
    if past.has("hostility"):
        _opposing(drawn, asked, y, i, p)
    if past.has("trade"):
        _trade(drawn, asked, y, i, p)
    if past.has("sanctions.begun"):
        begun = past.yes("sanctions.begun")
        sanctioned = np.zeros(len(y), dtype=np.bool_)
        for ago in range(years):
            sanctioned |= (y >= ago) & begun[np.maximum(y - ago, 0), p, i]
        drawn.put(
            "sanctioned",
            sanctioned,
            f"whether the power began a case of sanctions or threats against the state in the last {years} years",
            "sanctions.begun",
        )
    return drawn.done()


def _strength(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray, p: IntArray) -> None:
    past, years = asked.past, asked.years
    share = past.capabilities
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = share[y, p] / share[y, i]
        gap = np.log(ratio)
    ratio[~np.isfinite(ratio)] = gap[~np.isfinite(gap)] = np.nan
    much = np.where(np.isnan(ratio), np.nan, ratio >= MUCH_STRONGER)
    drawn.put(
        "much_stronger",
        much,
        f"whether the power has {MUCH_STRONGER:g} times its capabilities",
        "capabilities",
    )
    drawn.put("capability_gap", gap, "logarithm of the ratio of capabilities", "capabilities")
    before = np.where(y >= years, share[np.maximum(y - years, 0), p], np.nan)
    falls = np.where(np.isnan(before), np.nan, share[y, p] < LOSES_GROUND * before)
    if past.has("war"):
        war = np.any(past.at_war, axis=2)[y, p]
        drawn.put("power_at_war", war, "whether the power is at war with any state", "war")
        strained = np.where(war, 1.0, falls)
        drawn.put(
            "power_strained",
            strained,
            f"whether it is, or has lost a tenth of its share in {years} years",
            "war",
            "capabilities",
        )
    if past.has("nmc.milex") or past.has("military"):
        name = past.first_of("nmc.milex", "military")
        burden = past.world.array(name)
        with np.errstate(divide="ignore", invalid="ignore"):
            now, then = burden[y, i] / burden[y, p], burden[y + 1, i] / burden[y + 1, p]
        grows = np.where(np.isfinite(now) & np.isfinite(then), then > now, np.nan)
        drawn.put(
            "burden_grows",
            grows,
            "whether the state's military effort grows against the power's, in the next year",
            name,
        )


def _votes(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray, p: IntArray) -> None:
    past = asked.past
    ideal = past.world.array("ideal_point")
    now, then = np.abs(ideal[y, i] - ideal[y, p]), np.abs(ideal[y + 1, i] - ideal[y + 1, p])
    drawn.put("distance_now", now, "distance between the two in votes of the UN", "ideal_point")
    closer = np.where(np.isnan(now) | np.isnan(then), np.nan, then < now)
    drawn.put("closer", closer, "whether that distance is smaller in the next year", "ideal_point")


def _opposing(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray, p: IntArray) -> None:
    """Members of a coalition whose leader is hostile to the power of the row."""
    past, tie, years = asked.past, asked.tie, asked.years
    tied, power = past.tied(tie), past.power
    rivals = past.hostile(years) & power[:, :, None] & power[:, None, :]
    weight = np.where(power, np.nan_to_num(past.capabilities) if past.has("capabilities") else 1.0, -1.0)
    led = tied[y, i] & rivals[y, p]  # (N, S): powers that the state is tied to and the power is hostile to
    leader = np.argmax(np.where(led, weight[y], -np.inf), axis=1)
    opposing = led.any(axis=1) & ~tied[y, i, p]
    drawn.put(
        "opposing_camp",
        opposing,
        "whether the state is tied to a great power hostile to this one, and not to this one",
        "hostility",
    )
    ends = next_year(~tied, past.both, y, i, leader)
    drawn.put(
        "leaves_leader",
        np.where(opposing, ends, np.nan),
        "whether that tie is over in the next year; of states with one",
        "hostility",
    )
    if past.has("ideal_point"):
        ideal = past.world.array("ideal_point")
        now: FloatArray = np.abs(ideal[y, i] - ideal[y, leader])
        then = np.abs(ideal[y + 1, i] - ideal[y + 1, leader])
        drifts = np.where(np.isnan(now) | np.isnan(then) | ~opposing, np.nan, then > now)
        drawn.put(
            "drifts",
            drifts,
            "whether its distance in votes from that power is larger in the next year",
            "ideal_point",
        )


def _trade(drawn: Drawn, asked: Asked, y: IntArray, i: IntArray, p: IntArray) -> None:
    past, years = asked.past, asked.years
    trade = past.world.array("trade")
    total = np.nansum(trade, axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = trade[y, i, p] / total[y, i]
        back = np.maximum(y - years, 0)
        before = np.where(y >= years, trade[back, i, p] / total[back, i], np.nan)
    share[~np.isfinite(share)] = before[~np.isfinite(before)] = np.nan
    drawn.put("trade_share", share, "share of the state's trade that is with the power", "trade")
    drawn.put("trade_growth", share - before, f"change of that share over {years} years", "trade")
