"""What the conflicts of a state's allies leave open to it, counted by hand and by plain loops."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from tests import worlds
from tests.panels.test_panels import row, small

from symmachy.panels import Past, Tie, relevant_years
from symmachy.record import open_record


def test_an_ally_that_faces_a_power_leaves_open_whom_no_ally_faces() -> None:
    world = small(worlds.treaty("pact", "AAA DDD"), hostile={(1903, "CCC", "DDD"): 1.0})
    panel = relevant_years(world, years=1)

    beside = row(panel, year=1903, state="AAA", other="BBB")
    power = row(panel, year=1903, state="AAA", other="CCC")
    none = row(panel, year=1903, state="BBB", other="AAA")

    assert (beside["ally_drawn"], beside["unfaced"], beside["calm"]) == (1, 1, 1)
    assert (power["ally_drawn"], power["unfaced"], power["log_other_opponents"]) == (
        1,
        0,
        pytest.approx(log(2)),
    )
    assert (none["ally_drawn"], none["unfaced"], none["calm"]) == (0, 1, 1)


def test_a_power_that_an_ally_faces_is_none_that_draws_it_away_from_that_power_itself() -> None:
    world = small(worlds.treaty("pact", "AAA CCC"), hostile={(1903, "AAA", "CCC"): 1.0})
    panel = relevant_years(world, years=1)

    assert row(panel, year=1903, state="CCC", other="BBB")["ally_drawn"] == 0
    assert row(panel, year=1903, state="AAA", other="BBB")["calm"] == 0


def test_an_ally_is_at_war_where_it_is_not_the_second_of_the_pair() -> None:
    panel = relevant_years(small(worlds.treaty("pact", "AAA BBB")), years=1)  # AAA against DDD, 1905 to 1906

    found = {
        year: tuple(
            row(panel, year=year, state="BBB", other=other)["ally_at_war"] for other in ("AAA", "CCC")
        )
        for year in (1904, 1905)
    }

    assert found == {1904: (0, 0), 1905: (0, 1)}
    assert row(panel, year=1905, state="BBB", other="CCC")["no_ally_at_war"] == 0
    assert row(panel, year=1905, state="AAA", other="CCC")["calm"] == 0


def test_new_hostility_stands_beside_its_chance_in_pairs_of_the_same_regions() -> None:
    panel = relevant_years(small(hostile={(1904, "AAA", "BBB"): 1.0}), years=1)

    rows = {year: row(panel, year=year, state="BBB", other="AAA") for year in (1903, 1904, 1905)}

    assert {year: r["hostility_begins"] for year, r in rows.items()} == {1903: 1, 1904: None, 1905: 0}
    assert {year: r["open"] for year, r in rows.items()} == {1903: 1, 1904: 0, 1905: 0}
    # of four pairs that border or have a great power among them, it comes to one
    assert rows[1903]["chance"] == pytest.approx(log(1.5 / 3.5))


def test_who_is_drawn_and_what_is_open_are_as_plain_loops_find_them() -> None:
    world = open_record("chronicle").until(1835)
    past = Past(world=world)
    frame = relevant_years(world, years=3, past=past).frame
    tied, hostile, power = past.tied(Tie.DEFENSE), past.hostile(3) & past.both, past.power
    who = range(len(world.codes))
    index = world.index

    expected = []
    for year, state, other in frame.select("year", "state", "other").iter_rows():
        t, i, j = year - world.coverage.first, index[state], index[other]
        allies = [a for a in who if tied[t, i, a]]
        elsewhere = [a for a in allies if a != j]
        drawn = any(hostile[t, a, k] and power[t, k] and k != i for a in elsewhere for k in who)
        war = any(past.at_war[t, a, k] and k != i for a in elsewhere for k in who)
        expected.append((drawn, not any(hostile[t, a, j] for a in allies), war))

    found = frame.select("ally_drawn", "unfaced", "ally_at_war").to_numpy()
    assert np.array_equal(np.array(expected, dtype=np.float64), found)
    assert 0 < found[:, 0].mean() < 1
