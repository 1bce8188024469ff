from __future__ import annotations

from datetime import date
from math import asin, cos, isnan, radians, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import obligations, worlds
from tests.worlds import FIRST, LAST, of_pairs, of_states, spell, state, term, treaty, world

from symmachy.errors import BadInput, OutsideCoverage, UnknownName
from symmachy.world import (
    WAR,
    Capital,
    Coverage,
    Episode,
    Fill,
    Obligation,
    Reading,
    Spell,
    State,
    UnitOfAnalysis,
    World,
)

if TYPE_CHECKING:
    from symmachy.world import Network

some = settings(deadline=None, max_examples=60)


def bits(made: World, year: int, by: str, to: str) -> Obligation:
    return Obligation(int(made.pledged[year - made.coverage.first, made.index[by], made.index[to]]))


@some
@given(worlds())
def test_treaties_pledges_and_the_cube_give_the_same_answer(made: World) -> None:
    for year in made.years:
        whole = Spell(start=date(year, 1, 1), end=date(year + 1, 1, 1))
        for by in made.codes:
            for to in made.codes:
                treaties = Obligation(0)
                for _, pledges in made.between(by, to):
                    for p in pledges:
                        if p.by == by and p.spell.overlap(whole):
                            treaties |= p.obligations
                rows = Obligation(0)
                for row in made.pledges.iter_rows(named=True):
                    if (row["by"], row["to"]) == (by, to) and Spell(
                        start=row["start"], end=row["end"]
                    ).meets_year(year):
                        rows |= Obligation(row["obligations"])

                assert treaties == rows == bits(made, year, by, to)


@some
@given(worlds(), obligations())
def test_ties_are_the_pledges_between_members(made: World, owed: Obligation) -> None:
    for year in made.years:
        network = made.in_year(year)
        members = [s.code for s in made.states if s.exists(year)]

        assert network.states == tuple(sorted(members))
        expected = {
            (a, b): owed in bits(made, year, a, b) for a in network.states for b in network.states if a != b
        }
        directed = network.ties(owed, Reading.DIRECTED)
        either, both = network.ties(owed), network.ties(owed, Reading.BOTH)
        for (a, b), there in expected.items():
            i, j = network.place[a], network.place[b]
            back = expected[b, a]

            assert (directed[i, j], either[i, j], both[i, j]) == (there, there or back, there and back)


@some
@given(worlds(), st.data())
def test_until_answers_as_a_world_that_never_knew_later_rows(made: World, data: st.DataObject) -> None:
    last = data.draw(st.sampled_from(list(made.years)))
    cut = made.until(last)
    never = world(
        [_state_until(s, last) for s in made.states],
        *(t for treaty in made.treaties if (t := treaty.until(date(last, 12, 31)))),
        first=made.coverage.first,
        last=last,
        variables=[v for variable in made.variables.values() if (v := variable.until(last))],
    )

    assert cut.coverage == never.coverage
    assert cut.last_day == never.last_day
    assert set(cut.variables) == set(never.variables)
    np.testing.assert_array_equal(cut.pledged, never.pledged)
    np.testing.assert_array_equal(cut.membership, never.membership)
    for name in cut.variables:
        np.testing.assert_array_equal(cut.array(name), never.array(name))


def _state_until(of: State, last: int) -> State:
    known = tuple(s for spell in of.spells if (s := spell.until(date(last, 12, 31))))
    return State(code=of.code, region=of.region, spells=known, names=of.names, capitals=of.capitals)


@some
@given(worlds(), st.data())
def test_until_answers_as_the_whole_world_did_for_its_own_years(made: World, data: st.DataObject) -> None:
    last = data.draw(st.sampled_from(list(made.years)))
    cut, n = made.until(last), last - made.coverage.first + 1

    np.testing.assert_array_equal(cut.pledged, made.pledged[:n])
    np.testing.assert_array_equal(cut.membership, made.membership[:n])
    np.testing.assert_array_equal(cut.seats, made.seats[:n])
    for name, variable in cut.variables.items():
        if variable.fill is Fill.NOTHING:
            np.testing.assert_array_equal(cut.array(name), made.array(name)[:n])
    for year in cut.years:
        assert cut.pledged_pairs(year) == made.pledged_pairs(year)
        assert [cut.states[c].name(year) for c in cut.codes] == [
            made.states[c].name(year) for c in made.codes
        ]


@some
@given(worlds(), st.data())
def test_until_holds_no_later_day(made: World, data: st.DataObject) -> None:
    last = data.draw(st.sampled_from(list(made.years)))
    day = date(last, 12, 31)
    cut = made.until(last)
    ends = cut.pledges["end"].drop_nulls()
    if last == made.coverage.last:
        assert cut is made
        return

    assert (cut.pledges["start"] <= day).all()
    assert (ends <= day).all()
    assert all(s.start <= day and (s.end is None or s.end <= day) for x in cut.states for s in x.spells)
    assert all(v.rows.filter(pl.col("year") > last).collect().is_empty() for v in cut.variables.values())
    assert all(v.coverage.last <= last for v in cut.variables.values())


@some
@given(worlds(), st.data())
def test_until_twice_is_until_the_earlier_year(made: World, data: st.DataObject) -> None:
    one, other = (data.draw(st.sampled_from(list(made.years))) for _ in range(2))
    twice = made.until(max(one, other)).until(min(one, other))
    once = made.until(min(one, other))

    assert twice.pledges.equals(once.pledges)
    assert twice.treaties == once.treaties
    assert twice.states == once.states
    assert twice.coverage == once.coverage


def test_the_end_of_a_pact_that_ends_later_is_unknown() -> None:
    made = world("AAA BBB", treaty("pact", "AAA BBB", end="1905-06-30"))

    assert made.until(1904).pledges["end"].to_list() == [None, None]
    assert made.until(1905).pledges["end"].to_list() == [date(1905, 6, 30)] * 2


def test_a_pact_that_ended_at_new_year_was_not_in_force_that_year() -> None:
    made = world("AAA BBB", treaty("pact", "AAA BBB", start="1901-12-31", end="1905-01-01"))

    assert [y for y in made.years if made.in_year(y).ties().any()] == [1901, 1902, 1903, 1904]


def test_a_year_outside_the_record_is_refused() -> None:
    made = world("AAA BBB")
    for ask in (made.in_year, made.until, made.pledged_pairs):
        with pytest.raises(OutsideCoverage, match="covers 1900 to 1910 but 1911 was asked"):
            ask(LAST + 1)


def test_a_year_may_be_any_kind_of_whole_number() -> None:
    assert world("AAA BBB").in_year(np.int64(1905)).states == ("AAA", "BBB")


def test_pairs_are_counted_in_both_readings() -> None:
    made = world(
        "AAA BBB CCC",
        treaty("pact", "AAA BBB"),
        treaty("guarantee", "AAA CCC", terms=[term("AAA", "CCC")]),
    )

    assert made.pledged_pairs(1905) == (2, 1)
    assert made.pledged_pairs(1905, Obligation.DEFENSE | Obligation.OFFENSE) == (0, 0)


def test_a_tie_lapses_only_when_it_ends_and_joined_obligations_must_hold_at_one_time() -> None:
    made = world(
        "AAA BBB",
        treaty("first", "AAA BBB", start="1900", end="1902", owed="defense"),
        treaty("second", "AAA BBB", start="1904", end="1906", owed="consultation"),
        treaty("third", "AAA BBB", start="1908", end="1910", owed="defense"),
    )
    joined = Obligation.DEFENSE | Obligation.CONSULTATION

    assert not made.in_year(1902).lapsed()[0, 1]
    assert made.in_year(1903).lapsed()[0, 1]
    assert made.in_year(1909).lapsed()[0, 1]
    assert not made.in_year(1909).lapsed(joined)[0, 1]


def test_a_tie_of_no_obligation_is_refused() -> None:
    with pytest.raises(BadInput, match="name at least one"):
        world("AAA BBB").in_year(1905).ties(Obligation(0))


def test_a_value_outside_coverage_is_missing_and_inside_it_is_what_absence_means() -> None:
    made = world(
        "AAA BBB",
        variables=[
            of_pairs("made.war", {(1903, "AAA", "BBB"): 1.0}, coverage=(1902, 1905)),
            of_states("made.rule", {(1903, "AAA"): 1.0}, absent=None, coverage=(1902, 1905)),
        ],
    )
    war, rule = made.array("war")[:, 0, 1], made.array("rule")[:, 0]

    np.testing.assert_array_equal(war, [np.nan, np.nan, 0, 1, 0, 0, *[np.nan] * 5])
    np.testing.assert_array_equal(rule, [np.nan] * 3 + [1] + [np.nan] * 7)


def test_a_row_outside_the_coverage_that_was_declared_is_not_read() -> None:
    made = world(
        "AAA BBB", variables=[of_states("made.x", {(1901, "AAA"): 7.0}, absent=0.0, coverage=(1902, 1905))]
    )

    assert isnan(made.array("x")[1, 0])


def test_an_unordered_pair_is_read_both_ways_and_an_ordered_one_is_not() -> None:
    rows = {(1903, "AAA", "BBB"): 5.0}
    made = world(
        "AAA BBB",
        variables=[of_pairs("made.both", rows), of_pairs("made.there", rows, directed=True)],
    )

    assert made.array("both")[3, 1, 0] == 5
    assert made.array("there")[3].tolist()[1][0] == 0
    assert np.isnan(np.diagonal(made.array("both")[3])).all()


def test_a_line_is_drawn_between_measurements_and_with_earlier_ones_alone_after_until() -> None:
    measured = of_states("made.power", {(1902, "AAA"): 1.0, (1906, "AAA"): 5.0}, fill=Fill.INTERPOLATE)
    made = world("AAA BBB", variables=[measured])
    power = made.array("power")

    np.testing.assert_allclose(power[:, 0], [1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 5])
    assert np.isnan(power[:, 1]).all()
    np.testing.assert_allclose(made.until(1904).array("power")[:, 0], [1] * 5)
    assert np.isnan(made.until(1901).array("power")).all()


def test_a_part_is_found_by_its_role_and_an_unknown_one_is_refused_with_the_nearest() -> None:
    made = world("AAA BBB", variables=[of_states("made.democracy", {})])

    assert made.variable("democracy") is made.variable("made.democracy")
    with pytest.raises(UnknownName, match="Did you mean 'democracy'"):
        made.variable("demcracy")


def test_after_until_a_variable_that_begins_later_is_not_there() -> None:
    made = world("AAA BBB", variables=[of_states("made.late", {}, coverage=(1905, 1910))])

    assert made.until(1904).roles == {}
    with pytest.raises(UnknownName):
        made.until(1904).variable("late")


def test_two_variables_of_one_name_are_not_taken_for_each_other() -> None:
    made = world("AAA BBB", variables=[of_states("made.x", {(1905, "AAA"): 1.0})])
    of_the_user = of_states("made.x", {(1905, "AAA"): 2.0})

    assert made.array("x")[5, 0] == 1
    assert made._array(of_the_user)[5, 0] == 2


def test_arrays_cannot_be_written_to() -> None:
    made = world("AAA BBB", variables=[of_states("made.x", {})])
    for array in (
        made.array("x"),
        made.pledged,
        made.membership,
        made.seats,
        made.lapsed(Obligation.DEFENSE),
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_values_of_earlier_years_can_be_asked_and_of_later_ones_cannot() -> None:
    rows = {(year, code): float(year) for year in range(FIRST, LAST + 1) for code in ("AAA", "BBB")}
    network = world("AAA BBB", variables=[of_states("made.x", rows)]).in_year(1905)

    assert network.state("x", years_ago=2).tolist() == [1903, 1903]
    assert np.isnan(network.state("x", years_ago=6)).all()
    with pytest.raises(BadInput, match="cannot see later years"):
        network.state("x", years_ago=-1)


def test_a_variable_of_states_is_not_one_of_pairs() -> None:
    network = world("AAA BBB", variables=[of_states("made.x", {}), of_pairs("made.y", {})]).in_year(1905)

    with pytest.raises(BadInput, match="'x' is not a variable of pairs"):
        network.pair("x")
    with pytest.raises(BadInput, match="'y' is not a variable of states"):
        network.state("y")


@pytest.mark.parametrize(("years", "expected"), [(1, 0.0), (2, 1.0), (20, 1.0)])
def test_a_window_counts_its_own_year(years: int, expected: float) -> None:
    network = world("AAA BBB", variables=[of_pairs("made.war", {(1904, "AAA", "BBB"): 1.0})]).in_year(1905)

    assert network.pair_within("war", years=years)[0, 1] == expected


def test_a_window_in_which_nothing_is_known_is_unknown() -> None:
    war = of_pairs("made.war", {(1902, "AAA", "BBB"): 1.0}, coverage=(1900, 1903))
    made = world("AAA BBB", variables=[war])

    assert isnan(made.in_year(1906).pair_within("war", years=3)[0, 1])
    assert made.in_year(1906).pair_within("war", years=4)[0, 1] == 0
    assert made.in_year(1906).pair_within("war", years=5)[0, 1] == 1
    with pytest.raises(BadInput, match="at least 1"):
        made.in_year(1906).pair_within("war", years=0)


def plain_distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The spherical law of haversines, one pair at a time."""
    (a, b), (c, d) = [[radians(x) for x in place] for place in (one, other)]
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@some
@given(places, places)
def test_distance_against_the_plain_formula(one: tuple[float, float], other: tuple[float, float]) -> None:
    network = world([state("AAA", capital=one), state("BBB", capital=other)]).in_year(1905)

    np.testing.assert_allclose(network.distance()[0, 1], plain_distance(one, other), atol=1e-6)


def test_paris_lies_878_km_from_berlin() -> None:
    paris, berlin = (48.8567, 2.3508), (52.52, 13.405)
    network = world([state("DEU", capital=berlin), state("FRA", capital=paris)]).in_year(1905)

    assert network.distance()[0, 1] == pytest.approx(878, rel=0.01)


def test_no_capital_no_distance() -> None:
    network = world([state("AAA", capital=None), state("BBB")]).in_year(1905)

    assert isnan(network.distance()[0, 1])


def test_a_capital_that_moves_is_read_at_the_end_of_the_year() -> None:
    moved = State(
        code="AAA",
        region="Europe",
        spells=(Spell(),),
        capitals=(
            Capital(name="New", latitude=20, longitude=0, spell=spell("1904-06-01", "1907")),
            Capital(name="Old", latitude=10, longitude=0, spell=spell("", "1904-06-01")),
        ),
    )
    seats = world([moved]).seats[:, 0, 0]

    np.testing.assert_array_equal(seats, [10] * 4 + [20] * 4 + [np.nan] * 3)
    assert [moved.capital(year).name for year in (1903, 1904)] == ["Old", "New"]  # type: ignore[union-attr]
    assert moved.capital(1908) is None


def hostile(kind: str, start: str, end: str) -> Episode:
    return Episode(
        id=f"{kind}-{start}", name=kind, kind=kind, one="AAA", other="BBB", spell=spell(start, end)
    )


def test_hostile_episodes_are_found_either_way_and_only_as_far_as_they_were_known() -> None:
    crisis, war = hostile("crisis", "1902", "1903"), hostile(WAR, "1905-03-01", "1907-05-01")
    made = world("AAA BBB", episodes=[war, crisis])
    then = made.until(1906)

    assert made.hostile_between("BBB", "AAA") == (crisis, war)
    assert [str(e.spell) for e in then.hostile_between("AAA", "BBB")] == [
        "1902 to 1903",
        "since 1 March 1905",
    ]
    assert made.until(1904).hostile_between("AAA", "BBB") == (crisis,)


def test_coverage_is_closed_at_both_ends() -> None:
    covered = Coverage(1900, 1905)

    assert [year in covered for year in (1899, 1900, 1905, 1906)] == [False, True, True, False]
    assert covered.overlap(Coverage(1905, 1910)) == Coverage(1905, 1905)
    assert covered.overlap(Coverage(1906, 1910)) is None
    assert covered.until(1899) is None
    with pytest.raises(BadInput, match="before it begins"):
        Coverage(1905, 1900)


def test_the_key_of_each_unit() -> None:
    assert UnitOfAnalysis.STATE_YEAR.key == ("year", "state")
    assert UnitOfAnalysis.DIRECTED_DYAD_YEAR.key == ("year", "state", "other")


def test_a_network_lists_only_that_years_members() -> None:
    made = world([state("AAA"), state("BBB", ("1903-05-01", "1905-01-01")), state("CCC", ("1906", ""))])
    members: dict[int, Network] = {y: made.in_year(y) for y in made.years}

    assert [y for y, n in members.items() if "BBB" in n.states] == [1903, 1904]
    assert [y for y, n in members.items() if "CCC" in n.states] == [1906, 1907, 1908, 1909, 1910]
