"""Treaties that are founded, joined, left and ended; a treaty of many members stays one treaty."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, field_validator

from symmachy.errors import BadInput, SymmachyError
from symmachy.scenarios.edit import bound, cut, found, join
from symmachy.scenarios.intervention import EVERYONE, Intervention, Who, intervention
from symmachy.world.obligation import Obligation
from symmachy.world.spell import Spell
from symmachy.world.treaty import EVERY_MEMBER, Membership, Term, Treaty

if TYPE_CHECKING:
    from symmachy.typing import StateCode
    from symmachy.world.world import World

__all__ = ["Accession", "TreatyEnded", "TreatyFounded", "Withdrawal"]


@intervention
class Withdrawal(Intervention):
    """States leave a treaty: what it bound between each of them and its other members ends on that day.

    A pact that another treaty also makes between two of them stays.
    """

    title: ClassVar[str] = "withdrawal from a treaty"
    changes_pacts: ClassVar[bool] = True

    kind: Literal["withdrawal"] = "withdrawal"
    states: Who
    """Who leaves."""
    treaty_id: str = Field(alias="from", default=EVERYONE)
    """The treaty's id; ``*`` for every treaty in which they owe anybody defence."""

    def apply(self, world: World) -> World:
        """Return a new world in which they are no members from its day on."""
        leaving = self.who(world, self.states)
        for treaty in self._treaties(world, leaving):
            world = cut(world, treaty, [s for s in leaving if s in treaty.members_on(self.when)], self.when)
        return world

    def sentence(self, world: World) -> str:
        """Say who leaves what."""
        leaving = self.who(world, self.states)
        treaties = self._treaties(world, leaving)
        what = (
            treaties[0].name if len(treaties) == 1 else f"all {len(treaties)} treaties of defence they are in"
        )
        return f"{self.since}, {self.say(world, leaving)} out of: {what}"

    def _treaties(self, world: World, leaving: tuple[StateCode, ...]) -> list[Treaty]:
        if self.treaty_id != EVERYONE:
            treaty = self.treaty(world, self.treaty_id)
            members = bound(world, treaty, self.when)
            if absent := [code for code in leaving if code not in members]:
                raise BadInput(
                    f"{self.say(world, absent)} is no member of {treaty.id!r} on {self.when}; "
                    f"its members then: {', '.join(members)}"
                )
            return [treaty]
        return [
            t
            for t in world.treaties
            if t.spell.covers(self.when)
            and Obligation.DEFENSE in t.obligations
            and set(leaving) & set(t.members_on(self.when))
        ]


@intervention
class Accession(Intervention):
    """States join an existing treaty: they owe and are owed what its terms say between all members.

    The treaty is taken as one: a state that joins is bound to all its members on the same day.
    """

    title: ClassVar[str] = "accession to a treaty"
    changes_pacts: ClassVar[bool] = True

    kind: Literal["accession"] = "accession"
    states: Who
    """Who joins."""
    treaty_id: str = Field(alias="to")
    """The treaty's id."""

    def apply(self, world: World) -> World:
        """Return a new world in which they are members from its day on."""
        treaty = self.treaty(world, self.treaty_id)
        if not any(EVERY_MEMBER in {t.by, t.to} and t.spell.covers(self.when) for t in treaty.terms):
            raise BadInput(
                f"the terms of {treaty.id!r} bind named states, so nobody can join it: found a treaty instead"
            )
        members = treaty.members_on(self.when)
        joining = [code for code in self.who(world, self.states) if code not in members]
        added = tuple(Membership(state=code, spell=Spell(start=self.when)) for code in joining)
        return join(world, replace(treaty, members=(*treaty.members, *added)))

    def sentence(self, world: World) -> str:
        """Say who joins what."""
        treaty = self.treaty(world, self.treaty_id)
        return f"{self.since}, {self.say(world, self.who(world, self.states))} in: {treaty.name}"


@intervention
class TreatyFounded(Intervention):
    """A new treaty of some states, in which every member owes every other the same."""

    title: ClassVar[str] = "a treaty founded"
    changes_pacts: ClassVar[bool] = True

    kind: Literal["treaty_founded"] = "treaty_founded"
    members: Who
    """Who is bound."""
    obligations: tuple[str, ...] = ("defense",)
    """What they owe: defense, offense, neutrality, nonaggression, consultation."""
    name: str = "a new treaty"
    """What it is called in the answer."""

    @field_validator("obligations")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            Obligation.read("+".join(value))
        except SymmachyError as fault:
            raise ValueError(str(fault)) from None
        return value

    def apply(self, world: World) -> World:
        """Return a new world with the treaty in force from its day on."""
        members = self.who(world, self.members)
        if len(members) < 2:
            raise BadInput(f"a treaty of {', '.join(members)} alone was asked: name at least two members")
        spell = Spell(start=self.when)
        words = re.sub(r"[^a-z0-9]+", "-", self.name.casefold()).strip("-")
        treaty = Treaty(
            id=f"scenario-{words}-{self.when.isoformat()}",
            name=self.name,
            spell=spell,
            members=tuple(Membership(state=code, spell=spell) for code in members),
            terms=(
                Term(
                    by=EVERY_MEMBER,
                    to=EVERY_MEMBER,
                    obligations=Obligation.read("+".join(self.obligations)),
                    spell=spell,
                ),
            ),
            source="made up for a scenario",
        )
        return found(world, treaty)

    def sentence(self, world: World) -> str:
        """Say who is bound to what."""
        words = " and ".join(Obligation.read("+".join(self.obligations)).words)
        return f"{self.since}, {self.name} ({words}) of {self.say(world, self.who(world, self.members))}"


@intervention
class TreatyEnded(Intervention):
    """A treaty ends for all its members."""

    title: ClassVar[str] = "a treaty ended"
    changes_pacts: ClassVar[bool] = True

    kind: Literal["treaty_ended"] = "treaty_ended"
    treaty_id: str = Field(alias="treaty")
    """The treaty's id."""

    def apply(self, world: World) -> World:
        """Return a new world in which it binds nobody from its day on."""
        treaty = self.treaty(world, self.treaty_id)
        return cut(world, treaty, bound(world, treaty, self.when), self.when)

    def sentence(self, world: World) -> str:
        """Say what ends."""
        return f"{self.since}, no longer in force: {self.treaty(world, self.treaty_id).name}"
