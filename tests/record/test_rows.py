from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from symmachy.record import rows

SPELLS = st.lists(
    st.tuples(
        st.integers(1, 4), st.integers(1, 4), st.integers(1900, 1906), st.integers(0, 5), st.integers(0, 9)
    ),
    max_size=8,
)


def _frame(spells: list[tuple[int, int, int, int, int]]) -> pl.LazyFrame:
    return pl.LazyFrame(
        [(a, b, start, start + length, worth) for a, b, start, length, worth in spells],
        schema=dict.fromkeys(("ccode1", "ccode2", "start", "end", "worth"), pl.Int32),
        orient="row",
    )


@given(SPELLS)
def test_spells_of_pairs_are_spelt_out_as_a_loop_would(spells: list[tuple[int, int, int, int, int]]) -> None:
    made = rows.pair_spells("t", start="start", end="end", value=rows.column("worth"))({"t": _frame(spells)})
    expected: dict[tuple[int, int, int], int] = {}
    for a, b, start, length, worth in spells:
        for year in range(start, start + length + 1):
            key = (year, min(a, b), max(a, b))
            expected[key] = max(worth, expected.get(key, 0))

    assert {(y, a, b): v for y, a, b, v in made.collect().iter_rows()} == expected


@given(SPELLS)
def test_spells_of_states_are_spelt_out_as_a_loop_would(spells: list[tuple[int, int, int, int, int]]) -> None:
    made = rows.state_spells("t", start="start", end="end", code="ccode1")({"t": _frame(spells)})
    expected = {(year, a) for a, _, start, length, _ in spells for year in range(start, start + length + 1)}

    assert {(y, a) for y, a, _ in made.collect().iter_rows()} == expected


def test_the_latest_spell_of_a_year_stands_where_it_is_asked_for() -> None:
    frame = _frame([(1, 2, 1900, 3, 9), (2, 1, 1902, 2, 1)])
    latest = rows.pair_spells("t", start="start", end="end", value=rows.column("worth"), latest=True)
    found = {y: v for y, _, _, v in latest({"t": frame}).collect().iter_rows()}

    assert found == {1900: 9, 1901: 9, 1902: 1, 1903: 1, 1904: 1}


def test_days_are_read_as_their_years() -> None:
    frame = pl.LazyFrame(
        {"ccode1": [1], "ccode2": [2], "start": [date(1900, 12, 31)], "end": [date(1901, 1, 1)]}
    )
    made = rows.pair_spells("t", start="start", end="end")({"t": frame}).collect()

    assert sorted(made["year"]) == [1900, 1901]


def test_flows_go_both_ways() -> None:
    frame = pl.LazyFrame({"ccode1": [2], "ccode2": [20], "year": [1990], "there": [1.0], "back": [3.0]})
    made = rows.both_ways("t", "there", "back")({"t": frame}).collect()

    assert set(made.iter_rows()) == {(1990, 2, 20, 1.0), (1990, 20, 2, 3.0)}
