"""The past behind a network model: runs of peace, and mechanisms that it cannot tell."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.forecasting.conftest import FIRST, LAST, simulated

from symmachy.errors import NotIdentified
from symmachy.estimation import Actors, BlockBootstrap, Forcing, Tergm
from symmachy.forecasting.networks.past import fitted_with_what_it_tells, peace, sequences
from symmachy.forecasting.wars import in_world_war
from symmachy.mechanisms import JointDemocracy, LandBorder, Ties, parse

TERMS = (Ties(), LandBorder(), JointDemocracy())


@pytest.mark.parametrize(("first", "last"), [(1816, 2026), (1900, 1914), (1918, 1940), (1916, 1918)])
def test_every_year_of_peace_is_in_one_run_and_no_year_of_war(first: int, last: int) -> None:
    import numpy as np

    years = np.arange(first, last + 1)

    assert [year for run in peace(first, last) for year in run] == years[~in_world_war(years)].tolist()


def test_nothing_is_said_of_the_time_between_two_runs() -> None:
    networks = sequences(simulated(seed=1), [range(FIRST, FIRST + 3), range(LAST - 2, LAST + 1)])
    model = Actors(evaluation="ties", rule=Forcing())
    terms = parse("ties")
    tergm = Tergm(formation=terms, persistence=terms, bootstrap=None).fit(networks)
    years = (FIRST, FIRST + 1, FIRST + 2, LAST - 2, LAST - 1, LAST)

    assert tuple(n.year for n in networks) == years
    assert [p.label for p in model.pose(networks).problem.periods] == [
        f"{a}-{b}" for a, b in pairwise(years) if b == a + 1
    ]
    assert tergm.years == tuple(y for y in years if y - 1 in years)


def test_what_a_refusal_blames_is_left_out_and_said() -> None:
    def fit(terms: tuple[object, ...]) -> str:
        if len(terms) == len(TERMS):
            raise NotIdentified("'a' and 'b'", guilty=["formation: lag(joint_democracy)", "formation: ties"])
        return "fitted"

    found, terms, notes = fitted_with_what_it_tells(TERMS, fit)

    assert (found, terms) == ("fitted", TERMS[:2])
    assert "joint_democracy" in notes[0]


@pytest.mark.parametrize("guilty", [[], ["formation: ties"]])
def test_a_refusal_that_blames_no_mechanism_stands(guilty: list[str]) -> None:
    def fit(terms: tuple[object, ...]) -> str:
        raise NotIdentified(f"{len(terms)} terms", guilty=guilty)

    with pytest.raises(NotIdentified, match="3 terms"):
        fitted_with_what_it_tells(TERMS, fit)


def test_a_tergm_names_what_it_blames() -> None:
    networks = [simulated(seed=1).in_year(year) for year in range(FIRST + 1, LAST)]
    model = Tergm(
        specification=parse("ties + land_border + lag(land_border)"), bootstrap=BlockBootstrap("year")
    )

    with pytest.raises(NotIdentified) as fault:
        model.fit(networks)
    assert fault.value.guilty == ("land_border", "lag(land_border)")
