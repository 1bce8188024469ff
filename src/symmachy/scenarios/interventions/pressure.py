"""Pressure by one state on others, and its opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from symmachy.scenarios.edit import set_pairs
from symmachy.scenarios.intervention import Day, Intervention, Who, intervention

if TYPE_CHECKING:
    from symmachy.world.world import World

__all__ = ["Accommodation", "Pressure"]


@intervention
class Pressure(Intervention):
    """One or several states are in a hostile episode with each of some others, in every year from then on.

    An episode is what the record counts as hostility: force used, shown or threatened, sanctions, broken
    relations. Which of these it is does not matter to a model that reads hostility.
    """

    title: ClassVar[str] = "pressure by states on others"
    changes: ClassVar[tuple[str, ...]] = ("hostility",)

    kind: Literal["pressure"] = "pressure"
    by: Who
    """Who presses."""
    on: Who
    """Who is pressed."""
    until: Day | None = None
    """The day from which the pressure is over; None for never."""

    def apply(self, world: World) -> World:
        """Return a new world in which the pairs are hostile in each year from its day on."""
        pairs = [(a, b) for a in self.who(world, self.by) for b in self.who(world, self.on)]
        last = None if self.until is None else self.until.year - 1
        return set_pairs(world, "hostility", pairs, 1.0, first=self.year, last=last)

    def sentence(self, world: World) -> str:
        """Say who presses whom, and since when."""
        end = "" if self.until is None else f", up to {self.until.year - 1}"
        return f"{self.since}{end}, hostile episodes {self.between(world, self.by, self.on)} in every year"


@intervention
class Accommodation(Intervention):
    """One state accommodates others: no more hostility between it and each of them.

    With `settled`, earlier episodes between them no longer count from then on, as if they had been settled;
    without it, a model that looks back ten years sees them until the ten years are over.
    """

    title: ClassVar[str] = "accommodation of partners"
    changes: ClassVar[tuple[str, ...]] = ("hostility", "war", "armed_hostility")

    kind: Literal["accommodation"] = "accommodation"
    by: Who
    """Who accommodates."""
    of: Who
    """Who is accommodated."""
    settled: bool = True
    """Whether earlier episodes between them no longer count from then on."""

    def apply(self, world: World) -> World:
        """Return a new world without hostility between the pairs from its day on."""
        pairs = [(a, b) for a in self.who(world, self.by) for b in self.who(world, self.of)]
        first = world.coverage.first if self.settled else self.year
        for role in self.changes:
            if role in world.roles or role == "hostility":
                world = set_pairs(world, role, pairs, 0.0, first=first)
        return world

    def sentence(self, world: World) -> str:
        """Say who accommodates whom."""
        past = "; earlier episodes between them count as settled" if self.settled else ""
        return f"{self.since}, no hostile episode {self.between(world, self.by, self.of)}{past}"
