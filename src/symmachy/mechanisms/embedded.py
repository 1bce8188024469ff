"""Pacts among common allies, counted by how well each pact is embedded: the number, and states that weigh all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symmachy.mechanisms import literature as works
from symmachy.mechanisms.example import Example
from symmachy.mechanisms.mechanism import Group, NetworkMechanism, Readings
from symmachy.mechanisms.option import option
from symmachy.mechanisms.reach import Reach
from symmachy.mechanisms.reference import KnownAs, Reason
from symmachy.mechanisms.registry import mechanism
from symmachy.mechanisms.scale import geometric
from symmachy.mechanisms.words import common_allies

if TYPE_CHECKING:
    from symmachy.kernels.view import View
    from symmachy.typing import BoolArray, FloatArray, IntArray, StateCode
    from symmachy.world.network import Network

__all__ = ["Embeddedness", "change_of_embedded", "common_of", "embedded"]


def common_of(ties: BoolArray) -> IntArray:
    """``(N, N)``: the number of common allies, 0 on the diagonal, by plain multiplication."""
    tied = ties.astype(np.int64)
    common = tied @ tied
    np.fill_diagonal(common, 0)
    return common


def embedded(decay: float, ties: BoolArray) -> FloatArray:
    """``(N,)``: what each state's ties count by the allies that it has in common with those it is tied to."""
    counted = geometric(decay, len(ties))[common_of(ties)]
    return np.asarray((ties * counted).sum(axis=1), dtype=np.float64)


def change_of_embedded(  # the one signature
    view: View,
    i: int,
    j: int,
    options: FloatArray,
    slot: int,  # noqa: ARG001  # a mechanism's function has it, and a type checker wants its name
) -> float:
    """Return what a tie changes in the number of the whole network, from the table of `geometric`."""
    here = view.ties[i, j]
    found: float = options[view.common[i, j]]
    if view.common[i, j] > 0:
        for at in range(view.degrees[i]):
            k = view.tied_to[i, at]
            if view.ties[j, k]:
                a = view.common[i, k] - here
                b = view.common[j, k] - here
                found += options[a + 1] - options[a] + options[b + 1] - options[b]
    return found


def _ripple_of_embeddedness(  # the one signature, compiled as one
    view: View, i: int, j: int, options: FloatArray, _slot: int, values: FloatArray
) -> None:
    """Add what the change of the tie of i and j does to what further ties would add to embeddedness.

    With G the table of values and D(c) = G(c+1) - G(c), a pair (k, l) is worth G(s_kl) and, for each common ally
    m, D(s_km - y_kl). The change moves s_im for allies m of j and s_jm for those of i, and lets i and j be
    common allies of their own; nothing else is touched.
    """
    ties, common, tied_to, degrees = view.ties, view.common, view.tied_to, view.degrees
    made = ties[i, j] == 1
    step = 1 if made else -1
    between = common[i, j]
    for side in range(2):
        a, b = (i, j) if side == 0 else (j, i)
        for of_b in range(degrees[b]):
            m = tied_to[b, of_b]
            if m == a:
                continue
            # m is an ally of b: the allies that a shares with m have changed by one.
            count, tied = common[a, m], ties[a, m]
            more = options[count] - options[count - step]
            # b is, or is no longer, a common ally of a and m; m and b share one ally more or less if m is a's too.
            shared = common[m, b] if made or tied == 0 else common[m, b] + 1
            values[a, m] += more + step * (options[between - tied + 1] - options[between - tied])
            values[m, a] += more + step * (options[shared - tied + 1] - options[shared - tied])
            if tied == 0:
                continue
            # m is an ally of both: as a common ally of a and k, and of k by way of a, it counts otherwise.
            last = count if made else count + 1
            untied_k = step * (options[last + 1] - 2 * options[last] + options[last - 1])
            tied_k = step * (options[last] - 2 * options[last - 1] + options[max(last - 2, 0)])
            more_tied = tied_k - untied_k  # in place of a branch, which would often be guessed wrong
            if tied_k == 0.0 and untied_k == 0.0:  # common allies without end
                continue
            for at in range(degrees[m]):
                k = tied_to[m, at]
                if k not in (a, b):
                    values[a, k] += untied_k + ties[a, k] * more_tied
            for at in range(degrees[a]):
                k = tied_to[a, at]
                if k != m and k != b:  # noqa: PLR1714  # the compiler knows no tuple of two kinds of numbers
                    values[m, k] += untied_k + ties[m, k] * more_tied


@mechanism
class Embeddedness(NetworkMechanism):
    """Pacts between states with a common ally, by states that weigh what a pact does to all of their pacts.

    The number is that of ``shared_allies``, and in a TERGM or a hazard the two are the same. In an
    actor-oriented model a state that weighs a pact counts the allies that it has in common with the other, and
    also that each of these shares one ally more with it: the difference in its own part of the number.
    """

    name = "embeddedness"
    title = "embeddedness of a state's pacts"
    group = Group.NETWORK
    reach = Reach.EMBEDDED
    ripple = staticmethod(_ripple_of_embeddedness)
    formula = r"\sum_{i<j} y_{ij}\, e^{a}\{1-(1-e^{-a})^{s_{ij}}\}"
    readings = Readings(
        positive="pacts among states with allies in common were more frequent",
        negative="pacts among states with allies in common were less frequent",
    )
    references = (works.SNIJDERS_2006.because(Reason.FORMULA), works.HUNTER_2007.because(Reason.FORMULA))
    known_as = KnownAs(rsiena=("transTies",), literature=("transitive ties",))
    example = Example(
        ties="AB AC BC CD",
        options={"decay": 0.0},
        value=3,
        count="AB, AC and BC each have a common ally, CD has none",
    )

    decay: float = option(
        default=0.0,
        low=0.0,
        high=20.0,
        symbol="a",
        meaning="the larger, the more further common allies count",
    )

    def constants(self, states: int) -> FloatArray:
        return geometric(self.decay, states)

    def total(self, ties: BoolArray, fixed: FloatArray) -> float:
        return float(self.own(ties, fixed).sum()) / 2

    change_statistic = staticmethod(change_of_embedded)

    def own(self, ties: BoolArray, fixed: FloatArray) -> FloatArray:
        del fixed
        return embedded(self.decay, ties)

    @staticmethod
    def own_change(view: View, i: int, j: int, options: FloatArray, _slot: int) -> float:
        here = view.ties[i, j]
        found: float = options[view.common[i, j]]
        if view.common[i, j] > 0:
            for at in range(view.degrees[i]):
                k = view.tied_to[i, at]
                if view.ties[j, k]:
                    a = view.common[i, k] - here
                    found += options[a + 1] - options[a]
        return found

    def say(self, network: Network, one: StateCode, other: StateCode) -> str:
        return common_allies(network, one, other)
