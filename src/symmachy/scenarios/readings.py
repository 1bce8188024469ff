"""What mechanisms say of all pairs along a timeline: measured once, and the baseline's where nothing differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symmachy.mechanisms.mechanism import Mechanism
    from symmachy.scenarios.timeline import Timeline
    from symmachy.typing import FloatArray
    from symmachy.world.world import World

__all__ = ["Readings"]

_OF_THE_WORLD = ("coverage", "states", "treaties", "pledges", "episodes", "tables")
"""What a mechanism may read of a world beside the variables that it names."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Readings:
    """Values of mechanisms for the P pairs of a timeline, by years ahead; no chance is in them."""

    timeline: Timeline
    baseline: Readings | None = None
    """Those of what the timeline is set against, with the same base year; None for the baseline itself."""
    _kept: dict[tuple[Mechanism, int], FloatArray] = field(default_factory=dict, repr=False)

    def of(self, mechanism: Mechanism, ahead: int) -> FloatArray:
        """``(P,)``: the values of a mechanism so many years after the base year; read-only.

        What a mechanism reads of a world are the variables that it names and the alliances, so that where an
        intervention has replaced none of these the values are the baseline's.
        """
        found = self._kept.get((mechanism, ahead))
        if found is None:
            found = self._of_baseline(mechanism, ahead)
            if found is None:
                found = mechanism.values(self.timeline.network(ahead))[self.timeline.pairs]
                found.flags.writeable = False
            self._kept[mechanism, ahead] = found
        return found

    def _of_baseline(self, mechanism: Mechanism, ahead: int) -> FloatArray | None:
        if self.baseline is None:
            return None
        here, there = self.timeline.worlds[ahead], self.baseline.timeline.worlds[ahead]
        return self.baseline.of(mechanism, ahead) if _alike(mechanism, here, there) else None


def _alike(mechanism: Mechanism, one: World, other: World) -> bool:
    """Whether two worlds hold the very same objects of all that a mechanism may read."""
    if one is other:
        return True
    return all(getattr(one, name) is getattr(other, name) for name in _OF_THE_WORLD) and all(
        one.variable(name) is other.variable(name) for name in mechanism.variables()
    )
