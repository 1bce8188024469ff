"""Treaties by year: parity, leading member, age, and what changed among the members."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from symmachy.panels.drawn import Drawn
from symmachy.panels.past import Past, within
from symmachy.panels.ties import Tie
from symmachy.world import UnitOfAnalysis

if TYPE_CHECKING:
    from symmachy.typing import FloatArray
    from symmachy.world import Panel, World

__all__ = ["treaty_years"]


def treaty_years(world: World, *, tie: Tie = Tie.DEFENSE, years: int = 5, past: Past | None = None) -> Panel:
    """Build the panel of treaties by year.

    One row for each treaty with an obligation of the kind in each year in which it bound two members of
    the system or more, on any day, but the record's last. A treaty that a successor replaced did not end:
    its last row has no outcome.

    Parameters
    ----------
    world
        The record to build from; it must have treaties.
    tie
        Which treaties: those with one of the obligations.
    years
        For how many years a change of government or regime counts.
    past
        Arrays that were made before from the same world.

    Examples
    --------
    >>> from symmachy.record import open_record
    >>> panel = treaty_years(open_record("chronicle").until(1900))
    >>> panel.key
    ('year', 'treaty')
    """
    past = past or Past(world=world)
    first, last = world.coverage.first, world.coverage.last
    rows: list[tuple[int, str, list[int], float, int]] = []
    for treaty in world.treaties:
        if not treaty.obligations & tie.obligations:
            continue
        end = last if treaty.spell.last_year is None else treaty.spell.last_year
        for year in range(max(treaty.spell.start.year, first), min(end, last - 1) + 1):
            bound = {
                world.index[m.state]
                for m in treaty.members
                if m.state in world.index and m.spell.start <= date(year, 12, 31) and m.spell.meets_year(year)
            }
            there = [i for i in sorted(bound) if past.member[year - first, i]]
            if len(there) > 1:
                over = year == end and treaty.spell.end is not None
                outcome = np.nan if over and treaty.successor else float(over)
                rows.append((year, treaty.id, there, outcome, year - treaty.spell.start.year + 1))
    drawn = Drawn(
        world=world,
        unit=UnitOfAnalysis.TREATY_YEAR,
        named=("year", "treaty"),
        keys={"year": np.array([r[0] for r in rows], dtype=np.int32), "treaty": [r[1] for r in rows]},
    )
    who, offset = [r[2] for r in rows], [r[0] - first for r in rows]
    number = np.array([len(w) for w in who])
    drawn.put("ends", [r[3] for r in rows], "whether the treaty is no longer in force in the next year")
    _chance(drawn, past, who, np.array([r[3] for r in rows]))
    drawn.put("log_age", np.log([r[4] for r in rows]), "logarithm of its age in years")
    drawn.put("members", number, "members of the system that it binds")
    drawn.put("log_members", np.log(number), "logarithm of their number")
    drawn.put("bilateral", number == 2, "whether they are two")
    drawn.put("multilateral", number > 2, "whether they are more")
    if past.has("great_power"):
        power = [past.power[t, w].any() for t, w in zip(offset, who, strict=True)]
        drawn.put("with_power", power, "whether one is a great power", "great_power")
    if past.has("capabilities"):
        share, gap = [], []
        for t, w in zip(offset, who, strict=True):
            sizes = np.sort(past.capabilities[t, w])[::-1]
            known = np.isfinite(sizes).all() and sizes[1] > 0
            share.append(sizes[0] / sizes.sum() if known else np.nan)
            gap.append(np.log(sizes[0] / sizes[1]) if known else np.nan)
        drawn.put(
            "leading_share", share, "the strongest member's part of the members' capabilities", "capabilities"
        )
        drawn.put(
            "leading_gap", gap, "logarithm of the strongest to the second in capabilities", "capabilities"
        )
        parity = np.where(np.isnan(gap), np.nan, np.array(gap) < np.log(1.5))
        drawn.put(
            "parity",
            parity,
            "whether the strongest has less than one and a half times the second",
            "capabilities",
        )
    if past.has("new_government"):
        changed = within(np.nan_to_num(world.array("new_government")) > 0, years)
        drawn.put(
            "new_government",
            [changed[t, w].any() for t, w in zip(offset, who, strict=True)],
            f"whether a member had a new effective ruler in the last {years} years",
            "new_government",
        )
    if past.has("democracy"):
        value = world.array("democracy")
        turned = np.zeros(value.shape, dtype=np.bool_)
        turned[1:] = (value[1:] != value[:-1]) & ~np.isnan(value[1:]) & ~np.isnan(value[:-1])
        turned = within(turned, years)
        drawn.put(
            "regime_change",
            [turned[t, w].any() for t, w in zip(offset, who, strict=True)],
            f"whether a member became or ceased to be a democracy in the last {years} years",
            "democracy",
        )
    return drawn.done()


def _chance(drawn: Drawn, past: Past, who: list[list[int]], ends: FloatArray) -> None:
    """Add how likely the end was for treaties of the same year whose members are of one region, or of several."""
    one_region = [past.region[w[0]] if len(set(past.region[w])) == 1 else -1 for w in who]
    cells, place = np.unique(np.stack([drawn.keys["year"], one_region]), axis=1, return_inverse=True)
    known = ~np.isnan(ends)
    n, k = (
        np.bincount(place[known], weights=some, minlength=cells.shape[1])[place]
        for some in (np.ones(int(known.sum())), ends[known])
    )
    drawn.put(
        "chance",
        np.log((k + 0.5) / (n - k + 0.5)),
        "log-odds of the end among all treaties of that year within the same region, or across regions",
    )
