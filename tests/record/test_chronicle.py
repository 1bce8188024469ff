"""The bundled register: sound in itself, and right where the facts are beyond doubt."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from symmachy.errors import UnknownName
from symmachy.record import open_record
from symmachy.record.chronicle import TABLES, checks, table
from symmachy.world import Obligation, World

NATO_1949 = {"BEL", "CAN", "DNK", "FRA", "GBR", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "USA"}


@pytest.fixture(scope="module")
def world() -> World:
    return open_record("chronicle")


def test_the_register_has_no_fault() -> None:
    assert checks.faults() == []


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("memberships", pl.col("state").str.replace("^FRA$", "FRX"), "'FRX' in state is no state"),
        ("treaties", pl.col("start").str.replace("^1949.*", "1949-13-01"), "is no date"),
        ("episodes", pl.col("source").str.replace("^.*$", ""), "has no source"),
        ("power", pl.col("share").str.replace("^.*$", "1.5"), "has the share '1.5'"),
        ("borders", pl.col("checked").str.replace("one", "seven"), "is checked 'seven'"),
        (
            "pledges",
            pl.col("obligations").str.replace("defense", "friendship"),
            "no obligation is called 'friendship'",
        ),
        (
            "state_spells",
            pl.col("start").str.replace("^1949.*", "1960"),
            "was no state during part of its time",
        ),
        ("capitals", pl.col("end").str.replace("^.*$", ""), "has two rows for the same time"),
    ],
)
def test_a_planted_fault_is_found(
    monkeypatch: pytest.MonkeyPatch, name: str, change: pl.Expr, said: str
) -> None:
    sound = checks.table
    monkeypatch.setattr(checks, "table", lambda n: sound(n).with_columns(change) if n == name else sound(n))

    assert any(said in fault for fault in checks.faults())


def test_an_unknown_table_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="treaties"):
        table("treatise")


def test_it_holds_what_a_first_edition_must() -> None:
    assert table("treaties").height >= 60
    assert table("states").height >= 217
    assert set(TABLES) >= {
        "states",
        "treaties",
        "wars",
        "great_powers",
        "borders",
        "democracy",
        "episodes",
        "power",
    }


def test_the_founders_of_nato(world: World) -> None:
    nato = next(t for t in world.treaties if t.id == "north-atlantic-1949")

    assert set(nato.members_on(date(1949, 12, 31))) == NATO_1949
    assert "SWE" in nato.members_on(date(2024, 12, 31))
    assert "SWE" not in nato.members_on(date(2023, 12, 31))


@pytest.mark.parametrize(
    ("one", "other", "first", "last"),
    [
        ("DEU", "AUH", 1879, 1918),
        ("FRA", "RUS", 1894, 1917),
        ("CHN", "RUS", 1950, 1980),
        ("CHN", "PRK", 1961, None),
        ("USA", "KOR", 1954, None),
        ("USA", "JPN", 1952, None),
    ],
)
def test_well_known_defence_pacts(world: World, one: str, other: str, first: int, last: int | None) -> None:
    def allied(year: int) -> bool:
        network = world.in_year(year)
        if not {one, other} <= set(network.states):
            return False
        return bool(network.ties(Obligation.DEFENSE)[network.place[one], network.place[other]])

    assert allied(first)
    if last is None:
        assert allied(world.coverage.last)
    else:
        assert allied(last - 1)
        assert not allied(last + 4)


def test_todays_china_is_no_party_of_1945(world: World) -> None:
    in_force = [
        treaty.id
        for treaty, pledges in world.between("CHN", "RUS")
        if any(p.spell.covers(world.last_day) for p in pledges)
    ]

    assert not [t for t in in_force if t.endswith(("1942", "1945"))]


def test_the_treaties_of_the_last_years_are_there(world: World) -> None:
    def pledged(one: str, other: str) -> set[str]:
        return {
            treaty.id
            for treaty, pledges in world.between(one, other)
            if any(Obligation.DEFENSE in p.obligations and p.spell.covers(world.last_day) for p in pledges)
        }

    assert pledged("USA", "FIN")
    assert pledged("SAU", "PAK")
    assert pledged("PRK", "RUS")


def test_every_pair_year_reads_the_same_from_treaties_and_from_the_table(world: World) -> None:
    for year in (1820, 1866, 1908, 1938, 1955, 1991, 2024):
        network = world.in_year(year)
        owed = network.ties(Obligation.DEFENSE)
        members = set(network.states)
        pairs = {
            frozenset((p.by, p.to))
            for treaty in world.treaties
            for p in treaty.pledges()
            if Obligation.DEFENSE in p.obligations and p.spell.meets_year(year) and {p.by, p.to} <= members
        }

        assert pairs == {
            frozenset((a, b))
            for a in members
            for b in members
            if a < b and owed[network.place[a], network.place[b]]
        }


def test_shares_of_the_world_do_not_pass_one() -> None:
    # In 1990 the register holds both Germanies and both Yemens beside the states that followed them.
    replaced = pl.col("state").is_in(["FRG", "GDR", "YAR", "YMD"]) & (pl.col("year") == "1990")
    shares = table("power").filter(~replaced).with_columns(pl.col("share").cast(pl.Float64))
    totals = shares.group_by("variable", "year").agg(pl.col("share").sum())

    assert totals["share"].max() <= 1.03  # each is rounded


def test_nine_memberships_in_ten_were_checked() -> None:
    grades = table("memberships")["checked"]

    assert (grades != "none").mean() >= 0.9


def test_mutual_treaties_bind_both_ways(world: World) -> None:
    mutual = [t for t in world.treaties if all(term.by == term.to == "*" for term in t.terms)]

    assert len(mutual) > 500
    for treaty in mutual:
        there = {(p.by, p.to, p.obligations, p.spell) for p in treaty.pledges()}
        assert there == {(to, by, owed, spell) for by, to, owed, spell in there}, treaty.id


def test_every_pledge_lies_within_its_treaty(world: World) -> None:
    for treaty in world.treaties:
        for pledge in treaty.pledges():
            assert pledge.spell.start >= treaty.spell.start, treaty.id
            if treaty.spell.end is not None:
                assert pledge.spell.end is not None, treaty.id
                assert pledge.spell.end <= treaty.spell.end, treaty.id


def test_a_government_that_repudiated_earlier_alliances_has_none_that_lapsed(world: World) -> None:
    def lapsed(one: str, other: str, year: int) -> bool:
        network = world.in_year(year)
        return bool(network.lapsed(Obligation.DEFENSE)[network.place[one], network.place[other]])

    assert not lapsed("FRA", "RUS", 1925)  # the alliance of 1892 was the Empire's
    assert not lapsed("CHN", "USA", 1960)  # the declaration of 1942 was the Republic's
    assert lapsed("CHN", "RUS", 1990)  # the treaty of 1950 was the People's Republic's own
    assert lapsed("GBR", "JPN", 1935)
