"""Sides of two states or more in wars and disputes: who carried how much."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.panels.drawn import Drawn
from symmachy.panels.past import Past
from symmachy.panels.ties import Tie
from symmachy.world import UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.typing import FloatArray
    from symmachy.world import Panel, World

__all__ = ["coalition_sides"]

FORCE = 4
"""The level of hostility from which on a state used force."""

ABOVE = 0.1
"""By how much, at least, the first bearer's part of the deaths exceeds its part of the capabilities."""


def coalition_sides(
    world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None
) -> Panel:
    """Build the panel of coalition sides in wars and disputes.

    One row for each side of two states or more, in the year in which the war or dispute began. Deaths are
    known for wars and the use of force for disputes, so that a column speaks of one of the two.

    Parameters
    ----------
    world
        The record to build from; it must hold the participants of wars or disputes, which the full record does.
    tie
        What counts as a pact between members: in force in the year before.
    years
        Not read; every panel takes it.
    past
        Arrays that were made before from the same world.

    Raises
    ------
    UnknownName
        Where the record holds no list of participants.
    """
    del years
    past = past or Past(world=world)
    rows = [*_rows(past, tie, "war_participants"), *_rows(past, tie, "dispute_participants")]
    if not rows:
        world.table("war_participants")
    drawn = Drawn(
        world=world,
        unit=UnitOfAnalysis.COALITION_SIDE,
        named=("year", "conflict", "side"),
        keys={
            "year": np.array([r["year"] for r in rows], dtype=np.int32),
            "conflict": [r["conflict"] for r in rows],
            "side": np.array([r["side"] for r in rows], dtype=np.int32),
        },
    )
    for name, meaning in (
        ("wars", "whether it is a war between states"),
        ("disputes", "whether it is a dispute"),
        ("members", "states on the side"),
        ("log_members", "logarithm of their number"),
        ("informal", f"whether no two of them were tied by {tie.words} in the year before"),
        ("unpledged_share", "share of pairs of members that were not"),
        ("top_share_deaths", "wars: largest part of the side's battle deaths that one member had"),
        ("top_share_capabilities", "that member's part of the side's capabilities"),
        ("top_is_strongest", "whether that member was the strongest"),
        ("concentrated", f"wars: whether the first part exceeds the second by {ABOVE:g} or more"),
        ("used_force", "disputes: members that used force"),
        ("one_fights", "disputes: whether exactly one member used force; of sides of which one did at least"),
        ("spread_of_capabilities", "the strongest member's part of the side's capabilities"),
        ("log_distance", "logarithm of the mean distance in km of the members to the nearest opponent"),
    ):
        drawn.put(name, [r.get(name, np.nan) for r in rows], meaning)
    return drawn.done()


def _rows(past: Past, tie: Tie, table: str) -> Iterator[dict[str, Any]]:
    world = past.world
    if table not in world.tables:
        return
    first = world.coverage.first
    frame = world.table(table).collect().sort("conflict", "side", "state")
    sides: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        if row["state"] in world.index:
            sides.setdefault((row["conflict"], row["side"]), []).append(row)
    for (conflict, side), members in sides.items():
        t = min(m["year"] for m in members) - first
        foes = (
            [
                world.index[m["state"]]
                for (c, s), them in sides.items()
                if c == conflict and s != side
                for m in them
            ]
            if len(members) > 1
            else []
        )
        who = sorted({world.index[m["state"]] for m in members})
        if len(who) < 2 or not 0 < t < len(world.years):
            continue
        before = past.tied(tie)[t - 1]
        free = [not before[a, b] for a, b in combinations(who, 2)]
        sizes = past.capabilities[t - 1, who] if past.has("capabilities") else np.full(len(who), np.nan)
        known = np.isfinite(sizes).all() and sizes.sum() > 0
        row = {
            "year": t + first,
            "conflict": conflict,
            "side": side,
            "wars": float(table.startswith("war")),
            "disputes": float(not table.startswith("war")),
            "members": len(who),
            "log_members": np.log(len(who)),
            "informal": float(all(free)),
            "unpledged_share": float(np.mean(free)),
            "spread_of_capabilities": sizes.max() / sizes.sum() if known else np.nan,
        }
        near = past.distance[t - 1][np.ix_(who, sorted(set(foes)))] if foes else np.zeros((len(who), 0))
        if near.size and not np.isnan(near).any():
            row["log_distance"] = float(np.log(np.maximum(near.min(axis=1).mean(), 1.0)))
        row.update(_burden(members, world.index, who, sizes if known else None))
        yield row


def _burden(
    members: list[dict[str, Any]], index: dict[str, int], who: list[int], sizes: FloatArray | None
) -> dict[str, float]:
    found: dict[str, float] = {}
    amount = dict.fromkeys(who, 0.0)
    for m in members:
        amount[index[m["state"]]] = (
            np.nan if m["burden"] is None else max(amount[index[m["state"]]], float(m["burden"]))
        )
    carried = np.array([amount[i] for i in who])
    if "level" in members[0]["kind"]:
        used = int((carried >= FORCE).sum())
        found["used_force"] = used
        if used:
            found["one_fights"] = float(used == 1)
    elif not np.isnan(carried).any() and carried.sum() > 0:
        top = int(np.argmax(carried))
        found["top_share_deaths"] = carried[top] / carried.sum()
        if sizes is not None:
            found["top_share_capabilities"] = sizes[top] / sizes.sum()
            found["top_is_strongest"] = float(top == int(np.argmax(sizes)))
            excess = found["top_share_deaths"] - found["top_share_capabilities"]
            found["concentrated"] = float(excess >= ABOVE)
    return found
