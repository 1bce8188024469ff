"""States that come and go within a period, ties that are not known, and ties that are not free."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.estimation.actors.pupils import drawn
from tests.worlds import of_pairs, of_states, state, treaty, world

from symmachy.errors import BadInput
from symmachy.estimation import Actors, Forcing, Missing, Reciprocal, Relation
from symmachy.estimation.actors.periods import periods_of
from symmachy.estimation.actors.simulate import Simulator

ALWAYS = ("1890", "")


def coming_and_going(**more):  # noqa: ANN201, ANN003  # a world and two networks
    made = world(
        [
            state("AAA", ALWAYS),
            state("BBB", ALWAYS),
            state("CCC", ("1901-07-02", "")),
            state("DDD", ("1890", "1901-03-31")),
            state("EEE", ALWAYS),
            state("FFF", ALWAYS),
        ],
        treaty("one", "AAA BBB DDD", end="1901-03-31"),
        treaty("two", "AAA CCC", start="1901-08-01"),
        treaty("three", "EEE FFF"),
        **more,
    )
    return [made.in_year(1900), made.in_year(1902)]


def test_states_come_and_go_on_their_days() -> None:
    (period,) = periods_of(coming_and_going(), Relation())
    begin, length = date(1901, 1, 1), (date(1903, 1, 1) - date(1901, 1, 1)).days

    assert [period.states[i] for i in period.who] == ["DDD", "CCC"]
    expected = [(date(1901, 3, 31) - begin).days / length, (date(1901, 7, 2) - begin).days / length]
    np.testing.assert_allclose(period.at, expected)
    # Of the four that stay: AAA and BBB untied, AAA and CCC tied; what DDD had does not count.
    assert period.distance(period.end) == 2.0


def test_no_state_has_ties_before_it_comes_or_after_it_goes() -> None:
    networks = coming_and_going()
    posed = Actors(evaluation="ties + shared_allies + popularity", rule=Reciprocal()).pose(networks).problem
    draws = Simulator(problem=posed, seed=1).draw(
        np.array([6.0]), np.array([0.5, 0.3, -0.2]), stage=0, count=200, scored=True, keep=True
    )
    states = posed.periods[0].states
    at = {code: i for i, code in enumerate(states)}
    ends = np.array([end for (end,) in draws.ends])
    scores = draws.scores[:, 0]
    slow = np.array([posed.observed(0, end) for end in ends])

    assert not ends[:, at["DDD"]].any()
    assert 0 < ends[:, at["CCC"]].mean() < ends[:, at["AAA"]].mean()
    np.testing.assert_allclose(draws.statistics[:, 0], slow, atol=1e-9)
    assert np.abs(scores.mean(axis=0) / scores.std(axis=0) * np.sqrt(200)).max() < 3.8


def test_networks_of_different_worlds_have_no_period_between_them() -> None:
    one, other = coming_and_going(), drawn(4, seed=1)
    with pytest.raises(BadInput, match="spells of membership"):
        periods_of([other[0], one[1]], Relation())


def test_what_is_not_known_counts_in_no_statistic() -> None:
    unknown = of_pairs("made.gap", {(1902, "AAA", "CCC"): 1.0, (1900, "EEE", "FFF"): 1.0})
    networks = coming_and_going(variables=[unknown])
    (period,) = periods_of(networks, Relation(unknown="gap"))

    assert period.distance(period.end) == 1.0
    assert not period.start[period.states.index("EEE"), period.states.index("FFF")]
    found = Actors(evaluation="ties", relation=Relation(unknown="gap")).pose(networks).problem.targets

    np.testing.assert_array_equal(found, [[1.0, 0.0]])


def test_what_is_given_does_not_change() -> None:
    given = of_pairs("made.given", {(1900, "EEE", "FFF"): 1.0})
    networks = coming_and_going(variables=[given])
    posed = Actors(evaluation="ties", rule=Forcing(), relation=Relation(given="given")).pose(networks).problem
    draws = Simulator(problem=posed, seed=1).draw(
        np.array([9.0]), np.zeros(1), stage=0, count=50, scored=False, keep=True
    )
    e, f = (posed.periods[0].states.index(code) for code in ("EEE", "FFF"))

    assert all(end[e, f] for (end,) in draws.ends)


def test_what_a_covariate_lacks_is_named_or_replaced_by_the_mean() -> None:
    values = {
        (y, c): float(k) for y in (1900, 1902) for k, c in enumerate(("AAA", "BBB", "CCC", "DDD", "EEE"))
    }
    networks = coming_and_going(variables=[of_states("made.x", values)])
    with pytest.raises(BadInput, match=r"sum\('x'\) in 1900 \(FFF"):
        Actors(evaluation="ties + sum('x')").pose(networks)
    posed = Actors(evaluation="ties + sum('x')", missing=Missing.DROP).pose(networks)
    fixed = posed.problem.fixed[0][1][0]
    f = posed.problem.periods[0].states.index("FFF")

    assert (fixed[f] == 0).all()
    assert "its mean stands in" in posed.notes[0]
