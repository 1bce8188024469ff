"""From a record to a signed network, by a rule that is declared and can be changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symmachy.errors import BadInput, OutsideCoverage
from symmachy.structure.signed import SignedNetwork
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symmachy.typing import FloatArray, StateCode, Year
    from symmachy.world import World

__all__ = ["SignRule", "Window"]


@dataclass(frozen=True, slots=True)
class Window:
    """Years taken together, first and last included."""

    first: Year
    last: Year

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput(
                f"a window from {self.first} to {self.last} ends before it begins: give the earlier year first"
            )

    @property
    def years(self) -> range:
        """The years of the window."""
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def _pledges() -> dict[Obligation, float]:
    return {Obligation.DEFENSE: 3.0, Obligation.OFFENSE: 3.0}


def _acts() -> dict[str, float]:
    return {"war": 4.0, "armed_hostility": 2.0, "hostility": 1.0, "rivalry": 1.0}


@dataclass(frozen=True, kw_only=True)
class SignRule:
    """What counts for a pair and what counts against it; the sign of the difference is the sign of the tie.

    By default a promise of active help that both have made, defence or offence, counts 3; a war counts 4, a hostile
    episode with armed force shown or used 2, any other and a coded rivalry 1. The strongest of each kind counts,
    once. So allies who clash stay allies, and allies at war do not. Where both are equal there is no tie. The
    difference is kept as the tie's weight.
    """

    pledges: Mapping[Obligation, float] = field(default_factory=_pledges)
    """How much each obligation counts."""
    reading: Reading = Reading.BOTH
    """Whether both have to owe it, or one is enough."""
    acts: Mapping[str, float] = field(default_factory=_acts)
    """How much each variable of pairs counts, by its part in the record; one that a record lacks is left out."""

    memory: int = 1
    """For how many years an act counts, its own year included."""

    def __post_init__(self) -> None:
        if self.memory < 1:
            raise BadInput(f"hostile acts were to count for {self.memory} years: give 1 or more")
        scores = {"+".join(o.words): c for o, c in self.pledges.items()} | dict(self.acts)
        for what, score in scores.items():
            if not 0 <= score < float("inf"):
                raise BadInput(f"{what} counts {score!r} in the rule of signs: give 0 or a number above it")
        if self.reading is Reading.DIRECTED:
            raise BadInput("ties have no direction here: read pledges as EITHER or BOTH")

    @classmethod
    def wider(cls) -> SignRule:
        """Return the rule for following few states: lesser pledges count too, and hostility fades over five years.

        Neutrality and consultation count 1, one-sided pledges like others; non-aggression counts nothing, since
        adversaries promise it too.
        """
        lesser = {Obligation.NEUTRALITY: 1.0, Obligation.CONSULTATION: 1.0}
        return cls(pledges={**_pledges(), **lesser}, reading=Reading.EITHER, memory=5)

    def read(self, world: World, window: Window) -> SignedNetwork:
        """Return the network of a year or a window of years.

        The nodes are the states that were members of the system in any of the years. A pledge counts where it
        held on any day of the window, an act where it fell into any of its years, or as
        long before as `memory` says.

        Raises
        ------
        OutsideCoverage
            Where the record does not cover the years, or knows nothing of hostility in any of them.

        Examples
        --------
        >>> from symmachy.record import open_record
        >>> network = SignRule().read(open_record("chronicle"), Window(1914, 1914))
        >>> [t.sign for t in network.ties if (t.one, t.other) == ("AUH", "DEU")]
        [1]
        """
        states, score = self.scores(world, window)
        return SignedNetwork.of_matrix(states, score)

    def scores(self, world: World, window: Window) -> tuple[tuple[StateCode, ...], FloatArray]:
        """Return the codes of the members, and what counts for each pair less what counts against, ``(N, N)``."""
        for year in (window.first, window.last):
            world.in_year(year)  # refuses years that the record does not cover
        rows = slice(window.first - world.coverage.first, window.last - world.coverage.first + 1)
        places = np.flatnonzero(world.membership[rows].any(axis=0))
        owed = world.pledged[rows][:, places][:, :, places]
        both = self.reading is Reading.BOTH
        score = np.zeros((len(places),) * 2)
        for obligation, counts in self.pledges.items():
            yearly = (owed & np.uint8(obligation)) == obligation
            back = yearly.transpose(0, 2, 1)
            held = (yearly & back if both else yearly | back).any(axis=0)
            score = np.maximum(score, counts * held)
        against = np.zeros_like(score)
        known = False
        for role, counts in self.acts.items():
            if not counts or (role not in world.roles and role not in world.variables):
                continue
            values = world.array(role)[max(0, rows.start - self.memory + 1) : rows.stop]
            spoken = ~np.isnan(values).all(axis=(1, 2))
            known = known or bool(spoken.any())
            happened = np.asarray((values[spoken][:, places][:, :, places] > 0).any(axis=0), dtype=np.bool_)
            against = np.maximum(against, counts * (happened | happened.T))
        if not known:
            raise OutsideCoverage(
                f"the record {world.record!r} knows of no hostility in {window}, so no tie can be negative: "
                f"ask for {self.known(world)}"
            )
        score = score - against
        np.fill_diagonal(score, 0.0)
        return tuple(world.codes[i] for i in places), score

    def known(self, world: World) -> Window:
        """Return the years in which at least one of the acts is covered by the record.

        Raises
        ------
        OutsideCoverage
            Where the record has none of them.
        """
        found = [
            spoken
            for role, counts in self.acts.items()
            if counts and (role in world.roles or role in world.variables)
            if (spoken := world.variable(role).coverage.overlap(world.coverage)) is not None
        ]
        if not found:
            raise OutsideCoverage(
                f"the record {world.record!r} has none of {', '.join(self.acts)}, so no tie can be negative: "
                "ask another record, or give your own ties"
            )
        return Window(min(c.first for c in found), max(c.last for c in found))

    def uncovered(self, world: World, window: Window) -> tuple[str, ...]:
        """Say which acts the record does not cover in all of the years, or knows from hindsight."""
        said = []
        for role, counts in self.acts.items():
            if not counts:
                continue
            if role not in world.roles and role not in world.variables:
                said.append(f"The record {world.record!r} has no variable of {role.replace('_', ' ')}.")
                continue
            spoken = world.variable(role).coverage
            if spoken.first > window.first or spoken.last < window.last:
                said.append(f"{role.replace('_', ' ').capitalize()} is covered from {spoken} only.")
            if world.variable(role).hindsight:
                said.append(f"{role.replace('_', ' ').capitalize()} is coded in hindsight.")
        return tuple(said)

    def __str__(self) -> str:
        spelt = {"defense": "defence", "offense": "offence", "nonaggression": "non-aggression"}
        for_pair = ", ".join(
            f"{' and '.join(spelt.get(w, w) for w in o.words)} {c:g}" for o, c in self.pledges.items() if c
        )
        against = ", ".join(f"{role.replace('_', ' ')} {c:g}" for role, c in self.acts.items() if c)
        who = "owed by both" if self.reading is Reading.BOTH else "owed by one at least"
        fades = "" if self.memory == 1 else f", for {self.memory} years"
        return (
            f"count for a pair what is {who}: {for_pair}; and against it{fades}: {against}; "
            "the sign of the difference is the sign of the tie"
        )
