from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from symmachy.claims import claim
from symmachy.claims.codings import codings
from symmachy.claims.estimate import estimate
from symmachy.claims.permuted import turned
from symmachy.claims.turned import Turned, of_the_year, widening
from symmachy.claims.units import find_unit, rows_of
from symmachy.panels import Past, Tie
from symmachy.record import open_record

NAME = "powers_hostile"


@pytest.fixture(scope="module")
def past() -> Past:
    return Past(world=open_record("chronicle"))


def test_a_turned_column_keeps_its_values_and_their_order(past: Past) -> None:
    rows = rows_of(find_unit("position-year"), past, tie=Tie.DEFENSE, years=5)
    every = np.arange(len(rows.year))
    moved = Turned(rows=rows, name=NAME, by=30)
    by_year = dict(zip(rows.year.tolist(), rows.at(NAME, every).tolist(), strict=True))
    years = sorted(by_year)

    found = dict(zip(rows.year.tolist(), moved.at(NAME, every).tolist(), strict=True))

    assert [found[y] for y in years[30:]] == [by_year[y] for y in years[:-30]]
    assert [found[y] for y in years[:30]] == [by_year[y] for y in years[-30:]]
    assert np.array_equal(moved.at("opponents", every), rows.at("opponents", every), equal_nan=True)


def test_a_predictor_of_states_is_left_alone(past: Past) -> None:
    test = claim("C24").tests[0]
    unit = find_unit(test.unit)
    rows = rows_of(unit, past, tie=Tie.DEFENSE, years=5)

    assert not of_the_year(rows, "nonaligned")
    assert widening(test, unit, rows, codings(test, unit, ("chronicle",), most=1)[0]) == {}
    assert turned(claim("C24"), {"chronicle": past}, 0) is None


@pytest.mark.slow
def test_widened_errors_hold_what_the_turns_scatter(past: Past) -> None:
    """Over all turns, those between the steps too, estimates over widened errors scatter as they should."""
    test = claim("C09").tests[0]
    unit = find_unit(test.unit)
    rows = rows_of(unit, past, tie=Tie.DEFENSE, years=5)
    coding = codings(test, unit, ("chronicle",), most=1)[0]

    wider = widening(test, unit, rows, coding)

    z = []
    for by in range(22, len(np.unique(rows.year)) - 20, 5):
        made = estimate(test, unit, Turned(rows=rows, name=NAME, by=by), replace(coding))
        z += [e.log_ratio / e.error / wider[e.coding.errors] for e in made]
    assert all(w > 1.2 for w in wider.values())
    assert np.sqrt(np.mean(np.square(z))) == pytest.approx(1.0, abs=0.2)
