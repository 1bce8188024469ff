"""Networks drawn from a fit: their law, their past, what is held, and that workers change nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.estimation.tergm.made import networks, random_ties, random_world, world_of

from symmachy.errors import BadInput
from symmachy.estimation import Missing, Relation, Sampler, Tergm, TergmFit
from symmachy.mechanisms import parse

if TYPE_CHECKING:
    from symmachy.world import World

LONG = Sampler(burn_in=40, interval=10, per_chain=50)


def logistic(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))


def fitted(text: str, world: World) -> TergmFit:
    return Tergm(specification=parse(text), bootstrap=None).fit(networks(world)[1:])


def with_coefficients(fit: TergmFit, values: list[float]) -> TergmFit:
    return replace(fit, coefficients=np.array(values))


def test_without_dependence_each_pair_has_its_logistic_chance() -> None:
    world = random_world(1)
    fit = with_coefficients(fitted("ties + inertia", world), [-1.0, 2.0])
    network = world.in_year(1906)

    drawn = fit.simulate(network, draws=1000, sampler=LONG)

    then = world.in_year(1905).ties()
    off = ~np.eye(10, dtype=bool)
    assert drawn.probability[off & ~then].mean() == pytest.approx(logistic(-1.0), abs=0.01)
    assert drawn.probability[then].mean() == pytest.approx(logistic(1.0), abs=0.015)
    assert (drawn.ties == drawn.ties.transpose(0, 2, 1)).all()


def test_workers_change_no_tie_and_seeds_do() -> None:
    world = random_world(2)
    fit = fitted("ties + inertia + shared_allies", world)
    network = world.in_year(1905)
    one, three = (fit.simulate(network, draws=25, seed=4, workers=w) for w in (1, 3))
    other = fit.simulate(network, draws=25, seed=5, workers=1)
    fewer = fit.simulate(network, draws=20, seed=4, workers=1)

    assert one.ties.tobytes() == three.ties.tobytes()
    assert one.ties.tobytes() != other.ties.tobytes()
    assert one.ties[:20].tobytes() == fewer.ties.tobytes()


def test_given_ties_and_unknown_covariates_stay_as_recorded() -> None:
    fixed, wealth = np.zeros((12, 10, 10)), np.ones((12, 10)) * np.arange(10)
    fixed[:, 0, 1] = fixed[:, 1, 0] = 1.0
    wealth[:, 5] = np.nan
    world = world_of(random_ties(3), pairs={"fixed": fixed}, states={"wealth": wealth})
    model = Tergm(
        specification=parse("ties + sum('wealth')"),
        relation=Relation(given="fixed"),
        missing=Missing.DROP,
        bootstrap=None,
    )

    drawn = model.fit(networks(world)).simulate(world.in_year(1904), draws=30)

    held = drawn.ties[:, ~drawn.free]
    assert (~drawn.free).sum() == 10 + 2 + 18
    assert (held == drawn.observed[~drawn.free]).all()
    assert drawn.ties[:, drawn.free].mean(axis=0).std() > 0
    with pytest.raises(BadInput, match="values are missing"):
        replace(model.fit(networks(world)), model=replace(model, missing=Missing.REFUSE)).simulate(
            world.in_year(1904)
        )


def test_a_separable_model_forms_and_keeps_at_its_own_rates() -> None:
    world = world_of(random_ties(4, size=16), absent={"AAA": ("1905-01-01", "")})
    fit = Tergm(formation=parse("ties"), persistence=parse("ties"), bootstrap=None).fit(networks(world))
    fit = with_coefficients(fit, [-2.0, 1.5])
    network, before = world.in_year(1905), world.in_year(1904)

    drawn = fit.simulate(network, draws=1000, sampler=LONG)

    then = np.zeros((16, 16), dtype=bool)
    then[1:, 1:] = before.ties()
    both = np.zeros((16, 16), dtype=bool)
    both[1:, 1:] = ~np.eye(15, dtype=bool)
    assert drawn.probability[both & ~then].mean() == pytest.approx(logistic(-2.0), abs=0.01)
    assert drawn.probability[then].mean() == pytest.approx(logistic(1.5), abs=0.015)
    assert (drawn.ties[:, 0] == network.ties()[0]).all()  # the entrant is not what the model is about


def test_a_path_reads_its_own_past_and_no_recorded_tie() -> None:
    ties = random_ties(5, size=14, years=8)
    world = world_of(ties)
    elsewhere = world_of([*ties[:4], *random_ties(99, size=14, years=4, share=0.6)])
    fit = with_coefficients(fitted("ties + inertia", world), [-30.0, 60.0])  # ties stay as they were

    path = fit.simulate_forward([world.in_year(y) for y in range(1904, 1908)], draws=3)
    other = fit.simulate_forward([elsewhere.in_year(y) for y in range(1904, 1908)], draws=3)

    assert [year.year for year in path] == [1904, 1905, 1906, 1907]
    for year in path:
        assert (year.ties == ties[3]).all()
    assert [a.ties.tobytes() for a in path] == [b.ties.tobytes() for b in other]


def test_paths_do_not_depend_on_workers_and_states_come_and_go() -> None:
    world = world_of(
        random_ties(6, size=8, years=10), absent={"AAA": ("1906-01-01", ""), "AAB": ("", "1907-01-01")}
    )
    fit = Tergm(formation=parse("ties + shared_allies"), persistence=parse("ties"), bootstrap=None).fit(
        networks(world)
    )
    waves = [world.in_year(y) for y in range(1905, 1909)]
    one, two = (fit.simulate_forward(waves, draws=6, seed=1, workers=w) for w in (1, 2))

    assert [len(year.states) for year in one] == [7, 8, 7, 7]
    assert [a.ties.tobytes() for a in one] == [b.ties.tobytes() for b in two]
    assert not one[1].ties[:, 0].any()


def test_a_path_needs_consecutive_years_of_one_world() -> None:
    world = random_world(7)
    fit = fitted("ties", world)

    with pytest.raises(BadInput, match="network of 1905 follows that of 1903"):
        fit.simulate_forward([world.in_year(1903), world.in_year(1905)])
    with pytest.raises(BadInput, match="several worlds"):
        fit.simulate_forward([world.in_year(1903), random_world(8).in_year(1904)])
    with pytest.raises(BadInput, match="begins with 1900 sets out from 1899"):
        fit.simulate_forward([world.in_year(1900)])
    with pytest.raises(BadInput, match="draws must be 1 or more"):
        fit.simulate(world.in_year(1903), draws=0)
    with pytest.raises(BadInput, match="must be above 0"):
        Sampler(interval=0)
