"""What was between two states besides treaties in force: joined spells, wars on one side, earlier names."""

from __future__ import annotations

from datetime import date

import pytest
from tests.worlds import world

from symmachy.record import open_record
from symmachy.report.assessment.bonds import between, other_names, side_by_side
from symmachy.world import Episode, Spell, World


def test_terms_that_changed_on_a_day_bound_without_a_break() -> None:
    found = between(open_record("chronicle"), "SRB", "RUS")
    bond = next(b for b in found if b.treaty.name == "Soviet-Yugoslav Treaty")

    assert bond.when() == "11 April 1945 to 28 September 1949"


def test_a_break_in_membership_stays_a_break() -> None:
    found = between(open_record("chronicle"), "SRB", "RUS")
    bond = next(b for b in found if "Helsinki" in b.treaty.name)

    assert bond.when() == "1 August 1975 to 8 July 1992, since 10 November 2000"


def war(one: str, other: str, start: str, end: str, name: str = "w") -> Episode:
    return Episode(id=name, name=name.upper(), kind="war", one=one, other=other, spell=Spell.read(start, end))


def fought(*episodes: Episode) -> World:
    return world("AAA BBB CCC DDD", episodes=episodes)


def test_a_common_opponent_at_one_time_makes_two_stand_side_by_side() -> None:
    made = fought(war("AAA", "CCC", "1901", "1903"), war("BBB", "CCC", "1902-05-01", "1904"))
    found = side_by_side(made, "AAA", "BBB")

    assert [w.against for w in found] == [("CCC",)]
    assert found[0].sentence(made) == "W, against Cccland: 1 May 1902 to 1903"


@pytest.mark.parametrize(
    "episodes",
    [
        (war("AAA", "CCC", "1901", "1902"), war("BBB", "CCC", "1904", "1905")),  # one after the other
        (war("AAA", "CCC", "1901", "1902", "v"), war("BBB", "CCC", "1901", "1902")),  # two wars
        (war("AAA", "CCC", "1901", "1902"), war("BBB", "DDD", "1901", "1902")),  # no common opponent
        (
            war("AAA", "CCC", "1901", "1902"),
            war("BBB", "CCC", "1901", "1902"),
            war("AAA", "BBB", "1901", "1902"),
        ),
    ],
)
def test_other_wars_do_not(episodes: tuple[Episode, ...]) -> None:
    assert side_by_side(fought(*episodes), "AAA", "BBB") == ()


def test_serbia_and_russia_fought_the_same_opponents_in_1914() -> None:
    then = open_record("chronicle").until(1914)
    last = side_by_side(then, "SRB", "RUS")[-1]

    assert last.name == "First World War"
    assert last.against == ("AUH", "DEU", "TUR")


def test_names_of_the_time_are_said_where_they_differ() -> None:
    chronicle = open_record("chronicle")
    said = other_names(chronicle, "SRB", "RUS", [date(1945, 4, 11)])

    assert said == (
        "In this record Serbia is also Yugoslavia (1918 to 2003); Russia is also the Soviet Union (1922 to 1991)."
    )
    assert other_names(chronicle, "SRB", "RUS", [date(2010, 1, 1)]) == ""
