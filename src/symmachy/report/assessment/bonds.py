"""What bound a pair of states: their treaties, as pledges of one to the other, and the names they bore then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from symmachy.report.words import named
from symmachy.world.episode import WAR
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symmachy.typing import StateCode
    from symmachy.world import Episode, Pledge, Spell, Treaty, World

__all__ = ["Bond", "SideBySide", "are_allied", "between", "other_names", "side_by_side"]


@dataclass(frozen=True, kw_only=True)
class Bond:
    """A treaty between the two: what it obliges each to, and when."""

    treaty: Treaty
    pledges: tuple[Pledge, ...]
    in_force: bool
    earlier_governments: tuple[str, ...] = ()
    """Governments that made it and whose successors did not stand in their alliances."""

    @property
    def obligations(self) -> tuple[str, ...]:
        """All obligations that either owes the other, in words."""
        owed = Obligation(0)
        for pledge in self.pledges:
            owed |= pledge.obligations
        return owed.words

    @property
    def one_sided(self) -> bool:
        """Whether only one of the two has pledged something, or they pledged different things."""
        owed: dict[str, Obligation] = {}
        for pledge in self.pledges:
            owed[pledge.by] = owed.get(pledge.by, Obligation(0)) | pledge.obligations
        return len(owed) < 2 or len(set(owed.values())) > 1

    def when(self) -> str:
        """Say for which time it bound the two."""
        return ", ".join(str(spell) for spell in _joined(p.spell for p in self.pledges))


@dataclass(frozen=True, kw_only=True, slots=True)
class SideBySide:
    """A war in which both fought the same opponent."""

    name: str
    against: tuple[StateCode, ...]
    """The opponents of both."""
    spells: tuple[Spell, ...]
    """When both were at war with one of them."""

    def sentence(self, world: World) -> str:
        """Say which war, against whom and when."""
        year = self.spells[0].start.year
        names = [named(world.states[code].name(year)) for code in self.against]
        whom = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        return f"{self.name}, against {whom}: {', '.join(str(spell) for spell in self.spells)}"


def are_allied(world: World, one: StateCode, other: StateCode) -> bool:
    """Say whether a defence pact is in force between two states on the world's last day."""
    import polars as pl

    day = world.last_day
    pair = pl.col("by").is_in([one, other]) & pl.col("to").is_in([one, other])
    in_force = (pl.col("start") <= day) & (pl.col("end").is_null() | (pl.col("end") > day))
    owed = world.pledges.filter(pair & in_force)["obligations"].to_list()
    return any(bits & Obligation.DEFENSE for bits in owed)


def between(world: World, one: StateCode, other: StateCode) -> tuple[Bond, ...]:
    """Return every treaty that bound the two up to the world's last day, by date."""
    return tuple(
        Bond(
            treaty=treaty,
            pledges=pledges,
            in_force=any(p.spell.covers(world.last_day) for p in pledges),
            earlier_governments=_earlier(world, (one, other), pledges[0].spell.start),
        )
        for treaty, pledges in world.between(one, other)
    )


def _earlier(world: World, pair: tuple[StateCode, StateCode], day: date) -> tuple[str, ...]:
    found = []
    for code in pair:
        state = world.states[code]
        made_by = state.government(day)
        if made_by is not None and any(day < later <= world.last_day for later in state.breaks()):
            found.append(made_by.name)
    return tuple(found)


def side_by_side(world: World, one: StateCode, other: StateCode) -> tuple[SideBySide, ...]:
    """Return the wars in which both fought a common opponent at one time, by date; no pledge need stand behind it."""
    fought: dict[str, dict[StateCode, dict[StateCode, Episode]]] = {}
    for episode in world.episodes:
        if episode.kind == WAR:
            war = fought.setdefault(episode.id, {})
            war.setdefault(episode.one, {})[episode.other] = episode
            war.setdefault(episode.other, {})[episode.one] = episode
    found = []
    for war in fought.values():
        mine, theirs = war.get(one, {}), war.get(other, {})
        common = {
            code: spell
            for code in sorted(mine.keys() & theirs.keys())
            if (spell := mine[code].spell.overlap(theirs[code].spell)) is not None
        }
        if common and other not in mine:
            name = mine[next(iter(common))].name
            found.append(SideBySide(name=name, against=tuple(common), spells=tuple(_joined(common.values()))))
    return tuple(sorted(found, key=lambda w: (w.spells[0].start, w.name)))


def other_names(world: World, one: StateCode, other: StateCode, days: Iterable[date]) -> str:
    """Say which names the two bore on some days, where these are not the names of the last year; empty where none.

    Parameters
    ----------
    days
        When something was between them: a treaty, a war, a hostile episode.
    """
    now, found = world.last_day.year, []
    on = sorted(set(days))
    for code in (one, other):
        state = world.states[code]
        name = state.name(now)
        spells = {n.text: n.spell for n in state.names if n.short}
        then = dict.fromkeys(n for day in on if (n := state.name(day.year)) != name)
        told = [
            f"{named(n)} ({spells[n].start.year} to {spells[n].last_year})"
            for n in then
            if spells[n].last_year
        ]
        if told:
            found.append(f"{named(name)} is also {' and '.join(told)}")
    return f"In this record {'; '.join(found)}." if found else ""


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    """Return spells as stretches without a break: a treaty whose terms changed on a day bound on both sides of it."""
    found: list[Spell] = []
    for spell in sorted(set(spells), key=lambda s: (s.start, s.end or date.max)):
        last = found[-1] if found else None
        if last is None or (last.end is not None and last.end < spell.start):
            found.append(spell)
        elif last.end is not None and (spell.end is None or spell.end > last.end):
            found[-1] = replace(last, end=spell.end, end_precision=spell.end_precision)
    return found
