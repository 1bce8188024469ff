"""How states stand: their regime, their capabilities, whether they count as great powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from symmachy.errors import BadInput
from symmachy.scenarios.edit import set_states, value_of
from symmachy.scenarios.intervention import Intervention, Who, intervention

if TYPE_CHECKING:
    from symmachy.world.world import World

__all__ = ["CapabilityChange", "GreatPowerStatus", "RegimeChange"]


@intervention
class RegimeChange(Intervention):
    """States become democracies, or cease to be, by the record's yes or no."""

    title: ClassVar[str] = "a change of regime"
    changes: ClassVar[tuple[str, ...]] = ("democracy",)

    kind: Literal["regime_change"] = "regime_change"
    states: Who
    """Whose regime changes."""
    democracy: bool
    """Whether they are democracies from then on."""

    def apply(self, world: World) -> World:
        """Return a new world in which the regimes are so from its day on."""
        return set_states(
            world,
            "democracy",
            dict.fromkeys(self.who(world, self.states), float(self.democracy)),
            first=self.year,
        )

    def sentence(self, world: World) -> str:
        """Say whose regime becomes what."""
        who = self.say(world, self.who(world, self.states))
        return f"{self.since}, {who} counted as {'' if self.democracy else 'no '}democracy"


@intervention
class CapabilityChange(Intervention):
    """The capabilities of states are multiplied by a factor; all other shares shrink or grow so that the sum stays."""

    title: ClassVar[str] = "a change of capabilities"
    changes: ClassVar[tuple[str, ...]] = ("capabilities", "military", "output", "population")

    kind: Literal["capability_change"] = "capability_change"
    states: Who
    """Whose capabilities change."""
    factor: float = Field(gt=0, le=100)
    """By what their share is multiplied, before the shares are made to add up as before."""
    of: Literal["capabilities", "military", "output", "population"] = "capabilities"
    """Which share."""

    def apply(self, world: World) -> World:
        """Return a new world with the shares changed from its day on."""
        place = self.year - world.coverage.first
        shares = np.array(world.array(self.of)[place])
        known = ~np.isnan(shares) & world.membership[place]
        total = shares[known].sum()
        for code in self.who(world, self.states):
            if not known[world.index[code]]:
                raise BadInput(
                    f"the {self.of} of {code} in {self.year} are not known, so they cannot be multiplied"
                )
            shares[world.index[code]] *= self.factor
        shares *= total / shares[known].sum()
        changed = {code: float(shares[i]) for i, code in enumerate(world.codes) if known[i]}
        return set_states(world, self.of, changed, first=self.year)

    def sentence(self, world: World) -> str:
        """Say whose share changes, from what to what."""
        who = self.who(world, self.states)
        after = self.apply(world)
        said = ", ".join(
            f"{world.states[c].name(self.year)} {_percent(value_of(world, self.of, c, self.year))} -> "
            f"{_percent(value_of(after, self.of, c, self.year))}"
            for c in who[:4]
        )
        more = f" and {len(who) - 4} more" if len(who) > 4 else ""
        change = f"share of the world's {self.of} times {self.factor:g}"
        return f"{self.since}, {change}, the others in proportion: {said}{more}"


@intervention
class GreatPowerStatus(Intervention):
    """States begin or cease to count as great powers."""

    title: ClassVar[str] = "great-power status gained or lost"
    changes: ClassVar[tuple[str, ...]] = ("great_power",)

    kind: Literal["great_power_status"] = "great_power_status"
    states: Who
    """Whose status changes."""
    holds: bool
    """Whether they count as great powers from then on."""

    def apply(self, world: World) -> World:
        """Return a new world in which the status is so from its day on."""
        return set_states(
            world,
            "great_power",
            dict.fromkeys(self.who(world, self.states), float(self.holds)),
            first=self.year,
        )

    def sentence(self, world: World) -> str:
        """Say who gains or loses it."""
        who = self.say(world, self.who(world, self.states))
        return f"{self.since}, {who} {'' if self.holds else 'not '}counted among the great powers"


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"
