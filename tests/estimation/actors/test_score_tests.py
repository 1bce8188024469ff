"""Score-type tests: the algebra against its published form, and sizes where the hypothesis is true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, kstest
from tests.estimation.actors import reviewed

from symmachy.errors import BadInput, NotIdentified
from symmachy.estimation.actors import Actors, Forcing, left_out, time_test
from symmachy.estimation.actors.by_period import ByPeriod
from symmachy.estimation.actors.estimates import Estimates, estimates
from symmachy.estimation.actors.score_test import score_test
from symmachy.estimation.actors.time_test import time_test_of

some = settings(deadline=None, max_examples=30)


@some
@given(seed=st.integers(0, 2**32), kept=st.integers(1, 4), tested=st.integers(1, 3))
def test_it_is_the_published_quadratic_form(seed: int, kept: int, tested: int) -> None:
    rng = np.random.default_rng(seed)
    size = kept + tested
    derivative = rng.normal(size=(size, size)) + 4 * np.eye(size)
    root = rng.normal(size=(size, size))
    covariance, deviation = root @ root.T + np.eye(size), rng.normal(size=size)
    found = score_test(deviation, derivative, covariance, np.arange(size) >= kept)

    one, two = slice(None, kept), slice(kept, None)
    gamma = derivative[two, one] @ np.linalg.inv(derivative[one, one])
    away = deviation[two] - gamma @ deviation[one]
    cross = covariance[two, one] @ gamma.T
    spread = covariance[two, two] - cross - cross.T + gamma @ covariance[one, one] @ gamma.T
    expected = away @ np.linalg.solve(spread, away)
    assert found.statistic == pytest.approx(expected, rel=1e-6)
    assert found.degrees == tested
    assert found.p_value == pytest.approx(chi2.sf(expected, tested), rel=1e-5)
    if tested == 1:
        assert found.z == pytest.approx(away[0] / np.sqrt(spread[0, 0]), rel=1e-6)


def test_the_order_and_units_of_statistics_change_nothing() -> None:
    rng = np.random.default_rng(4)
    derivative, root = rng.normal(size=(4, 4)) + 3 * np.eye(4), rng.normal(size=(4, 4))
    covariance, deviation = root @ root.T, rng.normal(size=4)
    tested = np.array([False, True, False, True])
    order, units = [3, 0, 2, 1], np.diag([1.0, 1000.0, 0.001, 7.0])
    first = score_test(deviation, derivative, covariance, tested)
    second = score_test(
        (units @ deviation)[order],
        (units @ derivative @ units)[np.ix_(order, order)],
        (units @ covariance @ units)[np.ix_(order, order)],
        tested[order],
    )

    assert first.statistic == pytest.approx(second.statistic)


def test_what_cannot_be_told_apart_is_refused() -> None:
    twins = np.array([[1.0, 1.0], [1.0, 1.0]])
    with pytest.raises(NotIdentified, match="moves only with those of the model"):
        score_test(np.ones(2), twins, twins, np.array([False, True]))
    with pytest.raises(NotIdentified, match="estimated coefficients are not identified"):
        score_test(np.ones(3), np.ones((3, 3)), np.eye(3), np.array([False, False, True]))


@pytest.fixture(scope="module")
def posed() -> Estimates:
    problem = (
        Actors(evaluation="ties + triangles + similarity('x')", rule=Forcing())
        .pose(reviewed.networks(reviewed.panel(reviewed.waves(5))))
        .problem
    )
    return Estimates(problem=problem, rates=np.array([4.0, 3.0]), values=np.array([-1.0, 0.3, 0.5]))


def test_sizes_are_right_where_coefficients_are_the_same_in_all_periods(posed: Estimates) -> None:
    draws = posed.scored(stage=1, draws=2000, seed=3, jobs=1)
    seen = posed.scored(stage=2, draws=150, seed=3, jobs=1).statistics
    names = posed.problem.layout.names
    p = [time_test_of(ByPeriod.of(draws, one, np.arange(2)), names, ("a", "b")).joint.p_value for one in seen]

    assert kstest(p, "uniform").pvalue > 0.01
    assert np.mean(np.array(p) < 0.05) < 0.11


def test_a_coefficient_that_differs_in_the_second_period_is_found(posed: Estimates) -> None:
    draws = posed.scored(stage=1, draws=1000, seed=3, jobs=1)
    other = Estimates(
        problem=posed.problem, rates=posed.rates, values=posed.values + np.array([0.0, 0.0, 2.5])
    )
    later = other.scored(stage=1, draws=200, seed=4, jobs=1).statistics.mean(axis=0)
    seen = draws.statistics.mean(axis=0)
    seen[1] = later[1]
    found = time_test_of(ByPeriod.of(draws, seen, np.arange(2)), posed.problem.layout.names, ("a", "b"))

    assert found.joint.p_value < 0.05
    assert found.by_name[2] is not None
    assert found.by_name[2].p_value == min(t.p_value for t in found.by_name if t is not None)
    assert found.one_step[1, 2] > 0.5 > abs(found.one_step[0, 2])


def test_the_tests_of_a_fit_are_a_table_and_sentences() -> None:
    fit, networks = reviewed.undirected()
    found = time_test(fit, networks, draws=200, seed=2)
    table = found.table()

    assert found.names == ("ties", "triangles", "similarity('x')")
    assert found.periods == ("1901-1902", "1902-1903")
    assert table.height == 1 + 3 + 1 + 6
    assert found.joint.degrees == 3
    assert found.cite().startswith("Lospinoso, Schweinberger")
    assert found.summary().startswith("The same coefficients in 2 periods: the data ")
    assert time_test(fit, networks, draws=200, seed=2, jobs=2).joint == found.joint


def test_one_period_has_nothing_to_differ_from() -> None:
    fit, networks = reviewed.undirected()
    here = estimates(fit, networks)
    draws = here.scored(stage=1, draws=50, seed=1, jobs=1)
    with pytest.raises(BadInput, match="ties changed in fewer than two periods"):
        time_test_of(ByPeriod.of(draws, here.problem.targets, np.array([0])), fit.names[2:], ("a",))


def test_mechanisms_left_out_are_tested_alone_and_together() -> None:
    fit, networks = reviewed.undirected()
    found = left_out(fit, networks, "ties + isolates + popularity", draws=200, seed=2)

    assert found.names == ("isolates", "popularity")
    assert found.joint is not None
    assert found.joint.degrees == 2
    assert found.table()["term"].to_list() == ["isolates", "popularity", "all"]
    assert "all of these left out: the data " in found.summary()


def test_a_mechanism_that_is_simulated_and_left_out_is_found() -> None:
    fit, networks = reviewed.undirected()
    here = estimates(fit, networks)
    strong = Estimates(
        problem=here.problem, rates=here.rates * 3, values=np.array([here.values[0], here.values[1], 4.0])
    )
    (ends,) = strong.ends(stage=7, draws=1, seed=11, jobs=1)
    start = here.problem.periods[0].start
    seen = reviewed.networks(reviewed.panel([start, ends[0], ends[0] ^ (start & ~ends[1])]))
    bare = Actors(evaluation="ties + triangles", rule=Forcing()).fit(seen, phases=reviewed.SHORT, seed=1)
    found = left_out(bare, seen, "similarity('x')", draws=300, seed=1)

    assert found.single[0] is not None
    assert found.single[0].z > 2
    assert found.one_step[0] > 0


def test_what_moves_only_with_the_model_is_said_and_what_is_in_it_refused() -> None:
    fit, networks = reviewed.undirected()
    with pytest.raises(BadInput, match=r"ties \+ triangles is in the model already"):
        left_out(fit, networks, "ties + triangles")
    doubled = left_out(fit, networks, "sum('x') + difference('x')", draws=100)

    assert doubled.single[0] is not None
    assert doubled.single[1] is None  # similarity is one minus it, divided
    assert doubled.joint is None
    assert "difference('x') left out: cannot be told from the model" in doubled.summary()
    assert doubled.table()["p.value"].null_count() == 2


def test_networks_of_other_years_are_refused() -> None:
    fit, networks = reviewed.undirected()
    with pytest.raises(
        BadInput, match="the fit is of 1901-1902, 1902-1903 with 14, 14 states, but the networks given"
    ):
        time_test(fit, networks[:2])
