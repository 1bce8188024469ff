from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from symmachy.errors import StoreError
from symmachy.record.conform import conform, years_of_rows
from symmachy.record.full import ROLES, full
from symmachy.record.sources import SOURCES, find_table
from symmachy.world import Obligation, UnitOfAnalysis, Variable

if TYPE_CHECKING:
    from symmachy.record.store import Store
    from symmachy.world import World


def _keep(store: Store, name: str, frame: pl.DataFrame) -> None:
    source, table = find_table(name)
    checked = conform(frame, table, where=name)
    store.add(checked, source=source, table=table, origin_sha256="", years=years_of_rows(checked, table))


@pytest.fixture
def small(store: Store) -> Store:
    """The United States, Britain and France, with a pledge that stops and one that goes on."""
    owed = [(2, 200, y, 1, 0) for y in (1950, 1951, 1953, 1954)] + [(200, 2, 1954, 0, 1)]
    rows = pl.DataFrame(
        owed, schema=["ccode1", "ccode2", "year", "atop_defense", "atop_consul"], orient="row"
    )
    none = [pl.lit(0).alias(f"atop_{name}") for name in ("offense", "neutral", "nonagg")]
    _keep(store, "atop_dyad_year", rows.with_columns(none))
    _keep(
        store,
        "states_cow",
        pl.DataFrame(
            {
                "ccode": [2, 200, 220, 220],
                "cw_abb": ["USA", "UKG", "FRN", "FRN"],
                "cw_name": ["United States", "United Kingdom", "France", "France"],
                "start": ["1816-01-01", "1816-01-01", "1816-01-01", "1944-08-25"],
                "end": ["2016-12-31", "2016-12-31", "1942-12-31", "2016-12-31"],
            }
        ),
    )
    return store


def test_runs_of_years_become_spells(small: Store) -> None:
    world = full(small)
    rows = world.pledges.select("by", "to", "obligations", "start", "end").rows()

    assert [
        ("GBR", "USA", int(Obligation.CONSULTATION), date(1954, 1, 1), None),
        ("USA", "GBR", int(Obligation.DEFENSE), date(1950, 1, 1), date(1952, 1, 1)),
        ("USA", "GBR", int(Obligation.DEFENSE), date(1953, 1, 1), None),
    ] == rows
    assert (world.coverage.first, world.coverage.last) == (1950, 1954)
    assert date(1954, 12, 31) == world.last_day
    assert world.pledged_pairs(1951) == (1, 0)
    assert world.pledged_pairs(1952) == (0, 0)


def test_membership_is_that_of_the_cow_list_and_open_where_the_list_was_closed(small: Store) -> None:
    france = full(small).states["FRA"].spells

    assert [(date(1816, 1, 1), date(1943, 1, 1)), (date(1944, 8, 25), None)] == [
        (s.start, s.end) for s in france
    ]
    assert full(small).states.members(1950) == ("FRA", "GBR", "USA")
    assert full(small).states["DEU"].spells == ()


def test_only_imported_variables_and_parts_are_there(small: Store) -> None:
    world = full(small)

    assert [name for name in world.variables if not name.startswith("atop.")] == []
    assert dict(world.roles) == {}
    assert world.treaties == ()
    assert [p.source for p in world.provenance] == ["atop", "cow_states"]


def test_without_the_alliances_there_is_no_full_record(store: Store) -> None:
    with pytest.raises(StoreError, match=r"needs atop_dyad_year and states_cow.*symmachy record import"):
        full(store)


def test_what_a_part_of_a_file_does_not_list_is_unknown(small: Store) -> None:
    world = full(small)

    assert world.variable("atop.defense").absent is None
    assert any("atop_dyad_year was imported with 5 rows" in limit for limit in world.limits)


def test_a_shorter_file_covers_fewer_years(small: Store) -> None:
    shares = pl.DataFrame({"ccode": [2, 2], "year": [1950, 1952], "cinc": [0.3, 0.4]})
    others = [pl.lit(1.0).alias(c) for c in ("milex", "milper", "irst", "pec", "tpop", "upop")]
    _keep(small, "nmc", shares.with_columns(others))
    variable = full(small).variable("capabilities")

    assert (variable.coverage.first, variable.coverage.last) == (1950, 1952)


def test_the_parts_are_played_by_declared_variables() -> None:
    declared = {m.name for s in SOURCES.values() for m in s.measures}

    assert set(ROLES.values()) <= declared


PAIRS = {
    1816: (53, 53),
    1900: (8, 7),
    1914: (15, 12),
    1925: (18, 9),
    1939: (51, 50),
    1945: (929, 927),
    1970: (509, 504),
    2000: (1104, 1101),
    2018: (1707, 1705),
}


@pytest.mark.record
@pytest.mark.parametrize("year", PAIRS)
def test_pledged_pairs_of_the_record(full_world: World, year: int) -> None:
    assert PAIRS[year] == full_world.pledged_pairs(year)


@pytest.mark.record
def test_pair_years_of_members_of_the_record(full_world: World) -> None:
    members = [len(full_world.states.members(year)) for year in full_world.years]

    assert sum(n * (n - 1) // 2 for n in members) == 994_005
    assert full_world.coverage.last == 2018
    assert full_world.coverage.first == 1816
    assert len(full_world.treaties) == 789


@pytest.mark.record
def test_every_declared_variable_and_part_is_in_the_record(full_world: World) -> None:
    assert {m.name for s in SOURCES.values() for m in s.measures} == set(full_world.variables)
    assert dict(full_world.roles) == ROLES


@pytest.mark.record
def test_rows_of_every_variable_are_as_a_world_wants_them(full_world: World) -> None:
    for variable in full_world.variables.values():
        frame = variable.rows.collect()
        key = list(variable.unit_of_analysis.key)
        schema = {"year": pl.Int32, "state": pl.String, "other": pl.String, "value": pl.Float64}

        assert {name: schema[name] for name in [*key, "value"]} == dict(frame.schema), variable.name
        assert sum(frame.null_count().row(0)) == 0, variable.name
        assert not frame.select(key).is_duplicated().any(), variable.name
        if variable.unit_of_analysis is UnitOfAnalysis.DYAD_YEAR:
            assert (frame["state"] < frame["other"]).all(), variable.name


@pytest.mark.record
def test_silence_is_not_zero(full_world: World) -> None:
    for variable in full_world.variables.values():
        alone = replace(full_world, variables={variable.name: variable})  # so that no array is kept
        values = alone.array(variable.name)
        first = full_world.coverage.first
        for year in full_world.years:
            known = ~np.isnan(values[year - first])
            if year not in variable.coverage:
                assert not known.any(), (variable.name, year)
            elif variable.absent is not None:
                off_diagonal = known if known.ndim == 1 else known[~np.eye(len(known), dtype=bool)]

                assert off_diagonal.all(), (variable.name, year)


FACTS = [
    ("nmc.cinc", ("USA",), 1945, 0.38386354),
    ("majors.major", ("DEU",), 1930, 1.0),
    ("majors.major", ("DEU",), 1950, 0.0),
    ("contiguity.land", ("DEU", "FRA"), 1900, 1.0),
    ("contiguity.land", ("GBR", "FRA"), 1950, 0.0),
    ("cow_war.opponents", ("DEU", "FRA"), 1870, 1.0),
    ("cow_war.beside", ("USA", "GBR"), 1944, 1.0),
    ("gml.dispute", ("USA", "RUS"), 1962, 1.0),
    ("rivalries.rivalry", ("IND", "PAK"), 1950, 1.0),
    ("mindist.km", ("USA", "CAN"), 1990, 0.0),
    ("igo.shared", ("FRG", "FRA"), 1985, None),
    ("leaders.change", ("GBR",), 1940, 1.0),
    ("democracy.electoral", ("PRK",), 2000, 0.0),
    ("ucdp.interstate", ("IRN", "IRQ"), 1984, 2.0),
    ("peace_scale.level", ("USA", "CAN"), 2018, 1.0),
]


@pytest.mark.record
@pytest.mark.parametrize(("name", "who", "year", "value"), FACTS)
def test_known_facts_stand(
    full_world: World, name: str, who: tuple[str, ...], year: int, value: float | None
) -> None:
    places = tuple(full_world.index[code] for code in who)
    found = full_world.array(name)[(year - full_world.coverage.first, *places)]

    if value is None:
        assert found > 0
    else:
        assert found == pytest.approx(value, rel=1e-6)


@pytest.mark.record
def test_imports_of_two_directions_add_up(full_world: World) -> None:
    total, imports = (full_world.variable(n).rows.collect() for n in ("trade.total", "trade.imports"))
    low = pl.min_horizontal("state", "other")
    summed = imports.group_by(
        "year", low.alias("state"), pl.max_horizontal("state", "other").alias("other")
    ).agg(pl.col("value").sum(), pl.len())
    both = total.join(summed, on=["year", "state", "other"], suffix="_summed", validate="1:1")

    assert both.height == total.height
    assert (both["value"] - both["value_summed"]).abs().max() == 0


@pytest.mark.record
def test_a_treaty_is_one_with_its_members_times(full_world: World) -> None:
    nato = next(t for t in full_world.treaties if t.id == "atop-3180")
    members = nato.members_on(date(2018, 12, 31))

    assert len(members) == 29
    assert nato.spell.end is None
    assert date(1949, 4, 4) == nato.spell.start
    assert Obligation.DEFENSE in nato.obligations
    assert sum(m.state == "USA" for m in nato.members) == 1


@pytest.mark.record
def test_the_past_holds_nothing_later(full_world: World) -> None:
    past = full_world.until(1914)

    assert full_world.pledged_pairs(1914) == past.pledged_pairs(1914)
    assert all(t.spell.start.year <= 1914 for t in past.treaties)
    assert all(v.coverage.last <= 1914 for v in past.variables.values())


@pytest.mark.record
def test_a_variable_is_lazy(full_world: World) -> None:
    assert all(
        isinstance(v, Variable) and isinstance(v.rows, pl.LazyFrame) for v in full_world.variables.values()
    )
    assert replace(full_world).record == "full"
