"""Where the estimation begins, and what scores are good for in it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.estimation.actors.pupils import drawn, random_ties, waves

from symmachy.estimation import Actors, Compensatory, Conjunctive, Disjunctive, Forcing, Reciprocal, Rule
from symmachy.estimation.actors.moments import mean_of, moments_of
from symmachy.estimation.actors.outset import outset
from symmachy.estimation.actors.simulate import Simulator

RULES = (Forcing(), Reciprocal(), Conjunctive(), Disjunctive(), Compensatory())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_it_begins_where_about_as_many_ties_are_made_and_undone(rule: Rule) -> None:
    rng = np.random.default_rng(8)
    one = random_ties(rng, 20, 0.15)
    other = one ^ random_ties(rng, 20, 0.06)
    problem = Actors(evaluation="ties", rule=rule).pose(waves([one, other])).problem
    theta = outset(problem)
    draws = Simulator(problem=problem, seed=1).draw(
        theta.rates, theta.values, stage=0, count=200, scored=False
    )
    expected, actual = problem.targets[0], draws.statistics[:, 0].mean(axis=0)

    np.testing.assert_allclose(actual, expected, rtol=0.25)


def test_without_ties_in_the_evaluation_all_coefficients_begin_at_nothing() -> None:
    problem = Actors(evaluation="shared_allies", creation="ties").pose(drawn(8, seed=1)).problem
    theta = outset(problem)

    assert theta.values.tolist() == [0.0, 0.0]
    assert (theta.rates > 0).all()


def test_means_by_the_scores_are_the_same_with_less_noise() -> None:
    problem = Actors(evaluation="ties + pair('p')", rule=Reciprocal()).pose(drawn(9, seed=7)).problem
    rates, values, free = np.array([2.0]), np.array([-0.3, 0.4]), np.array([True])
    simulator = Simulator(problem=problem, seed=3)
    near = moments_of(problem, simulator.draw(rates, values, stage=0, count=2000, scored=True), free)
    plain, controlled = [], []
    for stage in range(1, 61):
        draws = simulator.draw(rates, values, stage=stage, count=20, scored=True)
        plain.append(mean_of(draws, free, np.zeros_like(near.control)))
        controlled.append(mean_of(draws, free, near.control))
    gap = np.mean(plain, axis=0) - np.mean(controlled, axis=0)

    assert (np.var(controlled, axis=0) < 0.9 * np.var(plain, axis=0)).all()
    assert (np.abs(gap) < 4 * np.std(plain, axis=0) / np.sqrt(60)).all()
