"""Numbers of groups, by the table and by the join."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from symmachy.estimation.hazards.groups import group_numbers

WHOLE = st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 3)), min_size=1, max_size=30)


@given(rows=WHOLE)
def test_groups_of_whole_numbers_are_those_of_the_same_values_as_text(rows: list[tuple[int, int]]) -> None:
    frame = pl.DataFrame(rows, schema=["a", "b"], orient="row")
    text = frame.cast(pl.String)

    for columns in (["a"], ["a", "b"]):
        numbers, count = group_numbers(frame, columns)
        others, same = group_numbers(text, columns)

        assert (numbers.tolist(), count) == (others.tolist(), same)


def test_whole_numbers_far_apart_are_grouped_all_the_same() -> None:
    frame = pl.DataFrame({"a": [-(2**62), 2**62, -(2**62)]})

    assert group_numbers(frame, ["a"])[0].tolist() == [0, 1, 0]
