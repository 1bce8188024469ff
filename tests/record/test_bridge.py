from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from symmachy.record.bridge import Bridge
from symmachy.record.source import Scheme
from symmachy.world import Code, Spell, State, States, UnitOfAnalysis

if TYPE_CHECKING:
    from collections.abc import Iterable

ALWAYS = Spell()


def _state(code: str, spells: Iterable[Spell], *codes: tuple[str, str, Spell]) -> State:
    return State(
        code=code,
        region="Europe",
        spells=tuple(spells),
        codes=tuple(Code(scheme=s, value=v, spell=d) for s, v, d in codes),
    )


EAST, WEST = Spell.read("1949", "1990-10-02"), Spell.read("1949", "1990-10-02")
BRIDGE = Bridge(
    States(
        (
            _state("AAA", [Spell.read("1816", "")], ("cow", "2", ALWAYS), ("gw", "2", ALWAYS)),
            _state("ZZZ", [Spell.read("1816", "")], ("cow", "1", ALWAYS), ("gw", "1", ALWAYS)),
            _state("OLD", [WEST], ("cow", "260", ALWAYS), ("gw", "260", ALWAYS)),
            _state("NEW", [Spell.read("1990-10-03", "")], ("cow", "255", ALWAYS), ("gw", "260", ALWAYS)),
            _state(
                "TWO",
                [Spell.read("1816", "")],
                ("gw", "340", Spell.read("2006-06-05", "")),
                ("gw", "345", Spell.read("1918", "2006-06-05")),
            ),
        )
    )
)


@pytest.mark.parametrize(("year", "code"), [(1950, "OLD"), (1989, "OLD"), (1990, "NEW"), (2000, "NEW")])
def test_a_number_that_two_states_bore_means_the_member_of_the_year(year: int, code: str) -> None:
    found = BRIDGE.frame(Scheme.GW).filter(pl.col("code") == 260, pl.col("year") == year)

    assert [code] == found["state"].to_list()


@pytest.mark.parametrize("scheme", [Scheme.COW, Scheme.GW])
def test_a_code_and_year_mean_one_state(scheme: Scheme) -> None:
    assert not BRIDGE.frame(scheme).select("code", "year").is_duplicated().any()


def test_pairs_stand_once_in_alphabetical_order() -> None:
    rows = pl.LazyFrame({"year": [1990], "code": [1], "other": [2], "value": [3.0]})
    directed = BRIDGE.translate(rows, Scheme.COW, UnitOfAnalysis.DIRECTED_DYAD_YEAR).collect()
    unordered = BRIDGE.translate(rows, Scheme.COW, UnitOfAnalysis.DYAD_YEAR).collect()

    assert directed.rows() == [(1990, "ZZZ", "AAA", 3.0)]
    assert unordered.rows() == [(1990, "AAA", "ZZZ", 3.0)]


def test_unknown_codes_and_missing_values_are_left_out() -> None:
    rows = pl.LazyFrame({"year": [1990, 1990, 1990], "code": [1, 999, 2], "value": [1.0, 2.0, None]})

    assert BRIDGE.translate(rows, Scheme.COW, UnitOfAnalysis.STATE_YEAR).collect()["state"].to_list() == [
        "ZZZ"
    ]


def test_two_numbers_of_one_state_in_a_year_give_one_row() -> None:
    rows = pl.LazyFrame({"year": [2006, 2006], "code": [340, 345], "value": [1.0, 2.0]})

    assert BRIDGE.translate(rows, Scheme.GW, UnitOfAnalysis.STATE_YEAR).collect().rows() == [
        (2006, "TWO", 2.0)
    ]


def test_every_scheme_of_the_register_gives_one_state_a_code_and_year() -> None:
    from symmachy.record.chronicle import states

    bridge = Bridge(states())
    for scheme in Scheme:
        frame = bridge.frame(scheme)

        assert frame.height
        assert not frame.select("code", "year").is_duplicated().any()
    assert len(bridge.by_cow) == 217
