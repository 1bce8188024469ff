"""Occasions to join a war between states: who had a pact with one side, who had a stake, who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.drawn import Drawn, log_of
from symmachy.panels.past import Past
from symmachy.panels.ties import Tie
from symmachy.world import WAR, UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.world import Panel, World

__all__ = ["war_opportunities"]


def war_opportunities(
    world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None
) -> Panel:
    """Build the panel of occasions to join a war.

    One row for each war between states, each ``partner`` that was in it in its first year, and each other
    ``state`` that was a member of the system the year before. Pacts, borders and hostility are those of
    the year before the war, so that pacts made in it do not count.

    Parameters
    ----------
    world
        The record to build from; it must speak of wars and hostility.
    tie
        What counts as a pact.
    years
        For how many years before the war hostility with an opponent is a stake.
    past
        Arrays that were made before from the same world.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> war_opportunities(open_record("chronicle").until(1870)).key
    ('year', 'war', 'state', 'partner')
    """
    past = past or Past(world=world)
    first = world.coverage.first
    fights: dict[str, list[tuple[int, int, int]]] = {}
    for e in world.episodes:
        if e.kind == WAR and e.one in world.index and e.other in world.index:
            fights.setdefault(e.id, []).append(
                (e.spell.start.year - first, world.index[e.one], world.index[e.other])
            )
    parts = []
    names: list[str] = []
    for war, pairs in sorted(fights.items()):
        start = min(y for y, _, _ in pairs)
        if not 0 < start < len(world.years):
            continue
        foes: dict[int, set[int]] = {}
        for _, i, j in pairs:
            foes.setdefault(i, set()).add(j)
            foes.setdefault(j, set()).add(i)
        for partner in sorted({i for y, a, b in pairs if y == start for i in (a, b)}):
            against = sorted(foes[partner])
            others = np.flatnonzero(past.member[start - 1])
            others = others[(others != partner) & ~np.isin(others, against)]
            came = np.array([bool(foes.get(int(s), set()) & foes[partner]) for s in others], dtype=np.float64)
            t = start - 1
            near = past.distance[t][np.ix_(others, against)]
            with np.errstate(all="ignore"):
                near = np.where(
                    np.isnan(near).all(axis=1),
                    np.nan,
                    np.nanmin(np.where(np.isnan(near), np.inf, near), axis=1),
                )
            own = past.hostile(years)[t][np.ix_(others, against)].any(axis=1)
            border = past.borders[t][np.ix_(others, against)].any(axis=1)
            parts.append(
                np.column_stack(
                    [
                        np.full(len(others), start + first),
                        others,
                        np.full(len(others), partner),
                        came,
                        past.tied(tie)[t, others, partner],
                        past.tied(Tie.DEFENSE)[t, others, partner],
                        own | border,
                        border,
                        np.log(np.maximum(near, 1.0)),
                        np.full(len(others), past.power[t, partner]),
                        log_of(past.capabilities[t, others])
                        if past.has("capabilities")
                        else np.full(len(others), np.nan),
                    ]
                )
            )
            names += [war] * len(others)
    table = np.concatenate(parts) if parts else np.zeros((0, 11))
    codes = np.array(world.codes)
    drawn = Drawn(
        world=world,
        unit=UnitOfAnalysis.WAR_OPPORTUNITY,
        named=("year", "war", "state", "partner"),
        keys={
            "year": table[:, 0].astype(np.int32),
            "war": names,
            "state": codes[table[:, 1].astype(int)],
            "partner": codes[table[:, 2].astype(int)],
        },
    )
    meanings = (
        ("joins", "whether the state fought in the war against an opponent of the partner's"),
        ("tied", f"whether {tie.words} tied the two in the year before"),
        ("pact_names_defense", "whether a pledge of defence did"),
        (
            "stake",
            f"whether it bordered an opponent of the partner's, or had hostility with one in {years} years",
        ),
        ("borders_opponent", "whether it bordered one"),
        ("log_distance", "logarithm of its distance in km to the nearest of them"),
        ("partner_power", "whether the partner was a great power"),
        ("log_capabilities", "logarithm of the state's share of capabilities"),
    )
    for place, (name, meaning) in enumerate(meanings, start=3):
        drawn.put(name, table[:, place], meaning, "war")
    return drawn.done()
