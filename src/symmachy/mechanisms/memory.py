"""Time: what was between the two before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, PairMechanism, Readings, Standing, StandingMechanism
from symmachy.mechanisms.option import option
from symmachy.mechanisms.past import ties_before, years_tied_before
from symmachy.mechanisms.reference import KnownAs
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.scale import Scale
from symmachy.mechanisms.words import of_pair, yes_no
from symmachy.world.network import Reading
from symmachy.world.obligation import Obligation

if TYPE_CHECKING:
    from symmachy.typing import FloatArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Cooperation", "Inertia", "OtherPledges", "PactAge", "PastAlliance"]


@mechanism
class Inertia(PairMechanism):
    """Whether the two had a defence pact in the year before, or some years before (1 or 0).

    A pact counts whether or not the two were members of the system then. NaN where the record does not
    reach back.
    """

    name = "inertia"
    title = "a pact some time before"
    group = Group.TIME
    recalls = True
    formula = r"\sum_{i<j} y_{ij}\, y_{ij,t-k}"
    readings = Readings(
        positive="pairs that were tied then were tied more often",
        negative="pairs that were tied then were tied less often",
    )
    references = (works.CRANMER_2012A,)
    known_as = KnownAs(btergm=("memory",))
    example = Example(ties="AB CD", before="AB BC", value=1, count="AB was tied before, CD was not")

    years: int = option(default=1, low=1, high=200, symbol="k", meaning="how many years before")

    def values(self, network: Network) -> FloatArray:
        return ties_before(network, self.years)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        then = network.year - self.years
        return yes_no(
            of_pair(self.values(network), network, one, other),
            f"a defence pact bound them in {then}",
            f"no defence pact bound them in {then}",
            f"whether a defence pact bound them in {then} is not known",
        )


@mechanism
class PactAge(PairMechanism):
    """For how many years without a gap the two had a defence pact, up to the year before: scaled number.

    0 where they had none; counted from the first year of the record at the earliest. NaN in that year.
    """

    name = "pact_age"
    title = "age of the pact"
    group = Group.TIME
    recalls = True
    formula = r"\sum_{i<j} y_{ij}\, g(a_{ij,t-1})"
    readings = Readings(
        positive="pairs with an older pact were tied more often",
        negative="pairs with an older pact were tied less often",
    )
    references = (works.BENNETT_1997, works.LEEDS_2007)
    example = Example(
        ties="AB CD",
        before="AB",
        options={"scale": Scale.PLAIN},
        value=1,
        count="AB is a year old, CD is new",
    )

    scale: Scale = option(default=Scale.LOG, symbol="g", meaning="how the number of years counts")

    def values(self, network: Network) -> FloatArray:
        return self.scale.of(years_tied_before(network))

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        years = of_pair(years_tied_before(network), network, one, other)
        return yes_no(
            years,
            f"years for which a defence pact had bound them up to the year before: {np.nan_to_num(years):.0f}",
            "no defence pact bound them in the year before",
            "whether a defence pact bound them in the year before is not known",
        )


@mechanism
class PastAlliance(StandingMechanism):
    """Whether the two had a defence pact that came to an end, before the one in force if any (1 or 0)."""

    name = "past_alliance"
    title = "an earlier defence pact"
    group = Group.TIME
    recalls = True
    formula = r"1\{\exists\, s < t : y_{ij,s-1} = 1,\; y_{ij,s} = 0\}"
    readings = Readings(
        positive="pairs that had been allied before were tied more often",
        negative="pairs that had been allied before were tied less often",
    )
    references = (works.LEEDS_2007, works.KINNE_2018)
    example = Example(ties="CD", before="AB", pair="AB", value=1, count="AB had a pact and has none now")

    def values(self, network: Network) -> FloatArray:
        return network.lapsed(Obligation.DEFENSE).astype(np.float64)

    def standing(self, states: int) -> Standing:
        nothing = np.zeros(states + 1)
        return Standing(common=nothing, elsewhere=nothing, lapsed=1.0)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        had = of_pair(self.values(network), network, one, other) > 0
        return f"the record has {'an' if had else 'no'} earlier defence pact between the two that ended"


@mechanism
class OtherPledges(PairMechanism):
    """Whether the two owe each other neutrality, non-aggression or consultation (1 or 0)."""

    name = "other_pledges"
    title = "other pledges in force"
    group = Group.TIME
    formula = r"\sum_{i<j} y_{ij}\, q_{ij}"
    readings = Readings(
        positive="pairs with lesser pledges in force were tied more often",
        negative="pairs with lesser pledges in force were tied less often",
    )
    references = (works.KINNE_2018,)
    example = Example(ties="AB CD", pledges="AB BC", value=1, count="AB has both, CD no lesser pledge")

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


@mechanism
class Cooperation(PairMechanism):
    """In how many of the last years the two signed an agreement on defence cooperation: scaled number.

    NaN where one of the years is not known.
    """

    name = "cooperation"
    title = "agreements on defence cooperation"
    group = Group.TIME
    formula = r"\sum_{i<j} y_{ij}\, g\left(\sum_{s=t-k+1}^{t} c_{ij,s}\right)"
    readings = Readings(
        positive="pairs with more years of agreements were tied more often",
        negative="pairs with more years of agreements were tied less often",
    )
    references = (works.KINNE_2018,)
    known_as = KnownAs(literature=("trust",))
    needs = ("cooperation",)
    example = Example(
        ties="AB CD",
        pairs={"cooperation": "AB BC"},
        options={"scale": Scale.PLAIN},
        value=1,
        count="AB signed in one year, CD in none",
    )

    years: int = option(
        default=10, low=1, high=200, meaning="how many years back, the network's own year included"
    )
    scale: Scale = option(default=Scale.LOG, symbol="g", meaning="how the number of years counts")

    def values(self, network: Network) -> FloatArray:
        return self.scale.of(self._number(network))

    def _number(self, network: Network) -> FloatArray:
        window = [network.pair("cooperation", years_ago=ago) for ago in range(self.years)]
        yes = np.array([np.where(np.isnan(year), np.nan, year > 0) for year in window])
        return np.asarray(yes.sum(axis=0), dtype=np.float64)

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        years = of_pair(self._number(network), network, one, other)
        return yes_no(
            years,
            f"of the last {self.years} years {np.nan_to_num(years):.0f} saw an agreement on defence cooperation",
            f"they signed no agreement on defence cooperation in the last {self.years} years",
            f"agreements on defence cooperation in the last {self.years} years are not all known",
        )
