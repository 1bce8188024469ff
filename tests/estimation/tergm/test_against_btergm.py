"""The model of btergm's help page: its estimates, and a plain bootstrap's draws."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.estimation.tergm.oracle import newton, plain_draw
from tests.mechanisms.test_against_btergm import MODEL, alliances, reference, tables

from symmachy.estimation import BlockBootstrap, Tergm
from symmachy.mechanisms import parse

if TYPE_CHECKING:
    import polars as pl

pytestmark = pytest.mark.record

__all__ = ["reference", "tables"]  # fixtures


def test_the_estimates_are_those_of_btergm_and_the_draws_those_of_a_plain_bootstrap(
    tables: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
    reference: dict[str, float],
) -> None:
    made = alliances(*tables)
    waves = [made.in_year(year) for year in made.years]
    fit = Tergm(specification=MODEL, bootstrap=BlockBootstrap("year", draws=4, seed=5)).fit(waves)
    blocks = []
    for network in waves:
        upper = np.triu_indices(len(network.states), 1)
        x = MODEL.system(network).every()[:, *upper].T
        blocks.append((x, network.ties()[upper].astype(np.float64)))
    unit = np.abs(np.concatenate([x for x, _ in blocks])).max(axis=0)
    blocks = [(x / unit, y) for x, y in blocks]

    np.testing.assert_allclose(fit.coefficients, list(reference.values()), rtol=0, atol=1e-8)
    for draw in range(2):
        plain = newton(*plain_draw(blocks, 5, draw)) / unit
        np.testing.assert_allclose(fit.draws[draw] / plain, np.ones(len(plain)), rtol=1e-4)


def test_the_separable_model_takes_transitions_without_a_change(
    tables: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
) -> None:
    made = alliances(*tables)
    waves = [made.in_year(year) for year in made.years]
    changes = [int((a.ties() ^ b.ties()).sum()) // 2 for a, b in pairwise(waves)]
    model = Tergm(
        formation=parse("ties + shared_allies(decay=0) + pair('contiguity')"),
        persistence=parse("ties + difference('polity')"),
        bootstrap=BlockBootstrap("year", draws=50),
    )

    fit = model.fit(waves)

    assert changes.count(0) == 4
    assert fit.converged
    assert fit.years == tuple(range(1982, 2001))
    assert len(fit.draws) >= 45
