"""Simulated beside observed networks: distance, p-value, composition, unknown ties, tables and picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symmachy.errors import BadInput, UnknownName
from symmachy.estimation.goodness import Degrees, Triads, compare
from symmachy.estimation.goodness.distance import distance_test

if TYPE_CHECKING:
    from symmachy.typing import BoolArray, FloatArray

some = settings(deadline=None, max_examples=40)


def network(rng: np.random.Generator, chance: float, size: int = 12) -> BoolArray:
    upper = np.triu(rng.random((size, size)) < chance, 1)
    return upper | upper.T


def plain(points: FloatArray) -> FloatArray:
    """The squared distance of each point from all the others, by a covariance for each."""
    found = []
    for k in range(len(points)):
        others = np.delete(points, k, axis=0)
        away = points[k] - others.mean(axis=0)
        found.append(away @ np.linalg.solve(np.atleast_2d(np.cov(others.T)), away))
    return np.array(found)


@some
@given(seed=st.integers(0, 2**32), wide=st.integers(1, 4), long=st.integers(8, 30))
def test_the_distance_is_that_of_a_covariance_for_each(seed: int, wide: int, long: int) -> None:
    points = np.random.default_rng(seed).normal(size=(long, wide)) * 10.0 ** np.arange(wide)
    distance, p = distance_test(points[0], points[1:])
    squared = plain(points)

    assert distance**2 == pytest.approx(squared[0], rel=1e-6)
    assert p == pytest.approx((squared >= squared[0] * (1 - 1e-9)).mean())


@some
@given(seed=st.integers(0, 2**32))
def test_units_and_sums_that_are_fixed_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(25, 3))
    with_their_sum = np.hstack([points, points.sum(axis=1, keepdims=True), np.ones((25, 2))])
    found, again = (distance_test(x[0], x[1:]) for x in (points, with_their_sum * 1000))

    np.testing.assert_allclose(found, again, rtol=1e-6)


def test_p_values_are_right_where_the_model_is_true() -> None:
    rng = np.random.default_rng(7)
    drawn = rng.poisson([3.0, 0.05, 1.0, 0.01], size=(1000, 40, 4)).astype(float)
    p = np.array([distance_test(points[0], points[1:])[1] for points in drawn])

    assert 0.06 < (p <= 0.1).mean() <= 0.125
    assert (p <= 0.025).mean() <= 0.04
    assert p.min() >= 1 / 40


def test_a_direction_in_which_simulations_do_not_differ_is_infinitely_far() -> None:
    simulated = np.column_stack([np.random.default_rng(1).normal(size=20), np.zeros(20)])

    assert distance_test(np.array([0.0, 1.0]), simulated) == (np.inf, 1 / 21)
    assert distance_test(np.array([0.0, 0.0]), simulated)[0] < 1
    assert distance_test(np.zeros(2), np.zeros((20, 2))) == (0.0, 1.0)


def test_a_model_that_gives_other_networks_is_found_out_and_one_that_does_not_is_not() -> None:
    rng = np.random.default_rng(5)
    draws = [[network(rng, 0.2), network(rng, 0.3)] for _ in range(200)]
    same = compare([network(rng, 0.2), network(rng, 0.3)], draws)
    other = compare([network(rng, 0.6), network(rng, 0.3)], draws)

    assert all(c.p_value > 0.01 for c in same)
    assert all(c.p_value < 0.05 for c in other)
    assert "differ from the simulated ones" in other.summary()
    assert other.draws == 200
    periods = next(iter(other)).by_period()
    assert periods["p.value"][0] < 0.05 < periods["p.value"][1]


def test_states_that_were_not_there_and_unknown_ties_are_left_out_of_both() -> None:
    tied = np.zeros((4, 4), dtype=bool)
    tied[0, 1] = tied[1, 0] = tied[2, 3] = tied[3, 2] = True
    there = np.array([True, True, True, False])
    unknown = np.zeros((4, 4), dtype=bool)
    unknown[0, 1] = unknown[1, 0] = True
    draws = [[tied], [tied]]
    whole = next(iter(compare([tied], draws, aspects=[Degrees()])))
    part = next(iter(compare([tied], draws, there=[there], aspects=[Degrees()])))
    known = next(iter(compare([tied], draws, unknown=[unknown], aspects=[Degrees()])))

    assert whole.observed.tolist() == [[0, 4, 0, 0]]
    assert part.observed.tolist() == [[1, 2, 0, 0]]
    assert known.observed.tolist() == [[2, 2, 0, 0]]
    assert part.simulated[0].tolist() == part.observed.tolist()


def test_networks_of_different_size_are_pooled() -> None:
    rng = np.random.default_rng(2)
    found = compare(
        [network(rng, 0.3, 5), network(rng, 0.3, 9)], [[network(rng, 0.3, 5), network(rng, 0.3, 9)]] * 3
    )

    assert found.table()["observed"].to_list()
    assert next(iter(found)).observed.sum(axis=1).tolist() == [5, 9]


def test_the_table_names_the_cells_of_a_period() -> None:
    rng = np.random.default_rng(2)
    found = compare(
        [network(rng, 0.3)], [[network(rng, 0.3)] for _ in range(20)], labels=["1914"], aspects=[Triads()]
    )

    assert found.table(period="1914").equals(found.table())
    assert found.table()["cell"].to_list()[0] == "no tie"
    assert found.tests().columns == ["aspect", "distance", "p.value"]
    with pytest.raises(UnknownName, match="no period is called '1915'"):
        found.table(period="1915")


def test_what_cannot_be_compared_is_said() -> None:
    tied = np.zeros((3, 3), dtype=bool)
    with pytest.raises(BadInput, match="there is no period to compare"):
        compare([], [])
    with pytest.raises(BadInput, match="1 simulated draws were given; at least 2 are needed"):
        compare([tied], [[tied]])
    with pytest.raises(BadInput, match=r"shapes \[\(2, 2\)\] but observed are \[\(3, 3\)\]"):
        compare([tied], [[tied[:2, :2]]] * 2)
    with pytest.raises(BadInput, match="1 periods were observed but 2 labels given"):
        compare([tied], [[tied]] * 2, labels=["a", "b"])


def test_the_picture_has_a_panel_for_each_aspect() -> None:
    rng = np.random.default_rng(2)
    found = compare([network(rng, 0.3)], [[network(rng, 0.3)] for _ in range(20)])
    drawn = found.chart(width=200).to_dict()

    assert len(drawn["vconcat"]) == 4
    assert found.svg(width=200).startswith("<svg")
    assert drawn["vconcat"][0]["title"]["text"].startswith("ties of a state, p = ")
