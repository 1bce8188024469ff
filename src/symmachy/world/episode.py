"""Wars and hostile episodes between two states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symmachy.world.spell import note_until

if TYPE_CHECKING:
    from datetime import date

    from symmachy.typing import StateCode
    from symmachy.world.spell import Spell

__all__ = ["WAR", "Episode"]

WAR = "war"
"""The kind of an episode in which two states fought on opposite sides of an interstate war."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """A time of hostility between two states."""

    id: str
    """Readable and stable; an episode among several states is one row for each pair, with one id."""
    name: str
    kind: str
    """``war``, or the kind of episode short of war: crisis, clash, sanctions, broken-relations, ..."""
    one: StateCode
    """The first of the two codes in alphabetical order."""
    other: StateCode
    spell: Spell
    initiator: str = ""
    """A state's code only where sources agree; empty otherwise."""
    note: str = ""
    source: str = ""
    checked: str = "none"

    def until(self, day: date) -> Episode | None:
        """Return the episode as known on that day, or None where it had not begun."""
        spell = self.spell.until(day)
        if spell is None:
            return None
        return replace(self, spell=spell, note=note_until(self.note, self.spell, day))
