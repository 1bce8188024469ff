"""The network of alliances itself: common allies, earlier pacts, other promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms.mechanism import Mechanism, Readings, mechanism
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["OtherPledges", "PastAlliance", "Popularity", "SharedAllies"]


@mechanism
@dataclass(frozen=True, kw_only=True)
class SharedAllies(Mechanism):
    """Third states that have a defence pact with each of the two: log(1 + number)."""

    name = "shared_allies"
    title = "shared allies"
    readings = Readings(
        positive="pairs with common allies were tied more often",
        negative="pairs with common allies were tied less often",
    )
    literature = ("Cranmer, Desmarais and Menninga 2012", "Warren 2010")

    def values(self, network: Network) -> FloatArray:
        tied = network.ties(Obligation.DEFENSE).astype(np.float64)
        return np.log1p(tied @ tied)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        tied = network.ties(Obligation.DEFENSE)
        common = np.flatnonzero(tied[network.place[one]] & tied[network.place[other]])
        if not len(common):
            return "they have no common ally"
        names = [network.name(network.states[i]) for i in common]
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        allies = "1 common ally" if len(names) == 1 else f"{len(names)} common allies"
        return f"they have {allies} ({', '.join(names[:4])}{more})"


@mechanism
@dataclass(frozen=True, kw_only=True)
class Popularity(Mechanism):
    """Defence pacts that the two have with third states: sum of the square roots of their numbers."""

    name = "popularity"
    title = "pacts with third states"
    readings = Readings(
        positive="states with many allies were tied more often",
        negative="states with many allies were tied less often",
    )
    literature = ("Cranmer, Desmarais and Menninga 2012",)

    def values(self, network: Network) -> FloatArray:
        tied = network.ties(Obligation.DEFENSE)
        allies = tied.sum(axis=1)
        root = np.sqrt(np.maximum(allies[:, None] - tied, 0))
        return np.asarray(root + root.T, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        tied = network.ties(Obligation.DEFENSE)
        direct = int(tied[network.place[one], network.place[other]])
        counts = [int(tied[network.place[c]].sum()) - direct for c in (one, other)]
        return (
            f"{network.name(one)} has {_pacts(counts[0])} and "
            f"{network.name(other)} {_pacts(counts[1])} with third states"
        )


@mechanism
@dataclass(frozen=True, kw_only=True)
class PastAlliance(Mechanism):
    """Whether the two had a defence pact that came to an end, before the one in force if any (1 or 0)."""

    name = "past_alliance"
    title = "an earlier defence pact"
    readings = Readings(
        positive="pairs that had been allied before were tied more often",
        negative="pairs that had been allied before were tied less often",
    )
    literature = ("Leeds and Savun 2007", "Kinne 2018")

    def values(self, network: Network) -> FloatArray:
        return network.lapsed(Obligation.DEFENSE).astype(np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        had = self.values(network)[network.place[one], network.place[other]] > 0
        return f"the record has {'an' if had else 'no'} earlier defence pact between the two that ended"


@mechanism
@dataclass(frozen=True, kw_only=True)
class OtherPledges(Mechanism):
    """Whether the two owe each other neutrality, non-aggression or consultation (1 or 0)."""

    name = "other_pledges"
    title = "other pledges in force"
    readings = Readings(
        positive="pairs with lesser pledges in force were tied more often",
        negative="pairs with lesser pledges in force were tied less often",
    )
    literature = ("Kinne 2018",)

    def values(self, network: Network) -> FloatArray:
        lesser = (Obligation.NEUTRALITY, Obligation.NONAGGRESSION, Obligation.CONSULTATION)
        owed = np.logical_or.reduce([network.ties(o, Reading.EITHER) for o in lesser])
        return np.asarray(owed, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        lesser = (Obligation.NEUTRALITY, Obligation.NONAGGRESSION, Obligation.CONSULTATION)
        words = [o.words[0] for o in lesser if network.ties(o)[network.place[one], network.place[other]]]
        if not words:
            return "no pledge of neutrality, non-aggression or consultation binds them"
        said = " and ".join(w.replace("nonaggression", "non-aggression") for w in words)
        return f"a pledge of {said} binds them"


def _pacts(number: int) -> str:
    return {0: "no defence pact", 1: "1 defence pact"}.get(number, f"{number} defence pacts")
