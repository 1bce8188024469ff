"""Pairs of opponents and own pacts, counted by hand."""

from __future__ import annotations

from math import log

import pytest
from tests import worlds
from tests.panels.test_panels import row, small

from symmachy.errors import BadInput
from symmachy.panels import Tie, Triad, own_pact_years, triad_years


def test_two_opponents_stand_once_beside_each_state_that_both_face() -> None:
    world = small(
        worlds.treaty("pact", "AAA BBB", start="1904"),
        hostile={(1903, "AAA", "CCC"): 1.0, (1903, "BBB", "CCC"): 1.0, (1903, "CCC", "DDD"): 1.0},
    )
    panel = triad_years(world, Triad.OPPONENTS, tie=Tie.DEFENSE, years=1).frame.filter(year=1903)

    found = {r["state_1"] + r["state_2"]: r for r in panel.iter_rows(named=True)}

    assert sorted(found) == ["AAABBB", "AAADDD", "BBBDDD"]
    assert set(panel["third"]) == {"CCC"}
    assert {pair: r["signs"] for pair, r in found.items()} == {"AAABBB": 1, "AAADDD": 0, "BBBDDD": 0}
    assert {r["opponents"] for r in found.values()} == {3}


def test_a_pair_that_is_tied_already_is_none_of_opponents_that_could_sign() -> None:
    world = small(
        worlds.treaty("pact", "AAA BBB"), hostile={(1903, "AAA", "CCC"): 1.0, (1903, "BBB", "CCC"): 1.0}
    )
    other = small(
        worlds.treaty("pact", "AAA DDD"), hostile={(1903, "AAA", "CCC"): 1.0, (1903, "BBB", "CCC"): 1.0}
    )

    assert triad_years(other, Triad.OPPONENTS, years=1).frame.height == 1
    with pytest.raises(BadInput, match="no row"):
        triad_years(world, Triad.OPPONENTS, years=1)


def test_the_chance_is_that_of_all_pairs_of_the_same_regions_and_year() -> None:
    world = small(
        worlds.treaty("pact", "AAA BBB", start="1904"),
        hostile={(1903, "AAA", "CCC"): 1.0, (1903, "DDD", "CCC"): 1.0},
    )
    panel = triad_years(world, Triad.OPPONENTS, years=1)

    # four states of one region: one of six pairs signs
    found = row(panel, year=1903, third="CCC", state_1="AAA", state_2="DDD")

    assert found["open"] == 1
    assert found["chance"] == pytest.approx(log(1.5 / 5.5))


def test_each_tie_stands_once_from_each_side_and_is_lost_when_it_is_over() -> None:
    world = small(
        worlds.treaty("over", "AAA BBB", end="1904"),
        worlds.treaty("stays", "BBB CCC"),
        hostile={(1904, "BBB", "DDD"): 1.0},
    )
    panel = own_pact_years(world, years=1)

    found = panel.frame.filter(year=1904).select("state", "partner", "lost", "opponents").rows()

    assert found == [("AAA", "BBB", 1, 0), ("BBB", "AAA", 1, 1), ("BBB", "CCC", 0, 1), ("CCC", "BBB", 0, 0)]
