from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import worlds
from tests.worlds import state, treaty, world

from symmachy.forecasting import History, history
from symmachy.mechanisms import CommonAllies, HostilityBetween, JointDemocracy, LandBorder
from symmachy.world import Obligation

if TYPE_CHECKING:
    from symmachy.world import World

some = settings(deadline=None, max_examples=40)


def tied(made: World, year: int, a: str, b: str) -> bool:
    cube = made.pledged[year - made.coverage.first]
    i, j = made.index[a], made.index[b]
    return bool((cube[i, j] | cube[j, i]) & Obligation.DEFENSE)


def both_there(made: World, year: int, a: str, b: str) -> bool:
    return made.states[a].exists(year) and made.states[b].exists(year)


def run(years: range, so: list[bool]) -> int:
    """For how many years up to the last it has been so without a break."""
    length = 0
    for _, yes in zip(years, so, strict=True):
        length = length + 1 if yes else 0
    return length


def rows(past: History) -> list[tuple[int, str, str]]:
    codes = past.world.codes
    return [(int(y), codes[i], codes[j]) for y, i, j in zip(past.year, past.one, past.other, strict=True)]


@some
@given(worlds())
def test_rows_ages_and_waits_against_a_plain_loop(made: World) -> None:
    past = history(made, ())
    expected = [(y, a, b) for y in made.years for a, b in combinations(sorted(made.states.members(y)), 2)]

    assert rows(past) == expected
    for k, (year, a, b) in enumerate(expected):
        until = range(made.coverage.first, year + 1)
        pact = [tied(made, y, a, b) for y in until]
        idle = [both_there(made, y, a, b) and not t for y, t in zip(until, pact, strict=True)]

        assert (past.age[k], past.waiting[k]) == (run(until, pact), run(until, idle))
        assert past.tied[k] == pact[-1]


@some
@given(worlds(), st.integers(0, 4))
def test_what_came_after_against_a_plain_loop(made: World, ahead: int) -> None:
    past = history(made, ())
    expected = [
        float(tied(made, y + ahead, a, b))
        if y + ahead in made.coverage and both_there(made, y + ahead, a, b)
        else np.nan
        for y, a, b in rows(past)
    ]

    np.testing.assert_array_equal(past.tied_after(ahead), expected)


@some
@given(worlds())
def test_values_are_those_of_the_years_network(made: World) -> None:
    mechanisms = (CommonAllies(), LandBorder())
    past = history(made, mechanisms)

    assert past.values.shape == (len(past.year), 2)
    for k, (year, a, b) in enumerate(rows(past)):
        network = made.in_year(year)
        i, j = network.place[a], network.place[b]

        np.testing.assert_array_equal(past.values[k], [m.values(network)[i, j] for m in mechanisms])


@some
@given(worlds(), st.data())
def test_a_history_of_a_cut_world_is_the_beginning_of_the_whole(made: World, data: st.DataObject) -> None:
    last = data.draw(st.sampled_from(list(made.years)))
    whole, cut = history(made, (CommonAllies(),)), history(made.until(last), (CommonAllies(),))
    n = len(cut.year)

    assert (whole.year[:n] <= last).all()
    assert (whole.year[n:] > last).all()
    for name in ("year", "one", "other", "age", "waiting", "values"):
        np.testing.assert_array_equal(getattr(cut, name), getattr(whole, name)[:n])


@some
@given(worlds(), st.data())
def test_a_later_beginning_leaves_out_rows_and_nothing_else(made: World, data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(list(made.years)))
    whole, later = history(made, (CommonAllies(),)), history(made, (CommonAllies(),), first=first)
    kept = whole.year >= first

    for name in ("year", "one", "other", "age", "waiting", "values"):
        np.testing.assert_array_equal(getattr(later, name), getattr(whole, name)[kept])


def test_a_pair_is_found_whichever_is_named_first() -> None:
    past = history(world("AAA BBB CCC", treaty("pact", "AAA CCC", start="1903", end="1904")), ())

    assert past.rows_of("CCC", "AAA").tolist() == past.rows_of("AAA", "CCC").tolist()
    assert past.age[past.rows_of("AAA", "CCC")].tolist() == [0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0]
    assert past.waiting[past.rows_of("AAA", "CCC")].tolist() == [1, 2, 3, 0, 0, 1, 2, 3, 4, 5, 6]


def test_waiting_begins_anew_where_a_state_comes_back() -> None:
    past = history(world([state("AAA"), state("BBB", ("", "1902"), ("1905", ""))]), ())

    assert past.year.tolist() == [1900, 1901, 1902, *range(1905, 1911)]
    assert past.waiting.tolist() == [1, 2, 3, 1, 2, 3, 4, 5, 6]


def test_a_frame_holds_the_mechanisms_and_who_and_when() -> None:
    past = history(world("AAA BBB", treaty("pact", "AAA BBB", start="1904")), (CommonAllies(),))
    frame = past.frame(past.tied)

    assert frame.columns == ["common_allies", "age", "waiting", "year", "dyad", "state_1", "state_2"]
    assert frame["age"].to_list() == [1, 2, 3, 4, 5, 6, 7]
    assert frame["dyad"].n_unique() == 1


@pytest.mark.parametrize("codes", ["", "AAA"])
def test_a_world_without_pairs_has_an_empty_history(codes: str) -> None:
    past = history(world(codes), (CommonAllies(),))

    assert (len(past.year), past.values.shape) == (0, (0, 1))


@some
@given(worlds(), st.data())
def test_what_was_last_known_against_a_plain_loop(made: World, data: st.DataObject) -> None:
    mechanisms = (HostilityBetween(years=1), JointDemocracy())
    past = history(made, mechanisms)
    if not len(past.year):
        return
    row = data.draw(st.integers(0, len(past.year) - 1))
    asked = rows(past)
    found = past.latest(row)
    for k in range(len(mechanisms)):
        known = [
            i for i in range(row + 1) if asked[i][1:] == asked[row][1:] and not np.isnan(past.values[i, k])
        ]
        if not known:
            assert np.isnan(found.values[k])
            continue
        year = asked[known[-1]][0]
        peers = [
            past.values[i, k]
            for i in range(len(asked))
            if asked[i][0] == year and past.tied[i] == past.tied[row] and not np.isnan(past.values[i, k])
        ]

        assert (found.values[k], found.years[k]) == (past.values[known[-1], k], year)
        np.testing.assert_allclose(found.averages[k], np.mean(peers) if peers else np.nan)
