"""Estimates and draws against the slow plain twin, on small worlds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimation.tergm.made import networks, random_ties, random_world, world_of
from tests.estimation.tergm.oracle import newton, plain_draw, plain_rows

from symmachy.errors import BadFile
from symmachy.estimation import BlockBootstrap, Hazard, Interval, Relation, Tergm, TergmFit, table
from symmachy.estimation.tergm.compressed import merge_equal
from symmachy.estimation.tergm.redraw import _acceleration
from symmachy.mechanisms import parse
from symmachy.world import Reading

if TYPE_CHECKING:
    from pathlib import Path

POOLED = parse("ties + inertia + shared_allies(decay=0.4) + pair('likeness') + sum('wealth')")
FORMATION = parse("ties + shared_allies(decay=0.4) + pair('likeness')")
PERSISTENCE = parse("ties + popularity")


def pooled(draws: int = 40, **more: object) -> Tergm:
    return Tergm(specification=POOLED, bootstrap=BlockBootstrap("year", draws=draws, seed=3), **more)  # type: ignore[arg-type]


def separable(draws: int = 40) -> Tergm:
    return Tergm(
        formation=FORMATION,
        persistence=PERSISTENCE,
        bootstrap=BlockBootstrap("year", draws=draws, seed=3),
    )


def everyone(size: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.ones((size, size), dtype=np.bool_)


def test_pooled_estimates_and_draws_are_those_of_the_plain_twin() -> None:
    waves = networks(random_world(1))[1:]  # the first year has no year before
    blocks = [plain_rows(POOLED, n, n.ties(), everyone(len(n.states))) for n in waves]
    x, y = (np.concatenate(parts) for parts in zip(*blocks, strict=True))

    fit = pooled().fit(waves)

    np.testing.assert_allclose(fit.coefficients, newton(x, y), atol=1e-8)
    assert len(fit.draws) == 40
    for draw in range(6):
        np.testing.assert_allclose(fit.draws[draw], newton(*plain_draw(blocks, 3, draw)), atol=1e-4)
    without = np.array(
        [
            newton(*(np.concatenate([b[p] for s, b in enumerate(blocks) if s != t]) for p in (0, 1)))
            for t in range(len(blocks))
        ]
    )
    np.testing.assert_allclose(fit.acceleration, _acceleration(without), atol=1e-4)


def test_separable_estimates_and_draws_are_those_of_the_plain_twin() -> None:
    waves = networks(random_world(2))
    formed, persisted = [], []
    for before, now in pairwise(waves):
        then, here = before.ties(), now.ties()
        formed.append(plain_rows(FORMATION, now, then | here, ~then))
        persisted.append(plain_rows(PERSISTENCE, now, then & here, then))

    fit = separable().fit(waves)

    estimates = [
        newton(*(np.concatenate(p) for p in zip(*part, strict=True))) for part in (formed, persisted)
    ]
    np.testing.assert_allclose(fit.coefficients, np.concatenate(estimates), atol=1e-8)
    for draw in range(4):  # the years of a draw are the same in both parts
        own = [newton(*plain_draw(part, 3, draw)) for part in (formed, persisted)]
        np.testing.assert_allclose(fit.draws[draw], np.concatenate(own), atol=1e-4)
    assert fit.names == (
        "formation: ties",
        "formation: shared_allies(decay=0.4)",
        "formation: pair('likeness')",
        "persistence: ties",
        "persistence: popularity",
    )
    assert sum(fit.pairs) == 11 * 45


def test_networks_of_several_worlds_and_sizes_are_pooled() -> None:
    small, large = networks(random_world(3, size=8))[1:], networks(random_world(4, size=12))[1:]
    blocks = [plain_rows(POOLED, n, n.ties(), everyone(len(n.states))) for n in (*small, *large)]
    x, y = (np.concatenate(parts) for parts in zip(*blocks, strict=True))

    fit = pooled().fit([*large, *small])

    np.testing.assert_allclose(fit.coefficients, newton(x, y), atol=1e-8)
    assert fit.networks == 22
    assert len(fit.years) == 11


def test_a_state_that_enters_later_is_no_row_before_and_has_no_year_before() -> None:
    late = world_of(random_ties(5), absent={"AAA": ("1905-01-01", "")})
    waves = networks(late)
    model = Tergm(
        formation=parse("ties"), persistence=parse("ties"), bootstrap=BlockBootstrap("year", draws=10)
    )

    fit = model.fit(waves)

    assert [len(n.states) for n in waves[4:6]] == [9, 10]
    assert sum(fit.pairs) == 5 * 36 + 6 * 45  # in 1905 only the nine were there in both years


def test_workers_change_no_digit() -> None:
    waves = networks(random_world(6))[1:]
    one, three = (
        Tergm(specification=POOLED, bootstrap=BlockBootstrap("year", draws=120, workers=w)).fit(waves)
        for w in (1, 3)
    )

    assert one.draws.tobytes() == three.draws.tobytes()
    assert one.provenance.checksum == three.provenance.checksum


def test_a_fit_survives_json(tmp_path: Path) -> None:
    waves = networks(random_world(7))
    for fit in (separable(10).fit(waves), pooled(10, interval=Interval.BCA).fit(waves[1:])):
        again = TergmFit.from_json(fit.to_json())

        assert again.to_json() == fit.to_json()
        assert again.summary() == fit.summary()
        assert again.model == fit.model
    (tmp_path / "fit.json").write_text('{"kind": "Tergm"}', encoding="utf-8")
    with pytest.raises(BadFile, match=r"not what TergmFit\.to_json wrote"):
        TergmFit.from_json(tmp_path / "fit.json")


def test_intervals_hold_the_middle_of_the_draws() -> None:
    fit = pooled(200).fit(networks(random_world(8))[1:])

    percentile = fit.tidy(0.9)
    bca = fit.tidy(0.9, interval=Interval.BCA)

    np.testing.assert_allclose(
        percentile.select("conf.low", "conf.high").to_numpy().T, np.quantile(fit.draws, [0.05, 0.95], axis=0)
    )
    assert percentile["conf.low"].to_list() != bca["conf.low"].to_list()
    assert (bca["conf.low"] < bca["estimate"]).all()


def test_without_a_bootstrap_there_are_estimates_and_no_errors() -> None:
    waves = networks(random_world(9))[1:]
    fit = Tergm(specification=POOLED, bootstrap=None).fit(waves)

    np.testing.assert_array_equal(fit.coefficients, pooled().fit(waves).coefficients)
    assert fit.tidy()["std.error"].null_count() == len(POOLED)
    assert "no standard errors" in fit.summary()


def test_a_hazard_and_two_tergms_stand_in_one_table(tmp_path: Path) -> None:
    import polars as pl

    rows = pl.DataFrame({"formed": [0, 0, 0, 1, 0, 1, 1, 1], "war": [0, 0, 0, 0, 1, 1, 1, 1]})
    hazard = Hazard(outcome="formed", covariates=("war",)).fit(rows)
    waves = networks(random_world(10))
    fits = [hazard, pooled(10).fit(waves[1:]), separable(10).fit(waves)]

    text = table(fits, tmp_path / "t.md", stars=True).read_text(encoding="utf-8")

    for label in (
        "war",
        "formation: ties",
        "ties",
        "(Intercept)",
        "Log-pseudolikelihood",
    ):
        assert f"| {label} |" in text


def test_directed_ties_are_rows_in_both_orders() -> None:
    waves = networks(world_of(random_ties(12)))  # the pledge is from the earlier code to the later
    relation = Relation(reading=Reading.DIRECTED)
    share = np.mean([relation.ties(n)[~np.eye(10, dtype=bool)].mean() for n in waves])

    fit = Tergm(specification=parse("ties"), relation=relation, bootstrap=None).fit(waves)

    assert sum(fit.pairs) == 12 * 90
    np.testing.assert_allclose(fit.coefficients, [np.log(share / (1 - share))], atol=1e-8)


def test_given_ties_are_left_out_and_counted() -> None:
    fixed = np.zeros((12, 10, 10))
    fixed[:, 0, 1] = fixed[:, 1, 0] = 1.0
    waves = networks(world_of(random_ties(11), pairs={"fixed": fixed}))
    model = Tergm(specification=parse("ties"), relation=Relation(given="fixed"), bootstrap=None)

    fit = model.fit(waves)

    assert fit.given_pairs == 12
    assert sum(fit.pairs) == 12 * 44


@given(seed=st.integers(0, 2**32), columns=st.integers(0, 30), rows=st.integers(1, 3))
@settings(max_examples=50)
def test_equal_rows_are_counted_and_nothing_is_lost(seed: int, columns: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.integers(-1, 2, (rows, columns)) * 0.5
    tied = rng.random(columns) < 0.4

    merged = merge_equal(x, tied)

    for column, y, n in zip(merged.x.T, merged.y, merged.n, strict=True):
        same = (column == x.T).all(axis=1)
        assert n == same.sum()
        assert y == tied[same].sum()
    assert len(np.unique(merged.x.T, axis=0)) == merged.x.shape[1]
