"""Goodness of fit, runaway draws, predictions of a year that was not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from tests.estimation.tergm.made import networks, random_ties, random_world, world_of

from symmachy.errors import BadInput
from symmachy.estimation import Tergm, TergmFit
from symmachy.mechanisms import parse

COUNTED = ("number of ties", "ties of a state", "shared partners of a tie", "shared partners of a pair")


def fitted(text: str, seed: int = 1, size: int = 10) -> tuple[TergmFit, list]:  # type: ignore[type-arg]
    waves = networks(random_world(seed, size=size))[1:]
    return Tergm(specification=parse(text), bootstrap=None).fit(waves), waves


def test_counts_of_the_observed_networks_are_hand_counted() -> None:
    star = np.zeros((4, 4), dtype=bool)
    star[0, 1:] = star[1:, 0] = True
    empty = np.zeros((4, 4), dtype=bool)
    waves = networks(world_of([star, empty, star]))
    found = Tergm(specification=parse("ties"), bootstrap=None).fit(waves).gof(waves, draws=20)

    rows = {(r["aspect"], r["cell"]): r["observed"] for r in found.table().iter_rows(named=True)}

    assert [rows["number of ties", "all"], rows["ties of a state", "1"], rows["ties of a state", "3"]] == [
        6,
        6,
        2,
    ]
    assert rows["shared partners of a tie", "0"] == 6
    assert rows["shared partners of a pair", "1"] == 6
    assert rows["distance of a pair", "2"] == 6
    assert rows["kinds of triads", "two ties"] == 6
    assert found.ties_by_year()["observed"].to_list() == [3, 0, 3]
    assert found.table(year=1901).filter(pl.col("cell") == "all")["observed"].to_list() == [0]


def test_a_model_that_made_the_networks_is_not_far_off_and_states_may_change() -> None:
    world = world_of(random_ties(2, size=14), absent={"AAA": ("1905-01-01", ""), "AAB": ("", "1908-01-01")})
    waves = networks(world)
    fit = Tergm(formation=parse("ties"), persistence=parse("ties"), bootstrap=None).fit(waves)

    found = fit.gof(waves, draws=100, seed=2)

    assert found.runaways == ()
    assert tuple(c.aspect.title for c in found.goodness)[:4] == COUNTED
    assert found.tests()["p.value"].min() > 0.01  # type: ignore[operator]
    assert found.chart(width=200).to_dict()["vconcat"]


def test_draws_that_run_away_are_said_and_the_mechanism_named() -> None:
    fit, waves = fitted("ties + triangles + pair('likeness')", size=16)
    away = replace(fit, coefficients=np.array([-2.0, 1.5, 0.1]))

    found = away.gof(waves[:4], draws=10)

    assert [r.year for r in found.runaways] == [1901, 1902, 1903, 1904]
    assert {r.term for r in found.runaways} == {"triangles"}
    assert found.summary().startswith("DEGENERATE: in 4 of 4 years")
    assert "simulated networks fill" in found.summary()


def test_a_prediction_does_not_read_the_ties_of_its_year() -> None:
    ties = random_ties(3, size=12)
    world, elsewhere = world_of(ties), world_of([*ties[:6], *random_ties(77, size=12)[:6]])
    model = Tergm(specification=parse("ties + inertia + shared_allies"), bootstrap=None)
    separable = Tergm(formation=parse("ties + shared_allies"), persistence=parse("ties"), bootstrap=None)
    for fit in (model.fit(networks(world)[1:6]), separable.fit(networks(world)[:6])):
        for draws in (0, 5):
            one, other = (fit.predict(w.in_year(1906), draws=draws) for w in (world, elsewhere))

            assert one.equals(other)
            assert one.height == 66
            assert one["probability"].is_between(0, 1).all()


def test_without_dependence_the_two_predictions_agree_and_are_logistic() -> None:
    world = random_world(4)
    fit = Tergm(specification=parse("ties + inertia"), bootstrap=None).fit(networks(world)[1:8])
    network = world.in_year(1908)
    plain, drawn = (fit.predict(network, draws=d)["probability"].to_numpy() for d in (0, 400))
    then = world.in_year(1907).ties()[np.triu_indices(10, 1)]
    eta = fit.coefficients[0] + fit.coefficients[1] * then

    np.testing.assert_allclose(plain, 1 / (1 + np.exp(-eta)), atol=1e-12)
    np.testing.assert_allclose(drawn, plain, atol=0.12)


def test_scores_are_those_of_the_predictions_and_the_reference_is_the_share_of_earlier_years() -> None:
    waves = networks(random_world(5, size=14))
    model = Tergm(formation=parse("ties"), persistence=parse("ties"))

    found = model.out_of_sample(waves, first=1909)

    scores = found.scores()
    rows = found.frame
    happened = np.where(rows["tied"], rows["probability"], 1 - rows["probability"])
    assert scores["year"].to_list() == [1909, 1910, 1911, None]
    assert scores["pairs"].to_list() == [91, 91, 91, 273]
    assert scores["log"][-1] == pytest.approx(-np.log(happened).mean())
    assert scores["brier"][-1] == pytest.approx(((rows["probability"] - rows["tied"]) ** 2).mean())
    # A model with nothing but constants is the reference, but for the one pair added to each of its counts.
    np.testing.assert_allclose(rows["probability"], rows["reference"], atol=0.02)


def test_a_prediction_needs_years_before_and_after() -> None:
    waves = networks(random_world(6))
    model = Tergm(specification=parse("ties"), bootstrap=None)

    with pytest.raises(BadInput, match="nothing lies before and after 1950"):
        model.out_of_sample(waves, first=1950)
    with pytest.raises(BadInput, match="1900 is predicted from 1899"):
        model.fit(waves).predict(waves[0])
