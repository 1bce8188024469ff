"""Trade between states, and where they stand in the votes of the United Nations."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from symmachy.errors import BadInput
from symmachy.scenarios.edit import set_pairs, set_states, value_of
from symmachy.scenarios.intervention import Intervention, Who, intervention

if TYPE_CHECKING:
    from symmachy.world.world import World

__all__ = ["TradeChange", "VotingPosition"]


@intervention
class TradeChange(Intervention):
    """Trade between two sets of states is multiplied by a factor, 0 for an end of it; a record must have trade."""

    title: ClassVar[str] = "a change of trade"
    changes: ClassVar[tuple[str, ...]] = ("trade",)

    kind: Literal["trade_change"] = "trade_change"
    one: Who
    """The states of one side."""
    other: Who
    """Those with whom they trade."""
    factor: float = Field(ge=0, le=100)
    """By what the value is multiplied."""

    def apply(self, world: World) -> World:
        """Return a new world with the trade changed from its day on; what is not known stays so."""
        values = world.array("trade")[self.year - world.coverage.first]
        for a in self.who(world, self.one):
            for b in self.who(world, self.other):
                for x, y in ((a, b), (b, a)):
                    value = float(values[world.index[x], world.index[y]])
                    if x != y and not np.isnan(value):
                        world = set_pairs(world, "trade", [(x, y)], value * self.factor, first=self.year)
        return world

    def sentence(self, world: World) -> str:
        """Say between whom it changes."""
        change = "no trade" if self.factor == 0 else f"trade times {self.factor:g}"
        return f"{self.since}, {change} {self.between(world, self.one, self.other)}"


@intervention
class VotingPosition(Intervention):
    """The ideal points of states in the UN General Assembly move towards that of another; a record must have them."""

    title: ClassVar[str] = "a change of position in the UN"
    changes: ClassVar[tuple[str, ...]] = ("ideal_point",)

    kind: Literal["voting_position"] = "voting_position"
    states: Who
    """Whose position moves."""
    towards: str
    """The state towards which they move."""
    share: float = Field(default=1.0, ge=-1, le=1)
    """How much of the way: 1 all of it, 0.5 half, below 0 away from it."""

    def apply(self, world: World) -> World:
        """Return a new world with the positions moved from its day on."""
        goal = value_of(world, "ideal_point", self._goal(world), self.year)
        points = {c: value_of(world, "ideal_point", c, self.year) for c in self.who(world, self.states)}
        if unknown := [c for c, v in points.items() if np.isnan(v + goal)]:
            raise BadInput(
                f"the positions of {', '.join(unknown)} and {self.towards} in {self.year} are not all known"
            )
        moved = {c: v + self.share * (goal - v) for c, v in points.items()}
        return set_states(world, "ideal_point", moved, first=self.year)

    def sentence(self, world: World) -> str:
        """Say who moves, how far and where."""
        who = self.say(world, self.who(world, self.states))
        goal = self.say(world, [self._goal(world)])
        way = f"{100 * abs(self.share):g} % of the way {'towards' if self.share >= 0 else 'away from'} {goal}"
        return f"{self.since}, ideal points of {who} in the UN moved {way}"

    def _goal(self, world: World) -> str:
        return world.states.resolve(self.towards, year=self.year).code
