"""A few facts that are certain, asked of the register that comes with the package."""

from __future__ import annotations

from datetime import date

import pytest

from symmachy.record.chronicle import chronicle
from symmachy.world import Obligation

FOUNDERS = ("BEL", "CAN", "DNK", "FRA", "GBR", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "USA")


def allied(one: str, other: str, year: int) -> bool:
    network = chronicle().in_year(year)
    return bool(network.ties()[network.place[one], network.place[other]])


def test_the_north_atlantic_treaty_bound_its_twelve_founders_from_1949() -> None:
    (treaty,) = (t for t in chronicle().treaties if t.id == "north-atlantic-1949")

    assert treaty.members_on(date(1949, 12, 31)) == FOUNDERS
    assert Obligation.DEFENSE in treaty.obligations
    assert allied("USA", "NOR", 1949)
    assert not allied("USA", "NOR", 1948)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("TUR", date(1952, 2, 18)),
        ("GRC", date(1952, 2, 18)),
        ("ESP", date(1982, 5, 30)),
        ("POL", date(1999, 3, 12)),
        ("FIN", date(2023, 4, 4)),
        ("SWE", date(2024, 3, 7)),
    ],
)
def test_later_members_came_in_on_their_days(code: str, day: date) -> None:
    (treaty,) = (t for t in chronicle().treaties if t.id == "north-atlantic-1949")
    before = date.fromordinal(day.toordinal() - 1)

    assert (code in treaty.members_on(before), code in treaty.members_on(day)) == (False, True)


@pytest.mark.parametrize(
    ("one", "other", "year", "so"),
    [
        ("DEU", "AUH", 1878, False),
        ("DEU", "AUH", 1880, True),  # the Dual Alliance of 7 October 1879
        ("DEU", "AUH", 1914, True),
        ("FRA", "RUS", 1890, False),
        ("FRA", "RUS", 1895, True),  # in force from 4 January 1894
        ("GBR", "JPN", 1903, True),  # 30 January 1902
        ("GBR", "JPN", 1925, False),
        ("USA", "JPN", 1970, True),
        ("CHN", "RUS", 1955, True),  # the treaty of 14 February 1950
        ("CHN", "RUS", 1990, False),
        ("USA", "RUS", 1980, False),
    ],
)
def test_who_was_allied(one: str, other: str, year: int, so: bool) -> None:
    assert allied(one, other, year) == so


def test_in_1914_nothing_is_known_of_how_the_dual_alliance_ended() -> None:
    (treaty,) = (t for t in chronicle().until(1914).treaties if t.id == "dual-alliance-1879")

    assert treaty.spell.end is None
    assert treaty.ended_by == ""


def test_no_treaty_of_a_cut_world_speaks_of_a_later_year() -> None:
    for year in (1890, 1913, 1938, 1960, 1988):
        then = chronicle().until(year)
        texts = [t.note for t in then.treaties] + [m.note for t in then.treaties for m in t.members]
        texts += [e.note for e in then.episodes]
        later = {str(y) for y in range(year + 1, 2027)}

        assert [x for x in texts if any(y in x for y in later)] == []


def test_berlin_and_paris_lie_878_km_apart() -> None:
    network = chronicle().in_year(1913)

    assert network.distance()[network.place["DEU"], network.place["FRA"]] == pytest.approx(878, rel=0.01)
