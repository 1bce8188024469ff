"""What a fit says of choices: importance, the next change of a state, simulated marginal changes, goodness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.estimation.actors import reviewed
from tests.worlds import of_pairs

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation.actors import (
    Actors,
    Compensatory,
    Conjunctive,
    Directed,
    Disjunctive,
    Forcing,
    Reciprocal,
    choosing,
    goodness,
    importance,
    marginal,
    time_test,
)
from symmachy.estimation.actors.choosing import choosing_of
from symmachy.estimation.actors.importance import importance_of
from symmachy.estimation.actors.weighing import chances, gains, own_parts
from symmachy.estimation.goodness import Degrees
from symmachy.estimation.relation import Relation
from symmachy.mechanisms import parse

if TYPE_CHECKING:
    from symmachy.estimation.actors import Rule
    from symmachy.typing import FloatArray

RULES = (Directed(), Forcing(), Reciprocal(), Conjunctive(), Disjunctive(), Compensatory())
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def model(rule: Rule, text: str = "ties + popularity") -> Actors:
    if rule.directed:
        return Actors(evaluation=text, rule=rule, relation=reviewed.DIRECTED)
    return Actors(evaluation=text, rule=rule)


def plain(values: FloatArray, text: str, network: object, i: int, *, directed: bool) -> FloatArray:
    """Chances of one state by differences of its own part in networks with and without the change."""
    terms = parse(text).terms
    reading = reviewed.DIRECTED if directed else model(Forcing()).relation
    ties = reading.ties(network)  # type: ignore[arg-type]
    weights = np.zeros(len(ties))
    for j in range(len(ties)):
        if j != i:
            other = ties.copy()
            other[i, j] = not ties[i, j]
            if not directed:
                other[j, i] = other[i, j]
            gain = sum(
                b * (t.own(other, t.fixed(network)) - t.own(ties, t.fixed(network)))[i]  # type: ignore[attr-defined, arg-type]
                for b, t in zip(values, terms, strict=True)
            )
            weights[j] = np.exp(gain)
    return weights / (1 + weights.sum())


@pytest.mark.parametrize("rule", [Forcing(), Directed()], ids=lambda rule: rule.name)
def test_chances_are_those_of_changed_networks(rule: Rule) -> None:
    waves = reviewed.waves(3, size=7, directed=rule.directed)
    networks = reviewed.networks(reviewed.panel(waves))
    problem = model(rule).pose(networks).problem
    values = dict(zip(problem.layout.names, (0.4, -1.2), strict=True))
    by_layout = np.array([values[name] for name in problem.layout.names])
    found = chances(problem, 0, gains(problem, 0, by_layout, own_parts(problem, 0)))
    text = " + ".join(problem.layout.names)

    for i in range(7):
        np.testing.assert_allclose(found[i], plain(by_layout, text, networks[0], i, directed=rule.directed))


@every_rule
def test_importance_is_shared_among_all_and_a_coefficient_of_0_has_none(rule: Rule) -> None:
    networks = reviewed.networks(reviewed.panel(reviewed.waves(3, size=7, directed=rule.directed)))
    problem = model(rule, "ties + popularity + same_region").pose(networks).problem
    names = problem.layout.names
    values = np.zeros(3)
    values[names.index("ties")], values[names.index("popularity")] = -1.0, 0.5
    found = importance_of(problem, values)
    relative = dict(zip(names, found.relative(), strict=True))

    assert relative["same_region"] == 0
    assert sum(relative.values()) == pytest.approx(1)
    assert min(relative["ties"], relative["popularity"]) > 0
    assert importance_of(problem, np.zeros(3)).relative().tolist() == [0, 0, 0]


def test_importance_counted_by_hand() -> None:
    waves = [np.zeros((3, 3), dtype=bool), np.zeros((3, 3), dtype=bool)]
    waves[1][0, 1] = waves[1][1, 0] = True
    problem = model(Forcing(), "ties").pose(reviewed.networks(reviewed.panel(waves))).problem
    found = importance_of(problem, np.array([-np.log(2.0)]))

    # Of two possible ties each has weight 1/2 beside 1 for none: chances 1/4, 1/4, 1/2 in place of 1/3 each.
    np.testing.assert_allclose(found.absolute[0], 1 / 12 + 1 / 12 + 1 / 6)
    assert found.relative().tolist() == [1.0]
    assert found.spread.tolist() == [0.0]


def test_importance_of_a_fit_is_a_table_and_sentences() -> None:
    fit, networks = reviewed.directed()
    found = importance(fit, networks)

    assert found.cite().startswith("Indlekofer and Brandes (2013)")
    assert found.table()["importance"].sum() == pytest.approx(1)
    assert "% of the importance of all" in found.summary()
    np.testing.assert_allclose(
        found.relative("1901-1902") + found.relative("1902-1903"), 2 * found.relative()
    )


@every_rule
def test_what_a_state_would_do_is_said(rule: Rule) -> None:
    networks = reviewed.networks(reviewed.panel(reviewed.waves(3, size=7, directed=rule.directed)))
    problem = model(rule).pose(networks).problem
    found = choosing_of(problem, np.array([0.1, -1.0]), "A03", "1901-1902")

    assert found.table()["chance"].is_sorted(descending=True)
    assert set(found.others) == {f"A{k:02d}" for k in range(7)} - {"A03"}
    assert ((found.chances > 0) & (found.chances < 1)).all()
    assert found.say().startswith("At the start of 1901-1902, ")
    if rule.pairwise:
        assert np.isnan(found.nothing)
    else:
        assert 0 < found.nothing < 1


def test_a_tie_that_another_must_confirm_is_less_likely() -> None:
    networks = reviewed.networks(reviewed.panel(reviewed.waves(3, size=7)))
    values = np.array([0.1, -1.0])
    alone, confirmed = (
        choosing_of(model(rule).pose(networks).problem, values, "A03", "1901-1902")
        for rule in (Forcing(), Reciprocal())
    )
    made = ~np.array(alone.tied)

    assert (confirmed.chances[made] < alone.chances[made]).all()
    np.testing.assert_allclose(confirmed.chances[~made], alone.chances[~made])


def test_a_state_or_period_that_is_not_there_is_named() -> None:
    fit, networks = reviewed.undirected()
    assert choosing(fit, networks, "A03").period == "1902-1903"
    with pytest.raises(UnknownName, match="no state of 1902 is called 'A99'"):
        choosing(fit, networks, "A99")
    with pytest.raises(UnknownName, match="no period is called '1914-1915'"):
        choosing(fit, networks, "A03", period="1914-1915")


def test_moving_the_coefficient_of_ties_up_makes_more_of_them() -> None:
    fit, networks = reviewed.undirected()
    found = marginal(fit, networks, steps=np.array([0.5, 0.2, -0.5]), draws=60, seed=1)
    table = {row["term"]: row for row in found.table().iter_rows(named=True)}

    assert table["ties"]["made"] > 3 * table["ties"]["made.error"]
    assert table["ties"]["lost"] < 0
    assert table["ties"]["ties"] == pytest.approx(table["ties"]["made"] - table["ties"]["lost"])
    assert found.summary().count("\n") == 3
    assert "similarity('x') lower by 0.5" in found.summary()
    again = marginal(fit, networks, steps=np.array([0.5, 0.2, -0.5]), draws=60, seed=1, jobs=2)
    np.testing.assert_array_equal(found.change, again.change)


def test_steps_that_say_nothing_are_refused() -> None:
    fit, networks = reviewed.undirected()
    with pytest.raises(BadInput, match="the step of ties must be a number other than 0"):
        marginal(fit, networks, steps=np.array([0.0, 1.0, 1.0]))
    with pytest.raises(BadInput, match="2 steps were given for 3 coefficients"):
        marginal(fit, networks, steps=np.array([0.1, 1.0]))
    with pytest.raises(BadInput, match="draws=1 must be 2 or more"):
        marginal(fit, networks, draws=1)


def test_the_networks_of_a_fit_are_set_beside_the_observed_ones() -> None:
    for fit, networks in (reviewed.undirected(), reviewed.directed()):
        found = goodness(fit, networks, draws=60, seed=1)

        assert found.draws == 60
        assert found.cite().startswith("Lospinoso and Snijders (2019)")
        assert all(c.labels == fit.periods for c in found)
        assert goodness(fit, networks, draws=60, seed=1, jobs=2).tests().equals(found.tests())


def test_a_state_that_leaves_within_a_period_is_not_compared_at_its_end() -> None:
    networks = reviewed.networks(reviewed.panel(reviewed.waves(4), leaves=True))
    fit = model(Forcing(), "ties + triangles").fit(networks, phases=reviewed.SHORT, seed=1)
    (found,) = goodness(fit, networks, draws=20, aspects=[Degrees()])

    assert [len(n.states) for n in networks] == [14, 14, 13]
    assert found.observed.sum(axis=1).tolist() == [14, 13]
    assert (found.simulated.sum(axis=2) == [14, 13]).all()


def test_a_period_without_change_is_drawn_without_change_and_tested_not_at_all() -> None:
    first, second, third = reviewed.waves(6)
    networks = reviewed.networks(reviewed.panel([first, second, second, third]))
    fit = model(Forcing(), "ties + triangles").fit(networks, phases=reviewed.SHORT, seed=1)
    (found,) = goodness(fit, networks, draws=20, aspects=[Degrees()])

    assert (found.simulated[:, 1] == found.observed[1]).all()
    assert time_test(fit, networks, draws=100).periods == ("1901-1902", "1903-1904")


def test_unknown_ties_are_not_compared() -> None:
    waves = reviewed.waves(7)
    made = reviewed.panel(waves)
    hidden = {(1902, "A00", "A01"): 1.0, (1903, "A00", "A01"): 1.0}
    made = replace(
        made,
        variables={**made.variables, "made.hidden": of_pairs("made.hidden", hidden, coverage=(1901, 1903))},
        roles={**made.roles, "hidden": "made.hidden"},
    )
    networks = reviewed.networks(made)
    every = replace(model(Forcing(), "ties + triangles"), relation=Relation(unknown="hidden"))
    fit = every.fit(networks, phases=reviewed.SHORT, seed=1)
    (found,) = goodness(fit, networks, draws=20, aspects=[Degrees()])

    without = waves[1].copy()
    without[0, 1] = without[1, 0] = False
    expected = np.bincount(without.sum(axis=1), minlength=9)
    assert found.observed[0, :9].tolist() == expected[:9].tolist()


def test_parts_for_making_and_for_keeping_are_told_apart() -> None:
    networks = reviewed.networks(reviewed.panel(reviewed.waves(3, size=7)))
    making = Actors(evaluation="ties", creation="same_region", rule=Forcing()).pose(networks).problem
    keeping = Actors(evaluation="ties", endowment="popularity", rule=Forcing()).pose(networks).problem
    most = networks[0].states[int(networks[0].ties().sum(axis=1).argmax())]
    flat = {
        k: choosing_of(p, np.array([-1.0, 0.0]), most, "1901-1902").chances
        for k, p in (("make", making), ("keep", keeping))
    }
    tied = np.array(choosing_of(keeping, np.array([-1.0, 0.0]), most, "1901-1902").tied)
    kept = choosing_of(keeping, np.array([-1.0, 3.0]), most, "1901-1902").chances

    np.testing.assert_allclose(flat["make"], flat["keep"])
    assert 0 < tied.sum() < len(tied)
    assert (kept[tied] < flat["keep"][tied]).all()
    assert (kept[~tied] > flat["keep"][~tied]).all()  # what is not undone leaves more for the rest
    assert importance_of(keeping, np.array([-1.0, 3.0])).relative().min() > 0


def test_batches_change_no_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    fit, networks = reviewed.undirected()
    whole = goodness(fit, networks, draws=7, seed=3).table()
    monkeypatch.setattr("symmachy.estimation.actors.estimates._MEMORY", 2 * 2 * 14 * 14)

    assert goodness(fit, networks, draws=7, seed=3).table().equals(whole)
