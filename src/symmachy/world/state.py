"""States: what they were called, by which codes they are known, when they were members of the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from symmachy.typing import StateCode
    from symmachy.world.spell import Spell

__all__ = ["Capital", "Code", "Government", "Name", "State", "Succession"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name that a state bore, or is also known by."""

    text: str
    spell: Spell
    short: bool
    """True for the common English name of that time, False for an alias."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A state's code in a scheme of the field: cow, cow_letters, gw, iso3 or vdem."""

    scheme: str
    value: str
    spell: Spell


@dataclass(frozen=True, kw_only=True, slots=True)
class Capital:
    """A seat of government."""

    name: str
    latitude: float
    """Decimal degrees, north positive."""
    longitude: float
    """Decimal degrees, east positive."""
    spell: Spell


@dataclass(frozen=True, kw_only=True, slots=True)
class Government:
    """A government of a state, where one code spans several."""

    id: str
    name: str
    spell: Spell
    repudiated: bool
    """Whether it did not stand in the alliances of the government before it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """How one state followed another."""

    predecessor: StateCode
    successor: StateCode
    date: str
    kind: str
    """continues, union, separation or absorbed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A state of the system, through all its names."""

    code: StateCode
    region: str
    spells: tuple[Spell, ...]
    """When it was a member of the system of states, by the rule of the record it comes from."""
    names: tuple[Name, ...] = ()
    codes: tuple[Code, ...] = ()
    capitals: tuple[Capital, ...] = ()
    governments: tuple[Government, ...] = ()
    """Its governments by date, where later ones may not stand in the alliances of earlier ones."""

    def exists(self, year: int) -> bool:
        """Whether it was a member of the system on at least one day of the year."""
        return any(s.meets_year(year) for s in self.spells)

    def name(self, year: int) -> str:
        """Return the common English name of the year (at its end, where the name changed in it)."""
        short = [n for n in self.names if n.short]
        fitting = [n for n in short if n.spell.meets_year(year)]
        if fitting:
            return max(fitting, key=lambda n: n.spell.start).text
        earlier = [n for n in short if n.spell.start.year <= year]
        if earlier:
            return max(earlier, key=lambda n: n.spell.start).text
        return min(short, key=lambda n: n.spell.start).text if short else self.code

    def capital(self, year: int) -> Capital | None:
        """Return the seat of government in the year (at its end), or None where none is recorded."""
        fitting = [c for c in self.capitals if c.spell.meets_year(year)]
        return max(fitting, key=lambda c: c.spell.start) if fitting else None

    def government(self, day: date) -> Government | None:
        """Return the government on a day, or None where none is recorded."""
        fitting = [g for g in self.governments if g.spell.covers(day)]
        return max(fitting, key=lambda g: g.spell.start) if fitting else None

    def breaks(self) -> tuple[date, ...]:
        """Return the days on which a government came that did not stand in its predecessor's alliances."""
        return tuple(g.spell.start for g in self.governments if g.repudiated)

    def code_in(self, scheme: str, year: int) -> str | None:
        """Return the state's code in a scheme in the year, or None where it has none."""
        for code in self.codes:
            if code.scheme == scheme and code.spell.meets_year(year):
                return code.value
        return None
