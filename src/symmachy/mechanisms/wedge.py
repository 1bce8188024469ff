"""Third powers that draw one of the two aside, and a system that is dividing into two."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.past import hostile, ties_before
from symmachy.mechanisms.reference import KnownAs
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import listed, of_pair, yes_no
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Polarisation", "Wedge"]


@mechanism
class Wedge(PairMechanism):
    """Whether a third great power accommodates one of the two while it opposes the other (1 or 0).

    It opposes a state with which it was in a war or hostile episode in the last years. It accommodates one
    with which it was not, and with which a pledge of neutrality, non-aggression or consultation is in force
    in either direction. NaN where a gap in the record could change the answer.
    """

    name = "wedge"
    title = "a great power beside one, against the other"
    group = Group.PRESSURE
    formula = r"\sum_{i<j} y_{ij}\, \max_k\, p_k\,\{q_{ik}(1-h_{ik})\,h_{jk},\; q_{jk}(1-h_{jk})\,h_{ik}\}"
    readings = Readings(
        positive="pairs with such a third power were tied more often",
        negative="pairs with such a third power were tied less often",
    )
    references = (works.CRAWFORD_2011, works.SNYDER_1997)
    known_as = KnownAs(literature=("wedge strategy", "selective accommodation"))
    needs = ("hostility", "great_power")
    example = Example(
        ties="AB AD",
        pledges="AC",
        pairs={"hostility": "BC"},
        states={"great_power": "A=0 B=0 C=1 D=0"},
        value=1,
        count="C has a pledge with A and was hostile with B; it opposes neither A nor D",
    )

    years: int = option(
        default=10, low=1, high=200, meaning="how many years back, the network's own year included"
    )

    def values(self, network: Network) -> FloatArray:
        sure, possible = hostile(network, self.years)
        power = network.state("great_power")
        pledged = _pledged(network)
        found = _between(pledged & (possible == 0), sure > 0, power > 0)
        could = _between(pledged & (sure == 0), possible > 0, np.isnan(power) | (power > 0))
        return np.where(found == could, found.astype(np.float64), np.nan)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        sure, possible = hostile(network, self.years)
        power = np.nan_to_num(network.state("great_power")) > 0
        beside = _pledged(network) & (possible == 0) & power
        against = (sure > 0) & power
        i, j = network.place[one], network.place[other]
        who = np.flatnonzero((beside[i] & against[j]) | (beside[j] & against[i]))
        if not len(who):
            return "the record has no great power with a pledge to one of the two and hostile to the other"
        names = listed([network.states[k] for k in who], network)
        return f"great powers with a pledge to one of the two and hostile to the other: {names}"


@mechanism
class Polarisation(PairMechanism):
    """How far the system stands in two camps: the same number for all pairs of a year.

    For every two great powers it is the share of the states that were, in the year before, one of them or
    allied with exactly one of them; the largest of these shares counts. NaN in the first year of a record.
    """

    name = "polarisation"
    title = "share of states in two camps"
    group = Group.PRESSURE
    recalls = True
    formula = r"\sum_{i<j} y_{ij}\, \max_{k<l}\, \tfrac{1}{N}\left|\{m : y_{mk} \ne y_{ml}\}\right|_{t-1}"
    readings = Readings(
        positive="pacts were more frequent in years in which more states stood in one of two camps",
        negative="pacts were less frequent in years in which more states stood in one of two camps",
    )
    references = (works.WALTZ_1979, works.SNYDER_1997)
    known_as = KnownAs(literature=("bipolarity", "polarity"))
    needs = ("great_power",)
    example = Example(
        ties="AC",
        before="AC BD",
        others="E",
        states={"great_power": "A=1 B=1 C=0 D=0 E=0"},
        value=0.8,
        count="A, B, C and D of five states; one pact counts it once",
    )

    def values(self, network: Network) -> FloatArray:
        size = len(network.states)
        return np.full((size, size), _share_in_camps(network))

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        share = of_pair(self.values(network), network, one, other)
        return yes_no(
            share,
            f"of all states {100 * np.nan_to_num(share):.0f} % stood in one of the two largest camps the year before",
            "no state stood in one of two camps the year before",
            "how many states stood in one of two camps the year before is not known",
        )


def _pledged(network: Network) -> BoolArray:
    lesser = (Obligation.NEUTRALITY, Obligation.NONAGGRESSION, Obligation.CONSULTATION)
    owed = np.logical_or.reduce([network.ties(o, Reading.EITHER) for o in lesser])
    return np.asarray(owed, dtype=np.bool_)


def _between(beside: BoolArray, against: BoolArray, power: BoolArray) -> BoolArray:
    """``(N, N)``: whether any power is beside the one and against the other, in either order."""
    found = (beside * power).astype(np.float32) @ against.T.astype(np.float32) > 0
    return np.asarray(found | found.T, dtype=np.bool_)


def _share_in_camps(network: Network) -> float:
    power = network.state("great_power")
    tied = ties_before(network)
    if np.isnan(power).any() or np.isnan(tied).any():
        return float("nan")
    camps = tied + np.eye(len(tied))
    leaders = np.flatnonzero(power > 0)
    shares = [np.mean(camps[a] != camps[b]) for a, b in combinations(leaders, 2)]
    return float(max(shares, default=0.0))
