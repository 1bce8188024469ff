"""One simulated future, twice: as things stood and as the scenario has them, with the same random numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from symmachy.kernels.forward import ceilings, forward, predictors

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from symmachy.mechanisms import NetworkMechanism
    from symmachy.scenarios.hazards import Drawn
    from symmachy.scenarios.moves import Moves
    from symmachy.scenarios.prepare import Prepared
    from symmachy.typing import FloatArray, IntArray

__all__ = ["MEASURES", "Futures", "HazardFutures", "Measured"]

MEASURES = {
    "pacts": "pairs of states with a defence pact",
    "isolated": "states without a pact",
    "groups": "groups of two or more states that pacts hold together",
    "largest_group": "states in the largest of these groups",
    "in_camps": "states in two camps: two great powers and those allied with exactly one of them",
}
"""What is measured of the whole system in each year, all whole numbers."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One draw of one timeline, of H years and P pairs."""

    tied: npt.NDArray[np.uint8] = field(repr=False)
    """``(H, P)``: 1 where a pair has a pact in the year."""
    measures: IntArray
    """``(H, M)``: the `MEASURES` of the year."""


class Futures(Protocol):
    """What draws futures in pairs; any model that can simulate pacts forward is made one of these.

    It is sent to workers, so it pickles; and a draw depends on its number alone.
    """

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of years H and of pairs P."""

    def draws(self, first: int, last: int, per_set: int) -> Iterator[tuple[Measured, Measured]]:
        """Yield baseline and scenario of the draws from `first` up to `last`, the latter not included.

        The draw d is made with the set of coefficients ``d // per_set``.
        """


@dataclass(frozen=True, kw_only=True, eq=False)
class HazardFutures:
    """Futures by yearly hazards, in the compiled loop."""

    network: tuple[NetworkMechanism, ...]
    """The mechanisms that are numbers of the whole network."""
    baseline: Prepared = field(repr=False)
    scenario: Prepared = field(repr=False)
    drawn: Drawn = field(repr=False)
    moves: Moves = field(repr=False)
    seed: int

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of years and of pairs."""
        years, pairs = self.baseline.course.forced.shape
        return years, pairs

    def draws(self, first: int, last: int, per_set: int) -> Iterator[tuple[Measured, Measured]]:
        """Yield baseline and scenario of some draws."""
        from symmachy.kernels.compose import composed

        function = composed(tuple(t.change_statistic for t in self.network))
        held, ready = -1, []
        for draw in range(first, last):
            chosen = draw // per_set
            if chosen != held:
                held, ready = chosen, [self._ready(one, chosen) for one in (self.baseline, self.scenario)]
            chance = self.moves.uniforms(self.seed, draw, self.shape[0])
            found = []
            for one, predicted in zip((self.baseline, self.scenario), ready, strict=True):
                tied = np.empty(self.shape, dtype=np.uint8)
                measures = np.empty((self.shape[0], len(MEASURES)), dtype=np.int64)
                forward(function, one.course, self.drawn.terms[chosen], *predicted, chance, tied, measures)
                found.append(Measured(tied=tied, measures=measures))
            yield found[0], found[1]

    def _ready(self, one: Prepared, chosen: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        form, end = (predictors(one.values, self.drawn.fixed[chosen][part]) for part in (0, 1))
        return form, end, ceilings(one.course, self.drawn.terms[chosen], form)
