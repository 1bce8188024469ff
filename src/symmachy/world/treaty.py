"""Treaties of alliance: a multilateral treaty stays one treaty, its pairs are derived."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symmachy.world.obligation import Obligation
from symmachy.world.spell import note_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from symmachy.typing import StateCode
    from symmachy.world.spell import Spell

__all__ = ["EVERY_MEMBER", "Membership", "Pledge", "Term", "Treaty"]

EVERY_MEMBER = "*"
"""Stands in a term for each member of the treaty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pledge:
    """What one state owes another while a treaty binds both: directed, dated to the day where known."""

    by: StateCode
    to: StateCode
    obligations: Obligation
    spell: Spell
    treaty: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """The time in which a treaty binds one state."""

    state: StateCode
    spell: Spell
    exit_by: str = ""
    """How the state left (withdrawal, suspension, expulsion, ...); empty while it is a member."""
    note: str = ""
    source: str = ""
    checked: str = "none"
    """In how many independent places the dates were confirmed: two, one or none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A clause of a treaty: who owes what to whom; ``*`` stands for every member."""

    by: StateCode
    to: StateCode
    obligations: Obligation
    spell: Spell
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Treaty:
    """A treaty with at least one of the five obligations."""

    id: str
    """Readable and stable: words and the year, such as ``north-atlantic-1949``."""
    name: str
    spell: Spell
    """From entry into force (signature where that is unknown) to the day it ceased to bind."""
    signed: str = ""
    place: str = ""
    members: tuple[Membership, ...] = ()
    terms: tuple[Term, ...] = ()
    ended_by: str = ""
    successor: str = ""
    note: str = ""
    source: str = ""
    """The instrument, as precisely as it could be checked."""
    checked: str = "none"

    @property
    def obligations(self) -> Obligation:
        """All obligations that any member owes to another."""
        found = Obligation(0)
        for term in self.terms:
            found |= term.obligations
        return found

    def members_on(self, day: date) -> tuple[StateCode, ...]:
        """Return the codes of the states that it binds on that day, in alphabetical order."""
        return tuple(sorted({m.state for m in self.members if m.spell.covers(day)}))

    def pledges(self) -> Iterator[Pledge]:
        """Yield each pledge: every term for every pair that it binds, clipped to both memberships."""
        for term in self.terms:
            givers = self._bound(term.by, term.spell)
            takers = self._bound(term.to, term.spell)
            for by, by_spell in givers:
                for to, to_spell in takers:
                    both = by_spell.overlap(to_spell) if by != to else None
                    if both is not None:
                        yield Pledge(by=by, to=to, obligations=term.obligations, spell=both, treaty=self.id)

    def between(self, one: StateCode, other: StateCode) -> tuple[Pledge, ...]:
        """Return the pledges that the two states make each other in this treaty, either way, by date."""
        pair = {one, other}
        found = [p for p in self.pledges() if {p.by, p.to} == pair]
        return tuple(sorted(found, key=lambda p: (p.spell.start, p.by, p.to)))

    def until(self, day: date) -> Treaty | None:
        """Return the treaty as known on that day, or None where it had not begun.

        Exits, ends and successors of later date are not in it, nor are notes that may speak of them.
        """
        spell = self.spell.until(day)
        if spell is None:
            return None
        members = []
        for member in self.members:
            known = member.spell.until(day)
            if known is not None:
                left = known.end is not None
                members.append(
                    replace(
                        member,
                        spell=known,
                        exit_by=member.exit_by if left else "",
                        note=note_until(member.note, member.spell, day),
                    )
                )
        terms = [
            replace(term, spell=known, note=note_until(term.note, term.spell, day))
            for term in self.terms
            if (known := term.spell.until(day)) is not None
        ]
        ended = spell.end is not None
        return replace(
            self,
            spell=spell,
            members=tuple(members),
            terms=tuple(terms),
            ended_by=self.ended_by if ended else "",
            successor=self.successor if ended else "",
            note=note_until(self.note, self.spell, day),
        )

    def _bound(self, who: str, spell: Spell) -> list[tuple[StateCode, Spell]]:
        bound = []
        for member in self.members:
            if who in (EVERY_MEMBER, member.state):
                within = member.spell.overlap(spell)
                within = within.overlap(self.spell) if within else None
                if within:
                    bound.append((member.state, within))
        return bound
