"""Rows of steps of alignment, counted by hand, and the model that is fitted to them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests import worlds

from symmachy.claims.pairs import PairRows
from symmachy.claims.steps import StepRows
from symmachy.errors import UnknownName
from symmachy.estimation import Hazard
from symmachy.panels import Past, Tie


def rows_of(*treaties: object) -> StepRows:
    world = worlds.world("AAA BBB", *treaties, first=1900, last=1905)  # type: ignore[arg-type]
    return StepRows(pairs=PairRows(past=Past(world=world), tie=Tie.ANY, years=5))


def test_a_pair_has_a_row_for_each_step_above_its_own_and_reaches_those_up_to_the_next_years() -> None:
    rows = rows_of(
        worlds.treaty("talks", "AAA BBB", owed="consultation", start="1902-03-01"),
        worlds.treaty("aid", "AAA BBB", owed="defense", start="1904-05-01"),
    )
    every = np.arange(len(rows.year))

    frame = pl.DataFrame(
        {
            "year": rows.year,
            "rung": rows.at("rung", every),
            "last": rows.at("to_last", every),
            "second": rows.at("to_second", every),
            "reaches": rows.at("reaches", every),
        }
    ).sort("year", "last", "second")

    # steps 1, 2 and 4 from none (1900, 1901), 2 and 4 from consultation (1902, 1903), none above defence (1904)
    assert frame.rows() == [
        (1900, 0, 0, 0, 0),
        (1900, 0, 0, 1, 0),
        (1900, 0, 1, 0, 0),
        (1901, 0, 0, 0, 1),
        (1901, 0, 0, 1, 0),
        (1901, 0, 1, 0, 0),
        (1902, 1, 0, 1, 0),
        (1902, 1, 1, 0, 0),
        (1903, 1, 0, 1, 1),
        (1903, 1, 1, 0, 1),
    ]


def test_steps_with_agreements_need_a_record_of_them() -> None:
    rows = rows_of()

    with pytest.raises(UnknownName, match="cooperation"):
        rows.at("reaches_agreeing", np.arange(3))


def test_an_agreement_on_defence_cooperation_is_a_step_of_its_own() -> None:
    signed = worlds.of_pairs("made.cooperation", {(1902, "AAA", "BBB"): 1.0}, coverage=(1900, 1905))
    world = worlds.world("AAA BBB", first=1900, last=1905, variables=[signed])
    rows = StepRows(pairs=PairRows(past=Past(world=world), tie=Tie.ANY, years=5))
    of_1901 = np.flatnonzero(rows.year == 1901)
    of_1902 = np.flatnonzero(rows.year == 1902)

    assert rows.at("reaches_agreeing", of_1901).tolist() == [1, 1, 1, 0]
    assert np.isnan(rows.at("reaches_agreeing", of_1902)).tolist() == [True, True, True, False]
    assert np.isnan(rows.at("reaches", of_1901)).tolist() == [False, False, True, False]


@pytest.mark.slow
def test_rows_of_steps_recover_the_coefficient_of_a_cumulative_logit() -> None:
    generator = np.random.Generator(np.random.Philox(7))
    x = generator.normal(size=40_000)
    latent = 0.6 * x + generator.logistic(size=x.size)
    reached = (latent > 1.0).astype(int) + (latent > 2.0) + (latent > 3.5)
    frame = pl.concat(
        pl.DataFrame({"x": x, "y": (reached >= s).astype(float), "s2": float(s == 2), "s3": float(s == 3)})
        for s in (1, 2, 3)
    )

    fit = Hazard(outcome="y", covariates=("x", "s2", "s3")).fit(frame)

    assert fit.coefficients == pytest.approx([-1.0, 0.6, -1.0, -2.5], abs=0.06)
