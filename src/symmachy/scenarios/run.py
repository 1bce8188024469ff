"""One simulated future, twice: as things stood and as the scenario has them, with the same random numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
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

__all__ = ["MEASURES", "Futures", "HazardFutures", "KeptDraws", "Measured"]

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
class KeptDraws:
    """Draws of one baseline, which are the same whatever a scenario changes: one bit for each pair and year."""

    most: int = 2000
    """How many are kept at most: some 25 kB each of 200 states and 10 years."""
    _packed: dict[tuple[int, ...], tuple[npt.NDArray[np.uint8], IntArray]] = field(
        default_factory=dict, repr=False
    )

    def get(self, name: tuple[int, ...], shape: tuple[int, int]) -> Measured | None:
        """Return the draw of a name, or None."""
        kept = self._packed.get(name)
        if kept is None:
            return None
        return Measured(tied=np.unpackbits(kept[0], axis=1, count=shape[1]), measures=kept[1])

    def put(self, name: tuple[int, ...], drawn: Measured) -> None:
        """Keep a draw, unless there are too many."""
        if len(self._packed) < self.most:
            self._packed[name] = np.packbits(drawn.tied, axis=1), drawn.measures


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
    kept: KeptDraws | None = field(default=None, repr=False)
    """The baseline's draws of before, where one process answers several scenarios."""

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of years and of pairs."""
        years, pairs = self.baseline.course.forced.shape
        return years, pairs

    def draws(self, first: int, last: int, per_set: int) -> Iterator[tuple[Measured, Measured]]:
        """Yield baseline and scenario of some draws."""
        from symmachy.kernels.compose import composed

        function = composed(tuple(t.change_statistic for t in self.network))
        ready = lru_cache(maxsize=2)(self._ready)

        def run(which: int, chosen: int, chance: FloatArray) -> Measured:
            tied = np.empty(self.shape, dtype=np.uint8)
            measures = np.empty((self.shape[0], len(MEASURES)), dtype=np.int64)
            course = (self.baseline, self.scenario)[which].course
            forward(function, course, self.drawn.terms[chosen], *ready(which, chosen), chance, tied, measures)
            return Measured(tied=tied, measures=measures)

        for draw in range(first, last):
            chosen = draw // per_set
            chance = self.moves.uniforms(self.seed, draw, self.shape[0])
            name = (self.seed, len(self.drawn.terms), chosen, draw)
            without = None if self.kept is None else self.kept.get(name, self.shape)
            if without is None:
                without = run(0, chosen, chance)
                if self.kept is not None:
                    self.kept.put(name, without)
            yield without, run(1, chosen, chance)

    def _ready(self, which: int, chosen: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        one = (self.baseline, self.scenario)[which]
        form, end = (predictors(one.values, self.drawn.fixed[chosen][part]) for part in (0, 1))
        return form, end, ceilings(one.course, self.drawn.terms[chosen], form)
