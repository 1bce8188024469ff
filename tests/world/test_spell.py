from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import days, spells

from symmachy.errors import BadInput, SymmachyError
from symmachy.world import ALWAYS, Precision, Spell


def test_a_spell_covers_its_first_day_and_not_its_end() -> None:
    spell = Spell(start=date(1950, 2, 14), end=date(1980, 4, 11))

    assert [spell.covers(d) for d in (date(1950, 2, 13), date(1950, 2, 14))] == [False, True]
    assert [spell.covers(d) for d in (date(1980, 4, 10), date(1980, 4, 11))] == [True, False]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("1950", date(1950, 1, 1), date(1951, 1, 1), Precision.YEAR),
        ("1950-12", date(1950, 12, 1), date(1951, 1, 1), Precision.MONTH),
        ("1950-02", date(1950, 2, 1), date(1950, 3, 1), Precision.MONTH),
    ],
)
def test_a_partial_date_is_its_first_day_as_a_start_and_the_day_after_it_as_an_end(
    text: str, start: date, end: date, precision: Precision
) -> None:
    spell = Spell.read(text, text)

    assert (spell.start, spell.end) == (start, end)
    assert (spell.start_precision, spell.end_precision) == (precision, precision)


def test_a_full_end_is_itself() -> None:
    assert Spell.read("1949-04-04", "1950-02-14").end == date(1950, 2, 14)


@pytest.mark.parametrize(
    "text",
    [
        "195",
        "1950-2-3",
        "1_50",
        "+950",
        "1950-13",
        "1950-02-30",
        "0000",
        "1950-01-01-01",
        "soon",
        "\uff11\uff19\uff15\uff10",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is no date; write YYYY"):
        Spell.read(text, "")


@pytest.mark.parametrize(
    ("start", "end"), [("1950-02-14", "1950-02-14"), ("1951", "1950"), ("", "0001-01-01")]
)
def test_a_spell_that_ends_before_it_starts_is_refused(start: str, end: str) -> None:
    with pytest.raises(BadInput, match="before or when it starts"):
        Spell.read(start, end)


@given(st.text("0123456789-", max_size=11), st.text("0123456789-", max_size=11))
def test_any_text_is_read_or_refused(start: str, end: str) -> None:
    try:
        spell = Spell.read(start, end)
    except SymmachyError:
        return

    assert spell.end is None or spell.start < spell.end


@given(spells(), spells())
def test_overlap_commutes(one: Spell, other: Spell) -> None:
    assert one.overlap(other) == other.overlap(one)


@given(spells(), spells(), days())
def test_the_overlap_covers_what_both_cover(one: Spell, other: Spell, day: date) -> None:
    both = one.overlap(other)
    covered = both is not None and both.covers(day)

    assert covered == (one.covers(day) and other.covers(day))


@given(spells())
def test_overlap_with_always_and_with_itself_changes_nothing(spell: Spell) -> None:
    assert spell.overlap(ALWAYS) == spell
    assert spell.overlap(spell) == spell


def test_of_two_equal_starts_the_vaguer_one_stands() -> None:
    some_time_in_1950, on_new_year = Spell.read("1950", ""), Spell.read("1950-01-01", "")

    assert some_time_in_1950.overlap(on_new_year) == some_time_in_1950


@given(spells(1900, 1905), st.integers(1899, 1907))
def test_it_meets_a_year_if_it_covers_any_day_of_it(spell: Spell, year: int) -> None:
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    any_day = any(spell.covers(first + timedelta(d)) for d in range(length))

    assert spell.meets_year(year) == any_day


@given(spells(), days())
def test_until_knows_the_past_and_no_later_end(spell: Spell, day: date) -> None:
    known = spell.until(day)

    if known is None:
        assert spell.start > day
    else:
        assert known.start == spell.start
        assert known.end is None or known.end <= day
        assert known.covers(day) == spell.covers(day)


@given(spells(), days(), days())
def test_until_twice_is_until_the_earlier_day(spell: Spell, one: date, other: date) -> None:
    once = spell.until(max(one, other))
    twice = None if once is None else once.until(min(one, other))

    assert twice == spell.until(min(one, other))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("1949-04-04", "", "since 4 April 1949"),
        ("1949-04", "1955", "April 1949 to 1955"),
        ("1949", "1955-12", "1949 to December 1955"),
        ("", "1955-05-14", "until 14 May 1955"),
        ("", "", "throughout"),
    ],
)
def test_it_is_said_as_precisely_as_it_is_known(start: str, end: str, said: str) -> None:
    assert str(Spell.read(start, end)) == said
