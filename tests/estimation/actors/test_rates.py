"""Variables on the rate: the fast simulation against the plain twin and the exact chances, and estimates of them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.linalg import expm
from tests.estimation.actors.pupils import drawn

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation import (
    Actors,
    ActorsFit,
    Compensatory,
    Directed,
    Forcing,
    Phases,
    Reciprocal,
    Relation,
)
from symmachy.estimation.actors.simulate import Simulator
from symmachy.estimation.actors.twin import draw_every_opportunity, worths
from symmachy.world import Reading

if TYPE_CHECKING:
    from symmachy.estimation import Rule
    from symmachy.estimation.actors.problem import Problem
    from symmachy.typing import BoolArray, FloatArray

SIDED = Relation(reading=Reading.DIRECTED)
RULES = (Forcing(), Reciprocal(), Directed())
SCRIPT = Path(__file__).parents[3] / "benchmarks" / "actors_recovery.py"
RATE, VALUES = 1.2, np.array([-0.5, 0.4, 0.7])

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)


def posed(rule: Rule, size: int, seed: int = 2) -> Problem:
    relation = SIDED if rule.directed else Relation()
    model = Actors(evaluation="ties + pair('p')", rate="x", rule=rule, relation=relation)
    return model.pose(drawn(size, seed=seed, directed=rule.directed)).problem


def simulated(problem: Problem, count: int, values: FloatArray = VALUES) -> tuple[FloatArray, FloatArray]:
    draws = Simulator(problem=problem, seed=4).draw(
        np.array([RATE]), values, stage=0, count=count, scored=True
    )
    assert draws.scores is not None
    return draws.statistics[:, 0], draws.scores[:, 0]


def test_coefficients_on_the_rate_come_last_and_are_named() -> None:
    model = Actors(evaluation="ties", rate="x", rule=Forcing())

    assert model.layout.names == ("ties", "rate: x")
    assert str(model) == "actors(ties; rate: x; forcing)"
    assert model == Actors(evaluation="ties", rate=("x",), rule=Forcing())


def test_the_statistic_is_the_sum_over_states_of_value_times_changes() -> None:
    problem = posed(Forcing(), 5)
    period, x = problem.periods[0], problem.paced[0][0]
    changed = [(i, j) for i in range(5) for j in range(i) if period.start[i, j] != period.end[i, j]]

    assert problem.targets[0, -1] == pytest.approx(sum(x[i] + x[j] for i, j in changed))
    assert x.mean() == pytest.approx(0)


@each_rule
def test_the_ends_are_as_likely_as_the_generator_says(rule: Rule) -> None:
    problem = posed(rule, 3)
    at = [(i, j) for i in range(3) for j in range(3) if i != j and (rule.directed or i < j)]
    states = [tied(at, code, directed=rule.directed) for code in range(2 ** len(at))]
    often = RATE * np.exp(VALUES[2] * problem.paced[0][0])
    generator = np.zeros((len(states),) * 2)
    for a, ties in enumerate(states):
        worth, _ = worths(problem, 0, ties, VALUES)
        chances = np.exp(worth) * ~np.eye(3, dtype=np.bool_)
        chances /= 1.0 + chances.sum(axis=1, keepdims=True)
        for k, (i, j) in enumerate(at):
            speed = often[i] * chances[i, j] * rule.accepted(worth[i, j], worth[j, i], tied=bool(ties[i, j]))
            if not rule.directed:
                speed += (
                    often[j] * chances[j, i] * rule.accepted(worth[j, i], worth[i, j], tied=bool(ties[i, j]))
                )
            generator[a, a ^ (1 << k)] = speed
        generator[a, a] = -generator[a].sum()
    start = next(a for a, ties in enumerate(states) if (ties == problem.periods[0].start).all())
    expected = expm(generator)[start]
    draws = Simulator(problem=problem, seed=3).draw(
        np.array([RATE]), VALUES, stage=0, count=4000, scored=False, keep=True
    )
    counts = np.zeros(len(states))
    for (ties,) in draws.ends or ():
        counts[sum(1 << k for k, (i, j) in enumerate(at) if ties[i, j])] += 1
    spread = np.sqrt(expected * (1 - expected) / 4000)

    assert (np.abs(counts / 4000 - expected) < 4.5 * spread + 1e-3).all()


@each_rule
def test_statistics_and_scores_are_those_of_the_twin(rule: Rule) -> None:
    problem = posed(rule, 5)
    rng = np.random.default_rng(5)
    pairs = [draw_every_opportunity(problem, 0, RATE, VALUES, rng) for _ in range(400)]
    slow = np.array([problem.observed(0, end) for end, _ in pairs])
    slow_scores = np.array([score for _, score in pairs])
    fast, scores = simulated(problem, 2000)

    assert largest_z(fast, slow) < 3.8
    assert np.abs(scores.mean(axis=0) / scores.std(axis=0) * np.sqrt(2000)).max() < 3.8
    assert largest_z(products(fast, scores), products(slow, slow_scores)) < 4.2
    # The score given the changes alone has no more noise than that of all opportunities.
    assert (scores.var(axis=0) <= slow_scores.var(axis=0) * 1.25).all()


def test_derivatives_by_the_score_are_those_by_differences() -> None:
    problem, step = posed(Reciprocal(), 6), 0.25
    statistics, scores = simulated(problem, 4000)
    by_score = products(statistics, scores).mean(axis=0).reshape(4, 4)[:, 3]
    moved = np.array([0.0, 0.0, step])
    high, low = (simulated(problem, 4000, VALUES + sign * moved)[0].mean(axis=0) for sign in (1, -1))
    gap = (high - low) / (2 * step)

    np.testing.assert_allclose(by_score, gap, atol=0.15 * np.abs(gap).max())


def test_without_an_effect_the_draws_are_those_of_a_model_without_the_variable() -> None:
    problem = posed(Reciprocal(), 6)
    plain = Actors(evaluation="ties + pair('p')", rule=Reciprocal()).pose(drawn(6, seed=2)).problem
    with_none, _ = simulated(problem, 50, np.array([*VALUES[:2], 0.0]))
    without, _ = simulated(plain, 50, VALUES[:2])

    np.testing.assert_array_equal(with_none[:, :3], without)


def test_a_fit_has_the_coefficient_is_kept_and_says_what_was_taken_off() -> None:
    fit = Actors(evaluation="ties", rate="x", rule=Forcing()).fit(
        drawn(9, seed=7), phases=Phases(steps=6, draws=40, parts=1, updates=5, last=200), seed=2
    )

    assert fit.names == ("rate 1900-1901", "ties", "rate: x")
    assert ActorsFit.from_json(fit.to_json()).to_json() == fit.to_json()
    assert [name for name, _ in fit.centres] == ["rate: x"]
    assert "rate: x" in fit.summary()


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ({"rate": "y"}, UnknownName, "no variable for rate= in the record 'made' is called 'y'"),
        ({"rate": "x + "}, BadInput, "empty name"),
        ({"rate": "x + x"}, BadInput, "names 'x' twice"),
        ({"rate": "x", "rule": Compensatory()}, BadInput, "they come to pairs"),
    ],
)
def test_what_cannot_be_on_the_rate_is_refused_in_words(
    given: dict[str, object], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        Actors(evaluation="ties", **{"rule": Forcing(), **given}).pose(drawn(4, seed=1))  # type: ignore[arg-type]


@pytest.mark.slow
def test_known_coefficients_are_recovered() -> None:
    rows = recovery().study("rate", 60, 1, None)
    truth = np.array(list(recovery().TRUTH["rate"].values()))
    good = [row for row in rows if row.get("converged")]
    estimates, errors = (np.array([row[key] for row in good]) for key in ("estimates", "errors"))
    apart = (estimates.mean(axis=0) - truth) / (estimates.std(axis=0, ddof=1) / np.sqrt(len(good)))

    assert len(good) >= 57
    assert np.abs(apart).max() < 3.5
    assert (np.mean(np.abs(estimates - truth) < 1.96 * errors, axis=0) > 0.85).all()


def recovery() -> Any:
    spec = importlib.util.spec_from_file_location("actors_recovery", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tied(at: list[tuple[int, int]], code: int, *, directed: bool) -> BoolArray:
    ties = np.zeros((3, 3), dtype=np.bool_)
    for k, (i, j) in enumerate(at):
        ties[i, j] = bool(code >> k & 1)
        if not directed:
            ties[j, i] = ties[i, j]
    return ties


def products(statistics: FloatArray, scores: FloatArray) -> FloatArray:
    """Each statistic less its mean times each score, ``(B, P * P)``: their mean is the derivative."""
    centred = statistics - statistics.mean(axis=0)
    return np.einsum("bp,bq->bpq", centred, scores).reshape(len(scores), -1)


def largest_z(one: FloatArray, other: FloatArray) -> float:
    error = np.sqrt(one.var(axis=0) / len(one) + other.var(axis=0) / len(other))
    return float((np.abs(one.mean(axis=0) - other.mean(axis=0)) / np.maximum(error, 1e-12)).max())
