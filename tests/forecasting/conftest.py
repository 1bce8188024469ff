from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.worlds import of_pairs, of_states, state, world

from symmachy.forecasting import PactModel, fit_pacts
from symmachy.mechanisms import Distance, GreatPower, HostilityBetween, LandBorder, SharedAdversaries
from symmachy.world import Membership, Obligation, Spell, Term, Treaty

if TYPE_CHECKING:
    from symmachy.world import World

FIRST, LAST = 1950, 2000
LOOKED_AT = (SharedAdversaries(), HostilityBetween(), GreatPower(), LandBorder(), Distance())


@dataclass(frozen=True, kw_only=True)
class Truth:
    """The yearly chances by which pacts are made and ended in a simulated world, on the logit scale."""

    plain: float = -3.6
    border: float = 1.4
    power: float = 0.8
    ending: float = 0.06

    def forms(self, *, border: bool, power: bool) -> float:
        return float(1 / (1 + np.exp(-(self.plain + self.border * border + self.power * power))))


@pytest.fixture(scope="session", autouse=True)
def _own_memory(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Keep fits that are remembered out of the user's own cache, and the user's out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMMACHY_HOME", str(tmp_path_factory.mktemp("memory")))
        yield


def simulated(
    *, seed: int, states: int = 16, first: int = FIRST, last: int = LAST, truth: Truth | None = None
) -> World:
    """A world whose pacts are made and ended at known chances, known from what stood in the year before."""
    truth = truth or Truth()
    rng = np.random.default_rng(seed)
    codes = [f"A{chr(65 + k // 26)}{chr(65 + k % 26)}" for k in range(states)]
    made = [state(c, capital=tuple(rng.uniform(-60, 60, 2))) for c in codes]
    powers = set(codes[: max(2, states // 6)])
    years = range(first, last + 1)
    borders, hostile, pacts = {}, {}, []
    for k, (a, b) in enumerate(combinations(codes, 2)):
        border = bool(rng.random() < 0.25)
        borders |= {(y, a, b): 1.0 for y in years if border}
        hostile |= {(y, a, b): 1.0 for y in years if rng.random() < 0.01}
        begun: int | None = None
        for year in years[1:]:
            if begun is None:
                if rng.random() < truth.forms(border=border, power=bool({a, b} & powers)):
                    begun = year
            elif rng.random() < truth.ending:
                pacts.append(pact(f"pact-{k}-{begun}", a, b, begun, year))
                begun = None
        if begun is not None:
            pacts.append(pact(f"pact-{k}-{begun}", a, b, begun, None))
    covered = (first, last)
    return world(
        made,
        *pacts,
        first=first,
        last=last,
        variables=[
            of_states(
                "made.great_power", {(y, c): 1.0 for y in years for c in powers}, absent=0.0, coverage=covered
            ),
            of_pairs("made.contiguity", borders, coverage=covered),
            of_pairs("made.hostility", hostile, coverage=covered),
        ],
    )


def pact(name: str, a: str, b: str, begun: int, over: int | None) -> Treaty:
    spell = Spell(start=date(begun, 3, 1), end=None if over is None else date(over, 1, 1))
    return Treaty(
        id=name,
        name=name.capitalize(),
        spell=spell,
        members=tuple(Membership(state=code, spell=spell) for code in (a, b)),
        terms=(Term(by="*", to="*", obligations=Obligation.DEFENSE, spell=Spell()),),
    )


@pytest.fixture(scope="session")
def made() -> World:
    return simulated(seed=1)


@pytest.fixture(scope="session")
def model(made: World) -> PactModel:
    return fit_pacts(made, LOOKED_AT)
