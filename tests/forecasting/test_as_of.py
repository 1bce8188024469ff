from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import worlds
from tests.worlds import LAST, of_pairs, of_states, world

from symmachy.errors import OutsideCoverage
from symmachy.forecasting import MECHANISMS, Origin, as_of, history
from symmachy.forecasting.history import measured_in
from symmachy.record import open_record
from symmachy.world import Fill

if TYPE_CHECKING:
    from symmachy.forecasting import History
    from symmachy.world import World

some = settings(deadline=None, max_examples=40)


def fresh(made: World, year: int) -> History:
    """Measure a world that was cut before anything was worked out of it."""
    then = Origin(year=year).world(replace(made))
    return history(then, measured_in(then, MECHANISMS))


def assert_same(found: History, expected: History) -> None:
    assert found.mechanisms == expected.mechanisms
    assert found.world.coverage == expected.world.coverage
    for name in ("year", "one", "other", "values", "age", "waiting", "tied", "complete"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    for name in ("after", "usable", "labels"):
        np.testing.assert_array_equal(getattr(found.rows, name), getattr(expected.rows, name))
    for ahead in (1, 5):
        np.testing.assert_array_equal(found.tied_after(ahead), expected.tied_after(ahead))
    every = np.ones(len(found.year), dtype=np.bool_)

    assert found.frame(every).equals(expected.frame(every))


@some
@given(worlds(), st.data())
def test_an_earlier_year_is_what_a_world_that_was_cut_before_gives(made: World, data: st.DataObject) -> None:
    years = data.draw(st.lists(st.sampled_from(list(made.years)), min_size=2, max_size=4))
    for year in years:  # in any order, so that some are cut and some are measured anew
        assert_same(as_of(made, year).past, fresh(made, year))


@pytest.mark.parametrize("years", [(1955, 1890), (1890, 1955, 1914)])
def test_earlier_years_of_the_chronicle_are_what_a_cut_world_gives(years: tuple[int, ...]) -> None:
    whole = replace(open_record("chronicle")).until(1960)
    for year in years:
        assert_same(as_of(whole, year).past, fresh(whole, year))


def test_a_year_is_measured_once_and_earlier_ones_share_its_rows() -> None:
    whole = replace(open_record("chronicle")).until(1900)
    last, early = as_of(whole, 1900), as_of(whole, 1880)

    assert np.shares_memory(last.past.rows.year, early.past.rows.year)
    assert as_of(whole, 1900) is last


def test_a_mechanism_whose_source_begins_later_is_left_out() -> None:
    border = of_pairs("test.contiguity", {(1905, "AAA", "BBB"): 1.0}, coverage=(1905, LAST))
    made = world("AAA BBB", variables=[border])
    names = [{m.name for m in as_of(made, year).past.mechanisms} for year in (1910, 1904)]

    assert ["land_border" in these for these in names] == [True, False]
    assert_same(as_of(made, 1904).past, fresh(made, 1904))


def test_what_was_worked_out_of_a_whole_world_has_no_line_to_a_later_value_after_a_cut() -> None:
    size = of_states("test.size", {(1900, "AAA"): 0.0, (1910, "AAA"): 10.0}, fill=Fill.INTERPOLATE)
    made = world("AAA BBB", variables=[size])

    assert made.array("test.size")[5, 0] == 5.0
    assert made.until(1905).array("test.size")[5, 0] == 0.0
    assert made.as_known().array("test.size")[5, 0] == 0.0
    assert made.as_known().until(1905).array("test.size").shape == (6, 2)


@pytest.mark.parametrize("year", [1815, 1901])
def test_a_year_of_which_the_record_does_not_speak_is_refused_and_nothing_is_kept(year: int) -> None:
    whole = replace(open_record("chronicle")).until(1900)
    for _ in range(2):
        with pytest.raises(OutsideCoverage, match=str(year)):
            as_of(whole, year)

    assert as_of(whole, 1850).past.year.max() == 1850


def test_a_history_cannot_be_widened_again() -> None:
    whole = replace(open_record("chronicle")).until(1860)
    past = as_of(whole, 1850).past

    with pytest.raises(OutsideCoverage, match="1860"):
        past.until(whole.as_known())
