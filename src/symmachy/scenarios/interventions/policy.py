"""Declared policy: bases, non-alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from symmachy.scenarios.edit import set_pairs, set_states
from symmachy.scenarios.intervention import EVERYONE, Intervention, Who, intervention

if TYPE_CHECKING:
    from symmachy.world.world import World

__all__ = ["BasesClosed", "NonalignmentDeclared", "NonalignmentGivenUp"]


@intervention
class BasesClosed(Intervention):
    """States close their bases, and bring home their troops, on the soil of some others or of all."""

    title: ClassVar[str] = "bases closed"
    changes: ClassVar[tuple[str, ...]] = ("base_host",)

    kind: Literal["bases_closed"] = "bases_closed"
    by: Who
    """Whose bases are closed."""
    hosts: Who = (EVERYONE,)
    """On whose soil."""

    def apply(self, world: World) -> World:
        """Return a new world without those bases from its day on."""
        pairs = [(host, by) for by in self.who(world, self.by) for host in self.who(world, self.hosts)]
        return set_pairs(world, "base_host", pairs, 0.0, first=self.year)

    def sentence(self, world: World) -> str:
        """Say whose bases close, where, and how many hosts that concerns."""
        by, hosts = self.who(world, self.by), self.who(world, self.hosts)
        held = world.array("base_host")[min(self.year, world.coverage.last) - world.coverage.first]
        number = sum(
            any(held[world.index[host], world.index[b]] > 0 for b in by)
            for host in hosts
            if host in world.index
        )
        where = "abroad" if self.hosts == (EVERYONE,) else f"in {self.say(world, hosts)}"
        return f"{self.since}, no bases of {self.say(world, by)} {where} (hosts before: {number})"


@intervention
class NonalignmentDeclared(Intervention):
    """States declare themselves non-aligned, as the record counts it; pacts in force are not ended by it."""

    title: ClassVar[str] = "non-alignment declared"
    changes: ClassVar[tuple[str, ...]] = ("nonaligned",)

    kind: Literal["nonalignment_declared"] = "nonalignment_declared"
    states: Who
    """Who declares it."""

    def apply(self, world: World) -> World:
        """Return a new world in which they are non-aligned from its day on."""
        return set_states(
            world, "nonaligned", dict.fromkeys(self.who(world, self.states), 1.0), first=self.year
        )

    def sentence(self, world: World) -> str:
        """Say who declares it."""
        return f"{self.since}, {self.say(world, self.who(world, self.states))} counted as non-aligned"


@intervention
class NonalignmentGivenUp(Intervention):
    """States give up non-alignment."""

    title: ClassVar[str] = "non-alignment given up"
    changes: ClassVar[tuple[str, ...]] = ("nonaligned",)

    kind: Literal["nonalignment_given_up"] = "nonalignment_given_up"
    states: Who
    """Who gives it up."""

    def apply(self, world: World) -> World:
        """Return a new world in which they are not non-aligned from its day on."""
        return set_states(
            world, "nonaligned", dict.fromkeys(self.who(world, self.states), 0.0), first=self.year
        )

    def sentence(self, world: World) -> str:
        """Say who gives it up."""
        return f"{self.since}, {self.say(world, self.who(world, self.states))} not counted as non-aligned"
