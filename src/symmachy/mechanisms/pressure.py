"""Hostility: between the two, and of third states towards both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.past import hostile
from symmachy.mechanisms.reference import KnownAs
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.scale import Scale
from symmachy.mechanisms.words import listed, of_pair, yes_no

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = [
    "GreatPowerPressure",
    "HostilityBetween",
    "JointPressure",
    "SharedAdversaries",
    "SharedGreatAdversary",
]

_WINDOW = "how many years back, the network's own year included"


@mechanism
class HostilityBetween(PairMechanism):
    """Whether the two had a war or a hostile episode with each other in the last years (1 or 0)."""

    name = "hostility_between"
    title = "recent hostility between the two"
    group = Group.PRESSURE
    formula = r"\sum_{i<j} y_{ij}\, h_{ij}"
    readings = Readings(
        positive="pairs with recent hostility between them were tied more often",
        negative="pairs with recent hostility between them were tied less often",
    )
    references = (works.DIEHL_2000, works.WEITSMAN_2004)
    needs = ("hostility",)
    example = Example(
        ties="AB BC", pairs={"hostility": "AB AC"}, value=1, count="AB has a pact and was hostile"
    )

    years: int = option(default=10, low=1, high=200, meaning=_WINDOW)

    def values(self, network: Network) -> FloatArray:
        return network.pair_within("hostility", years=self.years)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return yes_no(
            of_pair(self.values(network), network, one, other),
            f"the record has a war or hostile episode between the two in the last {self.years} years",
            f"the record has no war or hostile episode between the two in the last {self.years} years",
            f"the record does not speak of hostility between the two in the last {self.years} years",
        )


@mechanism
class SharedAdversaries(PairMechanism):
    """Third states in a war or a hostile episode with each of the two in the last years: scaled number.

    NaN where a gap in the record could change the number.
    """

    name = "shared_adversaries"
    title = "shared adversaries"
    group = Group.PRESSURE
    formula = r"\sum_{i<j} y_{ij}\, g\left(\sum_k h_{ik}\, h_{jk}\right)"
    readings = Readings(
        positive="pairs with the same adversaries were tied more often",
        negative="pairs with the same adversaries were tied less often",
    )
    references = (works.WALT_1987, works.MAOZ_2007, works.WARREN_2010, works.JOHNSON_2017)
    known_as = KnownAs(literature=("enemy of an enemy", "common enemy", "balance of threat"))
    needs = ("hostility",)
    example = Example(
        ties="AB CD",
        pairs={"hostility": "AC BC AD BD"},
        options={"scale": Scale.PLAIN},
        value=4,
        count="A and B share C and D, C and D share A and B",
    )

    years: int = option(default=10, low=1, high=200, meaning=_WINDOW)
    scale: Scale = option(default=Scale.LOG, symbol="g", meaning="how the number of adversaries counts")

    def values(self, network: Network) -> FloatArray:
        sure, possible = hostile(network, self.years)
        number = sure @ sure
        most = number if np.array_equal(sure, possible) else possible @ possible
        return np.where(number == most, self.scale.of(number), np.nan)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        who = _adversaries(network, self.years, one, other)
        if not who:
            return f"the record has no third state hostile to both in the last {self.years} years"
        them = listed(who, network)
        return f"states with a hostile episode with each of the two in the last {self.years} years: {them}"


@mechanism
class SharedGreatAdversary(PairMechanism):
    """Whether a great power was in a war or hostile episode with each of the two in the last years (1 or 0).

    NaN where a gap in the record could change the answer.
    """

    name = "shared_great_adversary"
    title = "a great power hostile to both"
    group = Group.PRESSURE
    formula = r"\sum_{i<j} y_{ij}\, \max_k\, p_k\, h_{ik}\, h_{jk}"
    readings = Readings(
        positive="pairs that faced the same great power were tied more often",
        negative="pairs that faced the same great power were tied less often",
    )
    references = (works.WALT_1987, works.WARREN_2010)
    needs = ("hostility", "great_power")
    example = Example(
        ties="AB CD",
        pairs={"hostility": "AC BC AD BD"},
        states={"great_power": "A=0 B=0 C=1 D=0"},
        value=1,
        count="A and B share C, a great power; neither A nor B is one",
    )

    years: int = option(default=10, low=1, high=200, meaning=_WINDOW)

    def values(self, network: Network) -> FloatArray:
        sure, possible = hostile(network, self.years)
        power = network.state("great_power")
        found = (sure * (power > 0)) @ sure > 0
        if not np.isnan(power).any() and np.array_equal(sure, possible):
            return found.astype(np.float64)
        could = (possible * (np.isnan(power) | (power > 0))) @ possible > 0
        return np.where(found == could, found.astype(np.float64), np.nan)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        powers = dict(zip(network.states, np.nan_to_num(network.state("great_power")) > 0, strict=True))
        who = [s for s in _adversaries(network, self.years, one, other) if powers[s]]
        if not who:
            return f"the record has no great power hostile to both in the last {self.years} years"
        return f"great powers with a hostile episode with each of the two: {listed(who, network)}"


@mechanism
class JointPressure(PairMechanism):
    """Whether the same third state was hostile to both in the same one of the last years (1 or 0).

    ``shared_adversaries`` asks only that both were so at some time in the window. NaN where a gap in the
    record could change the answer.
    """

    name = "joint_pressure"
    title = "pressure on both at the same time"
    group = Group.PRESSURE
    formula = r"\sum_{i<j} y_{ij}\, \max_{k,\,t}\, h_{ikt}\, h_{jkt}"
    readings = Readings(
        positive="pairs with a third state hostile to both at the same time were tied more often",
        negative="pairs with a third state hostile to both at the same time were tied less often",
    )
    references = (works.WALT_1987, works.JOHNSON_2017)
    needs = ("hostility",)
    example = Example(
        ties="AB BD",
        pairs={"hostility": "AC BC AD"},
        value=1,
        count="C was hostile to A and B in one year; no state was to B and D",
    )

    years: int = option(default=5, low=1, high=200, meaning=_WINDOW)

    def values(self, network: Network) -> FloatArray:
        size = len(network.states)
        found, could = np.zeros((size, size), dtype=np.bool_), np.zeros((size, size), dtype=np.bool_)
        for ago in range(self.years):
            year = network.pair("hostility", years_ago=ago)
            sure, possible = year > 0, ~(year <= 0)  # NaN is neither: not sure, and possible
            np.fill_diagonal(possible, val=False)
            met = _met(sure)
            found |= met
            could |= met if np.array_equal(sure, possible) else _met(possible)
        return np.where(found == could, found.astype(np.float64), np.nan)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return yes_no(
            of_pair(self.values(network), network, one, other),
            f"a third state was hostile to both in the same one of the last {self.years} years",
            f"no third state was hostile to both in the same one of the last {self.years} years",
            f"whether a third state was hostile to both in the last {self.years} years is not known",
        )


@mechanism
class GreatPowerPressure(PairMechanism):
    """How many of the two (0 to 2) were hostile with a great power other than their partner in the last years.

    NaN where a gap in the record could change the number.
    """

    name = "great_power_pressure"
    title = "hostility with great powers"
    group = Group.PRESSURE
    formula = r"\sum_{i<j} y_{ij}\left(\max_{k\ne j} p_k h_{ik} + \max_{k\ne i} p_k h_{jk}\right)"
    readings = Readings(
        positive="pairs of which one or both faced a great power were tied more often",
        negative="pairs of which one or both faced a great power were tied less often",
    )
    references = (works.WALT_1987,)
    needs = ("hostility", "great_power")
    example = Example(
        ties="AB AC",
        pairs={"hostility": "AC BC"},
        states={"great_power": "A=0 B=0 C=1"},
        value=2,
        count="C is a great power: A and B both face it (2), and A faces none but its partner C (0)",
    )

    years: int = option(default=10, low=1, high=200, meaning=_WINDOW)

    def values(self, network: Network) -> FloatArray:
        sure, possible = hostile(network, self.years)
        power = network.state("great_power")
        found = _faced_beside_partner(sure * (power > 0))
        could = _faced_beside_partner(possible * (np.isnan(power) | (power > 0)))
        return np.where(found == could, found, np.nan)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        number = of_pair(self.values(network), network, one, other)
        if np.isnan(number):
            return f"which of the two were hostile with a great power in the last {self.years} years is not known"
        said = ("neither was", "one of the two was", "both were")[int(number)]
        return f"{said} hostile with a great power other than the partner in the last {self.years} years"


def _met(hostile: BoolArray) -> BoolArray:
    """``(N, N)``: whether some third state is hostile to both."""
    faced = hostile.astype(np.float32)
    return np.asarray((faced @ faced) > 0, dtype=np.bool_)


def _faced_beside_partner(faced: FloatArray) -> FloatArray:
    """``(N, N)``: from whether the first faces the second, how many of a pair face any other state."""
    others = (faced.sum(axis=1)[:, None] - faced > 0).astype(np.float64)
    return np.asarray(others + others.T, dtype=np.float64)


def _adversaries(network: Network, years: int, one: StateCode, other: StateCode) -> list[StateCode]:
    recorded = np.nan_to_num(network.pair_within("hostility", years=years)) > 0
    both = recorded[network.place[one]] & recorded[network.place[other]]
    return [network.states[i] for i in np.flatnonzero(both)]
