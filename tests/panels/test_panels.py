"""Panels of other units, counted by hand on tiny worlds."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import worlds

from symmachy.errors import BadInput, UnknownName
from symmachy.panels import (
    Past,
    Tie,
    Triad,
    coalition_sides,
    position_years,
    relevant_years,
    state_power_years,
    treaty_years,
    triad_years,
    war_opportunities,
)
from symmachy.panels.past import within
from symmachy.panels.ties import age_of
from symmachy.record import open_record
from symmachy.world import Episode

if TYPE_CHECKING:
    from symmachy.world import Panel, World


def small(
    *treaties: object, hostile: dict[tuple[int, str, str], float] | None = None, powers: str = "CCC"
) -> World:
    codes = ["AAA", "BBB", "CCC", "DDD"]
    years = range(worlds.FIRST, worlds.LAST + 1)
    return worlds.world(
        " ".join(codes),
        *treaties,  # type: ignore[arg-type]
        variables=[
            worlds.of_pairs("made.hostility", hostile or {}),
            worlds.of_pairs("made.war", {}),
            worlds.of_pairs("made.contiguity", {(y, "AAA", "BBB"): 1.0 for y in years}),
            worlds.of_states(
                "made.great_power", {(y, c): float(c in powers.split()) for y in years for c in codes}
            ),
            worlds.of_states(
                "made.capabilities", {(y, c): 0.1 * (k + 1) for y in years for k, c in enumerate(codes)}
            ),
        ],
        episodes=[
            Episode(
                id="w", name="War", kind="war", one="AAA", other="DDD", spell=worlds.spell("1905", "1906")
            ),
            Episode(
                id="w", name="War", kind="war", one="BBB", other="DDD", spell=worlds.spell("1906", "1906")
            ),
        ],
    )


def row(panel: Panel, **key: object) -> dict[str, object]:
    found = panel.frame.filter(*(pl.col(k) == v for k, v in key.items()))
    assert found.height == 1
    return found.row(0, named=True)


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=20), st.integers(1, 6))
def test_a_window_holds_what_any_of_its_years_does(yes: list[bool], years: int) -> None:
    plain = [any(yes[max(0, t - years + 1) : t + 1]) for t in range(len(yes))]

    assert plain == within(np.array(yes), years).tolist()


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=20))
def test_ages_are_counted_year_by_year(yes: list[bool]) -> None:
    plain, age = [], 0
    for now in yes:
        age = age + 1 if now else 0
        plain.append(age)

    assert plain == age_of(np.array(yes)[:, None, None]).ravel().tolist()


def test_a_wedge_is_a_pledge_with_one_and_hostility_to_the_other() -> None:
    world = small(
        worlds.treaty("pact", "AAA BBB", end="1907"),
        worlds.treaty("pledge", "AAA CCC", start="1904", owed="neutrality"),
        hostile={(1903, "BBB", "CCC"): 1.0},
    )
    panel = triad_years(world, Triad.WEDGE, years=5)

    before = row(panel, year=1903, third="CCC", state_1="AAA", state_2="BBB")
    after = row(panel, year=1904, third="CCC", state_1="AAA", state_2="BBB")
    last = row(panel, year=1907, third="CCC", state_1="AAA", state_2="BBB")

    assert (before["wedge"], before["ends"]) == (0.0, 0.0)
    assert (after["wedge"], after["third_is_power"]) == (1.0, 1.0)
    assert last["ends"] == 1.0


def test_a_hub_has_each_quarrel_both_ways_and_every_third_state() -> None:
    world = small(worlds.treaty("pact", "AAA CCC"), hostile={(1903, "CCC", "DDD"): 1.0})
    panel = triad_years(world, Triad.HUB, years=1)

    assert {("CCC", "DDD"), ("DDD", "CCC")} == set(panel.frame.select("hub", "rival").iter_rows())
    assert row(panel, year=1903, hub="CCC", rival="DDD", state="AAA")["tied"] == 1.0
    assert row(panel, year=1903, hub="CCC", rival="DDD", state="BBB")["tied"] == 0.0
    assert panel.frame.filter(hub="DDD", state="AAA").is_empty()  # tied to the rival already


def test_a_triad_with_one_friend_and_one_foe_is_unbalanced() -> None:
    world = small(
        worlds.treaty("one", "AAA BBB"), worlds.treaty("two", "AAA DDD"), hostile={(1903, "BBB", "DDD"): 1.0}
    )
    panel = triad_years(world, Triad.BALANCE, years=1)

    found = panel.frame.filter(year=1903).sort("third")

    assert list(found.select("third", "unbalanced").iter_rows()) == [("BBB", 1.0), ("DDD", 1.0)]


def test_a_treaty_ends_in_its_last_year_and_a_replaced_one_does_not() -> None:
    world = small(
        worlds.treaty("over", "AAA BBB CCC", end="1904"),
        worlds.treaty("replaced", "AAA DDD", end="1904", successor="other"),
        worlds.treaty("open", "BBB DDD"),
    )
    panel = treaty_years(world)

    ends = dict(panel.frame.filter(year=1904).select("treaty", "ends").iter_rows())
    shares = dict(panel.frame.filter(year=1904).select("treaty", "leading_share").iter_rows())

    assert ends == {"over": 1.0, "replaced": None, "open": 0.0}
    assert shares["over"] == pytest.approx(0.3 / 0.6)
    assert row(panel, year=1903, treaty="over")["ends"] == 0.0


def test_who_joined_a_war_beside_whom_is_read_from_its_opponents() -> None:
    world = small(worlds.treaty("pact", "AAA BBB"))
    panel = war_opportunities(world)

    beside = row(panel, war="w", state="BBB", partner="AAA")
    apart = row(panel, war="w", state="CCC", partner="AAA")

    assert (beside["joins"], beside["tied"]) == (1.0, 1.0)
    assert (apart["joins"], apart["tied"]) == (0.0, 0.0)
    assert panel.frame.filter(state="DDD", partner="AAA").height == 0


def test_positions_count_opponents_and_pacts_among_them() -> None:
    world = small(
        worlds.treaty("late", "BBB CCC", start="1904"),
        hostile={(1903, "AAA", "BBB"): 1.0, (1903, "AAA", "CCC"): 1.0},
    )
    panel = position_years(world, years=2)

    there = row(panel, year=1903, state="AAA")
    later = row(panel, year=1906, state="AAA")

    assert (there["opponents"], there["opponents_pact"], there["isolated"]) == (2.0, 1.0, 1.0)
    assert (later["opponents"], later["opponents_pact"]) == (0.0, None)


def test_a_power_that_is_at_war_is_strained() -> None:
    panel = state_power_years(small(worlds.treaty("pact", "AAA BBB"), powers="AAA CCC"))

    assert row(panel, year=1905, state="BBB", power="AAA")["power_strained"] == 1.0
    assert row(panel, year=1905, state="BBB", power="CCC")["power_strained"] == 0.0


def test_a_pact_of_the_other_with_a_third_is_seen_from_each_state() -> None:
    panel = relevant_years(small(worlds.treaty("late", "BBB CCC", start="1904")), years=3)

    assert row(panel, year=1904, state="AAA", other="BBB")["other_built"] == 1.0
    assert row(panel, year=1904, state="AAA", other="BBB")["own_built"] == 0.0
    assert (
        row(panel, year=1904, state="CCC", other="BBB")["other_built"] == 0.0
    )  # the pact is between the two
    assert row(panel, year=1903, state="BBB", other="AAA")["builds"] == 1.0


def test_sides_of_coalitions_need_a_list_of_participants() -> None:
    with pytest.raises(UnknownName, match="war_participants"):
        coalition_sides(open_record("chronicle"))


def test_such_panels_take_no_variable_but_a_table_of_ones_own() -> None:
    panel = treaty_years(small(worlds.treaty("pact", "AAA BBB")))

    with pytest.raises(BadInput, match="treaty-year"):
        panel.add("capabilities")


def test_a_tie_of_lesser_pledges_is_none_of_defence() -> None:
    past = Past(world=small(worlds.treaty("pledge", "AAA BBB", owed="neutrality")))

    assert tuple(bool(past.tied(t).any()) for t in (Tie.DEFENSE, Tie.LESSER, Tie.ANY)) == (False, True, True)


@pytest.mark.record
def test_the_top_bearer_of_war_deaths_carries_more_than_its_share_of_capabilities(full_world: World) -> None:
    sides = coalition_sides(full_world).frame.filter(pl.col("concentrated").is_not_null())

    assert 30 < sides.height < 60
    assert sides["top_share_deaths"].mean() > sides["top_share_capabilities"].mean()  # type: ignore[operator]


def test_an_agreement_with_the_rival_is_one_of_the_next_year_where_there_was_none_in_ten() -> None:
    signed = worlds.of_pairs("made.cooperation", {(1904, "AAA", "DDD"): 1.0}, coverage=(1900, 1908))
    plain = small(hostile={(1903, "CCC", "DDD"): 1.0})
    world = replace(
        plain,
        variables={**plain.variables, signed.name: signed},
        roles={**plain.roles, "cooperation": signed.name},
    )
    panel = triad_years(world, Triad.HUB, years=10)

    signs = {
        year: row(panel, year=year, hub="CCC", rival="DDD", state="AAA")["signs_agreement"]
        for year in (1903, 1904, 1908)
    }

    assert signs == {1903: 1.0, 1904: None, 1908: None}  # signed; stands; the next year is not known


def test_growth_of_output_is_that_of_the_logarithm_of_the_share() -> None:
    sizes = {(y, c): 1.0 for y in (1900, 1901) for c in ("AAA", "BBB", "CCC")} | {(1901, "DDD"): 1.0}
    sizes[1900, "DDD"] = 3.0
    output = worlds.of_states("made.output", sizes, coverage=(1900, 1910))
    plain = small()
    world = replace(
        plain,
        variables={**plain.variables, output.name: output},
        roles={**plain.roles, "output": output.name},
    )
    panel = position_years(world, years=1)

    assert row(panel, year=1901, state="DDD")["output_growth"] == pytest.approx(np.log(0.25 / 0.5))
    assert row(panel, year=1900, state="DDD")["output_growth"] is None


def test_a_state_arms_where_its_part_of_all_military_effort_is_larger_in_the_next_year() -> None:
    sizes = {(y, c): 1.0 for y in (1900, 1901, 1902) for c in ("AAA", "BBB", "CCC", "DDD")}
    sizes[1901, "AAA"] = 2.0
    effort = worlds.of_states("made.military", sizes, coverage=(1900, 1902))
    plain = small()
    world = replace(
        plain,
        variables={**plain.variables, effort.name: effort},
        roles={**plain.roles, "military": effort.name},
    )
    panel = relevant_years(world)

    found = [row(panel, year=y, state="AAA", other="BBB")["arms"] for y in (1900, 1901, 1902)]

    assert found == [1.0, 0.0, None]


def test_a_treaty_stands_beside_the_others_of_its_year_and_region() -> None:
    world = open_record("chronicle").until(1870)
    rows = treaty_years(world).frame.rows(named=True)
    members = {t.id: t.members for t in world.treaties}

    def kind(row: dict[str, Any]) -> str:
        there = {
            world.states[m.state].region
            for m in members[row["treaty"]]
            if m.spell.meets_year(row["year"])
            and world.membership[row["year"] - world.coverage.first, world.index[m.state]]
        }
        return there.pop() if len(there) == 1 else "several"

    counts: dict[tuple[int, str], list[float]] = {}
    for row in rows:
        if row["ends"] is not None:
            counts.setdefault((row["year"], kind(row)), []).append(row["ends"])
    for row in rows:
        ended = counts.get((row["year"], kind(row)), [])
        n, k = len(ended), sum(ended)
        assert row["chance"] == pytest.approx(math.log((k + 0.5) / (n - k + 0.5)))
