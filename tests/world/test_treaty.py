from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from tests.strategies import CODES, FIRST, days, treaties
from tests.worlds import spell, term, treaty

from symmachy.world import Obligation, Spell, Treaty


def owed(made: Treaty) -> set[tuple[str, str, Spell]]:
    return {(p.by, p.to, p.spell) for p in made.pledges()}


def test_a_mutual_term_binds_every_pair_both_ways() -> None:
    pact = treaty("pact", "AAA BBB CCC", start="1900-03-01")
    since = spell("1900-03-01")

    assert owed(pact) == {
        (a, b, since) for a in ("AAA", "BBB", "CCC") for b in ("AAA", "BBB", "CCC") if a != b
    }


def test_a_one_sided_term_binds_one_way() -> None:
    guarantee = treaty("guarantee", "AAA BBB", terms=[term("AAA", "BBB")])

    assert owed(guarantee) == {("AAA", "BBB", spell("1900"))}


def test_a_pledge_to_every_member_leaves_out_the_giver() -> None:
    guarantee = treaty("guarantee", "AAA BBB CCC", terms=[term("AAA", "*")])

    assert {(p.by, p.to) for p in guarantee.pledges()} == {("AAA", "BBB"), ("AAA", "CCC")}


def test_a_pledge_lasts_while_treaty_term_and_both_memberships_do() -> None:
    pact = treaty(
        "pact",
        {"AAA": [("1899-01-01", "1906-01-01")], "BBB": [("1902-01-01", "1909-01-01")]},
        start="1900-01-01",
        end="1905-01-01",
        terms=[term(start="1901-01-01", end="1904-01-01")],
    )

    assert owed(pact) == {
        (a, b, spell("1902-01-01", "1904-01-01")) for a, b in (("AAA", "BBB"), ("BBB", "AAA"))
    }


def test_a_state_that_leaves_and_comes_back_has_two_pledges_each_way() -> None:
    pact = treaty(
        "pact", {"AAA": [("1900", "")], "BBB": [("1901-01-01", "1903-01-01"), ("1905-01-01", "1907-01-01")]}
    )

    assert [str(p.spell) for p in pact.between("BBB", "AAA") if p.by == "AAA"] == [
        "1 January 1901 to 1 January 1903",
        "1 January 1905 to 1 January 1907",
    ]


def test_a_member_that_left_before_another_came_owes_it_nothing() -> None:
    pact = treaty("pact", {"AAA": [("1900-01-01", "1903-01-01")], "BBB": [("1903-01-01", "")]})

    assert owed(pact) == set()


def test_members_on_a_day() -> None:
    pact = treaty("pact", {"BBB": [("1900-01-01", "1903-01-01")], "AAA": [("1902-12-31", "")]})

    assert pact.members_on(date(1902, 12, 31)) == ("AAA", "BBB")
    assert pact.members_on(date(1903, 1, 1)) == ("AAA",)


def test_the_obligations_of_a_treaty_are_those_of_its_terms() -> None:
    pact = treaty("pact", "AAA BBB", terms=[term(owed="defense"), term("AAA", "BBB", owed="consultation")])

    assert pact.obligations == Obligation.DEFENSE | Obligation.CONSULTATION


@given(treaties(CODES[:5], FIRST, FIRST + 15), days(FIRST, FIRST + 15))
def test_each_pledge_holds_only_between_members_of_that_day(pact: Treaty, day: date) -> None:
    members = set(pact.members_on(day)) if pact.spell.covers(day) else set()
    bound = {code for p in pact.pledges() if p.spell.covers(day) for code in (p.by, p.to)}

    assert bound <= members


@given(treaties(CODES[:5], FIRST, FIRST + 15))
def test_between_finds_the_pledges_of_the_pair_whichever_is_named_first(pact: Treaty) -> None:
    there, back = pact.between("AAA", "BBB"), pact.between("BBB", "AAA")

    assert there == back
    assert set(there) == {p for p in pact.pledges() if {p.by, p.to} == {"AAA", "BBB"}}


@given(treaties(CODES[:5], FIRST, FIRST + 15), days(FIRST, FIRST + 15), days(FIRST, FIRST + 15))
def test_until_holds_the_same_pledges_on_every_earlier_day(pact: Treaty, one: date, other: date) -> None:
    earlier, later = min(one, other), max(one, other)
    known = pact.until(later)
    now = {(p.by, p.to, p.obligations) for p in pact.pledges() if p.spell.covers(earlier)}
    then = (
        {(p.by, p.to, p.obligations) for p in known.pledges() if p.spell.covers(earlier)} if known else set()
    )

    assert then == now


@given(treaties(CODES[:5], FIRST, FIRST + 15), days(FIRST, FIRST + 15))
def test_until_tells_nothing_of_later(pact: Treaty, day: date) -> None:
    known = pact.until(day)

    if known is None:
        assert pact.spell.start > day
        return
    spells = [known.spell, *(m.spell for m in known.members), *(t.spell for t in known.terms)]

    assert all(s.start <= day and (s.end is None or s.end <= day) for s in spells)
    assert all(m.exit_by == "" for m in known.members if m.spell.end is None)
    if known.spell.end is None:
        assert (known.ended_by, known.successor) == ("", "")


@pytest.mark.parametrize("day", [date(1904, 12, 31), date(1905, 1, 1)])
def test_an_end_is_known_from_the_day_on_which_it_is_so(day: date) -> None:
    pact = treaty("pact", "AAA BBB", end="1905-01-01", ended_by="expiry", successor="next")
    known = pact.until(day)

    assert known is not None
    assert (known.spell.end is None, known.ended_by == "") == (day.year == 1904,) * 2


@pytest.mark.parametrize(
    ("note", "end", "known"),
    [
        ("Concluded for 5 years.", "", "Concluded for 5 years."),
        ("Signed in 1900.", "", "Signed in 1900."),
        ("Renewed in 1907.", "", ""),
        ("End doubtful.", "1909-01-01", ""),
        ("End doubtful.", "1904-01-01", "End doubtful."),
    ],
)
def test_a_note_that_may_speak_of_later_is_not_known(note: str, end: str, known: str) -> None:
    pact = replace(treaty("pact", "AAA BBB", end=end), note=note)
    pact = replace(pact, members=tuple(replace(m, note=note) for m in pact.members))
    then = pact.until(date(1905, 12, 31))

    assert then is not None
    assert [then.note, *(m.note for m in then.members)] == [known] * 3
