"""The fast simulation against the twin that draws every opportunity, and against exact chances."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats
from scipy.linalg import expm
from tests.estimation.actors.pupils import drawn

from symmachy.estimation import (
    Actors,
    Compensatory,
    Conjunctive,
    Directed,
    Disjunctive,
    Forcing,
    Reciprocal,
    Relation,
    Rule,
)
from symmachy.estimation.actors.simulate import Draws, Simulator
from symmachy.estimation.actors.twin import draw_every_opportunity, worths
from symmachy.world import Reading

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray

SIDED = Relation(reading=Reading.DIRECTED)
UNDIRECTED = "ties + shared_allies + popularity + pair('p')"
DIRECTED = "ties + reciprocity + transitive_triplets + popularity"
RULES = (Forcing(), Reciprocal(), Conjunctive(), Disjunctive(), Compensatory(), Directed())

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)


def model(rule: Rule, **parts: str) -> Actors:
    text = DIRECTED if rule.directed else UNDIRECTED
    return Actors(
        rule=rule, relation=SIDED if rule.directed else Relation(), **(parts or {"evaluation": text})
    )


def coefficients(count: int) -> FloatArray:
    return np.array([-0.6, 0.4, -0.3, 0.5, 0.2, -0.2])[:count]


@each_rule
def test_the_ends_are_as_likely_as_the_generator_says(rule: Rule) -> None:
    posed = model(rule).pose(drawn(3, seed=1, directed=rule.directed)).problem
    values, rate = coefficients(len(posed.layout.names)), 1.3
    at = (
        [(i, j) for i in range(3) for j in range(3) if i != j]
        if rule.directed
        else list(combinations(range(3), 2))
    )
    states = [_ties(at, code, directed=rule.directed) for code in range(2 ** len(at))]
    generator = np.zeros((len(states),) * 2)
    for a, ties in enumerate(states):
        worth, _ = worths(posed, 0, ties, values)
        for k, (i, j) in enumerate(at):
            speed = _speed(rule, worth, ties, i, j) + (
                0 if rule.directed else _speed(rule, worth, ties, j, i)
            )
            generator[a, a ^ (1 << k)] = rule.pace(rate) * speed
        generator[a, a] = -generator[a].sum()
    start = next(a for a, ties in enumerate(states) if (ties == posed.periods[0].start).all())
    expected = expm(generator)[start]

    ends = (
        Simulator(problem=posed, seed=3)
        .draw(np.array([rate]), values, stage=0, count=3000, scored=False, keep=True)
        .ends
    )
    counts = np.zeros(len(states))
    for (ties,) in ends:
        counts[sum(1 << k for k, (i, j) in enumerate(at) if ties[i, j])] += 1
    often = expected * 3000 >= 5
    p_value = stats.chisquare(
        np.append(counts[often], counts[~often].sum() + 1e-9),
        np.append(expected[often], expected[~often].sum() + 1e-9 / 3000) * 3000,
    ).pvalue

    assert p_value > 0.001


@each_rule
def test_statistics_and_scores_are_those_of_the_twin(rule: Rule) -> None:
    text = DIRECTED if rule.directed else UNDIRECTED
    ties, rest = text.split(" + ", 1)
    made = model(rule, evaluation=rest, creation=ties, endowment=ties)
    posed = made.pose(drawn(5, seed=2, directed=rule.directed)).problem
    values, rate = coefficients(len(posed.layout.names)), 1.1
    rng = np.random.default_rng(5)
    pairs = [draw_every_opportunity(posed, 0, rate, values, rng) for _ in range(400)]
    slow = np.array([posed.observed(0, end) for end, _ in pairs])
    slow_scores = np.array([score for _, score in pairs])

    draws = Simulator(problem=posed, seed=4).draw(np.array([rate]), values, stage=0, count=2000, scored=True)
    fast, scores = draws.statistics[:, 0], draws.scores[:, 0]

    assert _largest_z(fast, slow) < 3.8
    assert np.abs(scores.mean(axis=0) / scores.std(axis=0) * np.sqrt(2000)).max() < 3.8
    # The score given the changes alone says the same of the statistics, with no more noise.
    assert _largest_z(_products(fast, scores), _products(slow, slow_scores)) < 4.2
    assert (scores.var(axis=0) <= slow_scores.var(axis=0) * 1.25).all()


def test_derivatives_by_the_score_are_those_by_differences() -> None:
    posed = model(Reciprocal()).pose(drawn(6, seed=3)).problem
    values, step = coefficients(4), 0.25
    simulator = Simulator(problem=posed, seed=1)
    rates = np.array([1.5])
    middle = simulator.draw(rates, values, stage=0, count=3000, scored=True)
    by_score = _products(middle.statistics[:, 0], middle.scores[:, 0]).mean(axis=0).reshape(5, 5)

    for k in range(4):
        moved = np.eye(4)[k] * step
        high, low = (
            simulator.draw(rates, values + s * moved, stage=0, count=3000, scored=False).statistics[:, 0]
            for s in (1, -1)
        )
        gap = (high.mean(axis=0) - low.mean(axis=0)) / (2 * step)

        np.testing.assert_allclose(by_score[:, k + 1], gap, atol=0.2 * np.abs(gap).max())


def test_a_draw_is_the_same_for_any_number_of_workers() -> None:
    posed = model(Forcing()).pose(drawn(6, seed=4)).problem
    one, three = (
        Simulator(problem=posed, seed=9, jobs=jobs).draw(
            np.array([2.0]), coefficients(4), stage=1, count=10, scored=True
        )
        for jobs in (1, 3)
    )

    np.testing.assert_array_equal(one.statistics, three.statistics)
    np.testing.assert_array_equal(one.scores, three.scores)


@each_rule
def test_a_draw_is_the_same_whatever_was_drawn_before_in_its_arrays(rule: Rule) -> None:
    posed = model(rule).pose(drawn(7, seed=6, directed=rule.directed)).problem
    rates, values = np.array([2.0]), coefficients(len(posed.layout.names))

    def draw(simulator: Simulator, *, scored: bool, by: float = 1.0) -> Draws:
        return simulator.draw(rates, by * values, stage=1, count=5, scored=scored)

    fresh = draw(Simulator(problem=posed, seed=3), scored=True)
    used = Simulator(problem=posed, seed=3)
    for scored in (True, False, True):
        draw(used, scored=scored, by=-1.0)
        again = draw(used, scored=scored)

        np.testing.assert_array_equal(again.statistics, fresh.statistics)
        np.testing.assert_array_equal(again.scores if scored else fresh.scores, fresh.scores)


def _speed(rule: Rule, worth: FloatArray, ties: BoolArray, i: int, j: int) -> float:
    accepted = rule.accepted(worth[i, j], worth[j, i], tied=bool(ties[i, j]))
    if rule.pairwise:
        return accepted
    others = np.exp(np.delete(worth[i], i)).sum()
    return np.exp(worth[i, j]) / (1 + others) * accepted


def _ties(at: list[tuple[int, int]], code: int, *, directed: bool) -> BoolArray:
    ties = np.zeros((3, 3), dtype=bool)
    for k, (i, j) in enumerate(at):
        if code >> k & 1:
            ties[i, j] = True
            if not directed:
                ties[j, i] = True
    return ties


def _products(statistics: FloatArray, scores: FloatArray) -> FloatArray:
    centred = statistics - statistics.mean(axis=0)
    return np.einsum("bi,bj->bij", centred, scores).reshape(len(scores), -1)


def _largest_z(one: FloatArray, other: FloatArray) -> float:
    error = np.sqrt(one.var(axis=0) / len(one) + other.var(axis=0) / len(other))
    gap = np.abs(one.mean(axis=0) - other.mean(axis=0))
    return float((gap[error > 0] / error[error > 0]).max())
