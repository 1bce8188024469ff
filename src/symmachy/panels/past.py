"""What a world says of hostility, war, power and place, as arrays by year: made once, and read by every panel."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, UnknownName
from symmachy.panels.ties import Tie, age_of, tied_in
from symmachy.world import WAR, Coverage

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from symmachy.typing import BoolArray, FloatArray, IntArray
    from symmachy.world import World

__all__ = ["Past", "within"]


def within(yes: BoolArray, years: int) -> BoolArray:
    """``(Y, ...)``: whether it was so in any of the last years, the year itself included.

    Examples
    --------
    >>> import numpy as np
    >>> within(np.array([True, False, False, False]), 2).tolist()
    [True, True, False, False]
    """
    if years < 1:
        raise BadInput(f"a window of {years} years was asked; it must hold at least 1")
    found = yes.copy()
    for ago in range(1, min(years, len(yes))):
        found[ago:] |= yes[:-ago]
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Past:
    """Arrays over a world's years (Y) and states (S), kept once they were asked for.

    Where a variable is not in the world, asking for it raises `UnknownName`; outside its coverage an array
    of yes and no is false, and `speaks` says of which years it is known.
    """

    world: World = field(repr=False)
    facts: dict[Any, Any] = field(default_factory=dict, repr=False)
    """What was made and does not depend on alliances, under keys of its own."""

    def allied_as_in(self, world: World) -> Past:
        """Return a new value for a world that differs in its alliances alone; all other arrays are shared."""
        return Past(world=world, facts=self.facts)

    @property
    def member(self) -> BoolArray:
        """``(Y, S)``: membership of the system."""
        return self.world.membership

    @property
    def both(self) -> BoolArray:
        """``(Y, S, S)``: whether both were members, and are two."""
        found: BoolArray = self.fact("both", self._both)
        return found

    def _both(self) -> BoolArray:
        both = self.member[:, :, None] & self.member[:, None, :]
        both[:, np.arange(len(self.world.codes)), np.arange(len(self.world.codes))] = False
        return both

    def tied(self, tie: Tie) -> BoolArray:
        """``(Y, S, S)``: ties of a kind between members."""
        found: BoolArray = self.own(f"tied {tie}", lambda: tied_in(self.world, tie) & self.both)
        return found

    def age(self, tie: Tie) -> IntArray:
        """``(Y, S, S)``: years for which the tie has lasted."""
        found: IntArray = self.own(f"age {tie}", lambda: age_of(self.tied(tie)))
        return found

    def speaks(self, name: str) -> BoolArray:
        """``(Y,)``: whether a variable's source speaks of the year."""
        covered: Coverage = self.world.variable(name).coverage
        return np.array([year in covered for year in self.world.years])

    def hostile(self, years: int) -> BoolArray:
        """``(Y, S, S)``: whether the two were in a war or hostile episode in the last years."""
        found: BoolArray = self.fact(f"hostile {years}", lambda: within(self.hostile_now, years))
        return found

    @property
    def hostile_now(self) -> BoolArray:
        """``(Y, S, S)``: hostility in the year itself."""
        return self.yes("hostility")

    def yes(self, name: str) -> BoolArray:
        """``(Y, S)`` or ``(Y, S, S)``: where a variable is known and above 0."""
        found: BoolArray = self.fact(f"yes {name}", lambda: self.world.array(name) > 0)  # NaN is not above 0
        return found

    @property
    def at_war(self) -> BoolArray:
        """``(Y, S, S)``: opponents in a war between states, from the episodes of the world."""
        return self._wars[0]

    @property
    def beside(self) -> BoolArray:
        """``(Y, S, S)``: whether the two had the same opponent in one war and were not opponents in it."""
        return self._wars[1]

    @property
    def _wars(self) -> tuple[BoolArray, BoolArray]:
        found: tuple[BoolArray, BoolArray] = self.fact("wars", self._fought)
        return found

    def _fought(self) -> tuple[BoolArray, BoolArray]:
        self.world.variable("war")  # whose coverage says where no row means no war
        size, first = len(self.world.codes), self.world.coverage.first
        against = np.zeros((len(self.world.years), size, size), dtype=np.bool_)
        beside = np.zeros_like(against)
        rows: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for e in self.world.episodes:
            if e.kind != WAR or e.one not in self.world.index or e.other not in self.world.index:
                continue
            last = self.world.coverage.last if e.spell.last_year is None else e.spell.last_year
            for year in range(max(e.spell.start.year, first), min(last, self.world.coverage.last) + 1):
                pair = self.world.index[e.one], self.world.index[e.other]
                rows.setdefault((e.id, year), []).append(pair)
        for (_, year), pairs in rows.items():
            who = sorted({i for pair in pairs for i in pair})
            place = {state: n for n, state in enumerate(who)}
            fought = np.zeros((len(who), len(who)), dtype=np.bool_)
            for i, j in pairs:
                fought[place[i], place[j]] = fought[place[j], place[i]] = True
            shared = (fought.astype(np.int64) @ fought.astype(np.int64) > 0) & ~fought
            np.fill_diagonal(shared, val=False)
            cell = np.ix_([year - first], who, who)
            against[cell] |= fought
            beside[cell] |= shared
        return against, beside

    @property
    def power(self) -> BoolArray:
        """``(Y, S)``: great powers."""
        found: BoolArray = self.fact("power", lambda: self.yes("great_power") & self.member)
        return found

    @property
    def capabilities(self) -> FloatArray:
        """``(Y, S)``: shares of the world's capabilities, NaN where not known."""
        return self.world.array("capabilities")

    @property
    def borders(self) -> BoolArray:
        """``(Y, S, S)``: a common land border."""
        return self.yes("contiguity")

    @property
    def region(self) -> IntArray:
        """``(S,)``: a number for each state's region."""
        found: IntArray = self.fact("region", self._regions)
        return found

    def _regions(self) -> IntArray:
        names = [self.world.states[c].region for c in self.world.codes]
        return np.unique(names, return_inverse=True)[1].astype(np.int64)

    @property
    def distance(self) -> FloatArray:
        """``(Y, S, S)``: distance between capitals in km; NaN where one is not recorded."""
        found: FloatArray = self.fact("distance", self._distances)
        return found

    def _distances(self) -> FloatArray:
        found: Any = np.full(self.both.shape, np.nan, dtype=np.float32)
        for offset, year in enumerate(self.world.years):
            network = self.world.in_year(year)
            found[offset][np.ix_(network.places, network.places)] = network.distance()
        kept: FloatArray = found
        return kept

    def has(self, *names: str) -> bool:
        """Whether the world has all these variables or roles."""
        return all(n in self.world.variables or n in self.world.roles for n in names)

    def first_of(self, *names: str) -> str:
        """Return the first of several names that the world has.

        Raises
        ------
        UnknownName
            Where it has none of them.
        """
        for name in names:
            if self.has(name):
                return name
        raise UnknownName.among(
            f"variable of the record {self.world.record!r}", names[0], self.world.variables
        )

    def fact(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401  # whatever was made
        """Return what does not depend on alliances: made once, for every world that shares the facts."""
        if key not in self.facts:
            self.facts[key] = make()
        return self.facts[key]

    def own(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401  # whatever was made
        """Return what depends on the alliances of this world: made once."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @cached_property
    def _kept(self) -> dict[Any, Any]:
        return {}
