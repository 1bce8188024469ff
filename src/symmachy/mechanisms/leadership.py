"""Leaders: parity without one, protection by one, and powers on the rise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.past import ties_before
from symmachy.mechanisms.power import SMALLEST
from symmachy.mechanisms.reference import KnownAs
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.words import of_pair, yes_no

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["LeaderlessParity", "Protected", "RisingPower", "SharedProtector"]


@mechanism
class LeaderlessParity(PairMechanism):
    """How equal the two are where no stronger state leads them: smaller share over larger, else 0.

    A stronger state leads them where it had a pact with both in the year before and a larger share of
    capabilities than either. NaN where a share is not known, and in the first year of a record.
    """

    name = "leaderless_parity"
    title = "parity without a leader"
    group = Group.POWER
    recalls = True
    formula = (
        r"\sum_{i<j} y_{ij}\, \tfrac{\min(c_i, c_j)}{\max(c_i, c_j)}\,"
        r" 1\{\nexists k : y_{ik,t-1}\, y_{jk,t-1} = 1,\; c_k > \max(c_i, c_j)\}"
    )
    readings = Readings(
        positive="equals without a common stronger ally were tied more often",
        negative="equals without a common stronger ally were tied less often",
    )
    references = (works.MORROW_1991, works.LAKE_2009)
    needs = ("capabilities",)
    example = Example(
        ties="AB CD",
        before="CE DE",
        states={"capabilities": "A=0.1 B=0.2 C=0.1 D=0.1 E=0.3"},
        value=0.5,
        count="0.1 / 0.2 for AB; C and D are equal, but both were allied with the stronger E",
    )

    def values(self, network: Network) -> FloatArray:
        share = np.maximum(network.state("capabilities"), SMALLEST)
        parity = np.minimum(share[:, None], share) / np.maximum(share[:, None], share)
        tied = ties_before(network)
        led = np.zeros_like(parity)
        for k, strength in enumerate(share):
            stronger = strength > np.maximum(share[:, None], share)
            led += np.where(stronger, tied[:, k, None] * tied[:, k], 0.0)
        return np.asarray(np.where(np.isnan(tied), np.nan, np.where(led > 0, 0.0, parity)), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        parity = of_pair(self.values(network), network, one, other)
        return yes_no(
            parity,
            f"the smaller share of capabilities is {np.nan_to_num(parity):.2f} of the larger, and no stronger "
            "state was allied with both",
            "a stronger state was allied with both in the year before",
            "their shares of capabilities or their pacts of the year before are not known",
        )


@mechanism
class Protected(PairMechanism):
    """How many of the two (0 to 2) had a pact with a third state that is a great power, in the year before.

    NaN where it is not known who was one, and in the first year of a record.
    """

    name = "protected"
    title = "members of a leading power's circle"
    group = Group.POWER
    recalls = True
    formula = r"\sum_{i<j} y_{ij}\left(\max_{k\ne j} p_k\, y_{ik,t-1} + \max_{k\ne i} p_k\, y_{jk,t-1}\right)"
    readings = Readings(
        positive="states with a great power as ally were tied more often with others",
        negative="states with a great power as ally were tied less often with others",
    )
    references = (works.LAKE_2009,)
    known_as = KnownAs(literature=("hub and spokes", "hierarchy"))
    needs = ("great_power",)
    example = Example(
        ties="AB AC",
        before="AC BC",
        states={"great_power": "A=0 B=0 C=1"},
        value=2,
        count="A and B both had C beside them (2); A had none but its partner C (0)",
    )

    def values(self, network: Network) -> FloatArray:
        power, tied = network.state("great_power"), ties_before(network)
        beside = tied * power
        others = beside.sum(axis=1)[:, None] - beside
        has = np.where(np.isnan(others), np.nan, others > 0)
        return np.asarray(has + has.T, dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        many = of_pair(self.values(network), network, one, other)
        if np.isnan(many):
            return "which of the two were allied with a great power in the year before is not known"
        said = ("neither was", "one of the two was", "both were")[int(many)]
        return f"{said} allied with a great power other than the partner in the year before"


@mechanism
class SharedProtector(PairMechanism):
    """Whether a great power had a pact with each of the two in the year before (1 or 0).

    NaN where it is not known who was one, and in the first year of a record.
    """

    name = "shared_protector"
    title = "the same leading power as ally"
    group = Group.POWER
    recalls = True
    formula = r"\sum_{i<j} y_{ij}\, \max_k\, p_k\, y_{ik,t-1}\, y_{jk,t-1}"
    readings = Readings(
        positive="allies of the same great power were tied more often with each other",
        negative="allies of the same great power were tied less often with each other",
    )
    references = (works.LAKE_2009,)
    known_as = KnownAs(literature=("hub and spokes", "bilateral alliances"))
    needs = ("great_power",)
    example = Example(
        ties="AB AD",
        before="AC BC DE",
        states={"great_power": "A=0 B=0 C=1 D=0 E=1"},
        value=1,
        count="A and B were allied with C; A and D had no great power in common",
    )

    def values(self, network: Network) -> FloatArray:
        power, tied = network.state("great_power"), ties_before(network)
        shared = (tied * power) @ tied.T
        return np.where(np.isnan(shared), np.nan, (shared > 0).astype(np.float64))

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return yes_no(
            of_pair(self.values(network), network, one, other),
            "a great power was allied with both in the year before",
            "no great power was allied with both in the year before",
            "whether a great power was allied with both in the year before is not known",
        )


@mechanism
class RisingPower(PairMechanism):
    """How fast the faster of the two grows: the larger change of the logarithm of its share in some years.

    NaN where a share was not known then, such as that of a new state.
    """

    name = "rising_power"
    title = "a rising power in the pair"
    group = Group.POWER
    formula = r"\sum_{i<j} y_{ij} \max_{k\in\{i,j\}} \log (c_{k,t} / c_{k,t-s})"
    readings = Readings(
        positive="pairs with a rising power were tied more often",
        negative="pairs with a rising power were tied less often",
    )
    references = (works.WALT_1987, works.WALTZ_1979)
    needs = ("capabilities",)
    example = Example(
        ties="AB",
        states={"capabilities": "A=0.2 B=0.1"},
        earlier={"capabilities": "A=0.1 B=0.2"},
        value=0.6931472,
        count="A doubled its share in ten years: log 2",
    )

    years: int = option(default=10, low=1, high=200, symbol="s", meaning="over how many years")

    def values(self, network: Network) -> FloatArray:
        now = np.maximum(network.state("capabilities"), SMALLEST)
        then = np.maximum(network.state("capabilities", years_ago=self.years), SMALLEST)
        growth = np.log(now) - np.log(then)
        return np.asarray(np.maximum(growth[:, None], growth), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        growth = of_pair(self.values(network), network, one, other)
        if np.isnan(growth):
            return f"how their shares of capabilities changed in {self.years} years is not known"
        times = f"{np.exp(growth):.2g} times that of {self.years} years before"
        return f"the faster growing share of capabilities is {times}"
