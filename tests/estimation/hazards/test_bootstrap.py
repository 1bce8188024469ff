from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from symmachy.errors import BadInput
from symmachy.estimation import BlockBootstrap, Clustered, Firth, Hazard, Interval, bootstrap

if TYPE_CHECKING:
    from collections.abc import Callable

MODEL = Hazard(outcome="y", covariates=("x1", "x3"))


def test_results_do_not_depend_on_the_number_of_workers(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    draws = {
        bootstrap(MODEL, frame, by=BlockBootstrap("year", draws=12, seed=5, workers=workers)).draws.tobytes()
        for workers in (1, 2, 3)
    }

    assert len(draws) == 1


def test_more_draws_begin_with_the_same_ones(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    few, many = (bootstrap(MODEL, frame, by=BlockBootstrap("year", draws=d, seed=5)).draws for d in (5, 9))

    assert few.tobytes() == many[:5].tobytes()


def test_a_draw_is_a_fit_to_the_drawn_blocks(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    drawn = bootstrap(MODEL, frame, by=BlockBootstrap("year", draws=2, seed=7))
    blocks = frame["year"].unique(maintain_order=True)
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(7, spawn_key=(0,))))
    chosen = generator.integers(0, len(blocks), len(blocks))
    again = pl.concat([frame.filter(pl.col("year") == blocks[int(i)]) for i in chosen])

    np.testing.assert_allclose(drawn.draws[0], MODEL.fit(again).coefficients, rtol=1e-7)


def test_the_fit_carries_the_covariance_of_the_draws(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame, by = pair_frame(), BlockBootstrap("year", draws=30, seed=1)
    drawn = bootstrap(MODEL, frame, by=by)
    direct = replace(MODEL, covariance=by).fit(frame)

    np.testing.assert_allclose(drawn.fit.covariance, np.cov(drawn.draws, rowvar=False), rtol=1e-8)
    assert direct.to_json() == drawn.fit.to_json()
    assert direct.provenance.seed == 1
    assert direct.groups == (("year", 30),)


def test_bootstrap_errors_are_near_clustered_ones(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame(n=3000)
    drawn = bootstrap(MODEL, frame, by=BlockBootstrap("dyad", draws=300, seed=2)).fit
    clustered = replace(MODEL, covariance=Clustered("dyad")).fit(frame)

    np.testing.assert_allclose(drawn.standard_errors, clustered.standard_errors, rtol=0.2)


def test_intervals(pair_frame: Callable[..., pl.DataFrame]) -> None:
    drawn = bootstrap(MODEL, pair_frame(), by=BlockBootstrap("year", draws=400, seed=3))
    percentile, bca = (drawn.tidy(0.9, interval=i) for i in Interval)

    np.testing.assert_allclose(percentile["conf.low"], np.quantile(drawn.draws, 0.05, axis=0))
    assert (bca["conf.low"] < bca["estimate"]).all()
    assert (bca["conf.high"] > bca["estimate"]).all()
    np.testing.assert_allclose(bca["conf.low"], percentile["conf.low"], atol=0.15)


def test_bca_without_bias_or_acceleration_is_the_percentile_interval(
    pair_frame: Callable[..., pl.DataFrame],
) -> None:
    drawn = bootstrap(MODEL, pair_frame(), by=BlockBootstrap("year", draws=100, seed=3))
    centre = np.array(drawn.fit.coefficients)
    mirrored = replace(
        drawn, draws=np.vstack([drawn.draws, 2 * centre - drawn.draws]), acceleration=np.zeros(3)
    )

    np.testing.assert_allclose(
        mirrored.tidy(interval=Interval.BCA)["conf.low"], mirrored.tidy()["conf.low"], rtol=1e-9
    )


def test_draws_without_a_solution_are_left_out_and_counted() -> None:
    rng = np.random.default_rng(0)
    frame = pl.DataFrame(
        {
            "y": [1, 1] + [0] * 98 + [1] + [0] * 19,
            "x": [0] * 100 + [1] * 20,
            "block": rng.permutation(120) // 6,
        }
    )
    model = Hazard(outcome="y", covariates=("x",))
    fit = replace(model, covariance=BlockBootstrap("block", draws=60, seed=0)).fit(frame)
    firth = replace(model, penalty=Firth(), covariance=BlockBootstrap("block", draws=60, seed=0)).fit(frame)

    assert any("of 60 draws had no solution" in note for note in fit.notes)
    assert len(firth.notes) == 0
    assert np.abs(fit.standard_errors).max() < 10


def test_one_block_is_refused(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame().with_columns(one=pl.lit(1))

    with pytest.raises(BadInput, match="'one' has 1 block"):
        bootstrap(MODEL, frame, by=BlockBootstrap("one", draws=5))


@pytest.mark.parametrize("bad", [{"draws": 1}, {"seed": -1}])
def test_bad_options_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        BlockBootstrap("year", **bad)
