"""Simulated data with known coefficients: do 95 % intervals hold them 95 times of a hundred?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from symmachy.estimation import Cloglog, Clustered, DyadicRobust, Firth, Hazard, Logit

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.estimation import Link
    from symmachy.typing import FloatArray

pytestmark = pytest.mark.slow
RUNS = 1000


def clustered_rows(rng: np.random.Generator, link: Link, groups: int = 150, size: int = 20) -> pl.DataFrame:
    """Rows whose outcomes depend on each other within groups, while each row alone follows the model exactly.

    A row takes the group's common uniform number or one of its own; the number is compared with the row's
    probability.
    """
    group = np.repeat(np.arange(groups), size)
    x = rng.normal(size=groups)[group] * 0.7 + rng.normal(size=group.size) * 0.7
    z = rng.normal(size=groups)[group]
    common = rng.random(groups)[group]
    own = rng.random(group.size)
    uniform = np.where(rng.random(group.size) < 0.6, common, own)
    p = link.probability(-2.0 + 0.5 * x - 0.3 * z)
    return pl.DataFrame({"y": uniform < p, "x": x, "z": z, "group": group})


def coverage(
    rng: np.random.Generator,
    draw: Callable[[np.random.Generator], pl.DataFrame],
    model: Hazard,
    truth: FloatArray,
    runs: int = RUNS,
) -> FloatArray:
    held = np.zeros(len(truth))
    for _ in range(runs):
        found = model.fit(draw(rng), threads=1).tidy()
        held += (found["conf.low"].to_numpy() < truth) & (truth < found["conf.high"].to_numpy())
    return held / runs


@pytest.mark.parametrize("link", [Logit(), Cloglog()])
def test_clustered_intervals_cover(link: Link) -> None:
    rng = np.random.default_rng(77)
    model = Hazard(outcome="y", covariates=("x", "z"), link=link, covariance=Clustered("group"))
    held = coverage(rng, lambda r: clustered_rows(r, link), model, np.array([-2.0, 0.5, -0.3]))

    assert (held >= 0.92).all(), held
    assert (held <= 0.98).all(), held


def test_model_based_intervals_do_not_cover_clustered_data() -> None:
    rng = np.random.default_rng(78)
    model = Hazard(outcome="y", covariates=("x", "z"))
    held = coverage(rng, lambda r: clustered_rows(r, Logit()), model, np.array([-2.0, 0.5, -0.3]), runs=200)

    assert held[2] < 0.85


def dyadic_rows(rng: np.random.Generator, states: int = 60) -> pl.DataFrame:
    """Each pair of states once; a pair takes the number of one of its states or its own."""
    a, b = np.triu_indices(states, 1)
    trait = rng.normal(size=states)
    x = (trait[a] + trait[b]) / np.sqrt(2)
    numbers = rng.random(states)
    which = rng.random(a.size)
    uniform = np.where(which < 0.1, numbers[a], np.where(which < 0.2, numbers[b], rng.random(a.size)))
    return pl.DataFrame({"y": uniform < Logit().probability(-1.0 + 0.5 * x), "x": x, "a": a, "b": b})


def test_dyadic_intervals_cover_better_than_clusters_by_pair() -> None:
    truth = np.array([-1.0, 0.5])
    model = Hazard(outcome="y", covariates=("x",), covariance=DyadicRobust("a", "b"))
    naive = Hazard(outcome="y", covariates=("x",))
    robust = coverage(np.random.default_rng(79), dyadic_rows, model, truth, runs=400)
    plain = coverage(np.random.default_rng(79), dyadic_rows, naive, truth, runs=400)

    assert (robust >= 0.88).all(), robust
    assert (robust >= plain).all(), (robust, plain)


def test_firth_takes_the_bias_of_rare_events_away() -> None:
    rng = np.random.default_rng(80)
    truth = np.array([-3.5, 1.0])
    ordinary, reduced = [], []
    for _ in range(400):
        x = rng.normal(size=150)
        frame = pl.DataFrame({"y": rng.random(150) < Logit().probability(truth[0] + truth[1] * x), "x": x})
        if not 1 < frame["y"].sum() < 149:
            continue
        reduced.append(Hazard(outcome="y", covariates=("x",), penalty=Firth()).fit(frame).coefficients)
        ordinary.append(Hazard(outcome="y", covariates=("x",), penalty=None).fit(frame).coefficients)

    assert abs(np.mean(reduced, axis=0)[1] - 1.0) < abs(np.mean(ordinary, axis=0)[1] - 1.0)
    assert abs(np.mean(reduced, axis=0)[1] - 1.0) < 0.1
