from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.worlds import state

from symmachy.errors import AmbiguousState, StateAbsent, SymmachyError, UnknownName, UnknownState
from symmachy.record.chronicle import states as of_chronicle
from symmachy.world import State, States, Succession
from symmachy.world.states import CODE_SCHEMES

CHRONICLE = of_chronicle()
FIRST, LAST = 1816, 2026


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("Prussia", 1866, "DEU"),
        ("Germany", 1914, "DEU"),
        ("West Germany", 1960, "FRG"),
        ("FRG", 1960, "FRG"),
        ("GDR", 1960, "GDR"),
        ("Germany", 1995, "DEU"),
        ("Serbia", 1900, "SRB"),
        ("Yugoslavia", 1930, "SRB"),
        ("Yugoslavia", 1999, "SRB"),
        ("Russia", 1900, "RUS"),
        ("USSR", 1980, "RUS"),
        ("Soviet Union", 1980, "RUS"),
        ("North Yemen", 1980, "YAR"),
        ("South Yemen", 1980, "YMD"),
        ("Yemen", 2000, "YEM"),
        ("North Korea", 1980, "PRK"),
        ("South Korea", 1980, "KOR"),
        ("North Vietnam", 1960, "VNM"),
        ("South Vietnam", 1960, "RVN"),
        ("Vietnam", 1980, "VNM"),
        ("China", 1930, "CHN"),
        ("China", 1960, "CHN"),
        ("Taiwan", 1960, "TWN"),
        ("Zaire", 1980, "COD"),
        ("  the  united\tstates ", 1900, "USA"),
        ("u.s.a.", 1990, "USA"),
        ("COTE D'IVOIRE", 1990, "CIV"),
        ("Ottoman Empire", 1900, "TUR"),
        ("255", 1900, "DEU"),
        ("0002", 1900, "USA"),
        ("cow:260", 1960, "FRG"),
        ("gw:260", 1960, "FRG"),
        ("gw:260", 2000, "DEU"),
        ("ISO3: FRA", 1900, "FRA"),
    ],
)
def test_a_name_or_code_means_one_state_of_that_year(text: str, year: int, code: str) -> None:
    assert CHRONICLE.resolve(text, year=year).code == code


@pytest.mark.parametrize(
    ("text", "year", "named"),
    [
        ("Germany", 1960, ("FRG", "GDR")),
        ("Yemen", 1980, ("YAR", "YMD")),
        ("Korea", 1980, ("KOR", "PRK")),
        ("Vietnam", 1960, ("RVN", "VNM")),
        ("Congo", 2000, ("COD", "COG")),
    ],
)
def test_a_name_of_several_states_is_refused_with_their_codes(
    text: str, year: int, named: tuple[str, str]
) -> None:
    with pytest.raises(AmbiguousState) as refused:
        CHRONICLE.resolve(text, year=year)

    assert all(code in str(refused.value) for code in named)


@pytest.mark.parametrize(
    ("text", "year", "way_out"),
    [
        ("Prussia", 1900, "ask for DEU"),
        ("Germany", 1850, "ask for DEU"),
        ("Soviet Union", 1995, "ask for RUS"),
        ("Yugoslavia", 2010, "ask for SRB"),
        ("East Germany", 1995, "Related states of that year: DEU (Germany)"),
        ("Taiwan", 1930, "from 1949"),
        ("Poland", 1900, "from 1918"),
        ("cow:255", 1960, "from 1990"),
        ("GDR", 1995, "from 1949 to 1990"),
    ],
)
def test_a_name_of_another_time_is_refused_with_what_to_ask_instead(
    text: str, year: int, way_out: str
) -> None:
    with pytest.raises(StateAbsent) as refused:
        CHRONICLE.resolve(text, year=year)

    assert way_out in str(refused.value)


@pytest.mark.parametrize(
    ("text", "error", "way_out"),
    [
        ("Frnace", UnknownState, r"Did you mean France \(FRA\)"),
        ("", UnknownState, "Write an English name"),
        ("999", UnknownState, "no state has the cow code '999'"),
        ("9" * 5000, UnknownState, "no state has the cow code"),
        ("gw:", UnknownState, "no state has the gw code ''"),
        ("gww:255", UnknownName, "Did you mean 'gw'"),
    ],
)
def test_what_is_no_state_is_refused_with_a_way_out(
    text: str, error: type[SymmachyError], way_out: str
) -> None:
    with pytest.raises(error, match=way_out):
        CHRONICLE.resolve(text, year=1914)


def asked_in(start: int, last: int | None) -> set[int]:
    first, end = max(start, FIRST), LAST if last is None else min(last, LAST)
    return {first, (first + end) // 2, end} if first <= end else set()


def meant(text: str, year: int) -> str:
    """Return the code of the state that is meant, or the refusal that names those that could be."""
    try:
        return CHRONICLE.resolve(text, year=year).code
    except AmbiguousState as refused:
        return str(refused)


@pytest.mark.parametrize("entry", CHRONICLE.entries, ids=lambda s: s.code)
def test_every_state_is_found_by_its_own_names_and_codes(entry: State) -> None:
    texts = [(n.text, n.spell) for n in entry.names]
    texts += [(f"{c.scheme}:{c.value}", c.spell) for c in entry.codes]
    texts += [(entry.code, s) for s in entry.spells]
    asked = 0
    for text, spell in texts:
        for year in asked_in(spell.start.year, spell.last_year):
            if not entry.exists(year):
                continue
            asked += 1
            found = meant(text, year)

            assert (text, year, entry.code) == (text, year, found) or entry.code in found.split()

    assert asked


@pytest.mark.parametrize("entry", CHRONICLE.entries, ids=lambda s: s.code)
def test_the_name_of_each_year_finds_the_state_in_it(entry: State) -> None:
    for year in (y for s in entry.spells for y in asked_in(s.start.year, s.last_year)):
        assert entry.code in meant(entry.name(year), year).split()


words = st.sampled_from(sorted({n.text for s in CHRONICLE for n in s.names}))
codes = st.builds(lambda s, v: f"{s}:{v}", st.sampled_from(CODE_SCHEMES), st.integers(-1, 1000).map(str))


@settings(deadline=None, max_examples=300)
@given(st.text() | words | codes, st.integers(1700, 2100))
@example("9" * 5000, 1900)
@example(":", 1900)
@example("\u0661\u0662", 1900)
def test_any_text_finds_a_state_of_that_year_or_is_refused(text: str, year: int) -> None:
    try:
        found = CHRONICLE.resolve(text, year=year)
    except SymmachyError:
        return

    assert found.exists(year)


def test_a_name_that_only_one_of_two_present_states_bears_finds_it() -> None:
    states = States(
        (
            state("OLD", ("", "1910"), names=[("Land", "", "")]),
            state("NEW", ("1911", ""), names=[("Land", "", "")]),
        )
    )

    assert [states.resolve("land", year=year).code for year in (1905, 1911)] == ["OLD", "NEW"]


def test_successors_and_predecessors_are_named_where_a_state_is_absent() -> None:
    union = Succession(predecessor="OLD", successor="NEW", date="1911", kind="union")
    states = States((state("OLD", ("", "1910")), state("NEW", ("1911", ""))), (union,))

    with pytest.raises(StateAbsent, match=r"Related states of that year: NEW \(Newland\)"):
        states.resolve("OLD", year=1920)
    with pytest.raises(StateAbsent, match=r"Related states of that year: OLD \(Oldland\)"):
        states.resolve("NEW", year=1900)


def test_own_codes_come_before_those_of_other_schemes() -> None:
    states = States((state("AUS"), state("AUT", codes=[("cow_letters", "AUS")])))

    assert states.resolve("AUS", year=1950).code == "AUS"
    assert states.resolve("cow_letters:AUS", year=1950).code == "AUT"


def test_a_code_in_a_scheme_is_given_for_its_year_or_not_at_all() -> None:
    assert CHRONICLE["DEU"].code_in("cow", 1900) == "255"
    assert CHRONICLE["DEU"].code_in("no such scheme", 1900) is None
    with pytest.raises(UnknownState, match="DEU"):
        CHRONICLE["DEUX"]


def test_names_of_other_years_stand_in_where_the_year_has_none() -> None:
    made = state("AAA", names=[("Early", "1900", "1904"), ("Late", "1910", "1920")])

    assert [made.name(y) for y in (1890, 1904, 1907, 1930)] == ["Early", "Early", "Early", "Late"]
    assert state("BBB", names=[("B", "", "")]).name(1900) == "B"
    assert State(code="CCC", region="", spells=()).name(1900) == "CCC"


def test_members_are_listed_by_code() -> None:
    states = States((state("BBB"), state("AAA"), state("CCC", ("1950", ""))))

    assert (states.members(1900), len(states), states.codes) == (("AAA", "BBB"), 3, ("AAA", "BBB", "CCC"))
