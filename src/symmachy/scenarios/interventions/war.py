"""Wars that begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from symmachy.scenarios.edit import set_pairs
from symmachy.scenarios.intervention import Day, Intervention, Who, intervention

if TYPE_CHECKING:
    from symmachy.world.world import World

__all__ = ["WarBegun", "WarEnded"]

_ROLES = ("war", "armed_hostility", "hostility")


@intervention
class WarBegun(Intervention):
    """A war begins: every state of one side fights every state of the other, to the end of the horizon or a day."""

    title: ClassVar[str] = "a war begun"
    changes: ClassVar[tuple[str, ...]] = _ROLES

    kind: Literal["war_begun"] = "war_begun"
    one: Who
    """The states of one side."""
    other: Who
    """The states of the other side."""
    until: Day | None = None
    """The day from which the war is over; None for never."""

    def apply(self, world: World) -> World:
        """Return a new world in which the sides fight from its day on."""
        pairs = [(a, b) for a in self.who(world, self.one) for b in self.who(world, self.other)]
        last = None if self.until is None else self.until.year - (self.until.month == self.until.day == 1)
        for role in _ROLES:
            if role in world.roles:
                world = set_pairs(world, role, pairs, 1.0, first=self.year, last=last)
        return world

    def sentence(self, world: World) -> str:
        """Say who fights whom."""
        end = "" if self.until is None else f", until {self.until.isoformat()}"
        return f"{self.since}{end}, a war {self.between(world, self.one, self.other)}"


@intervention
class WarEnded(Intervention):
    """A war ends: no state of one side is at war, or in a hostile episode, with any of the other from then on.

    What there was before still counts for a model that looks back over some years.
    """

    title: ClassVar[str] = "a war ended"
    changes: ClassVar[tuple[str, ...]] = _ROLES

    kind: Literal["war_ended"] = "war_ended"
    one: Who
    """The states of one side."""
    other: Who
    """The states of the other side."""

    def apply(self, world: World) -> World:
        """Return a new world without war or hostility between the sides from its day on."""
        pairs = [(a, b) for a in self.who(world, self.one) for b in self.who(world, self.other)]
        # A year is at war if one of its days is: peace of 1 January ends it with the year before.
        first = self.year + (not self.when.month == self.when.day == 1)
        for role in _ROLES:
            if role in world.roles:
                world = set_pairs(world, role, pairs, 0.0, first=first)
        return world

    def sentence(self, world: World) -> str:
        """Say between whom it ends."""
        return f"{self.since}, no war or hostile episode {self.between(world, self.one, self.other)}"
