"""Hazards of a tie from a specification, against rows at risk that were made by another route."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests import worlds

from symmachy.errors import BadInput, NotIdentified, UnknownName
from symmachy.estimation import (
    Clustered,
    Hazard,
    Missing,
    Relation,
    Spline,
    TieEvent,
    TieHazards,
    TieHazardsFit,
    Transition,
    at_risk,
    table,
)
from symmachy.estimation.pair_years import pair_years
from symmachy.mechanisms import parse
from symmachy.record import open_record
from symmachy.world import Reading, World, dyad_years

if TYPE_CHECKING:
    from pathlib import Path

    from symmachy.world import Network

CODES = "AAA BBB CCC DDD EEE FFF GGG HHH"


def random_world(seed: int = 5, *, known: bool = True) -> World:
    """Pacts that come and go by a coin for each pair and year, likelier where x of the pair is 1."""
    draw = np.random.default_rng(seed)
    codes = CODES.split()
    pairs = [(a, b) for k, a in enumerate(codes) for b in codes[k + 1 :]]
    x = {pair: float(draw.random() < 0.5) for pair in pairs}
    treaties = [
        worlds.treaty(f"{a}{b}{year}", f"{a} {b}", start=str(year), end=str(year + int(draw.integers(0, 4))))
        for a, b in pairs
        for year in range(1900, 1911, 2)
        if draw.random() < 0.2 + 0.3 * x[a, b]
    ]
    told = [(y, p) for p in pairs for y in range(1900, 1911) if known or "HHH" not in p or y != 1904]
    rows = {(y, *p): x[p] for y, p in told}
    return worlds.world(CODES, *treaties, variables=[worlds.of_pairs("made.x", rows, absent=None)])


def networks(world: World, years: range | list[int] = range(1900, 1911)) -> list[Network]:
    return [world.in_year(year) for year in years]


def test_rows_and_estimates_are_those_of_a_panel_and_its_rows_at_risk() -> None:
    world = random_world()
    panel = dyad_years(world).add("defense", "x").frame.rename({"made.x": "x"})
    model = TieHazards(specification=parse("ties + pair('x')"), duration=Spline("years_at_risk", knots=3))

    found = model.fit(networks(world))

    for event, transition in (
        (TieEvent.FORMATION, Transition.FORMATION),
        (TieEvent.ENDING, Transition.ENDING),
    ):
        risk = at_risk(panel, tie="defense", unit=["state_1", "state_2"], transition=transition).frame
        risk = risk.with_columns(pl.concat_str("state_1", "state_2").alias("dyad"), pl.col("duration") + 1)
        other = Hazard(
            outcome="event",
            covariates=("x",),
            duration=Spline("duration", knots=3),
            covariance=Clustered("dyad", "year"),
        ).fit(risk)

        assert (found.fits[event].n, found.fits[event].events) == (other.n, other.events)
        np.testing.assert_allclose(found.fits[event].coefficients, other.coefficients, rtol=1e-8)
        np.testing.assert_allclose(found.fits[event].standard_errors, other.standard_errors, rtol=1e-8)


def test_the_presence_of_a_tie_is_asked_of_all_pairs() -> None:
    world = random_world()
    rows = pair_years(networks(world), (), Relation())

    fit = TieHazards(presence=parse("ties + inertia"), missing=Missing.DROP).fit(networks(world))

    assert fit.fits[TieEvent.PRESENCE].n == 28 * 9  # of the first year there is no year before
    assert fit.fits[TieEvent.PRESENCE].events == np.nansum(rows.after[rows.year > 1900])


def test_an_observation_leads_to_the_next_one_however_far() -> None:
    world = random_world()

    rows = pair_years(networks(world, [1900, 1905, 1910]), (), Relation())

    ties = [world.in_year(y).ties()[np.triu_indices(8, 1)] for y in (1905, 1910)]
    assert rows.after[: 2 * 28].tolist() == np.concatenate(ties).astype(float).tolist()
    assert np.isnan(rows.after[2 * 28 :]).all()


def test_who_leaves_is_no_event_and_unknown_or_given_ties_are_no_rows() -> None:
    states = [
        worlds.state("AAA"),
        worlds.state("BBB", ("", "1900")),
        *(worlds.state(code) for code in ("CCC", "DDD")),
    ]
    marks = [
        worlds.of_pairs("made.unknown", {(1901, "AAA", "CCC"): 1}),
        worlds.of_pairs("made.given", {(1901, "CCC", "DDD"): 1}),
    ]
    world = worlds.world(states, worlds.treaty("t", "AAA BBB"), variables=marks)

    rows = pair_years(networks(world, [1900, 1901]), (), Relation(unknown="made.unknown", given="made.given"))
    first = rows.year == 1900

    assert np.isnan(rows.after[first]).tolist() == [True, False, False, True, True, False]
    assert rows.usable[first].tolist() == [True, False, True, True, True, False]


def test_directed_ties_have_a_row_in_each_direction() -> None:
    one_sided = worlds.treaty("t", "AAA BBB", start="1901", terms=[worlds.term("AAA", "BBB")])
    world = worlds.world("AAA BBB CCC", one_sided)

    rows = pair_years(
        networks(world, [1900, 1901]), parse("reciprocity").terms, Relation(reading=Reading.DIRECTED)
    )

    assert rows.year.tolist() == [1900] * 6 + [1901] * 6
    assert rows.after[:6].tolist() == [1, 0, 0, 0, 0, 0]
    assert rows.values[6:, 0].tolist() == [0, 0, 1, 0, 0, 0]  # what a tie of B to A would answer
    assert len(set(rows.frame(rows.year == 1900)["dyad"])) == 3


def test_missing_values_are_named_with_years_and_states() -> None:
    world = random_world(known=False)

    with pytest.raises(BadInput) as refused:
        TieHazards(formation=parse("ties + pair('x')")).fit(networks(world))
    left = TieHazards(formation=parse("ties + pair('x')"), missing=Missing.DROP).fit(networks(world))

    assert str(refused.value).startswith("values are missing: pair('x') for ")
    assert "pairs in 1904 (HHH). Pass missing=Missing.DROP" in str(refused.value)
    assert left.fits[TieEvent.FORMATION].dropped_rows > 0


REFUSED = [
    (
        "ties + pair('x') + pair('x') * pair('x') + pair('y')",
        UnknownName,
        "no variable 'y', which pair('y') needs",
    ),
    ("ties + pair('x') + lag(pair('x'), years=0)", BadInput, "years"),
]


@pytest.mark.parametrize(("text", "error", "said"), REFUSED)
def test_what_cannot_be_fitted_is_named(text: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said.replace("(", r"\(").replace(")", r"\)")):
        TieHazards(specification=parse(text)).fit(networks(random_world()))


def test_collinear_mechanisms_are_named_with_their_event() -> None:
    twice = TieHazards(specification=parse("pair('x') + pair('x', both='smaller')"))

    with pytest.raises(
        NotIdentified, match=r"formation: \"pair\('x'\)\" and \"pair\('x', both='smaller'\)\" are"
    ):
        twice.fit(networks(random_world()))


def test_nothing_formed_is_said() -> None:
    world = worlds.world("AAA BBB CCC", worlds.treaty("t", "AAA BBB"))

    with pytest.raises(NotIdentified, match="there is no formation to explain: of 20 pairs at risk none"):
        TieHazards(formation=parse("ties")).fit(networks(world))


def test_all_events_are_one_column_or_one_each(tmp_path: Path) -> None:
    fit = TieHazards(specification=parse("ties + pair('x')")).fit(networks(random_world()))

    table([fit, *fit.fits.values()], tmp_path / "t.md", stars=True)

    text = (tmp_path / "t.md").read_text(encoding="utf-8")
    assert "| formation: pair('x') |" in text
    assert fit.tidy()["event"].unique(maintain_order=True).to_list() == ["formation", "ending"]
    assert fit.glance().height == 2
    assert "discrete-time hazards" in fit.cite()


def test_fits_come_back_from_json_with_every_digit() -> None:
    fit = TieHazards(specification=parse("ties + pair('x')")).fit(networks(random_world()))

    again = TieHazardsFit.from_json(fit.to_json())

    assert again.coefficients.tolist() == fit.coefficients.tolist()
    assert again.tidy().equals(fit.tidy())
    assert str(again.model) == str(fit.model)


def test_the_chronicle_is_read_as_forecasting_reads_it() -> None:
    chronicle = open_record("chronicle").until(1960)
    fit = TieHazards(formation=parse("ties + land_border")).fit(
        [chronicle.in_year(y) for y in range(1950, 1961)]
    )

    assert fit.fits[TieEvent.FORMATION].events > 50
    assert fit.converged
